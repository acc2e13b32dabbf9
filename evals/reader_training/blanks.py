"""Questions made of a sentence: it loses a name, a date, a number or a phrase that stood in it.

In its place comes a question word, and what stood around it becomes the question, some words
lost or moved, as people ask with fewer words than the record has and in another order. The idea is
of Lewis, Denoyer and Riedel 2019, "Unsupervised Question Answering by Cloze Translation".
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from random import Random

#: A capitalised word, and the months: also what a wrong name is made of (fates.py).
CAPITALISED = r"[A-Z][a-z][\w’'-]*"
MONTHS = (
    "January|February|March|April|May|June|July|August|September|October|November|December"
)  # fmt: skip
_TITLE = (
    r"(?:Mr\.|Mrs\.|Dr\.|President|Secretary|Under Secretary|Assistant Secretary|Ambassador|"
    r"Senator|Congressman|General|Colonel|Admiral|Captain|Marshal|Premier|Prime Minister|"
    r"Foreign Minister|Minister|Chancellor|King|Prince|Deputy Secretary|Chairman|Director)"
)
_NUMBERS = (
    "two|three|four|five|six|seven|eight|nine|ten|twelve|fifteen|twenty|thirty|forty|fifty|"
    "hundreds?|thousands?"
)
_SHORTEST, _LONGEST = 40, 500  # characters of a sentence that is asked about
_BEFORE, _AFTER = (3, 12), (2, 10)  # words kept before and after, from and to
_LOST = 0.12  # of the words of at most seven letters
_MOVED = 0.3  # of the questions have two neighbours change places
_LOWER, _MARKED = 0.15, 0.8  # are in small letters; end in a question mark
_LEADING = 0.25  # of the questions with little before it keep the blank in front
_AUXILIARIES = ("did", "was", "were", "is", "does", "had", "do", "are", "has", "")
_PREPOSITIONS = frozenset({
    "after", "at", "before", "by", "during", "from", "in", "near", "of", "on", "since", "to",
    "until",
})  # fmt: skip
_AROUND = '.,;:()[]“”"'


@dataclass(frozen=True, slots=True, kw_only=True)
class _Sort:
    """A sort of thing that can be asked for, how often, where it stands, and by which words.

    The first group of `pattern` is what is asked for. `placed`: a preposition before it is part
    of the question word.
    """

    weight: int
    pattern: re.Pattern[str]
    asked: tuple[str, ...]
    placed: bool = False


def _sort(weight: int, pattern: str, asked: str, *, placed: bool = False) -> _Sort:
    return _Sort(
        weight=weight, pattern=re.compile(pattern), asked=tuple(asked.split("|")), placed=placed
    )


_SORTS = (
    _sort(
        3,
        rf"\b(?:(?:on|since|until|by|of|dated|after|before)\s+)?("
        rf"(?:{MONTHS})\s+\d{{1,2}}(?:st|nd|rd|th)?(?:,\s*1[789]\d\d)?"
        rf"|\d{{1,2}}(?:st|nd|rd|th)?\s+(?:{MONTHS})(?:,?\s*1[789]\d\d)?"
        rf"|(?:{MONTHS}),?\s+1[789]\d\d)",
        "when|when|on what date|what date|what day",
        placed=True,
    ),
    _sort(
        2,
        r"\b(?:in|since|during|by|until)\s+(1[789]\d\d)\b",
        "when|when|in what year|what year|which year",
        placed=True,
    ),
    _sort(
        3,
        r"(?<![\w.$-])(\$?\d[\d,.]*\d(?:\s+(?:million|billion|percent|per cent|tons))?|\d+|"
        rf"{_NUMBERS})\s+(?=[a-z]{{3,}})",
        "how many|how many|how much|what number of",
    ),
    _sort(
        4,
        rf"\b({_TITLE}\s+(?:{CAPITALISED}|[A-Z]\.)(?:\s+{CAPITALISED})?)",
        "who|who|whom|which official|who",
    ),
    _sort(
        3,
        rf"\b(?:in|at|to|from|near)\s+((?:the\s+)?{CAPITALISED}(?:\s+{CAPITALISED}){{0,2}})",
        "where|where|which country|what place|in what country|what city",
        placed=True,
    ),
    _sort(
        3,
        rf"(?<=\w )((?:{CAPITALISED}\s+){{1,3}}{CAPITALISED})",
        "what|which|who|what organization|which group",
    ),
    _sort(
        5,
        r"\b((?:the|a|an|its|their|his|any|some)\s+(?:[a-z][\w-]+\s+){0,2}[a-z][\w-]{3,}"
        r"(?:\s+of\s+(?:the\s+)?[A-Za-z][\w-]{3,})?)",
        "what|what|what|which|what kind of|how",
    ),
    _sort(
        2,
        r"\b((?:because|in order to|so as to|since|due to|owing to)\s+[^.;]{15,120})",
        "why|why|for what reason",
        placed=True,
    ),
)
_WEIGHTS = tuple(sort.weight for sort in _SORTS)


@dataclass(frozen=True, slots=True, kw_only=True)
class Blank:
    """A question made of ``text[slice(*sentence)]``, and where the words lie that it lost.

    Both spans are half-open ranges of characters, `answer` within `sentence`.
    """

    question: str
    sentence: tuple[int, int]
    answer: tuple[int, int]


def blank_in(text: str, sentences: Sequence[tuple[int, int]], rng: Random) -> Blank | None:
    """A question about one of the sentences, drawn; None where what was drawn makes none."""
    (sort,) = rng.choices(_SORTS, _WEIGHTS)
    start, end = sentence = rng.choice(sentences)
    if not _SHORTEST < end - start < _LONGEST:
        return None
    found = [match.span(1) for match in sort.pattern.finditer(text, start, end)]
    if not found:
        return None
    first, last = answer = rng.choice(found)
    question = _question(sort, text[start:first].split(), text[last:end].split(), rng)
    if question is None:
        return None
    return Blank(question=question, sentence=sentence, answer=answer)


def _question(sort: _Sort, before: list[str], after: list[str], rng: Random) -> str | None:
    before = before[-rng.randint(*_BEFORE) :]
    after = after[: rng.randint(*_AFTER)]
    if sort.placed and before and before[-1].lower() in _PREPOSITIONS:
        before.pop()
    if sum(len(word) > 3 for word in before + after) < 2:
        return None  # too little is left to know what is asked
    words = _in_order(rng.choice(sort.asked), before, after, rng)
    words = [word for word in words if word and (rng.random() > _LOST or len(word) > 7)]
    if len(words) > 2 and rng.random() < _MOVED:
        at = rng.randrange(1, len(words))
        words[at : at + 2] = words[at : at + 2][::-1]
    question = " ".join(filter(None, (word.strip(_AROUND) for word in words)))
    if not question:
        return None
    if rng.random() < _LOWER:
        question = question.lower()
    mark = "?" if rng.random() < _MARKED else ""
    return question[0].upper() + question[1:] + mark


def _in_order(asked: str, before: list[str], after: list[str], rng: Random) -> list[str]:
    if not before or (len(before) <= 3 and rng.random() < _LEADING):
        return [asked, *before, *after]
    return [asked, rng.choice(_AUXILIARIES), *before, *after]
