"""The words of the pages of lessons."""

from __future__ import annotations

from assistant.answer import Quote
from assistant.render import place_label
from assistant.verdict import Outcome

TITLE = "Lessons"
INTRODUCTION = (
    "Each lesson is a row of questions to ask in class, with what to look for in the answers and "
    "what to talk about. The answers are not prepared: they come from the installed volumes, while "
    "you teach."
)
OVERVIEW = "Overview for the teacher"
OPEN = "Open in the chat"
PRESENT = "Present to the class"
HANDOUT = "Handout"
LINKS = "What to do with this lesson"

FLAWED = "Not shown"
FLAWED_TEXT = "These files cannot be read as lessons. Mend them, and start the chat again."
OWN = "Your own lessons"
OWN_TEXT = (
    "A lesson is a text file. Put yours into the folder “lessons” of the home folder, and start "
    "the chat again; the README says how one is written."
)

ALL = "All lessons"
SOURCES = "Documents"
NOT_INSTALLED = "not installed; it can be added with"
BEFORE_CLASS = "Before class"
BEFORE_CLASS_TEXT = (
    "This command asks all questions in order, and says of each whether it brings the expected "
    "citation:"
)
STEPS = "Steps"
LOOK_FOR = "Look for"
DISCUSS = "Discuss"
EXPECTED = "Expected"
SILENT = "The record does not answer, and the assistant says so."
NOT_FOUND = "This is not in the volumes installed:"


def verdict(outcome: Outcome) -> str:
    """What a check of the step's quotation should say."""
    return f"The check should say “{outcome}”, and show the source’s words:"


def unknown(id_: str) -> str:
    """What is said where there is no lesson `id_`."""
    return f"There is no lesson “{id_}” here. The lessons that there are stand at /lessons."


def place(quote: Quote) -> str:
    """Where a passage stands: "p. 193 of “A Paper”"."""
    printed, title = place_label(quote), f"“{quote.document.title}”"
    return f"{printed} of {title}" if printed else title
