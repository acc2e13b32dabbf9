"""A volume in TEI, read for the checks.

The method is another than the project's own: no tree is built. The file is read as events, a
document's become one stream of characters and marks, and pages, notes and spaces are told by what
stands between two letters of it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from corpus.errors import SourceError
from evals.record.tei_divisions import Extent, documents
from evals.record.tei_events import Event, Start, read_events
from evals.record.tei_header import header_of
from evals.record.tei_imprint import Imprint, imprint_of
from evals.record.tei_line import Line, OneWord, set_line
from evals.record.tei_notes import names_of, part_of
from evals.record.tei_stream import Stream, streams
from evals.record.tei_words import Words
from evals.record.unit import Header, Mark, Part, Place, Unit, flat


@dataclass(frozen=True, slots=True)
class TeiDocument:
    """A document of a TEI volume: its header, its text as one unit of its own id, and its notes."""

    document: str
    header: Header
    units: Mapping[str, Unit]
    _found: dict[tuple[str, str], tuple[Place, ...]] = field(
        default_factory=dict, repr=False, compare=False
    )

    def places(self, passage: str, text: str, /) -> tuple[Place, ...]:
        """The start of the note of this id, or every place in the document's text where a passage
        that holds `text` stands; none where it stands nowhere.
        """
        if passage != self.document and passage in self.units:
            return (Place(self.units[passage], 0),)
        key = (passage, text)
        if key not in self._found:
            body = self.units.get(self.document)
            self._found[key] = () if body is None else tuple(_places(body, flat(text)))
        return self._found[key]


def _places(body: Unit, words: str) -> Iterator[Place]:
    start = body.text.find(words) if words else -1
    while start >= 0:
        yield Place(body, start)
        start = body.text.find(words, start + 1)


def read_volume_sources(path: Path) -> list[TeiDocument]:
    """The documents of the TEI volume at `path`, in the order of the book.

    Raises SourceError, with the line where there is one, for a file that is no such volume.
    """
    events = read_events(path)
    volume = _volume(path, events)
    extents = documents(events)
    poured = [(one, *streams(events[one.first : one.last + 1], one.page)) for one in extents]
    words = Words(stream.marked for _, text, notes in poured for stream in (text, *notes))
    claimed = {e.attributes["id"] for e in events if isinstance(e, Start) and "id" in e.attributes}
    imprint = imprint_of(events)
    return [
        _document(volume, one, events, (text, notes), words.one_word, claimed, imprint)
        for one, text, notes in poured
    ]


def _volume(path: Path, events: Sequence[Event]) -> str:
    for place, event in enumerate(events[:-1]):
        named = isinstance(event, Start) and event.name == "idno"
        if named and isinstance(event, Start) and event.attributes.get("type") == "frus":
            told = events[place + 1]
            if isinstance(told, str) and told.strip():
                return told.strip()
    raise SourceError(path, None, 'no <idno type="frus"> names the volume')


def _document(
    volume: str,
    extent: Extent,
    events: Sequence[Event],
    poured: tuple[Stream, list[Stream]],
    one_word: OneWord,
    claimed: set[str],
    imprint: Imprint,
) -> TeiDocument:
    text, notes = poured
    document = f"{volume}/{extent.own}"
    lines = [(note, set_line(note.marked, one_word)) for note in notes]
    worded = [(note, line) for note, line in lines if line.text]
    names = names_of(extent.own, worded, claimed)
    ids = {id(note): f"{document}/{name}" for name, (note, _) in zip(names, worded, strict=True)}
    body = set_line(text.marked, one_word)
    marks = dict(_marks(document, text, body, ids))
    for note, line in worded:
        marks |= dict(_marks(ids[id(note)], note, line, ids))
    units = {}
    if body.text:
        units[document] = Unit(
            id=document, part=Part.TEXT, text=body.text, breaks=_breaks(text, body)
        )
    for note, line in worded:
        own = ids[id(note)]
        units[own] = Unit(
            id=own,
            part=part_of(note, line.text),
            text=line.text,
            breaks=_breaks(note, line),
            mark=marks.get(own),
            label=note.label,
        )
    header = header_of(events, extent, (text, *notes), one_word, imprint)
    return TeiDocument(document, header, units)


def _marks(
    unit: str, stream: Stream, line: Line, ids: Mapping[int, str]
) -> Iterator[tuple[str, Mark]]:
    for note, offset in zip(stream.calls, line.calls, strict=True):
        if note.called and id(note) in ids:
            yield ids[id(note)], Mark(note.label, unit, offset)


def _breaks(stream: Stream, line: Line) -> tuple[tuple[int, str], ...]:
    """The pages of a line; of those that begin at one place the last holds."""
    at = {offset: label for offset, (label, _) in zip(line.pages, stream.pages, strict=True)}
    return tuple((offset, label) for offset, label in at.items() if offset < len(line.text))
