"""The words of the chat and of its sources."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.answer import IndexInfo
from assistant.gaps import counted
from assistant.scope_words import in_words
from corpus.document import DateRange, Volume

TITLE = "FRUS Assistant"
SUBTITLE = "Quoted, cited passages from the Foreign Relations of the United States"

QUESTION_LABEL = "Your question"
QUESTION_PLACEHOLDER = "Ask about the documents"
ASK = "Ask"
NEW_CONVERSATION = "New conversation"
CONVERSATION_LABEL = "Conversation"
QUESTION_NAME = "Question"
ANSWER_NAME = "Answer"

EMPTY_TITLE = "Ask the record"
EMPTY_TEXT = (
    "Every answer is made of words quoted from the published documents. "
    "Each quotation carries a number that opens its source."
)
EXAMPLES_LABEL = "Example questions"
EXAMPLES = (
    "What mistake might the Soviet Government make about friendliness?",
    "Where are the records of the Tehran Conference?",
    "How could relations with the Soviet Union be put on a firmer footing?",
    "Which Soviet policies does the United States not intend to acquiesce in?",
)

SEARCHING = "Searching the volumes…"
SEARCHED_AS = "Searched as:"
NOTICE = "Notice:"
COPY_ANSWER = "Copy answer"
SHOW_SOURCES = "Show sources"
SHOW_RELATED = "Show related passages"
COPIED = "Copied"
NO_QUESTION = "(no question)"
TROUBLE = "Not answered:"
FAILURE = (
    "something went wrong here. Ask the question again; if that does not help, the one who "
    "runs this assistant finds the reason in its log."
)
DROPPED = "Earlier questions have left this conversation; it holds the last {count}."

SOURCE_WORDS = "The source’s words"
NEAREST_WORDS = "The nearest words of the source"
COMPARED = "Word by word"
COMPARED_KEY = "Struck out: only in the quotation. Underlined: only in the source."
ONLY_QUOTED = "only in the quotation: "
ONLY_SOURCE = "only in the source: "
ELSEWHERE = "Also in:"

SOURCES = "Sources"
SOURCES_EMPTY = "The sources of an answer appear here, each in its whole paragraph."
SOURCES_NONE = "No source is quoted in this reply."
RELATED = "Related, but no answer"
RELATED_TEXT = "The nearest passages. None of them was found to answer the question."
COPY_REFERENCE = "Copy reference"
OPEN_SITE = "Open on history.state.gov"
NEW_TAB = "(opens in a new tab)"
BACK = "Back to the answer"
SOURCE = "Source"
RELATED_ITEM = "Related passage"
PAGE_BEGINS = "page"
REPORT = "Report this quotation"
REPORT_WRONG = "What is wrong with it? (optional)"
REPORT_KEEP = "Keep the report"
REPORT_CANCEL = "Cancel"
NOT_REPORTED = "Not reported:"
REPORT_FAILURE = (
    "Not reported: something went wrong here. Report it again; if that does not help, the one who "
    "runs this assistant finds the reason in its log."
)
NOT_SHOWN = "this quotation is no longer in the conversation; ask again, and report it there"
THE_TITLE = "the title"
THE_DOCUMENT = "the document"


def sources_of(question: str) -> str:
    """The line that says which question the sources shown belong to."""
    return f"For “{question}”"


def report(mark: str) -> str:
    """The spoken name of the button on the card of source `mark`."""
    return f"{REPORT}: {SOURCE.lower()} {mark}"


def reported(name: str) -> str:
    """What is said of a report that is kept in the file `name` of the assistant's home."""
    return f"Reported. Kept on the computer that runs this assistant, in {name}."


def report_too_long(most: int) -> str:
    """What is said of a report in more than `most` characters."""
    return f"what is wrong has to be said in at most {most:,} characters; shorten it"


def searching(count: int) -> str:
    """What is going on once `count` passages are found."""
    if count == 0:
        return "No passage found. Preparing the reply…"
    return f"Reading {counted(count, 'passage')}…"


def in_line(ahead: int) -> str:
    """What a reader is told while the questions of `ahead` others are answered first."""
    return f"Found. {counted(ahead, 'question')} before yours…"


def dropped(count: int) -> str:
    """What is said where a conversation outgrew its `count` questions."""
    return DROPPED.format(count=count)


def show_sources(count: int) -> str:
    """The name of the button that leads to `count` sources."""
    return f"{SHOW_SOURCES} ({count})"


def and_more(count: int) -> str:
    """What ends a list that leaves out `count` places."""
    return f", and {count:,} more"


def footnote_to(label: str | None, words: str) -> str:
    """A footnote and the words that its mark follows: "Footnote 2 to “…Tehran Conferences”"."""
    name = f"Footnote {label}" if label is not None else "Note"
    return f"{name} to {words}"


def paragraph(number: str) -> str:
    """A paragraph by its number in the document."""
    return f"paragraph {number}"


def corpus_line(volumes: Sequence[Volume], info: IndexInfo) -> str:
    """Which volumes are searched, how many passages they hold, and the version of the index."""
    named = volumes[0].title if len(volumes) == 1 else counted(len(volumes), "volume")
    return f"{named} · {counted(info.passages, 'passage')} · index {info.version}"


def volume_line(volume: Volume) -> str:
    """A volume in one line of the list of volumes."""
    parts = (volume.subseries, volume.number, volume.title)
    return ", ".join(part for part in parts if part) + f" ({volume.id})"


def days(dates: DateRange) -> str:
    """Dates in words: "September 6, 1944 to September 8, 1944"."""
    return " to ".join(dict.fromkeys(in_words(day) for day in (dates.first, dates.last)))
