"""Faults in whose words are quoted, and of which document."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from assistant.answer import Quote
from corpus.document import DateRange, Document
from corpus.passage import Kind, Passage, Voice
from evals.mutation.fault import Family, Fault, Plant
from evals.mutation.seam import described, seam, stored

_HEADER = "shipped/header"


def faults() -> tuple[Fault, ...]:
    """The faults of the family."""
    return (
        _fault(
            "notes as the document's words",
            "a footnote is shown as the document's own words",
            seam("assistant.render:lead_in", lambda _: lambda _passage: ""),
            "shipped/coverage",
        ),
        _fault(
            "the document's words as a note",
            "a paragraph is shown as words of the editors",
            seam("assistant.render:lead_in", _everything_by_editors),
            "shipped/leakage",
        ),
        _fault(
            "editors' notes as the author's",
            "editors' footnotes pass for the author's",
            stored(_notes_by_author),
            "stored/footnote",
        ),
        _fault(
            "source note as editors'",
            "a source note passes for an editors' footnote",
            stored(_source_by_editor),
            "stored/footnote",
        ),
        _fault(
            "text as editors'",
            "the author's paragraphs are stored as the editors' words",
            stored(_text_by_editor),
            "stored/voice",
        ),
        _fault(
            "note stored as paragraph",
            "footnotes are stored as paragraphs",
            stored(_note_as_paragraph),
            "stored/footnote",
        ),
        _fault(
            "neighbour's number",
            "a document has the number of the next one",
            described(_next_number),
            _HEADER,
        ),
        _fault("neighbour's date", "a document has another date", described(_another_day), _HEADER),
        _fault(
            "title truncated",
            "a title is cut off after twenty characters",
            seam("corpus.citation:plain_title", _truncated),
            _HEADER,
        ),
        _fault(
            "another book",
            "the book is cited with another year",
            seam("corpus.citation:book", _another_year),
            _HEADER,
        ),
        _fault(
            "link to another document",
            "the address leads to the next document",
            seam("corpus.citation:document_url", _next_url),
            _HEADER,
        ),
        _fault(
            "link to another page",
            "the address leads to the next page",
            seam("corpus.citation:page_url", _next_page_url),
            _HEADER,
        ),
        _fault(
            "link to the document",
            "the address of a footnote is that of its document",
            seam("assistant.record:passage_url", _plain_url),
            _HEADER,
        ),
        _fault(
            "passage of the neighbour",
            "words are cited to the next passage",
            seam("assistant.reader:Quote", _neighbour),
            "shipped/located",
        ),
        _fault(
            "offsets from the next sentence",
            "a citation's offsets are five characters late",
            seam("assistant.record:_citation", _late),
            "shipped/rendered JSON",
        ),
    )


def _fault(name: str, breaks: str, plant: Plant, metric: str) -> Fault:
    return Fault(name=name, family=Family.ATTRIBUTION, breaks=breaks, metric=metric, plant=plant)


def _everything_by_editors(right: Any) -> Callable[[Passage], str]:
    return lambda passage: right(passage) or "The editors"


def _notes_by_author(passage: Passage) -> Passage:
    note = passage.kind is Kind.FOOTNOTE and passage.voice is Voice.EDITOR
    return replace(passage, voice=Voice.AUTHOR) if note else passage


def _source_by_editor(passage: Passage) -> Passage:
    source = passage.voice is Voice.SOURCE_NOTE
    return replace(passage, voice=Voice.EDITOR) if source else passage


def _text_by_editor(passage: Passage) -> Passage:
    own = passage.kind is Kind.PARAGRAPH and passage.voice is Voice.AUTHOR
    return replace(passage, voice=Voice.EDITOR) if own else passage


def _note_as_paragraph(passage: Passage) -> Passage:
    if passage.kind is not Kind.FOOTNOTE:
        return passage
    return replace(passage, kind=Kind.PARAGRAPH, label=None, anchor=None)


def _next_number(document: Document) -> Document:
    number = document.number
    return replace(document, number=str(int(number) + 1)) if number.isdecimal() else document


def _another_day(document: Document) -> Document:
    return replace(document, date=DateRange("1943-01-01", "1943-01-01"))


def _truncated(right: Any) -> Callable[[Document], str]:
    return lambda document: str(right(document))[:20]


def _another_year(right: Any) -> Callable[..., str]:
    return lambda volume: str(right(replace(volume, year="1901")))


def _next_url(right: Any) -> Callable[[Document], str]:
    return lambda document: f"{right(document)}1"


def _next_page_url(right: Any) -> Callable[[Document, str], str]:
    return lambda document, label: f"{right(document, label)}1"


def _plain_url(_: Any) -> Callable[..., str]:
    from corpus.citation import document_url

    return lambda _passage, document, _pages: document_url(document)


def _neighbour(_: Any) -> Callable[..., Quote]:
    def cited(passage: Passage, document: Document, start: int, end: int) -> Quote:
        before, at, number = passage.id.rpartition("/p")
        following = f"{before}{at}{int(number) + 1}" if number.isdecimal() else passage.id
        return Quote(replace(passage, id=following), document, start, end)

    return cited


def _late(right: Any) -> Callable[..., dict[str, object]]:
    def cited(quote: Quote, number: int) -> dict[str, object]:
        found = right(quote, number)
        return {**found, "start": found["start"] + 5, "end": found["end"] + 5}

    return cited
