"""The shapes of documents and passages: the JSON of `frus corpus`, a contract (README)."""

from __future__ import annotations

from typing_extensions import TypedDict

from assistant.shapes.described import described
from corpus.passage import Kind, Voice


@described
class AnchorRecord(TypedDict):
    """Where the mark of a footnote stands."""

    passage: str
    """The passage that carries it."""
    offset: int
    """Where it stands, in code points."""


@described
class ReferenceRecord(TypedDict):
    """A cross-reference that the editors made."""

    start: int
    """Where its words begin in the passage, in code points."""
    end: int
    """Where they end."""
    volume: str
    """The volume that it points to."""
    document: str | None
    """The document, if it names one."""
    note: str | None
    """The footnote's passage, if it names one."""
    page: str | None
    """The printed page, if it names one."""


@described
class PassageRecord(TypedDict):
    """A paragraph, footnote or heading; every offset counts code points of `text`."""

    passage: str
    """The passage's id."""
    document: str
    """Its document's id."""
    kind: Kind
    """What sort of passage it is."""
    voice: Voice
    """Whose words it holds: the document's author's or the editors'."""
    text: str
    """Its words, exactly as stored; a line break stands between blocks of print."""
    pages: list[str]
    """Labels of its printed pages."""
    page_breaks: list[tuple[int, str]]
    """Pairs of an offset and the label of the page that begins there."""
    footnote: str | None
    """The footnote's printed mark."""
    anchor: AnchorRecord | None
    """Where the footnote's mark stands."""
    references: list[ReferenceRecord]
    """The cross-references in it."""


@described
class DocumentRecord(TypedDict):
    """What is known of a document; empty strings are what its source does not state."""

    document: str
    """The document's id."""
    number: str
    """Its number in the volume."""
    title: str
    """Its heading."""
    breadcrumb: list[str]
    """The headings above it, outermost first."""
    date: str | None
    """Its date, `1944-09-06`, or a range, `1944-09-06/1944-09-08`."""
    date_printed: str
    """The date as printed."""
    place: str
    """Where it was written."""
    sender: str
    """From whom."""
    recipient: str
    """To whom."""
    classification: str
    """As printed."""
    source_note: str
    """The archive that holds it, as the editors say."""
    editorial: bool
    """Whether the editors wrote it."""
    url: str
    """The address on history.state.gov."""


@described
class DocumentTextRecord(TypedDict):
    """A document and all of its passages, in order."""

    document: DocumentRecord
    """What is known of it."""
    passages: list[PassageRecord]
    """Its headings, paragraphs and footnotes."""
