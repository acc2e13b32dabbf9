"""A TEI file as the events of its reading: elements that begin and end, and the text between."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple, TypeAlias
from xml.parsers import expat

from corpus.errors import SourceError

_TEI = "http://www.tei-c.org/ns/1.0"
# Of the Office's own elements one holds print; those of another name are apparatus, and so are
# the digitisers' remarks on their work, in whichever namespace these stand.
_PRINTED_APART = "attachment"
_REMARKS = frozenset({"problem", "uh-oh"})


class Start(NamedTuple):
    """An element begins on a line of the file; attributes are by their names without namespace."""

    name: str
    attributes: Mapping[str, str]
    line: int


class End(NamedTuple):
    """An element ends."""

    name: str


#: A string is text, unbroken by anything but comments and processing instructions.
Event: TypeAlias = Start | End | str


def read_events(path: Path) -> list[Event]:
    """The events of the file at `path`, in order, without what is no print.

    Raises SourceError, with the line, for what is no well-formed XML or declares entities.
    """
    reading = _Reading(path)
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.ordered_attributes = False
    parser.StartElementHandler = lambda name, given: reading.start(
        name, given, parser.CurrentLineNumber
    )
    parser.EndElementHandler = reading.end
    parser.CharacterDataHandler = reading.text
    parser.EntityDeclHandler = reading.entity
    try:
        parser.Parse(path.read_bytes(), True)  # noqa: FBT003  # expat takes it by position alone
    except OSError as error:
        raise SourceError(path, None, f"cannot be read: {error.strerror}") from None
    except expat.ExpatError as error:
        raise SourceError(path, error.lineno, f"not well-formed XML: {error}") from None
    return reading.events


class _Reading:
    """What the parser tells, less what stands within an element that is no print."""

    def __init__(self, path: Path) -> None:
        self.events: list[Event] = []
        self._path = path
        self._skipped = 0

    def start(self, name: str, given: Mapping[str, str], line: int) -> None:
        space, _, own = name.rpartition(" ")
        if self._skipped or own in _REMARKS or (space != _TEI and own != _PRINTED_APART):
            self._skipped += 1
            return
        attributes = {key.rpartition(" ")[2]: value for key, value in given.items()}
        self.events.append(Start(own, attributes, line))

    def end(self, name: str) -> None:
        if self._skipped:
            self._skipped -= 1
        else:
            self.events.append(End(name.rpartition(" ")[2]))

    def text(self, words: str) -> None:
        if not self._skipped:
            self.events.append(words)

    def entity(self, *_declared: object) -> None:
        raise SourceError(self._path, None, "declares entities, which no volume does")
