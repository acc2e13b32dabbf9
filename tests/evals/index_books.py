"""Small books with an index, made by hand."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from corpus.back_index import BackIndex, IndexEntry, Locator, Pointer
from corpus.document import Document, Volume
from corpus.glossary import Term, TermKind
from corpus.passage import DocumentText, Kind, PageBreak, Passage, Voice, VolumeText

VOLUME = "frus1961-63v99"


def book(
    pages: Mapping[int, str],
    notes: Mapping[int, str] | None = None,
    people: Sequence[str] = (),
    words: str = "They spoke of it.",
) -> VolumeText:
    """A volume whose document `number` has a paragraph on each of the pages "11 12".

    `notes` are the pages on which its footnotes stand, and `people` the list of persons.
    """
    volume = Volume(id=VOLUME, title="A Book")
    texts = [_document(volume, n, on, (notes or {}).get(n, ""), words) for n, on in pages.items()]
    persons = (Term(id="", kind=TermKind.PERSON, name=name, explanation="") for name in people)
    return VolumeText(volume, tuple(texts), tuple(persons))


def _document(volume: Volume, number: int, pages: str, notes: str, words: str) -> DocumentText:
    id_ = f"{volume.id}/d{number}"
    document = Document(id=id_, volume=volume, number=str(number), title=f"{number}. A Letter")
    body = [
        _passage(id_, f"p{n}", Kind.PARAGRAPH, Voice.AUTHOR, page, words)
        for n, page in enumerate(pages.split())
    ]
    under = [
        _passage(id_, f"fn{n}", Kind.FOOTNOTE, Voice.EDITOR, page, "Not printed.")
        for n, page in enumerate(notes.split())
    ]
    return DocumentText(document, (*body, *under))


def _passage(document: str, name: str, kind: Kind, voice: Voice, page: str, text: str) -> Passage:
    return Passage(
        id=f"{document}/{name}",
        document=document,
        kind=kind,
        voice=voice,
        text=text,
        pages=(PageBreak(0, page),),
    )


def entry(heading: str, numbers: str = "", line: int = 1) -> IndexEntry:
    """ "Berlin | Kennedy on" with locators "12 13-15 16n", tagged as pages.

    "7?" has no target, "7@v98" one in another volume, "see:Soviet Union" is a cross-reference.
    """
    headings = tuple(heading.split(" | "))
    return IndexEntry(headings=headings, locators=tuple(map(_locator, numbers.split())), line=line)


def _locator(written: str) -> Locator:
    if written.startswith("see:"):
        return Locator(printed=written[4:], pointer=Pointer.SEE)
    found = re.fullmatch(
        r"(?P<first>\w*\d+)(?:-(?P<last>\d+))?(?P<n>n)?(?P<bare>\?)?(?:@(?P<file>\w+))?", written
    )
    assert found, written
    printed = found["first"]
    target = None if found["bare"] else f"{found['file'] or ''}#pg_{printed}"
    return Locator(printed=printed, target=target, in_note=bool(found["n"]), last=found["last"])


def index(*entries: IndexEntry, note: str = "") -> BackIndex:
    """The index of the book."""
    return BackIndex(VOLUME, entries, note)
