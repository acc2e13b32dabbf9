"""The words of handouts that come neither from the corpus nor from teacher or reader."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.answer import IndexInfo
from assistant.cards import licence
from assistant.gaps import counted
from corpus.document import Volume

CONVERSATION = "A conversation with the record"
NOTHING_ASKED = "nothing has been asked yet; ask a question first"
NO_REPLY_YET = "no reply had come when this was made"
NAME = "Name"
DATE = "Date"
LEVEL = "For"
MADE = "Made on"
SEARCHED_AS = "Searched as"
WITHIN = "Searched within"
NOTICE = "Notice"
TROUBLE = "Not answered"
RELATED = "Related, but no answer"
LOOK_FOR = "What to look for"
DISCUSS = "Discuss"
YOUR_ANSWER = "Your answer"
SOURCE_WORDS = "The source’s words"
NEAREST_WORDS = "The nearest words of the source"
ONLY_QUOTED = "only in the quotation"
ONLY_SOURCE = "only in the source"
ELSEWHERE = "Also in"
#: Of related passages: numbers are for sources alone.
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
NO_QUESTION = "(no question)"

DOCUMENTS = "The documents quoted"
DOCUMENTS_READ = "The documents to read"
SOURCES = "Sources"
NOTHING_QUOTED = "No source is quoted."
WHO = "Who wrote it"
WHEN = "When"
TO_WHOM = "To whom"
WHERE = "Where"
CLASSIFICATION = "Classification"
KEPT = "Archive and source note"
DOCUMENT = "Document"
VOLUME = "Volume"
ADDRESS = "Address"
NOT_STATED = "the source does not say"
SEE_TITLE = "the source does not say, unless in the title"
NOT_NUMBERED = "no number printed in the book"
THE_EDITORS = "the editors of the volume (an editorial note)"

CORPUS = "What was searched"
SILENCE = (
    "Where no answer was found: silence in these volumes is not silence in the archive. They "
    "are a selection, and only those installed were searched."
)
QUOTED_EXACTLY = (
    "Every quotation is the published text, letter for letter. Its number leads to its source."
)
_LISTED = 30  # volumes; more are counted, and named in the JSON form of the handout


def dropped(most: int) -> str:
    """What is said where the first questions have left the conversation."""
    return f"Earlier questions had left this conversation; it holds the last {most}."


def dated_by_editors(days: str) -> str:
    """The date that the editors give."""
    return f"Dated by the editors: {days}"


def and_more(count: int) -> str:
    """What ends a list that leaves out `count` places."""
    return f", and {count:,} more"


def corpus_lines(volumes: Sequence[Volume], index: IndexInfo) -> list[str]:
    """Which volumes were searched, with which index, and under which licence they are."""
    ids = ", ".join(volume.id for volume in volumes)
    named = f": {ids}" if len(volumes) <= _LISTED else "; the JSON form of this handout names them"
    return [
        f"{counted(len(volumes), 'volume')} installed{named}.",
        f"Index version {index.version}, {counted(index.passages, 'passage')}.",
        f"Licence: {_licences(volumes)}.",
    ]


def _licences(volumes: Sequence[Volume]) -> str:
    """The licence of all, or of each where they differ."""
    stated: dict[str, list[str]] = {}
    for volume in volumes:
        stated.setdefault(licence(volume), []).append(volume.id)
    if len(stated) == 1:
        return next(iter(stated))
    return "; ".join(f"{said}: {', '.join(ids)}" for said, ids in stated.items())
