"""What becomes of a question and its paragraph, so that the paragraph answers it, or does not."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from random import Random

from evals.reader_training.blanks import CAPITALISED, MONTHS, Blank
from evals.reader_training.pair import Pair

#: What can be changed in a question: years, numbers, months, names.
NAMES = re.compile(
    rf"\b1[789]\d\d\b|\b\d[\d,]*\b|\b(?:{MONTHS})\b|(?<=\w ){CAPITALISED}"
)  # fmt: skip
_OPPOSITE = {
    "before": "after", "after": "before", "increase": "decrease", "first": "last",
    "last": "first", "more": "less", "accept": "reject", "agreed": "refused",
    "support": "oppose", "supported": "opposed", "north": "south", "east": "west",
    "largest": "smallest", "began": "ended", "against": "for", "approved": "rejected",
}  # fmt: skip
_TURNED = 0.5  # of the questions with a word that has an opposite
_FOREIGN = 0.6  # of the changed names come from another paragraph, the others from the same
_SAMPLED = 4_000  # paragraphs whose names are lent
_TRIED = 10  # foreign names looked at for one that the paragraph lacks
_FEWEST_WORDS = 30  # of a paragraph that lost a sentence


class Fate(StrEnum):
    """What is done to a question and its paragraph."""

    ANSWERED = "answered"  # nothing
    CHANGED = "changed"  # a name, number, year or word of the question becomes another
    REMOVED = "removed"  # the paragraph loses the sentence that answers
    ELSEWHERE = "elsewhere"  # another paragraph of the document takes its place


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph, and the name of the document in which it stands."""

    document: str
    text: str


class Fates:
    """Makes pairs of questions on these paragraphs."""

    def __init__(self, paragraphs: Sequence[Paragraph]) -> None:
        lent: defaultdict[str, list[str]] = defaultdict(list)
        for paragraph in paragraphs[:_SAMPLED]:
            for name in NAMES.findall(paragraph.text):
                lent[_sort(name)].append(name)
        self._lent = dict(lent)
        self._texts = [paragraph.text for paragraph in paragraphs]
        documents: defaultdict[str, list[str]] = defaultdict(list)
        for paragraph in paragraphs:
            documents[paragraph.document].append(paragraph.text)
        self._documents = dict(documents)

    def pair(self, fate: Fate, paragraph: Paragraph, blank: Blank, rng: Random) -> Pair | None:
        """The pair that comes of it; None where it cannot be made of this paragraph."""
        question, text = blank.question, paragraph.text
        if fate is Fate.ANSWERED:
            return Pair(
                question=question, text=text, gold=(blank.sentence,), answers=(blank.answer,)
            )
        if fate is Fate.CHANGED:
            changed = self._changed(blank, text, rng)
            return Pair(question=changed, text=text) if changed else None
        if fate is Fate.REMOVED:
            rest = _without(text, blank.sentence)
            return Pair(question=question, text=rest) if rest else None
        other = self._elsewhere(paragraph, rng)
        return None if other == text else Pair(question=question, text=other)

    def _elsewhere(self, paragraph: Paragraph, rng: Random) -> str:
        """Another paragraph of the document; where it has no other, one of any."""
        others = [text for text in self._documents[paragraph.document] if text != paragraph.text]
        return rng.choice(others or self._texts)

    def _changed(self, blank: Blank, text: str, rng: Random) -> str | None:
        question = blank.question
        turned = [m for m in re.finditer(r"\w+", question) if m[0].lower() in _OPPOSITE]
        if turned and rng.random() < _TURNED:
            word = rng.choice(turned)
            return _replaced(question, word, _OPPOSITE[word[0].lower()])
        names = [name for name in NAMES.finditer(question) if name.start()]
        if not names:
            return None
        name = rng.choice(names)
        others = self._others(name[0], blank, text, rng)
        return _replaced(question, name, rng.choice(others)) if others else None

    def _others(self, name: str, blank: Blank, text: str, rng: Random) -> list[str]:
        """Names of the same sort that make the question one which the sentence does not answer."""
        sort = _sort(name)
        if rng.random() < _FOREIGN:
            lent = self._lent.get(sort, [])
            drawn = rng.sample(lent, min(_TRIED, len(lent)))
            return [other for other in drawn if other.lower() not in text.lower()]
        sentence = text[slice(*blank.sentence)].lower()
        own = NAMES.findall(text)
        return [o for o in own if _sort(o) == sort and o.lower() not in sentence]


def _without(text: str, sentence: tuple[int, int]) -> str | None:
    start, end = sentence
    rest = (text[:start] + text[end:].lstrip()).strip()
    return rest if len(rest.split()) >= _FEWEST_WORDS else None


def _replaced(question: str, place: re.Match[str], word: str) -> str:
    return question[: place.start()] + word + question[place.end() :]


def _sort(name: str) -> str:
    if re.fullmatch(r"1[789]\d\d", name):
        return "year"
    if name[0].isdigit():
        return "number"
    return "month" if re.fullmatch(MONTHS, name) else "name"
