"""A volume as a source of true quotations, and what is independent of the checker known of it."""

from __future__ import annotations

import random
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from assistant.answer import Quote
from corpus.document import MONTHS
from corpus.passage import DocumentText, Kind, Passage
from corpus.sentences import sentence_spans

_SHORTEST, _LONGEST = 60, 400  # characters of a quotation
_NAME = re.compile(r"(?<=[a-z,] )[A-Z][a-z]{3,}\b")
_WORD = re.compile(r"\b[a-z]{4,}\b")
_OFTEN = 5  # times a word must occur to be one of the volume's own


@dataclass(frozen=True)
class Book:
    """The documents of a volume, in order."""

    id: str
    documents: tuple[DocumentText, ...]

    def quotes(self, rng: random.Random) -> Iterator[Quote]:
        """Its sentences of 60 to 400 characters, each once, in an order drawn by `rng`."""
        passages = [
            (passage, text.document)
            for text in self.documents
            for passage in text.passages
            if passage.kind is not Kind.HEADING
        ]
        rng.shuffle(passages)
        for passage, document in passages:
            for start, end in sentence_spans(passage.text):
                if _SHORTEST <= end - start <= _LONGEST:
                    yield Quote(passage, document, start, end)

    def stands(self, words: str, document: str) -> bool:
        """Whether `words` stand in a passage of the document, or run over into the next ones."""
        pattern = _whole(words)
        return any(pattern.search(text) for text in self._flat[document])

    def once(self, words: str) -> bool:
        """Whether `words` stand in just one place of the volume."""
        return self._text.count(_flat(words)) == 1

    def beside(self, passage: Passage) -> tuple[Passage, ...]:
        """The text or the footnotes that `passage` is one of, in order."""
        note = passage.kind is Kind.FOOTNOTE
        held = self._documents[passage.document].passages
        return tuple(other for other in held if (other.kind is Kind.FOOTNOTE) == note)

    def notes_of(self, passage: Passage) -> tuple[Passage, ...]:
        """The footnotes whose marks stand in `passage`."""
        held = self._documents[passage.document].passages
        return tuple(p for p in held if p.anchor and p.anchor.passage == passage.id)

    @cached_property
    def passages(self) -> dict[str, Passage]:
        """All passages by id."""
        return {p.id: p for text in self.documents for p in text.passages}

    @cached_property
    def pages(self) -> tuple[str, ...]:
        """Labels of the printed pages, in order of print."""
        labels = (
            page.label
            for text in self.documents
            for passage in text.passages
            if passage.kind is not Kind.FOOTNOTE
            for page in passage.pages
        )
        return tuple(dict.fromkeys(labels))

    @cached_property
    def names(self) -> tuple[str, ...]:
        """Words that are written with a capital in the middle of sentences, months apart."""
        return tuple(name for name in self._frequent(_NAME) if name not in MONTHS)

    @cached_property
    def words(self) -> tuple[str, ...]:
        """Words of four letters and more in small letters."""
        return self._frequent(_WORD)

    def _frequent(self, pattern: re.Pattern[str]) -> tuple[str, ...]:
        counts = Counter(pattern.findall(self._text))
        return tuple(sorted(word for word, count in counts.items() if count >= _OFTEN))

    @cached_property
    def _documents(self) -> dict[str, DocumentText]:
        return {text.document.id: text for text in self.documents}

    @cached_property
    def _flat(self) -> dict[str, list[str]]:
        """For each document its text on one line, and each of its footnotes."""
        flat = {}
        for text in self.documents:
            body = (p.text for p in text.passages if p.kind is not Kind.FOOTNOTE)
            notes = (p.text for p in text.passages if p.kind is Kind.FOOTNOTE)
            flat[text.document.id] = [_flat(" ".join(body)), *map(_flat, notes)]
        return flat

    @cached_property
    def _text(self) -> str:
        return "\n".join(text for texts in self._flat.values() for text in texts)


def _flat(text: str) -> str:
    return " ".join(text.split())


def _whole(words: str) -> re.Pattern[str]:
    """`words` where they cut through no other word or number."""
    return re.compile(rf"(?<!\w){re.escape(_flat(words))}(?!\w)")
