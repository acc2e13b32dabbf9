"""The words of the page that says what is installed."""

from __future__ import annotations

from assistant.gaps import counted
from assistant.scope_words import in_words

TITLE = "Volumes installed"
INTRODUCTION = (
    "Everything asked, checked and compared here is looked for in these volumes and in nothing "
    "else. Silence in them is not silence in the archive."
)
VOLUMES = "Volumes"
COVERS = "Covers"
PUBLISHED = "Published"
DOCUMENTS = "Documents"
PARAGRAPHS = "Paragraphs"
FOOTNOTES = "Footnotes"
UNKNOWN = "not known"
NONE = "No volume is installed."

STATE = "State"
#: What a card says of a volume that is searched as it is now.
INDEXED = "indexed"
GAPS = "Known gaps"
NO_GAPS = "none that its files show"
ABOUT = "Licence, source and checksum"
LICENCE = "Licence"
SOURCE = "Source"
FILE = "File"
CHECKSUM = "SHA-256"
BRING_UP = "To bring the index up to date, run:"
BUILD = "frus index build"

INDEX = "The index"
VERSION = "Version"
MODEL = "Embedding model"
PASSAGES = "Passages"
PASSAGES_ARE = "paragraphs and footnotes are searched"

ADD = "Adding volumes"
ADD_TEXT = (
    "On the computer that runs this assistant, any of the published volumes is added by its id:"
)
ADD_LINE = "frus corpus add frus1961-63v06"
FIND_TEXT = "Which volumes are published, and which of them are on a subject, is told by:"
FIND_LINE = "frus corpus search Cuba"
FILE_TEXT = (
    "A TEI file or a folder of them can be named in place of an id; that needs no network. What "
    "was added is found by its words first, and by its meaning as soon as its vectors are made."
)


def behind(count: int) -> str:
    """What is said above the volumes where the index does not hold some as they are now."""
    stand = "is" if count == 1 else "are"
    return f"{counted(count, 'volume')} {stand} not in the index as they are now; see their state."


def state(state: str) -> str:
    """Whether a volume is searched, in a sentence."""
    if state == INDEXED:
        return "Indexed: searched by words and by meaning."
    return f"{state.capitalize()}."


def added(when: str) -> str:
    """The day, in UTC, on which a file was added; `when` is that time in ISO 8601."""
    return f"added on {in_words(when[:10])}"


def covers(first: int | None, last: int | None) -> str:
    """The years that a volume's documents are of."""
    if first is None or last is None:
        return UNKNOWN
    return str(first) if first == last else f"{first}–{last}"
