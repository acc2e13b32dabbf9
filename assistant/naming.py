"""Documents as a question names them: "document 12 of frus1961-63v06"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from corpus.document import Volume

#: What stands in a question for the name of a document.
THAT = "that document"
# "document 5412/2", "document 12-A" and "document 10.5" are papers of other people's numbering.
# So is what has a name behind it, "document 123 of the Yalta papers", once the volume's name is cut
# out, and "the document 80 Senators signed" or "the document 3 days before" has a number of others.
_NUMBER = (
    r"(?P<number>\d{1,4}[a-z]?)\b(?![/.–-]\w)"
    r"(?!\s+(?:of|from)\s+(?:the\s+)?(?-i:[A-Z]))(?!\s+(?-i:[A-Z]))"
    r"(?!\s+(?:hours?|days?|weeks?|months?|years?|times|per\s*cent)\b)"
)
_ID = re.compile(
    r"(?:the\s+)?(?:document\s+)?(?:https?://history\.state\.gov/historicaldocuments/)?"
    r"(?P<volume>\w[\w.-]*)/d(?P<number>\d{1,4}[a-z]?)\b(?![\w/-])(?:#\w+)?",
    re.I,
)
_DOCUMENT = re.compile(
    rf"\b(?:the\s+)?(?:doc(?:ument|\.)?\s*(?:numbers?\b|no\b\.?|nr\b\.?|#)?\s*|(?P<short>d)){_NUMBER}",
    re.I,
)
# A word before "document 12" that makes it somebody else's: "NSC document 12", "Stalin's document".
_SMALL = (
    r"in|of|from|to|by|see|show|open|read|is|was|and|who|does|did|what|how|when|where|which|on"
    r"|quote|print|about|the|cite"
)
_OTHERS = re.compile(rf"(?:['’]s?|\b(?!(?i:{_SMALL})\b)[A-Z]\w*)\s+\Z")
_PART = r"(?:\s*,?\s*(?:part|pt\.?)\s*(?P<part>\w+))?"
_YEARS = r"(?P<years>\d{4}(?:\s*[-–—]\s*\d{2,4})?)"
_VOLUME = r"vol(?:umes?|s?\.)?\s*(?P<volume>(?:E\s*[-–—]\s*)?\d+|[IVXLC]+)\b"
_SERIES = r"(?:(?:FRUS|Foreign\s+Relations(?:\s+of\s+the\s+United\s+States)?)\s*,?\s*)?"
_BOOK = re.compile(rf"{_SERIES}\b{_YEARS}\s*,?\s*{_VOLUME}{_PART}", re.I)
_BOOK_TURNED = re.compile(rf"\b{_VOLUME}{_PART}\s*(?:,|of|for)?\s*{_SERIES}\b{_YEARS}", re.I)
_VOLUME_ID = re.compile(r"\bfrus\d[\w-]*", re.I)
_LED_BY = re.compile(
    r"(?:\s*,)?(?:\s*\b(?:of|in|from|within)\b)?(?:\s+the\b)?(?:\s+volume\b)?\s*[“\"(]?\Z", re.I
)
# A title is one where a number or "the volume" leads to it: "what it says of Japan" has none.
_TITLED = r"(?:(?<=\d)[a-z]?,?\s+(?:of|in|from)\s+(?:the\s+)?(?:volume\s+)?|\bvolume\s+)[“\"]?"
_ROMAN = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """What a question names, and the question with "that document" in place of each document.

    `numbers` are of documents, in small letters ("12", "72a"), each once, in order; `volumes` are
    the ids of the volumes that it can mean, installed or not, and None where it names none;
    `wanted` is how it names the volume.
    """

    plain: str
    numbers: tuple[str, ...]
    volumes: tuple[str, ...] | None
    wanted: str = ""


def named(question: str, installed: Sequence[Volume]) -> Named:
    """The documents and the volume that `question` names; no numbers where it names none."""
    by_id = [found for found in _ID.finditer(question) if _of_series(found, installed)]
    if by_id:
        ids = dict.fromkeys(_own_case(found["volume"], installed) for found in by_id)
        numbers = dict.fromkeys(found["number"].lower() for found in by_id)
        plain = question
        for found in reversed(by_id):
            plain = f"{plain[: found.start()]} {THAT} {plain[found.end() :]}"
        plain = _tidy(plain)
        if len(ids) == 1:
            return Named(
                plain=plain, numbers=tuple(numbers), volumes=tuple(ids), wanted=next(iter(ids))
            )
        return Named(plain=question, numbers=(), volumes=None)
    rest, volumes, wanted = volume_named(question, installed)
    numbers = {}
    for found in reversed(list(_DOCUMENT.finditer(rest))):
        if _OTHERS.search(rest[: found.start()]) or (found["short"] and volumes is None):
            continue
        numbers[found["number"].lower()] = None
        rest = f"{rest[: found.start()]} {THAT} {rest[found.end() :]}"
    order = tuple(reversed(numbers))
    return Named(plain=_tidy(rest), numbers=order, volumes=volumes, wanted=wanted)


def _of_series(found: re.Match[str], installed: Sequence[Volume]) -> bool:
    """Whether an id is of a volume: "NAC/D5" and "A/D12" are papers of other bodies."""
    volume = found["volume"].lower()
    known = any(one.id.lower() == volume for one in installed)
    return known or re.match(r"frus\d", volume) is not None or "://" in found[0]


def volume_named(
    question: str, installed: Sequence[Volume]
) -> tuple[str, tuple[str, ...] | None, str]:
    """A question without the volume that it names, the ids of those it can mean, and its name.

    An id that is not installed is one that is meant; years and a number that no installed volume
    has mean none.
    """
    for volume in sorted(installed, key=lambda one: -len(one.id)):
        if found := re.search(rf"(?<![\w-]){re.escape(volume.id)}(?![\w/-])", question, re.I):
            return _without(question, found), (volume.id,), volume.id
    if found := _VOLUME_ID.search(question):
        return _without(question, found), (found[0],), found[0]
    if found := _BOOK.search(question) or _BOOK_TURNED.search(question):
        meant = tuple(volume.id for volume in installed if _is(volume, found))
        return _without(question, found), meant, found[0].strip(" ,")
    for volume in sorted(installed, key=lambda one: -len(one.title)):
        title = rf"{_TITLED}{re.escape(volume.title)}(?!\w)[”\"]?"
        if found := re.search(title, question, re.I):
            same = tuple(one.id for one in installed if one.title == volume.title)
            return _without(question, found), same, volume.title
    return question, None, ""


def _is(volume: Volume, found: re.Match[str]) -> bool:
    """Whether a volume is the one of these years, this number, and this part where one is given."""
    if _years(volume.subseries) != _years(found["years"]):
        return False
    own = re.match(rf"{_VOLUME}{_PART}", volume.number, re.I)
    if own is None or _number(own["volume"]) != _number(found["volume"]):
        return False
    return found["part"] is None or _number(found["part"]) == _number(own["part"] or "")


def _years(written: str) -> tuple[str, str]:
    """The first year and the last two digits of the last one."""
    years = re.findall(r"\d+", written)
    return (years[0], years[-1][-2:]) if years else ("", "")


def _number(written: str) -> str:
    """A volume's number in Arabic digits, behind its letter: "6", "e5"."""
    plain = re.sub(r"[\s–—-]", "", written.lower())
    if not plain or set(plain) - set(_ROMAN):
        return plain
    values = [_ROMAN[letter] for letter in plain]
    pairs = zip(values, [*values[1:], 0], strict=True)
    return str(sum(-one if one < after else one for one, after in pairs))


def _own_case(volume: str, installed: Sequence[Volume]) -> str:
    same = (one.id for one in installed if one.id.lower() == volume.lower())
    return next(same, volume)


def _without(question: str, found: re.Match[str]) -> str:
    before, after = question[: found.start()], question[found.end() :].lstrip('”")')
    led = _LED_BY.search(before)
    kept = before[: led.start()] if led else before
    return _tidy(f"{kept} {after}")


def _tidy(question: str) -> str:
    """The question without the white space and the commas that stand where something was cut."""
    plain = re.sub(r"\s+([?.!,;:]|['’]s?\b)", r"\1", " ".join(question.split()))
    return re.sub(r"^[\s,;:]+|[\s,;:]+(?=[?.!]|\Z)|,(?=,)", "", plain)
