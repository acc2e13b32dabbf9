"""Faults in what the store holds."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from corpus.passage import Kind, PageBreak, Passage
from evals.mutation.fault import Family, Fault, Plant
from evals.mutation.seam import seam, stored


def faults() -> tuple[Fault, ...]:
    """The faults of the family."""
    return (
        _fault(
            "a word changed",
            "one word of one paragraph is another",
            _texts(lambda text: text.replace("friendliness", "kindness")),
        ),
        _fault(
            "white space joined",
            "two words have grown together",
            _texts(lambda text: text.replace(" wartime ", " wartime")),
        ),
        _fault("wrong decoding", "UTF-8 was read as Windows-1252", _texts(_misread)),
        _fault("composed anew", "text is normalised to NFKC when it is read", _texts(_compatible)),
        _fault(
            "soft hyphens",
            "words are broken by soft hyphens",
            _texts(lambda text: text.replace("ation", "a\u00adtion")),
        ),
        _fault(
            "paragraph cut off",
            "a paragraph is stored without its last third",
            _texts(_cut_off),
            "stored/whole",
        ),
        _fault("note in the text", "footnotes are left standing in the text", stored(_with_number)),
        _fault(
            "texts swapped",
            "a paragraph stands under the id of another",
            stored(_swapped),
            "stored/located",
        ),
        _fault(
            "paragraph of another document",
            "words of another document stand under an id",
            stored(_foreign),
        ),
        _fault(
            "page break lost",
            "a paragraph is on the page where it begins",
            stored(_on_one_page),
            "stored/page",
        ),
        _fault(
            "pages lost",
            "no passage has pages",
            stored(lambda passage: replace(passage, pages=())),
            "stored/page",
        ),
        _fault(
            "paragraph lost",
            "the last paragraph of every document is missing",
            _lost(),
            "stored/whole",
        ),
        _fault("footnotes lost", "no footnote is stored", _no_notes(), "stored/footnote"),
        _fault(
            "documents lost",
            "a volume lists none of its documents",
            seam("vectorstore.passages:Passages.documents_of", lambda _: lambda *_: []),
            "quotations/falsified",
        ),
    )


def _fault(name: str, breaks: str, plant: Plant, metric: str = "stored/verbatim") -> Fault:
    return Fault(name=name, family=Family.STORE, breaks=breaks, metric=metric, plant=plant)


def _texts(change: Callable[[str], str]) -> Plant:
    return stored(lambda passage: _holding(passage, change(passage.text)))


def _holding(passage: Passage, text: str) -> Passage:
    """The passage with another text: what points behind the end of it is left out."""
    pages = tuple(page for page in passage.pages if page.offset < len(text))
    return replace(passage, text=text, pages=pages, references=())


def _misread(text: str) -> str:
    return text.encode().decode("cp1252", errors="replace")


def _compatible(text: str) -> str:
    return unicodedata.normalize("NFKC", text)


def _cut_off(text: str) -> str:
    end = text.rfind(". ", 0, 2 * len(text) // 3)
    return text[: end + 1] if end > 0 else text


def _with_number(passage: Passage) -> Passage:
    text = re.sub(r"Conferences(?= toward)", "Conferences2", passage.text)
    return _holding(passage, text) if text != passage.text else passage


def _swapped(passage: Passage) -> Passage:
    before, at, number = passage.id.rpartition("/p")
    other = {"4": "5", "5": "4"}.get(number)
    return passage if other is None else replace(passage, id=f"{before}{at}{other}")


def _foreign(passage: Passage) -> Passage:
    foreign = "The Ambassador said that nothing had been decided, and that he would write again."
    return _holding(passage, foreign) if passage.id.endswith("/p3") else passage


def _on_one_page(passage: Passage) -> Passage:
    opening: tuple[PageBreak, ...] = passage.pages[:1]
    return replace(passage, pages=opening)


def _lost() -> Plant:
    def make(right: Any) -> Callable[..., tuple[Passage, ...]]:
        def passages_of(store: object, document: str) -> tuple[Passage, ...]:
            found: tuple[Passage, ...] = right(store, document)
            text = [passage for passage in found if passage.kind is Kind.PARAGRAPH]
            return tuple(passage for passage in found if passage not in text[-1:])

        return passages_of

    return seam("vectorstore.passages:Passages.passages_of", make)


def _no_notes() -> Plant:
    def make(right: Any) -> Callable[..., tuple[Passage, ...]]:
        return lambda store, document: tuple(
            passage for passage in right(store, document) if passage.kind is not Kind.FOOTNOTE
        )

    return seam("vectorstore.passages:Passages.passages_of", make)
