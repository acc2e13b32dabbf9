"""Faults in the words that are quoted."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from typing import Any

from assistant.answer import Quote
from assistant.record import excerpt
from assistant.render import quoted
from corpus.document import Document
from corpus.passage import Passage
from evals.mutation.fault import Family, Fault, Plant
from evals.mutation.seam import seam


def faults() -> tuple[Fault, ...]:
    """The faults of the family."""
    return (
        _fault("end one short", "a sentence ends before its last character", _cut(0, -1)),
        _fault("end two short", "a sentence ends inside its last word", _cut(0, -2)),
        _fault(
            "end one long",
            "a sentence takes in the character behind it",
            _cut(0, 1),
            "rendered Markdown",
        ),
        _fault("start one late", "a sentence begins at its second character", _cut(1, 0)),
        _fault("title case", "the words shown are title-cased", _shown(str.title)),
        _fault(
            "straight quotes",
            "curly quotation marks are straightened in what is shown",
            _shown(lambda words: words.translate(str.maketrans("“”‘’", "\"\"''"))),
        ),
        _fault(
            "no hyphens", "hyphens inside words are taken for the ends of lines", _shown(_joined)
        ),
        _fault("no brackets", "the editors' brackets are left out", _shown(_unbracketed)),
        _fault("middle left out", "two fragments are joined without an ellipsis", _shown(_ends)),
        _fault("excerpt", "a quotation is cut off after 300 characters", _shown(excerpt)),
        _fault("NFKC", "what is shown is normalised to NFKC", _shown(_compatible)),
        _fault("NFC", "what is shown is normalised to NFC", _shown(_composed)),
        _fault(
            "a word more",
            "a statement says one word of its own",
            seam("assistant.compose:quoted", lambda _: lambda quote: f"Indeed, {quoted(quote)}"),
            "leakage",
        ),
        _fault(
            "words not cited",
            "a statement shows a second quotation and does not cite it",
            seam("assistant.compose:Statement", _citing_first),
            "leakage",
        ),
        _fault(
            "citation without words",
            "a statement cites a footnote that it does not show",
            seam("assistant.compose:Statement", _showing_first),
            "coverage",
        ),
        _fault(
            "every full stop ends a sentence",
            "abbreviations and enumerators end sentences",
            seam("corpus.sentences:_belong_together", lambda _: lambda *_: False),
            "first quote hit",
            deep=True,
        ),
        _fault(
            "hangs in the air",
            "a sentence that begins with “This” is quoted without the one before it",
            seam("assistant.compose:_with_context", lambda _: lambda quote: quote),
            "first quote hit",
        ),
    )


def _fault(
    name: str, breaks: str, plant: Plant, metric: str = "verbatim", *, deep: bool = False
) -> Fault:
    return Fault(
        name=name,
        family=Family.QUOTATION,
        breaks=breaks,
        metric=f"shipped/{metric}",
        plant=plant,
        deep=deep,
    )


def _cut(start: int, end: int) -> Plant:
    """The reader's sentences begin and end so many characters later, within their passage."""

    def make(_: Any) -> Callable[..., Quote]:
        def cut(passage: Passage, document: Document, first: int, last: int) -> Quote:
            return Quote(passage, document, first + start, min(len(passage.text), last + end))

        return cut

    return seam("assistant.reader:Quote", make)


def _shown(change: Callable[[str], str]) -> Plant:
    def make(text: Any) -> property:
        return property(lambda quote: change(text.fget(quote)))

    return seam("assistant.answer:Quote.text", make)


def _joined(words: str) -> str:
    return re.sub(r"(?<=\w)-(?=\w)", "", words)


def _unbracketed(words: str) -> str:
    return re.sub(r"[\[\]]", "", words)


def _ends(words: str) -> str:
    parts = words.split(" ")
    third = len(parts) // 3
    return " ".join([*parts[:third], *parts[2 * third :]]) if third else words


def _compatible(words: str) -> str:
    return unicodedata.normalize("NFKC", words)


def _composed(words: str) -> str:
    return unicodedata.normalize("NFC", words)


def _citing_first(statement: Any) -> Callable[..., object]:
    return lambda text, quotes: statement(text, quotes[:1])


def _showing_first(statement: Any) -> Callable[..., object]:
    return lambda _text, quotes: statement(quoted(quotes[0]), quotes)
