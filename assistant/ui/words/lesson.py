"""The words of a lesson in the chat: its side bar, how its steps stand, and presenter mode."""

from __future__ import annotations

from assistant.gaps import counted

LESSON = "Lesson"
FOR_WHOM = "For:"
INTRODUCTION = "Introduction"
STEPS = "Steps of the lesson"
ASK = "Ask this question"
ASK_AGAIN = "Ask this question again"
ASKED = "asked"
LOOK_FOR = "What to look for"
DISCUSS = "To discuss"
PREVIOUS = "Previous"
NEXT = "Next"
PRESENT = "Present to the class"
PRESENT_KEY = "Key: P"
HANDOUT = "Handout to print"
ALL_LESSONS = "All lessons"
LEAVE = "Leave the lesson"
WITHOUT = "Go on without a lesson"

BACK = "Back"
ON = "Next"
FULL_SCREEN = "Full screen"
STOP = "Stop presenting"
KEYS = "Keys"
#: What each key of presenter mode does, and the names printed on the keys.
LEGEND = (
    ("Next", ("Right", "Page Down", "Space")),
    ("Back", ("Left", "Page Up")),
    ("Full screen", ("F", "F5")),
    ("Stop", ("Escape",)),
)
OR = "or"

FOUND = "The expected passage is quoted:"
SOURCE = "source {number}"
OTHER_WORDS = "The expected passage is quoted, but in other words than “{words}”:"
MISSED = "Not quoted this time: the expected passage is"
MISSED_UNKNOWN = "Not quoted this time: the expected passage, {passage}, is not installed."
REFUSED = "As expected, the record does not answer."
NOT_REFUSED = "Not as expected: the record should not answer this, and the reply quotes {quoted}."
NOT_ASKED_OF_RECORD = "Not as expected: the record was not searched for this question."
CHECKED = "As expected, the check says: {verdict}."
CHECKED_OTHERWISE = "Not as expected: the check says {verdict}, where {expected} was expected."
NO_SOURCE = "no source"
NO_ANSWER = "The question was not answered. Ask it again."
WAITING = "Searching the volumes…"
SEARCHED_AS = "Searched as:"

NOT_INSTALLED = "Not installed here, and read in this lesson:"
UNKNOWN = "There is no lesson “{id}”."
CHOOSE = "The lessons there are:"
NONE = "No lesson is installed."

BUSY = "A question is being answered. Go on when its answer is here."
FIRST = "This is the beginning of the lesson."
LAST = "This is the end of the lesson."
NO_FULL_SCREEN = "This browser does not allow full screen here."


def at(step: int, steps: int) -> str:
    """Where the lesson is: "Step 2 of 6"."""
    return f"Step {step} of {steps}"


def progress(asked: int) -> str:
    """How many of the lesson's questions were asked."""
    return f"{counted(asked, 'question')} asked" if asked else "no question asked yet"


def source(number: int) -> str:
    """The name of the link to a source's card."""
    return SOURCE.format(number=number)


def other_words(expected: str) -> str:
    """What is said where the passage is quoted without the words expected of it."""
    return OTHER_WORDS.format(words=expected)


def missed_unknown(passage: str) -> str:
    """What is said where the expected passage is not quoted and not installed either."""
    return MISSED_UNKNOWN.format(passage=passage)


def not_refused(quotations: int) -> str:
    """What is said where the record should not have answered, and did."""
    return NOT_REFUSED.format(quoted=counted(quotations, "passage"))


def checked(verdict: str) -> str:
    """What is said of a quotation that was judged as it should be."""
    return CHECKED.format(verdict=verdict)


def checked_otherwise(verdict: str, expected: str) -> str:
    """What is said of a quotation that was judged otherwise than it should be."""
    return CHECKED_OTHERWISE.format(verdict=verdict, expected=expected)


def unknown(id_: str) -> str:
    """What is said of a lesson that there is not."""
    return UNKNOWN.format(id=id_)


def part_of(place: str, title: str) -> str:
    """A passage by its place in its document: "p. 193, paragraph 4 of A Paper"."""
    return f"{place} of {title}" if place else title
