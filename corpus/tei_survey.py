"""What a person should know of a TEI volume as a whole, though it did not keep the volume out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from corpus.passage import DocumentText, Notice
from corpus.tei_dates import contradicts_itself, dateline_of
from corpus.tei_glossary import glossary_sections, is_unnamed
from corpus.tei_markup import TEI, XML_ID, Element, is_document, line_of, local_name, plain_text
from corpus.tei_references import Targets, document_around


def survey(
    root: Element, targets: Targets, documents: Sequence[Element], texts: Sequence[DocumentText]
) -> Iterator[Notice]:
    """Notices about the volume in `root`, one for each kind of thing and place.

    They are about ids used twice, references that lead nowhere, dates printed otherwise than the
    file has them, gaps in the documents' numbers, documents without words, and words outside of
    documents, which nothing can cite.
    """
    yield from _repeated(targets)
    for element, text in zip(documents, texts, strict=True):
        yield from _dangling(element, targets)
        yield from _misdated(element)
        if not text.passages:
            yield _notice(element, "the document has no words")
    yield from _gaps(documents)
    for body in root.iterfind(f"{TEI}text/{TEI}body"):
        for division in body.iterfind(f"{TEI}div"):
            yield from _unread(division)
    yield from _unnamed(root)


def _notice(element: Element, reason: str) -> Notice:
    return Notice(line_of(element), document_around(element), reason)


def _repeated(targets: Targets) -> Iterator[Notice]:
    for first, again in targets.repeated:
        own = again.get(XML_ID)
        yield _notice(again, f"the id {own} stands on line {line_of(first)} already")


def _dangling(document: Element, targets: Targets) -> Iterator[Notice]:
    lost = [e for e in document.iter(f"{TEI}ref") if targets.dangles(e.get("target", ""))]
    if lost:
        named = ", ".join(dict.fromkeys(e.get("target", "") for e in lost))
        count = "a reference leads" if len(lost) == 1 else f"{len(lost)} references lead"
        yield _notice(lost[0], f"{count} to what is not there: {named}")


def _misdated(document: Element) -> Iterator[Notice]:
    dateline = dateline_of(document)
    dates = [] if dateline is None else dateline.iter(f"{TEI}date")
    for date in dates:
        if contradicts_itself(date):
            when = date.get("when", "").partition("T")[0]
            yield _notice(date, f"the date is {when} in the file but in print {plain_text(date)}")


def _gaps(documents: Sequence[Element]) -> Iterator[Notice]:
    """Numbers that are left out or come twice; a letter ("72A") does not count as either."""
    for before, element in pairwise(documents):
        one, other = (d.get("n", "").strip() for d in (before, element))
        if one.isdecimal() and other.isdecimal() and int(other) != int(one) + 1:
            yield _notice(element, f"document {other} follows document {one}")


def _unread(division: Element) -> Iterator[Notice]:
    """Words of `division`, and of those within it, that stand outside of all documents."""
    if is_document(division):
        return
    if not any(is_document(div) for div in division.iter(f"{TEI}div")):
        if words := _words(division):
            yield _beside(division, f"{_called(division)} has no document: {words} words unread")
        return
    notes = [note for child in division.iterfind(f"{TEI}head") for note in child.iter(f"{TEI}note")]
    words = 0
    for child in division:
        if local_name(child) == "div":
            yield from _unread(child)
        elif local_name(child) == "note":
            notes.append(child)
        elif local_name(child) != "head":
            words += _words(child)
            notes += child.iter(f"{TEI}note")
    if words:
        yield _beside(division, f"{_called(division)} has {words} words before its documents")
    if notes:
        count = "a note" if len(notes) == 1 else f"{len(notes)} notes"
        yield _beside(notes[0], f"{_called(division)} has {count} of its own, unread")


def _words(element: Element) -> int:
    """How many words stand in `element`; those of a division are counted block by block."""
    if local_name(element) != "div":
        return len(plain_text(element).split()) if element.tag.startswith(TEI) else 0
    return sum(_words(child) for child in element)


def _beside(element: Element, reason: str) -> Notice:
    return Notice(line_of(element), "", reason)


def _called(division: Element) -> str:
    kind = division.get("type", "") or "division"
    return f"the {kind} {division.get(XML_ID, '')}".rstrip()


def _unnamed(root: Element) -> Iterator[Notice]:
    for section, kind in glossary_sections(root):
        unnamed = [item for item in section.iter(f"{TEI}item") if is_unnamed(item)]
        if unnamed:
            opening = " ".join(plain_text(unnamed[0]).split()[:8])
            reason = f"no entry in the list of {kind}s, and not kept: {opening}..."
            more = f" and {len(unnamed) - 1} more" if len(unnamed) > 1 else ""
            yield _beside(unnamed[0], f"{reason}{more}")
