"""The shape of an answer: the JSON of `frus ask`, a contract (README)."""

from __future__ import annotations

# pydantic makes schemas of these alone before Python 3.12.
from typing_extensions import TypedDict

from assistant.answer import Reason
from assistant.shapes.described import described
from corpus.passage import Kind, Voice


@described
class ScopeRecord(TypedDict):
    """Within what was searched; empty lists and nulls admit everything."""

    volumes: list[str]
    """These volumes; empty for all."""
    documents: list[str]
    """These documents; empty for all."""
    kind: Kind | None
    """Passages of this kind, `paragraph` or `footnote`."""
    voice: Voice | None
    """Passages in this voice."""
    after: str | None
    """Documents of this day or later."""
    before: str | None
    """Documents of this day or earlier."""


@described
class IndexRecord(TypedDict):
    """Which index answered."""

    version: str
    """Its version; the same sources make the same one."""
    model: str
    """The embedding model."""
    passages: int
    """How many passages it searches."""


@described
class LookedRecord(TypedDict):
    """What was looked through before the record was said not to answer."""

    volumes: list[str]
    """Ids of the volumes within the filters."""
    passages: int
    """How many paragraphs and footnotes."""
    undated: int
    """Documents that a range of dates left out only because they have no date."""
    scope: ScopeRecord
    """The filters."""


@described
class RefusalRecord(TypedDict):
    """Why there is no answer."""

    reason: Reason
    """Why there is none, in one of these words."""
    message: str
    """The same, as a sentence or two for the reader."""
    unmatched: list[str]
    """Words of the question, as written, that stand nowhere in what was searched."""
    looked: LookedRecord | None
    """What was looked through; null where the record was not searched."""


@described
class StatementRecord(TypedDict):
    """One thing that the answer says."""

    text: str
    """What the reader sees."""
    citations: list[int]
    """Numbers of the citations it rests on."""


@described
class CitationRecord(TypedDict):
    """A numbered quotation: `text[start:end]` of its passage."""

    number: int
    """From 1, in order of first use."""
    passage: str
    """The passage's id."""
    kind: Kind
    """What sort of passage it is."""
    voice: Voice
    """Whose words it holds: the document's author's or the editors'."""
    quote: str
    """The words quoted, exactly as stored."""
    start: int
    """Where they begin in the passage, in code points."""
    end: int
    """Where they end."""
    document: str
    """The document's id."""
    title: str
    """Its title."""
    date: str | None
    """Its date, `1944-09-06`, or a range, `1944-09-06/1944-09-08`."""
    pages: list[str]
    """Labels of the printed pages on which these words stand."""
    footnote: str | None
    """The footnote's printed mark."""
    anchor: str | None
    """The passage that carries the mark."""
    url: str
    """The address on history.state.gov."""
    reference: str
    """The reference in words."""


@described
class RelatedRecord(TypedDict):
    """Beside a refusal: a passage near the question, which does not answer it."""

    passage: str
    """The passage's id."""
    document: str
    """Its document."""
    pages: list[str]
    """Its pages."""
    excerpt: str
    """Its first words."""


@described
class AnswerRecord(TypedDict):
    """An answer in quotations, or a refusal that says why there is none."""

    id: str | int | None
    """The id that came with the question."""
    question: str
    """The question as asked."""
    searched: str
    """The question as searched; a follow-up is completed from the history."""
    scope: ScopeRecord
    """Within what was searched."""
    refusal: RefusalRecord | None
    """Null where there is an answer."""
    answerability: float
    """How likely the record answers, 0 to 1; 0 where it was not searched."""
    statements: list[StatementRecord]
    """The answer; empty where it is refused."""
    citations: list[CitationRecord]
    """The quotations of the statements."""
    related: list[RelatedRecord]
    """Beside a refusal, the nearest passages."""
    notice: str
    """What the reader is told besides, such as that the answer is unsure; or empty."""
    index: IndexRecord
    """Which index answered."""
    timings_ms: dict[str, float]
    """Milliseconds by step."""
