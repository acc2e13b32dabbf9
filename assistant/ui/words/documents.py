"""The words of the pages of volumes and documents."""

from __future__ import annotations

from assistant.gaps import counted
from corpus.citation import numbered
from corpus.document import DateRange, Document

TITLE = "Documents"
VOLUMES = "Volumes"
PLACE_IN_SERIES = "Where this document stands"
FACTS = "About this document"
NUMBER = "Number"
DATE = "Date"
FROM = "From"
TO = "To"
PLACE = "Place"
CLASSIFICATION = "Classification"
PAGES = "Printed on"
EDITORIAL = "Editorial note: the editors of the volume wrote this document."
SOURCE_NOTE = "Source note"
HEADING = "a heading"
TEXT = "Text of the document"
FOOTNOTES = "Footnotes"
NO_TEXT = "No text of this document is stored."
ASK = "Ask about this document"
SITE = "This document on history.state.gov"
SCAN = "the printed page on history.state.gov"
PREVIOUS = "Previous document"
NEXT = "Next document"
AMONG = "Documents of this volume"
CONTENTS = "Contents of the volume"
WHOLE_CONTENTS = "Whole contents of the volume"
SHOW_QUOTED = "Show them"
NEW_TAB = "(opens in a new tab)"
PERMALINK = "Address of"

FIND_HERE = "Find words in this document"
FIND_TITLES = "Find words in the titles"
FIND = "Find"
CLEAR = "Show all"
PREVIOUS_PLACE = "Previous place"
NEXT_PLACE = "Next place"
FIRST_PLACE = "First place"
NOTHING_TITLED = "No title of this volume has these words."

EDITORS = "Editors"
COVERS = "Covers"
PUBLISHED = "Published"
DOCUMENTS = "Documents"
PERSONS = "Persons"
TERMS = "Terms and abbreviations"
SITE_VOLUME = "This volume on history.state.gov"
ABSENT = "Not installed here"
READ_ON_SITE = "Read it on history.state.gov"
INSTALLED = "Volumes that are installed"


def number_of(document: Document) -> str:
    """The document's number, and whose it is where the book prints none."""
    if not document.number:
        return ""
    return numbered(document) or f"{document.number} (not printed in the book)"


def places(count: int, passages: int) -> str:
    """How often what was looked for stands in a document."""
    if count == 0:
        return "These words stand nowhere in this document."
    return f"{counted(count, 'place')} in {counted(passages, 'passage')}"


def place_of(at: int, count: int, passages: int) -> str:
    """Which place is shown of how many."""
    return f"Place {at:,} of {count:,}, in {counted(passages, 'passage')}"


def titled(count: int) -> str:
    """How many titles have the words."""
    return f"{counted(count, 'document')} with these words in the title"


def quoted(name: str) -> str:
    """Which words are marked."""
    return f"Marked: the words quoted, in {name}."


def bad_span(span: str, reason: str) -> str:
    """Why the words that an address points to are not marked."""
    return (
        f"The words that this address points to ({span}) are not marked: {reason}. The document "
        "is shown whole; ask for the quotation again to get its address as it is now."
    )


NO_SPAN = "they are written as p4:10-131, a passage and where the words begin and end in it"


def no_such_passage(own: str) -> str:
    """Why a span cannot be marked: its passage is not there."""
    return f"this document has no passage {own}"


def beyond(own: str, length: int) -> str:
    """Why a span cannot be marked: it is not within its passage."""
    return f"{own} has {length:,} characters, and no words there"


def no_passage(id_: str) -> str:
    """What is said where a passage is not installed."""
    return f"{id_} is no passage of a volume that is installed; the volumes are at /documents"


def no_document(id_: str) -> str:
    """What is said where a document is not installed."""
    return f"Document {id_} is not among the volumes that are installed here."


def no_volume(id_: str) -> str:
    """What is said where a volume is not installed."""
    return f"Volume {id_} is not installed here."


def no_page(label: str) -> str:
    """What is said where a volume as installed has no such page."""
    return f"No document that is installed has words on page {label} of this volume."


def earlier(count: int) -> str:
    """The documents of a chapter that are left out before those shown."""
    return f"{counted(count, 'earlier document')} of this chapter"


def later(count: int) -> str:
    """The documents of a chapter that are left out after those shown."""
    return f"{counted(count, 'later document')} of this chapter"


def covers(dates: DateRange) -> str:
    """The time from which a volume's documents are."""
    return "–".join(dict.fromkeys(day[:4] for day in (dates.first, dates.last)))


def holds(count: int) -> str:
    """How many documents a chapter has."""
    return counted(count, "document")
