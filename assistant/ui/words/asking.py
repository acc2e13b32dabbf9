"""The words of asking: what is searched, the pinned document, and asking anew."""

from __future__ import annotations

from assistant.gaps import counted
from corpus.document import Document

SEARCHING = "Searching {limits}"
EVERYTHING = "Searching everything"
UNUSABLE = "Not searching: a date needs correcting"
EVERYTHING_AGAIN = "Search everything again"
VOLUMES = "Volumes"
VOLUMES_HINT = "All of them where none is chosen. Type to find one."
AFTER = "Dated from"
BEFORE = "Dated to"
DATE_PLACEHOLDER = "1944, 1944-09 or 1944-09-06"
DATES_HINT = "Documents without a date are left out while a date is set."
KIND = "Kind of text"
BOTH = "Everything"
TEXT = "The text"
FOOTNOTES = "Footnotes"
PINNED_ALONE = (
    "One document alone is searched: volumes and dates have no effect until it is let go."
)
BACKWARDS = "This is before the date that it should begin with. Swap the two."

PIN = "Ask only this document"
PINNED = "Asking only"
UNPIN = "Ask all documents again"

ONLY = "Searched only"
EDIT = "Edit"
AGAIN = "Ask again"
REMOVE = "Remove"
EDIT_SEARCH = "Edit this search"
KEEP = "Leave it as it is"
KEEP_KEY = "(Escape)"


def misdated(said: str) -> str:
    """What is said of `said` in a field for a date."""
    return f"“{said}” is not a date. Write 1944, 1944-09 or 1944-09-06."


def searching(limits: str) -> str:
    """What is searched, in the words of a Filter's `limits`."""
    return SEARCHING.format(limits=limits) if limits else EVERYTHING


def pin(document: Document) -> str:
    """The spoken name of the button that pins `document`."""
    return f"{PIN}: {document.title}"


def unpin(document: Document) -> str:
    """The spoken name of the button that lets go of `document`."""
    return f"{UNPIN}; let go of {document.title}"


def stays(*, pinned: bool, filtered: bool) -> str:
    """What a new conversation does to what is searched."""
    gone = "The document is let go of. " if pinned else ""
    return gone + ("What is set here stays set." if filtered else "")


def revising(number: int, dropped: int) -> str:
    """What asking will do while question `number` is edited, which `dropped` others follow."""
    others = {0: "", 1: ", and the question after it is removed"}
    after = others.get(dropped, f", and the {dropped} questions after it are removed")
    return f"Question {number} is asked anew{after}."


def of_question(number: int) -> str:
    """The spoken rest of the name of a button of question `number`."""
    return f" question {number}"


def quoted(count: int) -> str:
    """That a reply with `count` quotations has come."""
    return f"Answered with {counted(count, 'quotation')}."


def refused(related: int) -> str:
    """That no answer, and `related` passages, have come."""
    return f"No answer; {counted(related, 'related passage')}." if related else "No answer."


CHECKED = "The quotation is checked."
NOT_ANSWERED = "Not answered."


def author_of(number: str, volume: str) -> str:
    """A question that the heading of document `number` of `volume` answers."""
    return f"Who wrote document {number} of {volume}?"


def date_of(number: str, volume: str) -> str:
    """A question that the dateline of document `number` of `volume` answers."""
    return f"What is the date of document {number} of {volume}?"
