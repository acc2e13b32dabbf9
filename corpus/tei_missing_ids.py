"""Ids that a file leaves out although what stands there tells them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from corpus.passage import Notice
from corpus.tei_markup import TEI, XML_ID, Element, is_document, line_of, plain_text
from corpus.tei_references import document_around

_NUMBER = re.compile(r"\d+[a-zA-Z]?")
# What follows a document's id in that of its note.
_NOTE = re.compile(r"[a-zA-Z][\w.-]*")


def give_ids(root: Element) -> list[Notice]:
    """Give the documents and notes in `root` that lack an id the one that is theirs, if free.

    A division that has a number and a heading, but neither type nor id, and stands beside
    documents is a document too, which a notice tells. A note may have an id of its document as
    its ``target``: where another element has that id, it repeats the other's words for a second
    mark.
    """
    taken = {str(element.get(XML_ID)) for element in root.iter(f"{TEI}*") if element.get(XML_ID)}
    notices = list(_name_documents(root, taken))
    for note in root.iter(f"{TEI}note"):
        own = _target(note)
        if own not in taken and _is_nameless(note, own):
            taken.add(own)
            note.set(XML_ID, own)
    return notices


def has_own_id(note: Element) -> bool:
    """Whether the file itself gives `note` an id: `give_ids` makes one of the note's target."""
    own = note.get(XML_ID)
    return own is not None and own != _target(note)


def _name_documents(root: Element, taken: set[str]) -> Iterator[Notice]:
    for division in root.iter(f"{TEI}div"):
        number = division.get("n", "").strip()
        own = f"d{number}"
        if own not in taken and _NUMBER.fullmatch(number) and _is_untyped(division):
            taken.add(own)
            division.set("type", "document")
            division.set(XML_ID, own)
            reason = f"division {number}, which has neither type nor id, is read as document {own}"
            yield Notice(line_of(division), own, reason)


def _is_untyped(division: Element) -> bool:
    around = division.getparent()
    return (
        not (division.get("type") or division.get(XML_ID))
        and division.find(f"{TEI}head") is not None
        and around is not None
        and any(is_document(beside) for beside in around)
    )


def _target(note: Element) -> str:
    return note.get("target", "").removeprefix("#")


def _is_nameless(note: Element, own: str) -> bool:
    """Whether `note` has words and no id, while `own` is one of its document ("d5fn1" of d5)."""
    document = document_around(note)
    rest = own.removeprefix(document)
    named = bool(document) and rest != own and _NOTE.fullmatch(rest) is not None
    return named and not note.get(XML_ID) and bool(plain_text(note))
