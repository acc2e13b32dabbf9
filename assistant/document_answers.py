"""What answers a question about a document as such: lines of it, cut from the store.

Each answer has a rule of its own for which line says it; where none does, there is no answer, even
where the volume's metadata would have one.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping

from assistant.answer import Quote
from assistant.asked_of_document import AskedOfDocument, Wanted
from assistant.document_lines import (
    Stored,
    closers,
    dateline,
    heading,
    line_at,
    opening,
    sources,
    whole,
)
from corpus.citation import note_mark
from corpus.document import MONTHS, Document
from corpus.passage import Kind, Passage, Voice
from corpus.sentences import sentence_spans

Found = Iterator[Quote]

_BY = re.compile(r"\b(?:by|from)\s+(?:the\s+|his\s+|mr\.?\s+)?(?-i:[A-Z])", re.I)
_TO = re.compile(r"\b(?:to|for)\s+(?:the\s+|his\s+|mr\.?\s+)?(?-i:[A-Z])", re.I)
_DRAFTED = re.compile(
    r"\b(?:drafted|prepared|written|signed|initialed|authored) (?:and \w+ )?by\b", re.I
)
_DAY = re.compile(rf"\b(?:{'|'.join(MONTHS)})\b|\b1[789]\d\d\b|\b20\d\d\b")
_UNDATED = re.compile(r"^[^\n]{0,60}?\[?\bundated\b[^\n]{0,10}$", re.I | re.M)
_SUBJECT = re.compile(r"(?:\A|\n)SUBJECT:?[ \n](?P<subject>[^\n]+)", re.I)


def document_answer(
    asked: AskedOfDocument, document: Document, stored: Stored
) -> tuple[Quote, ...]:
    """The quotations that answer, each once, in order; empty where the document does not say."""
    if asked.wanted is Wanted.NOTE:
        return tuple(_note(asked.note, document, stored))
    return tuple(dict.fromkeys(_GATHERED[asked.wanted](document, stored)))


def why_none(asked: AskedOfDocument, document: Document, stored: Stored) -> str:
    """Why there is no answer, as a sentence that names the document by its id."""
    if asked.wanted is Wanted.NOTE:
        marks = [mark for note in _notes(document, stored) if (mark := note_mark(note.passage))]
        listed = f"Its footnotes: {', '.join(dict.fromkeys(marks))}." if marks else "It has none."
        return f"{document.id} has no footnote {asked.note}. {listed}"
    return f"{document.id} {_NONE[asked.wanted]}."


def _writer(document: Document, stored: Stored) -> Found:
    """The heading that names the writer, or the line FROM; what is signed; who drafted it."""
    named = list(_correspondent(document.sender, _BY, document, stored))
    yield from named
    signed = list(closers(document, stored))
    yield from signed
    if not named and not signed:
        yield from _sentences(_DRAFTED, document, stored)


def _recipient(document: Document, stored: Stored) -> Found:
    return _correspondent(document.recipient, _TO, document, stored)


def _both(document: Document, stored: Stored) -> Found:
    yield from _correspondent(document.sender, _BY, document, stored)
    yield from _correspondent(document.recipient, _TO, document, stored)


def _correspondent(names: str, form: re.Pattern[str], document: Document, stored: Stored) -> Found:
    """The heading where it has one of these names or this form; else the line with a name."""
    parts = [part for part in re.split(r"[;,] ", names) if part]
    for quote in heading(document, stored):
        if any(part in quote.text for part in parts) or form.search(quote.text):
            yield quote
            return
    for passage in stored.passages_of(document.id) if parts else ():
        at = passage.text.find(parts[0])
        if at >= 0 and passage.kind is Kind.PARAGRAPH:
            yield line_at(passage, document, at)
            return


def _date(document: Document, stored: Stored) -> Found:
    """The line with the date, or that says there is none; else a heading with a month or a year."""
    dated = list(dateline(document, stored)) or list(_undated(document, stored))
    titled = (quote for quote in heading(document, stored) if _DAY.search(quote.text))
    yield from dated or (titled if document.date else ())


def _place(document: Document, stored: Stored) -> Found:
    """The line with the place: that of the date, another that frames the text, or the heading."""
    if not document.place:
        return
    held = stored.passages_of(document.id)
    framing = (passage for passage in held if passage.framing)
    lines = (line_at(one, document, one.text.find(document.place)) for one in framing)
    told = (*dateline(document, stored), *lines, *_undated(document, stored))
    for quote in (*told, *heading(document, stored)):
        if document.place in quote.text:
            yield quote
            return


def _undated(document: Document, stored: Stored) -> Found:
    """The line "Moscow, undated." that opens a document."""
    text = [one for one in stored.passages_of(document.id) if one.kind is Kind.PARAGRAPH]
    for passage in text[:1]:
        if found := _UNDATED.search(passage.text):
            yield Quote(passage, document, *found.span())


def _classification(document: Document, stored: Stored) -> Found:
    """The marking where it stands above the text; else the sentence that holds it."""
    marking = document.classification
    if not marking:
        return
    held = stored.passages_of(document.id)
    stacked = marking.replace("; ", "\n")
    for passage in held:
        lines = re.search(rf"^{re.escape(stacked)}$", passage.text, re.M)
        if lines is not None and passage.kind is not Kind.FOOTNOTE:
            yield Quote(passage, document, *lines.span())
            return
    last = [one for one in held if one.voice is not Voice.SOURCE_NOTE]
    for passage in (*(one for one in held if one.voice is Voice.SOURCE_NOTE), *last):
        at = passage.text.find(marking)
        if at >= 0:
            yield _sentence(passage, document, at)
            return


def _subject(document: Document, stored: Stored) -> Found:
    """The heading, and what stands under SUBJECT."""
    yield from _title(document, stored)
    for passage in stored.passages_of(document.id):
        found = _SUBJECT.search(passage.text) if passage.kind is Kind.PARAGRAPH else None
        if found is not None:
            yield Quote(passage, document, *found.span("subject"))
            return


def _title(document: Document, stored: Stored) -> Found:
    yield from heading(document, stored)
    for passage in stored.passages_of(document.id):
        if document.subtitle and passage.text == document.subtitle:
            yield whole(passage, document)


def _page(document: Document, stored: Stored) -> Found:
    """The heading, which stands on the page where the document begins."""
    return (quote for quote in heading(document, stored) if quote.pages)


def _note(mark: str, document: Document, stored: Stored) -> Found:
    return (note for note in _notes(document, stored) if note_mark(note.passage) == mark)


def _notes(document: Document, stored: Stored) -> Found:
    for passage in stored.passages_of(document.id):
        if passage.kind is Kind.FOOTNOTE:
            yield whole(passage, document)


def _beside(step: int) -> Callable[[Document, Stored], Found]:
    def opened(document: Document, stored: Stored) -> Found:
        order = list(stored.documents_of(document.volume.id))
        at = order.index(document.id) + step
        beside = stored.document(order[at]) if 0 <= at < len(order) else None
        return iter(()) if beside is None else opening(beside, stored)

    return opened


def _sentences(form: re.Pattern[str], document: Document, stored: Stored) -> Found:
    """The sentences of the source notes that have this form."""
    for passage in stored.passages_of(document.id):
        if passage.voice is Voice.SOURCE_NOTE and (found := form.search(passage.text)):
            yield _sentence(passage, document, found.start())


def _sentence(passage: Passage, document: Document, at: int) -> Quote:
    spans = (span for span in sentence_spans(passage.text) if span[0] <= at < span[1])
    start, end = next(spans, (0, len(passage.text)))
    return Quote(passage, document, start, end)


_GATHERED: Mapping[Wanted, Callable[[Document, Stored], Found]] = {
    Wanted.NOTES: _notes,
    Wanted.BOTH: _both,
    Wanted.WRITER: _writer,
    Wanted.RECIPIENT: _recipient,
    Wanted.DATE: _date,
    Wanted.PLACE: _place,
    Wanted.SOURCE: sources,
    Wanted.CLASSIFICATION: _classification,
    Wanted.TITLE: _title,
    Wanted.SUBJECT: _subject,
    Wanted.PAGE: _page,
    Wanted.OPENING: opening,
    Wanted.PREVIOUS: _beside(-1),
    Wanted.NEXT: _beside(1),
}

_NONE = {
    Wanted.NOTES: "has no footnotes",
    Wanted.BOTH: "names neither writer nor recipient",
    Wanted.WRITER: "names no writer",
    Wanted.RECIPIENT: "names no recipient",
    Wanted.DATE: "prints no date",
    Wanted.PLACE: "prints no place",
    Wanted.SOURCE: "prints no source",
    Wanted.CLASSIFICATION: "prints no classification",
    Wanted.TITLE: "has no heading",
    Wanted.SUBJECT: "has no heading",
    Wanted.PAGE: "has no page numbers",
    Wanted.OPENING: "has no text",
    Wanted.PREVIOUS: "is the first of its volume",
    Wanted.NEXT: "is the last of its volume",
}
