"""The shape of a comparison: the JSON of `frus ask --compare`, a contract (README)."""

from __future__ import annotations

from typing_extensions import TypedDict

from assistant.shapes.answer import AnswerRecord
from assistant.shapes.corpus import DocumentRecord
from assistant.shapes.described import described


@described
class PlaceRecord(TypedDict):
    """Words of a document: `text[start:end]` of the passage."""

    document: str
    """The document's id."""
    passage: str
    """The passage's id."""
    start: int
    """Where the words begin in the passage, in code points."""
    end: int
    """Where they end."""
    quote: str
    """The words, exactly as stored."""
    pages: list[str]
    """Labels of the printed pages on which they stand."""


@described
class RunRecord(TypedDict):
    """Words that stand in two documents, in one of them."""

    citation: int | None
    """The number of the citation; null where they are not among those shown."""
    document: str
    """The document's id."""
    passage: str
    """The passage's id."""
    start: int
    """Where the words begin in the passage, in code points."""
    end: int
    """Where they end."""
    quote: str
    """The words, exactly as stored."""
    pages: list[str]
    """Labels of the printed pages on which they stand."""


@described
class MentionRecord(TypedDict):
    """A sentence of one document that refers to another one."""

    document: str
    """The document's id."""
    passage: str
    """The passage's id."""
    start: int
    """Where the sentence begins in the passage, in code points."""
    end: int
    """Where it ends."""
    quote: str
    """The sentence, exactly as stored."""
    pages: list[str]
    """Labels of the printed pages on which it stands."""
    to: str
    """The document referred to."""
    page: str | None
    """The page named, where no document is."""


@described
class QuotationRecord(TypedDict):
    """A quotation of a side."""

    citation: int
    """The number of the citation."""
    speaker: str
    """Whose words it holds."""
    quoted: list[list[int]]
    """Spans of the passage, start and end, that stand in quotation marks within it."""


@described
class SideRecord(TypedDict):
    """A document that answers."""

    document: DocumentRecord
    """Which one it is."""
    quotations: list[QuotationRecord]
    """What it says."""


@described
class SharedRecord(TypedDict):
    """Words that stand in two documents: they were said once."""

    one: RunRecord
    """The words in the one."""
    other: RunRecord
    """The same words in the other."""


@described
class ComparisonRecord(AnswerRecord):
    """An answer, and which of its citations belong to which document."""

    sides: list[SideRecord]
    """The documents that answer, in order of their dates."""
    same_words: list[SharedRecord]
    """Words that stand in two of them."""
    mentions: list[MentionRecord]
    """Sentences that refer to another document shown."""
    further: list[str]
    """Documents that answer too and are not shown."""
    silent: list[str]
    """Documents looked at in which nothing, or nothing so well, was found."""
