"""The events of a TEI document as streams of characters: its text, and each of its notes.

What is no character of print stands in a stream as a character that XML admits nowhere, so that
lines can be set by what stands between two letters.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from evals.record.tei_divisions import page_of
from evals.record.tei_events import End, Event, Start

# A block begins or ends; a page begins; a note is called; white space that may be the file's own.
EDGE, PAGE, CALL, LAYOUT = "\x01", "\x02", "\x03", "\x04"

# By the TEI Guidelines: what begins and ends a line of print. All else runs on within one.
_BLOCKS = frozenset(
    {
        *("attachment", "back", "body", "div", "floatingText", "front", "group", "text"),
        *("ab", "argument", "cit", "epigraph", "l", "lg", "p", "quote", "sp", "speaker", "stage"),
        *("address", "addrLine", "affiliation", "byline", "closer", "dateline", "docAuthor"),
        *("docDate", "opener", "postscript", "salute", "signed", "titlePage", "trailer"),
        *("castList", "head", "headLabel", "item", "label", "list", "row", "table"),
        *("caption", "figDesc", "figure", "note"),
    }
)
# These part words, and yet stand within a line.
_SPACES = frozenset({"cell", "lb"})


@dataclass(slots=True)
class Stream:
    """Characters and marks; pages (label, id) and notes in the order of their marks.

    `tag` is the note's; None for the text of the document.
    """

    tag: Start | None = None
    parts: list[str] = field(default_factory=list)
    pages: list[tuple[str, str]] = field(default_factory=list)
    calls: list[Stream] = field(default_factory=list)
    called: bool = False

    @property
    def attributes(self) -> Mapping[str, str]:
        """Those of the note's tag."""
        return self.tag.attributes if self.tag else {}

    @property
    def label(self) -> str:
        """The note's printed mark; empty where it has none."""
        return self.attributes.get("n", "").strip()

    @property
    def marked(self) -> str:
        """The whole of it."""
        return "".join(self.parts)

    def turn(self, page: tuple[str, str]) -> None:
        """Begin a page."""
        self.parts.append(PAGE)
        self.pages.append(page)


def streams(events: Sequence[Event], page: tuple[str, str] | None) -> tuple[Stream, list[Stream]]:
    """The text of the document that is `events`, begun on `page`, and its notes in order.

    A page that begins within a note goes on behind the note's mark.
    """
    pouring = _Pouring(page)
    for place, event in enumerate(events[1:-1], 1):
        if isinstance(event, Start):
            pouring.start(event)
        elif isinstance(event, End):
            pouring.end(event)
        elif _is_layout(events, place):
            pouring.stream.parts.append(LAYOUT)
        else:
            pouring.stream.parts.append(event)
    return pouring.text, pouring.notes


class _Pouring:
    def __init__(self, page: tuple[str, str] | None) -> None:
        self.text = self.stream = Stream()
        self.notes: list[Stream] = []
        self._page = page
        self._open: list[str] = []
        self._outer: list[tuple[Stream, tuple[str, str] | None]] = []
        if page:
            self.stream.turn(page)

    def start(self, tag: Start) -> None:
        if tag.name == "pb":
            page = page_of(tag)
            self._page = page or self._page
            # One without a number parts words too.
            if self._page:
                self.stream.turn(self._page)
        elif tag.name == "note":
            self._begin(tag)
        else:
            self._edge(tag.name)
        self._open.append(tag.name)

    def end(self, tag: End) -> None:
        self._open.pop()
        if tag.name == "note":
            self.stream, page = self._outer.pop()
            if self._page and self._page != page:
                self.stream.turn(self._page)
        elif tag.name != "pb":
            self._edge(tag.name)

    def _begin(self, tag: Start) -> None:
        note = Stream(tag)
        # One between the blocks of the document, as a line that names the source, has no mark.
        note.called = bool(self._open) or self._in_line()
        self.notes.append(note)
        self.stream.parts.append(CALL)
        self.stream.calls.append(note)
        self._outer.append((self.stream, self._page))
        self.stream = note
        if self._page:
            note.turn(self._page)

    def _in_line(self) -> bool:
        return bool(self.stream.marked.rpartition(EDGE)[2].strip(f" \t\r\n{PAGE}{CALL}{LAYOUT}"))

    def _edge(self, name: str) -> None:
        around = self._open[-1] if self._open else ""
        if name in _SPACES or (name == "label" and around == "item"):
            self.stream.parts.append(" ")
        elif name in _BLOCKS or (name == "seg" and around in ("opener", "closer")):
            self.stream.parts.append(EDGE)


def _is_layout(events: Sequence[Event], place: int) -> bool:
    """Whether the text at `place` only sets an element within a line apart from one within it."""
    words = events[place]
    if not isinstance(words, str) or not words.isspace() or "\n" not in words:
        return False
    before, after = events[place - 1], events[place + 1]
    if isinstance(before, Start):
        return isinstance(after, Start) and before.name not in _BLOCKS | _SPACES
    return isinstance(after, End) and after.name not in _BLOCKS | _SPACES
