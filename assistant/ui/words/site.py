"""The words that all pages share: their names, and what is said where one cannot be shown."""

from __future__ import annotations

TITLE = "FRUS Assistant"
NAVIGATION = "Pages"
SKIP = "Skip to the content"
ASK = "Ask"
CHECK = "Check a quotation"
COMPARE = "Compare documents"
VOLUMES = "Volumes"
LESSONS = "Lessons"

NOT_FOUND = "Not found"
CANNOT_BE_SHOWN = "This cannot be shown"
FAILED = "Something went wrong"
FAILURE = (
    "Something went wrong here. Load the page again; if that does not help, the one who runs this "
    "assistant finds the reason in its log."
)
