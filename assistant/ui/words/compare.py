"""The words of the page that sets documents beside each other."""

from __future__ import annotations

from assistant.compare import MOST_SIDES, SIDES
from assistant.ui.words import chat

TITLE = "Compare documents"
INTRODUCTION = (
    "One question, and what each of several documents says on it, in order of their dates, in its "
    "own words: nothing is summed up, and no voice is mixed with another."
)
QUESTION = "Your question"
SIDES_LABEL = "Documents shown at most"
SIDES_HINT = f"From 2 to {MOST_SIDES}; {SIDES} where nothing is chosen."
NARROW = "Which documents"
NARROW_HINT = "All that are installed, unless some are chosen here."
VOLUMES = "Only of these volumes"
DOCUMENTS = "Only these documents, by their ids"
DOCUMENTS_HINT = "With a space between them, as frus1944Quebec/d123. They are all looked at."
AFTER = "Dated on or after"
BEFORE = "Dated on or before"
DATE_HINT = "A year, a month or a day: 1944, 1944-09 or 1944-09-06."
COMPARE = "Compare"
MEND = "Not compared. What is wrong is said above the field that it is in."

SAID = "What the documents say"
REFUSED = "Nothing to compare"
SEARCHED_AS = chat.SEARCHED_AS
NOTICE = chat.NOTICE
SOURCES = chat.SOURCES
RELATED = chat.RELATED
RELATED_TEXT = chat.RELATED_TEXT
OPEN_SITE = chat.OPEN_SITE
NEW_TAB = chat.NEW_TAB
READ = "Read it in the document"
TIES = "What ties them together"
LEFT_OUT = "Not shown"
MORE = "more are shown where more documents are chosen above"
COPY = "Copy as Markdown"
AS_TEXT = "Show as Markdown"
COPY_LINK = "Copy a link to this comparison"
QUOTATION = "Quotation"

ONE_DOCUMENT = (
    "One document is installed, so there is none to set beside it: you can see what it says on "
    "a question, but not whether another bears it out. Add volumes first:"
)
ADD = "How volumes are added"
ADD_LINE = "frus corpus add frus1961-63v06"


def no_number(written: str) -> str:
    """What is said of a number of documents that is none."""
    return f"“{written[:40]}” is not a number from 2 to {MOST_SIDES}."


def volume(title: str, about: str) -> str:
    """A volume in the list of those to choose from; `about` is its subseries and number."""
    return f"{title} ({about})" if about else title
