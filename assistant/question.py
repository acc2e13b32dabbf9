"""What a question asks for: its telling words, its names and numbers, and the kind of answer."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import StrEnum

from assistant.language import is_foreign
from assistant.word_table import WordTable

Analyse = Callable[[str], list[str]]

_TOKEN = re.compile(r"[^\W_]+(?:[’'.\-–][^\W_]+)*\.?")
_ABBREVIATIONS = {
    "US": "usa", "U.S.": "usa", "U.S": "usa", "U.K.": "uk", "U.K": "uk", "U.N.": "un", "U.N": "un",
    "U.S.S.R.": "ussr", "U.S.S.R": "ussr",
}  # fmt: skip

# Words that frame a question and do not say what it is about.
_FRAME = frozenset(
    """a about above according actually after again all also am an and any anybody anyone anything
    are as ask asked at author be because been before being below between both but by can could
    describe did do document does doing done during each either else ever every exactly explain
    few find for from further get give given gives had happen happened happens has have having
    he her here here's hers him his how i if in into is it its itself just kind know known least
    let like made make makes many may me mean means meant memo memorandum mention mentioned
    mentions might more most much must my name need no nor not of off on once one only or other
    ought our ours out over own paper passage per please quote record said same say says see
    shall she should show so some someone something sort still such tell text than that the
    their them then there these they thing things think this those through to too under up upon
    use used very want was way we well were what what's whatever when where where's whether
    which while who who's whom whose why will with within without would write writer written
    wrote yes yet you your""".split()  # noqa: SIM905  # a list of a hundred strings cannot be read
)
#: What stands between a follow-up and the words that it takes over from earlier turns.
ABOUT = " (about: "
#: What stands between a question and the documents that it is put to alone.
WITHIN = " (in: "
_ID = r"\w[\w.-]*/\w[\w.-]*"
_PUT_TO = re.compile(rf"{re.escape(WITHIN)}(?P<ids>{_ID}(?:[,\s]+{_ID})*)[,\s]*\)\s*\Z")
# Words taken over were answered before, so they say little about whether this is answered: beside
# words of the question's own they weigh no more than SLIGHT, and so are nowhere required.
_CARRIED_SHARE = 0.15

# These frame words may also be what is asked about, so they count, a little.
_WEAK = frozenset(("author", "document", "memo", "memorandum", "paper", "text", "record"))
#: The weight of words that say little: what kind of paper it is, and that the record is American.
SLIGHT = 0.15

# Names of states and peoples that the record and its readers use for one another.
_SAME = (
    # The record is written in Washington: "we" and "our" are the United States.
    ("usa", "america", "american", "unit", "washington", "we", "our", "ourselv"),
    ("soviet", "ussr", "russia", "russian", "moscow", "kremlin"),
    ("uk", "britain", "british", "england", "english", "briton", "london"),
    ("germani", "german", "nazi", "reich"),
    ("franc", "french"), ("poland", "polish", "pole"), ("china", "chines"),
    ("japan", "japanes"), ("itali", "italian"),
    ("roosevelt", "fdr"), ("tehran", "teheran"),
)  # fmt: skip


# Written with a capital, yet no names: whoever holds the office goes by his own name elsewhere,
# and an archive need not be named where a paper is said to be kept.
_NO_NAMES = frozenset(
    ("ambassador", "archiv", "congress", "council", "depart", "embassi", "govern", "librari",
     "minist", "presid", "secretari", "senat", "state")
)  # fmt: skip


class Sought(StrEnum):
    """The kind of thing a question asks for, where its form tells."""

    PERSON = "person"
    TIME = "time"
    PLACE = "place"
    NUMBER = "number"
    PROVENANCE = "provenance"
    REASON = "reason"
    OTHER = "other"


_SOUGHT = (
    (Sought.PROVENANCE, r"\b(?:which|what)\s+(?:collections?|archives?|files?|papers)\b|\bwhere\b"
     r".*\b(?:original|kept|held|preserved|paper|memorandum|document)\b|\b(?:provenance|archival)\b"),
    (Sought.NUMBER, r"\bhow\s+(?:many|much|often|long|old|far)\b"),
    (Sought.TIME, r"\bwhen\b|\b(?:what|which)\s+(?:date|day|year|month|time)\b"),
    (Sought.PERSON, r"\bwho(?:m|se)?\b"),
    (Sought.PLACE, r"\bwhere\b|\b(?:what|which)\s+(?:city|country|place)\b"),
    (Sought.REASON, r"\bwhy\b|\bfor\s+what\s+reason\b"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Word:
    """A telling word: as written, as analysed, and its weight in 0..1."""

    written: str
    stem: str
    weight: float
    name: bool


@dataclass(frozen=True, slots=True)
class Asked:
    """A question taken apart."""

    text: str
    words: tuple[Word, ...]
    sought: Sought

    @property
    def weight(self) -> float:
        """The weight of all its telling words together."""
        return sum(word.weight for word in self.words)


def take_apart(question: str, table: WordTable, analyse: Analyse) -> Asked:
    """The telling words of `question`, once each, in order, and the kind of answer sought.

    Words taken over from earlier turns come last; none of them counts as a name, which a passage
    would have to have.
    """
    own, carried = parted(question)
    words = _telling(own, table, analyse)
    share = _CARRIED_SHARE if words else 1.0
    for stem, word in _telling(carried, table, analyse).items():
        words.setdefault(stem, replace(word, weight=share * word.weight, name=False))
    sought = next((kind for kind, form in _SOUGHT if re.search(form, own, re.I)), Sought.OTHER)
    return Asked(question, tuple(words.values()), sought)


def parted(question: str) -> tuple[str, str]:
    """A question's own words, and those taken over, without what marks them and any documents."""
    own, _, carried = put_to(question)[0].partition(ABOUT)
    return own, carried.removesuffix(")")


def put_to(question: str) -> tuple[str, tuple[str, ...]]:
    """A question without what marks documents at its end, and their ids; any other, and none.

    Where one thing named is no id of a document all of it is the question's: "Poland (in: 1944)".
    """
    found = _PUT_TO.search(question)
    if found is None:
        return question, ()
    return question[: found.start()], tuple(re.findall(_ID, found["ids"]))


def _telling(text: str, table: WordTable, analyse: Analyse) -> dict[str, Word]:
    words: dict[str, Word] = {}
    for position, token in enumerate(_TOKEN.finditer(text)):
        written = token[0].rstrip(".")
        plain = _ABBREVIATIONS.get(token[0]) or _ABBREVIATIONS.get(written) or written
        if plain.lower() in _FRAME - _WEAK:
            continue
        for part in re.split(r"[-–.’']", plain):
            stem = (analyse(part) or [""])[0]
            if len(stem) > 1 or stem.isdigit():
                words.setdefault(stem, _word(written, part, stem, position, table))
    return words


def reads_as_english(question: str, table: WordTable, analyse: Analyse) -> bool:
    """Whether a question is in English, or in nothing but names; see assistant.language."""

    def knows(word: str) -> bool:
        return word.lower() in _FRAME or any(map(table.knows, analyse(word)))

    return not is_foreign(question, knows)


def same(stem: str) -> frozenset[str]:
    """The analysed words that stand for the same as `stem`, itself among them."""
    return next((frozenset(group) for group in _SAME if stem in group), frozenset((stem,)))


def _word(written: str, part: str, stem: str, position: int, table: WordTable) -> Word:
    capital = part[:1].isupper() and (position > 0 or not table.knows(stem))
    name = stem not in _NO_NAMES and (
        table.is_name(stem) or (capital and table.capitals.get(stem, 100) > 5)
    )
    slight = part.lower() in _WEAK or stem in _SAME[0]
    weight = SLIGHT if slight else table.weight(stem)
    return Word(written, stem, weight, name or stem.isdigit())
