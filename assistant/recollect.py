"""What answers a question about quotations shown: other quotations, from around them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from assistant.answer import Quote
from assistant.document_lines import (
    Stored,
    closers,
    dateline,
    heading,
    opening,
    sources,
    whole,
)
from assistant.recall import About, Recall
from corpus.citation import note_mark
from corpus.document import Document
from corpus.passage import Kind, Passage, Voice


def recollect(recall: Recall, shown: Sequence[Quote], stored: Stored) -> tuple[Quote, ...] | str:
    """The quotations that answer, or why there are none, as a sentence for the reader.

    `shown` are the quotations asked about, at least one.
    """
    if recall.about is About.NOTE:
        found = _notes(recall.note, shown, stored)
    elif recall.paragraph:
        back = recall.about is About.BEFORE
        here, beside = (shown[0], stored.before) if back else (_reached(shown), stored.after)
        found = (whole(one, here.document) for one in beside(here.passage, 1))
    else:
        found = _GATHERED[recall.about](shown, stored)
    quotes = tuple(dict.fromkeys(found))
    if quotes:
        return quotes
    return _NONE[recall.about].format(title=shown[0].document.title, note=recall.note)


def _pages(shown: Sequence[Quote], _: Stored) -> Iterator[Quote]:
    return (quote for quote in shown if quote.pages)


def _documents(shown: Sequence[Quote], stored: Stored) -> Iterator[Quote]:
    for document in _distinct(shown):
        yield from heading(document, stored)
        yield from dateline(document, stored)


def _sources(shown: Sequence[Quote], stored: Stored) -> Iterator[Quote]:
    for document in _distinct(shown):
        yield from sources(document, stored)


def _dates(shown: Sequence[Quote], stored: Stored) -> Iterator[Quote]:
    for document in _distinct(shown):
        dated = list(dateline(document, stored))
        # Where only the heading has the date: "Memorandum from Bundy, March 10".
        yield from dated or (heading(document, stored) if document.date else ())


def _makers(shown: Sequence[Quote], stored: Stored) -> Iterator[Quote]:
    for quote in shown:
        if quote.passage.voice is not Voice.AUTHOR and quote.passage.kind is not Kind.HEADING:
            yield quote  # its lead-in says whose words it holds
            continue
        yield from _correspondents((quote,), stored)


def _correspondents(shown: Sequence[Quote], stored: Stored) -> Iterator[Quote]:
    """Headings, which name who wrote to whom, and what closes a document: its signatures."""
    for document in _distinct(shown):
        yield from heading(document, stored)
        yield from closers(document, stored)


def _notes(mark: str, shown: Sequence[Quote], stored: Stored) -> Iterator[Quote]:
    if mark:
        here = {quote.passage.id for quote in shown}
        for document in _distinct(shown):
            notes = [p for p in stored.passages_of(document.id) if _marked(p, mark)]
            # Where a document numbers its notes anew, as each enclosure does, these are meant.
            near = [p for p in notes if p.id in here or (p.anchor and p.anchor.passage in here)]
            yield from (whole(note, document) for note in near or notes)
        return
    quoted = [quote for quote in shown if quote.passage.kind is Kind.FOOTNOTE]
    if quoted:
        yield from (whole(quote.passage, quote.document) for quote in quoted)
        return
    noted = [(quote, note) for quote in shown for note in stored.notes_in(quote.passage)]
    inside = [
        (quote, note)
        for quote, note in noted
        if note.anchor is not None and quote.start <= note.anchor.offset <= quote.end
    ]
    yield from (whole(note, quote.document) for quote, note in inside or noted)


def _marked(passage: Passage, mark: str) -> bool:
    return passage.kind is Kind.FOOTNOTE and note_mark(passage) == mark


def _wholes(shown: Sequence[Quote], _: Stored) -> Iterator[Quote]:
    return (whole(quote.passage, quote.document) for quote in shown)


def _before(shown: Sequence[Quote], stored: Stored) -> Iterator[Quote]:
    first = shown[0]
    if first.passage.text[: first.start].strip():
        yield Quote(first.passage, first.document, 0, _end(first.passage.text, first.start))
        return
    yield from (whole(one, first.document) for one in stored.before(first.passage, 1))


def _after(shown: Sequence[Quote], stored: Stored) -> Iterator[Quote]:
    here = _reached(shown)
    text = here.passage.text
    if rest := text[here.end :].lstrip():
        yield Quote(here.passage, here.document, len(text) - len(rest), _end(text, len(text)))
        return
    yield from (whole(one, here.document) for one in stored.after(here.passage, 1))


def _reached(shown: Sequence[Quote]) -> Quote:
    """What is read on from: the first quotation, or the last of a document that was opened."""
    first, last = shown[0], shown[-1]
    opening = first.passage.kind is Kind.HEADING and last.document.id == first.document.id
    return last if opening else first


def _neighbour(step: int) -> Callable[[Sequence[Quote], Stored], Iterator[Quote]]:
    def opened(shown: Sequence[Quote], stored: Stored) -> Iterator[Quote]:
        here = shown[0].document
        order = list(stored.documents_of(here.volume.id))
        at = order.index(here.id) + step
        document = stored.document(order[at]) if 0 <= at < len(order) else None
        return iter(()) if document is None else opening(document, stored)

    return opened


_GATHERED: Mapping[About, Callable[[Sequence[Quote], Stored], Iterator[Quote]]] = {
    About.PAGE: _pages,
    About.SOURCE: _sources,
    About.DOCUMENT: _documents,
    About.DATE: _dates,
    About.MAKER: _makers,
    About.CORRESPONDENTS: _correspondents,
    About.WHOLE: _wholes,
    About.CERTAIN: _wholes,
    About.BEFORE: _before,
    About.AFTER: _after,
    About.MORE: _after,
    About.PREVIOUS_DOCUMENT: _neighbour(-1),
    About.NEXT_DOCUMENT: _neighbour(1),
}

_NO_MORE = "“{title}” says nothing further: what I quoted ends it."
_NONE = {
    About.PAGE: "The source of “{title}” gives no page numbers.",
    About.SOURCE: "“{title}” has no note that tells where it is kept.",
    About.DOCUMENT: "“{title}” has no heading that I could quote.",
    About.DATE: "“{title}” bears no date of its own.",
    About.MAKER: "“{title}” does not say whose words these are.",
    About.CORRESPONDENTS: "“{title}” does not say who wrote it, nor to whom.",
    About.NOTE: "What I quoted from “{title}” has no such footnote.",
    About.WHOLE: "Nothing was quoted.",
    About.CERTAIN: "Nothing was quoted.",
    About.BEFORE: "Nothing comes before it in “{title}”: what I quoted opens the document.",
    About.AFTER: _NO_MORE,
    About.MORE: _NO_MORE,
    About.PREVIOUS_DOCUMENT: "“{title}” is the first document of its volume that is installed.",
    About.NEXT_DOCUMENT: "“{title}” is the last document of its volume that is installed.",
}


def _end(text: str, end: int) -> int:
    return len(text[:end].rstrip())


def _distinct(shown: Iterable[Quote]) -> list[Document]:
    return list({quote.document.id: quote.document for quote in shown}.values())
