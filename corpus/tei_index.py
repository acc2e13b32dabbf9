"""The back-of-book index of a TEI volume, for the evaluations alone: it is never searched."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from corpus.back_index import BackIndex, IndexEntry, Locator, Pointer
from corpus.errors import SourceError
from corpus.tei_file import parse
from corpus.tei_header import volume_id
from corpus.tei_markup import TEI, XML_ID, Element, line_of, local_name, plain_text

# "See X", "(see also X; Y)", but not the Holy See.
_SEE = re.compile(r"(?:\A|\(|(?<=[\d.,;:)] )|(?<= )(?=s))[Ss]ee\b(?P<also> also)?(?: under)? ?")
# A slip of the digitisers' in a number, the letter l for 1, is as printed too.
_NUMBER = r"l?\d+(?: ?n{1,2}\b)?"
_NUMBERS = re.compile(
    r"(?P<first>l?\d+)(?P<note> ?n+\b)?(?:\s*[-–—]+\s*(?P<last>l?\d+)(?P<note_of_last> ?n+\b)?)?"
)
# Numbers that end a heading without being tagged; a year that opens them belongs to the heading.
_UNTAGGED = re.compile(rf"(?:[,:;]? (?:(?!1[789]\d\d\b){_NUMBER})(?:[-–—, ]+{_NUMBER})*)[ .,\0]*\Z")


@dataclass(slots=True)
class _Words:
    """The words of one item, with where each reference stands in them."""

    text: str = ""
    refs: list[tuple[int, int, str | None]] = field(default_factory=list)

    def say(self, text: str | None) -> None:
        """Append `text`, every run of white space as one space."""
        spaced = re.sub(r"\s+", " ", text or "")
        self.text += spaced[1:] if self.text[-1:] in ("", " ") and spaced[:1] == " " else spaced

    def targets_within(self, start: int, end: int) -> list[tuple[str, str | None]]:
        """The references that touch the words [start, end): their words and targets."""
        return [
            (self.text[first:last].strip(), target)
            for first, last, target in self.refs
            if start < last and first < end
        ]

    def target_within(self, start: int, end: int) -> str | None:
        """The first target of the words [start, end)."""
        return next((target for _, target in self.targets_within(start, end)), None)


def read_index(path: Path) -> BackIndex:
    """The index of the volume in the file at `path`; one without entries where there is none.

    Items are read as they stand: their nesting, numbers and targets are those of the file, with
    the faults that corpus.back_index tells of. Raises SourceError for a file that is no volume.
    """
    root = parse(path)
    try:
        volume = volume_id(root)
    except ValueError as error:
        raise SourceError(path, line_of(root), str(error)) from error
    sections = list(_sections(root))
    entries = (entry for top in sections for part in _lists(top) for entry in _entries(part, ()))
    notes = (plain_text(note) for section in sections for note in section.findall(f"{TEI}p"))
    return BackIndex(volume, tuple(entries), " ".join(note for note in notes if note))


def _sections(root: Element) -> Iterator[Element]:
    """What holds the index: its section, or a list that says so outside of any."""
    for element in root.iter(f"{TEI}div", f"{TEI}list"):
        if _is_index(element) and not any(_is_index(above) for above in element.iterancestors()):
            yield element


def _is_index(element: Element) -> bool:
    if local_name(element) == "div":
        return "index" in (element.get(XML_ID), element.get("subtype"))
    return local_name(element) == "list" and element.get("type") == "index"


def _lists(section: Element) -> Iterator[Element]:
    """The outermost lists of a section, which may be a list itself."""
    if local_name(section) == "list":
        yield section
        return
    for child in section:
        yield from _lists(child)


def _entries(part: Element, above: tuple[str, ...]) -> Iterator[IndexEntry]:
    """The entries of a list below the headings `above`.

    An item that has numbers alone goes on with the one before it. One without any words, as
    those that part the letters of the alphabet, is no heading of the items within it.
    """
    before = ""
    for item in part.iter(f"{TEI}item"):
        if next(item.iterancestors(f"{TEI}list")) is not part:
            continue
        words = _Words()
        _collect(item, words)
        heading, locators = _read(words)
        before = heading or (before if locators else "")
        headings = (*above, before) if before else above
        if before:
            own = item.get(XML_ID, "")
            yield IndexEntry(headings=headings, locators=locators, id=own, line=line_of(item))
        for nested in item.iter(f"{TEI}list"):
            if next(nested.iterancestors(f"{TEI}item")) is item:
                yield from _entries(nested, headings)


def _collect(element: Element, words: _Words) -> None:
    words.say(element.text)
    for child in element:
        start = len(words.text)
        if local_name(child) not in ("list", "note"):
            _collect(child, words)
        if local_name(child) == "ref":
            words.refs.append((start, len(words.text), child.get("target")))
        words.say(child.tail)


def _read(words: _Words) -> tuple[str, tuple[Locator, ...]]:
    """The heading of an item and its locators, numbers before cross-references."""
    sees: list[Locator] = []
    rest = words.text
    while see := _SEE.search(rest):
        end = _closing(rest, see.start()) if see[0].startswith("(") else len(rest)
        sees += _crossed(words, see, end)
        rest = rest[: see.start()] + "\0" * (end + 1 - see.start()) + rest[end + 1 :]
    start = _first_number(words, rest)
    heading = " ".join(rest[:start].replace("\0", "").split()).rstrip(" ,;:–-")
    if sees:
        heading = heading.removesuffix(".")
    return heading, (*_numbers(words, rest, start), *sees)


def _closing(text: str, opening: int) -> int:
    """Where the bracket that opens at `opening` is closed; the end of the text where it is not."""
    depth = 0
    for place in range(opening, len(text)):
        depth += (text[place] == "(") - (text[place] == ")")
        if not depth:
            return place
    return len(text)


def _crossed(words: _Words, see: re.Match[str], end: int) -> Iterator[Locator]:
    pointer = Pointer.SEE_ALSO if see["also"] else Pointer.SEE
    start = see.end()
    for part in words.text[start:end].split(";"):
        tagged = words.targets_within(start, start + len(part))
        start += len(part) + 1
        if len(tagged) < 2:
            tagged = [(part.strip(" .,"), tagged[0][1] if tagged else None)]
        for printed, target in tagged:
            if printed:
                yield Locator(printed=printed, target=target, pointer=pointer)


def _first_number(words: _Words, rest: str) -> int:
    """Where the numbers begin: at the first reference that is one, or before it, untagged."""
    tagged = (start for start, end, _ in words.refs if _NUMBERS.match(rest, start, end))
    untagged = _UNTAGGED.search(rest)
    begin = untagged.start() if untagged else len(rest)
    return min(next(tagged, len(rest)), begin)


def _numbers(words: _Words, rest: str, start: int) -> Iterator[Locator]:
    for found in _NUMBERS.finditer(rest, start):
        last = found["last"]
        yield Locator(
            printed=found["first"],
            target=words.target_within(*found.span("first")),
            in_note=bool(found["note"] or found["note_of_last"]),
            last=last,
            last_target=words.target_within(*found.span("last")) if last else None,
        )
