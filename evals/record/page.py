"""A plain page, such as the one that ships, read for the checks.

The method is another than the project's own: the page is cut by regular expressions over the whole
file, marks are replaced by private characters, and offsets are read off where those characters end
up.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Any

from corpus.errors import SourceError
from evals.record.unit import Header, Mark, Part, Place, Unit

# Stand for marks while the text is put in order; private use, so in no page of the record.
_NOTE_MARK, _PAGE_MARK = "\ue000", "\ue001"
_MARKS = re.compile(f"[{_NOTE_MARK}{_PAGE_MARK}]")
_BODY_AND_NOTES = re.compile(
    r"(?P<body>.*?)(?P<notes>(?:^- [^\n]*↩\s*)*)\Z", re.DOTALL | re.MULTILINE
)
_PAGE = re.compile(r"\[Page (\w+)\]\s*")
# A digit glued to the end of a word; "1943" and "p.120" are preceded by no letter.
_NOTE_DIGIT = re.compile(r"(?<=[A-Za-z])(\d{1,3})(?![\w.,]\w)")


@dataclass(frozen=True, slots=True)
class Page:
    """A document on a plain page: its id, its header and its units by id, in the order of the page.

    Units are paragraphs, named as the project names them.
    """

    document: str
    header: Header
    units: dict[str, Unit]

    def places(self, passage: str, _text: str, /) -> tuple[Place, ...]:
        """The start of the unit of this id, whatever it is said to hold; none without one."""
        unit = self.units.get(passage)
        return () if unit is None else (Place(unit, 0),)


def shipped_page() -> Path:
    """The file of the document that ships with the project."""
    return Path(str(files("corpus"))) / "data" / "frus1944Quebec" / "d123.txt"


def read_page_source(page: Path) -> Page:
    """The document on the page `page`, named by the JSON file of the same name beside it.

    Expects a source note, a title and a subtitle on a line each, then a paragraph a line, then
    the notes. Raises SourceError where the file has another shape.
    """
    described = _described(page.with_suffix(".json"))
    document = f"{described['volume']['id']}/{described['document']['id']}"
    try:
        raw = page.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise SourceError(page, None, f"cannot be read: {error}") from None
    found = _BODY_AND_NOTES.match(raw)
    lines = found["body"].split("\n") if found else []
    lines = [line for line in lines if line.strip()]
    pages = _PAGE.findall(raw)
    if len(lines) < 4 or not pages or not pages[0].isdigit():
        raise SourceError(page, None, "no source note, title, subtitle, text and [Page N] mark")
    opening = str(int(pages[0]) - 1)
    units = list(_body(document, lines, opening))
    calls = {mark.label: (mark, pages) for unit, marks in units for mark, pages in marks}
    notes = re.findall(r"^- (.*?)\s*↩", found["notes"] if found else "", re.MULTILINE)
    whole = [unit for unit, _ in units]
    for number, text in enumerate(notes, 1):
        if str(number) not in calls:
            raise SourceError(page, None, f"note {number} is called nowhere in the text")
        mark, label = calls[str(number)]
        whole.append(_note(f"{document}/fn{number}", " ".join(text.split()), mark, label))
    held = {unit.id: unit for unit in whole}
    return Page(document, _header(described, held), held)


def _described(sidecar: Path) -> dict[str, Any]:
    try:
        described: dict[str, Any] = json.loads(sidecar.read_text(encoding="utf-8"))
        _ = described["volume"]["id"], described["document"]["id"], described["document"]["number"]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise SourceError(
            sidecar, None, f"names no volume, document and number: {error!r}"
        ) from None
    return described


def _header(sidecar: Mapping[str, Any], units: Mapping[str, Unit]) -> Header:
    described, volume = sidecar["document"], sidecar["volume"]
    own = str(described["id"])
    pages = {label for unit in units.values() for _, label in unit.breaks}
    notes = [unit.id for unit in units.values() if unit.part is Part.NOTE]
    head = next(unit for unit in units.values() if unit.id.endswith("/head"))
    number = str(described["number"])
    before = re.match(rf"{re.escape(number)}\. ", head.text)
    return Header(
        number=number if before or described.get("numbered") else "",
        title=head.text[before.end() if before else 0 :],
        day=str(described.get("date", {}).get("first", "")),
        anchors=frozenset(
            {f"pg_{label}" for label in pages} | {own + id_.rpartition("/")[2] for id_ in notes}
        ),
        book=str(volume.get("title", "")),
        year=str(volume.get("year", "")),
        editorial=head.text.endswith("Editorial Note"),
    )


def _body(
    document: str, lines: list[str], page: str
) -> Iterator[tuple[Unit, list[tuple[Mark, str]]]]:
    """The units above the notes, each with the note marks in it and the pages of those."""
    names = ["source", "head", "h1", *(f"p{n}" for n in range(1, len(lines) - 2))]
    for name, line in zip(names, lines, strict=True):
        breaks_here = _PAGE.findall(line)
        calls_here = _NOTE_DIGIT.findall(line)
        marked = _NOTE_DIGIT.sub(_NOTE_MARK, _PAGE.sub(_PAGE_MARK, line))
        marked = " ".join(marked.split())
        text = _MARKS.sub("", marked)
        identity = f"{document}/{name}"
        breaks = [(0, page)]
        marks = []
        for lifted, found in enumerate(_MARKS.finditer(marked)):
            offset = found.start() - lifted
            if found[0] == _PAGE_MARK:
                page = breaks_here.pop(0)
                breaks.append((offset, page))
            else:
                marks.append((Mark(calls_here.pop(0), identity, offset), page))
        part = Part.SOURCE_NOTE if name == "source" else Part.TEXT
        kept = tuple(dict(breaks).items())
        yield Unit(id=identity, part=part, text=text, breaks=kept), marks


def _note(identity: str, text: str, mark: Mark, page: str) -> Unit:
    return Unit(id=identity, part=Part.NOTE, text=text, breaks=((0, page),), mark=mark)
