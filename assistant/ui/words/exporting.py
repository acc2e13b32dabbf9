"""The words of saving and printing, and of the bar above a lesson's handout."""

from __future__ import annotations

MENU = "Save or print"
NOTHING_YET = "Nothing to save yet. Ask a question first."
CHOICES = {
    "md": "Markdown (.md)",
    "html": "Web page (.html)",
    "json": "Data (.json)",
    "print": "Print",
}
#: What the script says, by the names that it has for it.
SPOKEN = {
    "saved": "Saved:",
    "preparing": "Preparing the page to print…",
    "blocked": "The browser kept the page from opening. Allow pop-ups here, or save the web page "
    "and print that.",
    "unsaved": "Not saved: something went wrong here. Try again; if that does not help, the one "
    "who runs this assistant finds the reason in its log.",
}
NOT_SAVED = "Not saved:"

BACK = "Back to the lesson"
TEACHERS_COPY = "Teacher’s copy, with answers"
PUPILS_COPY = "Pupils’ copy, without answers"
COPY = "Copy"
LINES = "Lines for each answer"
SHOW = "Show"
MARKDOWN = "Save as Markdown"
HOW_TO_PRINT = "Print it with the browser: Ctrl+P, or ⌘P on a Mac."


def no_format(name: str) -> str:
    """What is said of a format that there is none of."""
    return f"{name!r} is no format; choose {', '.join(CHOICES)}"


def no_lines(written: str, most: int) -> str:
    """What is said of a number of lines that a handout cannot have."""
    return f"lines: {written!r} is none; choose a number from 0 to {most}"


def no_answers(written: str) -> str:
    """What is said of a choice of answers that is none."""
    return f"answers: {written!r} is none; choose yes or no"


def no_page(written: str) -> str:
    """What is said of a form of handout that there is none of."""
    return f"format: {written!r} is none; leave it out for the page, or choose md"
