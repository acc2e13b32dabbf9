"""What a reader of a TEI document should know of it, gathered while it is walked through."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from corpus.passage import Notice
from corpus.tei_markup import (
    XML_ID,
    Element,
    is_known_apparatus,
    is_known_block,
    line_of,
    local_name,
    plain_text,
)

# Characters that nobody can see or that stand for ones that could not be read.
_UNSEEN = re.compile("[\x7f-\x9f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufffd]")


class Watch:
    """Adds to `notices` what is noticed in `document`, a TEI div, in the order of the text."""

    def __init__(self, document: Element, notices: list[Notice]) -> None:
        self._document = document
        self._notices = notices
        self._where = document.get(XML_ID, "")
        self._wordless: Element | None = None
        self._unseen: set[str] = set()
        self._notes: dict[str, list[Element]] = {}
        self._struck: list[Element] = []

    def words(self, text: str) -> None:
        """Printed words; those after a page break are on its page."""
        self._wordless = None
        if not text.isascii() or "\x7f" in text:
            self._unseen.update(_UNSEEN.findall(text))

    def page(self, element: Element, note: Element | None) -> None:
        """A page break, within `note` if in any."""
        if note is not None:
            reason = (
                f"{_page(element)} begins within {_note(note)}: the note may hold words of the text"
            )
            self._add(element, reason)
        if self._wordless is not None:
            self._add(element, f"{_page(self._wordless)} has no words before {_page(element)}")
        self._wordless = element

    def note(self, element: Element, *, empty: bool) -> None:
        """A note that has been read. One that is `empty` may be a second mark for another."""
        if empty and element.get("target"):
            return
        if empty:
            self._note(element, "empty")
        # Source notes that stand above the heading have neither.
        if element.get("type") == "source" or element.get("rend") == "inline":
            return
        given = {"number": element.get("n", "").strip(), "id": element.get(XML_ID, "")}
        if missing := [name for name, value in given.items() if not value]:
            self._note(element, f"no {' and no '.join(missing)}")

    def lost(self, notes: Iterable[Element]) -> None:
        """Notes whose marks have no words to stand by."""
        for note in notes:
            self._add(note, f"the mark of {_note(note)} stands by no words")

    def struck(self, element: Element) -> None:
        """Words that are printed as struck out, and read with the others."""
        self._struck.append(element)

    def block(self, element: Element) -> None:
        """An element that is read as a block of its own."""
        if not is_known_block(element):
            self._add(element, f"<{local_name(element)}> is unknown and is read as a paragraph")

    def unread(self, element: Element) -> None:
        """An element that is left out."""
        if not is_known_apparatus(element):
            self._add(element, f"<{local_name(element)}> is unknown and is left out")

    def end(self) -> None:
        """The end of the document, whose like notices are told in one."""
        for lack, notes in self._notes.items():
            self._add(notes[0], _lacking(lack, notes))
        if self._struck:
            words = dict.fromkeys(f"“{plain_text(element)}”" for element in self._struck)
            reason = f"holds words struck out in the original: {', '.join(words)}"
            self._add(self._struck[0], reason)
        for character in sorted(self._unseen):
            reason = f"the character U+{ord(character):04X}, which cannot be seen, is in the text"
            self._add(self._document, reason)

    def _note(self, element: Element, lack: str) -> None:
        self._notes.setdefault(lack, []).append(element)

    def _add(self, element: Element, reason: str) -> None:
        self._notices.append(Notice(line_of(element), self._where, reason))


def _page(element: Element) -> str:
    label = element.get("n", "").strip()
    return f"page {label}" if label else "a page without number"


def _lacking(lack: str, notes: Sequence[Element]) -> str:
    """That `notes` have "no id" or are "empty", each by its name."""
    names = [_name(note) for note in notes if _name(note)]
    unnamed = len(notes) - len(names)
    names += [f"{unnamed} without a name"] if names and unnamed else []
    if len(notes) == 1:
        subject = _note(notes[0])
    elif names:
        subject = f"notes {', '.join(names[:-1])} and {names[-1]}"
    else:
        subject = f"{len(notes)} notes"
    one, many = ("is", "are") if lack == "empty" else ("has", "have")
    return f"{subject} {one if len(notes) == 1 else many} {lack}"


def _note(element: Element) -> str:
    name = _name(element)
    return f"note {name}" if name else "a note"


def _name(element: Element) -> str:
    return element.get(XML_ID) or element.get("n", "").strip()
