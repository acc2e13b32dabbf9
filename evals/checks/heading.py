"""Does a citation name the document as its source does, with an address that leads to it?"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from urllib.parse import unquote

from assistant.answer import Answer, Quote, Statement
from assistant.record import answer_record
from assistant.shapes.answer import CitationRecord
from corpus.passage import Kind, Voice
from evals.case import Case
from evals.checks.prose import printed_place
from evals.record.unit import Header, Record
from evals.score import Check, Finding, Score, judged, shown_quotes

_SITE = "https://history.state.gov/historicaldocuments/"
# A reference from its end: address, note, pages, number. What stands before is title and book.
_REFERENCE = re.compile(
    r"(?P<named>.+?)(?:, Document (?P<number>[^\s,]+))?"
    r"(?P<place>(?:, pp?\. [^\s,]+)?"
    r"(?:, (?:footnote [^\s,]+|author’s note|editors’ note|source note|summary))?)"
    r"\. (?P<address>https?://\S+)"
)
_UNMARKED = {
    Voice.AUTHOR: "author’s note",
    Voice.EDITOR: "editors’ note",
    Voice.SOURCE_NOTE: "source note",
    Voice.SUMMARY: "summary",
}
_CLOSING = " .,:;"  # closes a heading in print, and none in a reference


def header(record: Record) -> Check:
    """D6: citations that name the document as its source does, over all citations shown.

    Judged is what a reader is given: title, date, reference and address of the JSON record, the
    reference taken apart from its end. Outcomes name the first thing that is wrong: "no such
    document"; "no reference", which has another form; "wrong number", "wrong title", "wrong date",
    "wrong book" (another volume's title, or year of publication), "wrong place" (pages and note
    that are not those of the quotation), "wrong address" (another document, note or page, or the
    document alone where its pages have addresses), and "dead address", which leads to nothing in
    the source file. Editors, publisher and place of the book are held against nothing.
    """

    def check(_case: Case, answer: Answer) -> Score:
        findings = []
        for quote, cited in citations(answer):
            source = record.get(quote.document.id)
            told = "no document of this id" if source is None else _told(source.header)
            outcome = (
                "no such document" if source is None else _outcome(source.header, quote, cited)
            )
            shown = f"{cited['reference']} ({cited['title']}, {cited['date']}, {cited['url']})"
            right = outcome == "right"
            findings.append(Finding(outcome=outcome, right=right, shown=shown, source=told))
        return judged(findings, "the reply cites nothing")

    return check


def citations(answer: Answer) -> Iterator[tuple[Quote, CitationRecord]]:
    """Every quotation shown, with its citation in the JSON record.

    Passages offered beside a refusal stand in other places with the reference that the record
    would give them.
    """
    shown = shown_quotes(answer)
    if shown:
        said = tuple(Statement(quote.text, (quote,)) for quote in shown)
        whole = replace(answer, refusal=None, related=(), statements=said)
        yield from zip(shown, answer_record(whole)["citations"], strict=True)


def _outcome(source: Header, quote: Quote, cited: CitationRecord) -> str:
    parts = _REFERENCE.fullmatch(cited["reference"])
    if parts is None:
        return "no reference"
    if (parts["number"] or "") != source.number:
        return "wrong number"
    if not _titled(source, quote, cited["title"], parts["named"]):
        return "wrong title"
    if (cited["date"] or "").partition("/")[0] != source.day:
        return "wrong date"
    if not _printed_in(source, parts["named"]):
        return "wrong book"
    if parts["place"].removeprefix(", ") != _place(quote):
        return "wrong place"
    if parts["address"] != cited["url"]:
        return "wrong address"
    return _address(source, quote, cited["url"])


def _titled(source: Header, quote: Quote, title: str, named: str) -> bool:
    """Whether `title` is the heading, but for the number before it, and the words before the
    book in the reference are it too, but for what closes it.
    """
    heading = " ".join(title.split())
    if source.number:
        heading = re.sub(rf"^(?:No\. )?{re.escape(source.number)}\.? ", "", heading)
    volume = quote.document.volume
    books = [
        found.start()
        for word in (volume.series, volume.title)
        for found in re.finditer(re.escape(f", {word}"), named)
    ]
    wanted = source.title.rstrip(_CLOSING)
    return heading == source.title and wanted in {named[:at].rstrip(_CLOSING) for at in books}


def _printed_in(source: Header, named: str) -> bool:
    """Whether the words before number and place name the book, and end with its year."""
    return source.book in named and (not source.year or named.endswith(f"{source.year})"))


def _place(quote: Quote) -> str:
    """Pages and note of a quotation as a reference has them, a note without a mark by its kind."""
    place = printed_place(quote)
    unmarked = quote.passage.kind is Kind.FOOTNOTE and quote.passage.label in (None, "0")
    return ", ".join(filter(None, (place, _UNMARKED[quote.passage.voice] if unmarked else "")))


def _address(source: Header, quote: Quote, url: str) -> str:
    """What is wrong with the address of a quotation, or "right".

    The site's addresses are a document's, one with the id of a note in its place, and one with
    the id of a page behind it.
    """
    document = f"{_SITE}{quote.document.id}"
    if url == document:
        return "wrong address" if _named(source, quote) else "right"
    volume, _, own = quote.document.id.partition("/")
    target = unquote(url.removeprefix(f"{document}#").removeprefix(f"{_SITE}{volume}/"))
    if not url.startswith(document) or target not in source.anchors:
        return "dead address"
    noted = quote.passage.kind is Kind.FOOTNOTE
    own_id = own + quote.passage.id.rpartition("/")[2]
    page = f"pg_{quote.pages[0].strip('[]')}" if quote.pages else ""
    right = target == own_id if noted and own_id in source.anchors else target == page
    return "right" if right else "wrong address"


def _named(source: Header, quote: Quote) -> bool:
    """Whether the source has an id for what is quoted, so that an address could lead to it."""
    own = quote.document.id.partition("/")[2] + quote.passage.id.rpartition("/")[2]
    if quote.passage.kind is Kind.FOOTNOTE:
        return quote.passage.label is not None and own in source.anchors
    return any(f"pg_{label.strip('[]')}" in source.anchors for label in quote.pages[:1])


def _told(source: Header) -> str:
    return f"number {source.number or 'none'}, {source.title!r}, {source.day or 'no date'}"
