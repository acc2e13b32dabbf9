"""How well one sentence answers a question: what can be seen, and the probability it gives."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Set
from dataclasses import astuple, dataclass

from assistant.question import SLIGHT, Asked, Sought, Word, same

_YEAR_OR_DAY = re.compile(
    r"\b1[789]\d\d\b|\b\d{1,2}(?:st|nd|rd|th)\b"
    r"|\b(?:January|February|March|April|May|June|July|August|September|October|November|December)\b"
)
_FIGURE = re.compile(
    r"\d|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|dozen|hundred|thousand|million|"
    r"billion|half|third|quarter|no|none|several)\b",
    re.IGNORECASE,
)
_CAPITAL = re.compile(r"(?<=[\w,;:“(\[] )[“(\[]?[A-Z][\w’'.-]+|^[A-Z][\w’'.-]+ [A-Z]")
_FULL_NAME = re.compile(r"\b[A-Z][\w’'-]+(?: [A-Z][\w’'-]+)+")
_CAUSE = re.compile(
    r"\b(?:because|since|owing|due|therefore|in order|lest|so that|so as|reason|for fear|thus|"
    r"hence|view of|account of|might|would|danger)\b",
    re.IGNORECASE,
)
# 8,377 of 98,468 footnotes in a hundred volumes open like this, and say nothing by themselves.
_POINTER = re.compile(
    r"(?:See|Ibid|Supra|Infra|Cf|Document \d|Not printed|Not found)\b|For\b.{0,200}?\bsee\b"
)
_LOOKED_FOR = re.compile(
    r"\b(?:where|volumes?|pages?|published|printed|records?|proceedings|read|source|footnotes?|"
    r"documents?)\b",
    re.IGNORECASE,
)
_SEEN = {
    Sought.TIME: _YEAR_OR_DAY,
    Sought.NUMBER: _FIGURE,
    Sought.PERSON: _CAPITAL,
    Sought.PLACE: _CAPITAL,
    Sought.REASON: _CAUSE,
}


#: Evidence that speaks against a sentence; all other speaks for it.
AGAINST = frozenset(("name_missing", "pointer"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """What speaks for a sentence, each in 0..1 but for the two similarities, in -1..1, and the
    three log-odds.

    span, sentence_odds and answered: the log-odds that the reader's model gives to a run of words
    in the sentence, to the sentence, and to its passage (assistant/span_reader/reading.py); found:
    the passage's score in the search over that of the best one;
    covered: share of the question's weight whose words stand in the sentence; nearby: the same
    in the sentence or around it; name_missing: 1 where a name or number of the question stands
    in neither; sentence_similarity and passage_similarity: cosines with the question; form: 1
    where the sentence holds the kind of thing sought, .5 where the question's form does not
    tell; sourcing: 1 where the question is about the document itself and the sentence tells of
    it and no name is missing; complete: 1 where every word of some weight stands in the
    sentence; pointer: 1 where the sentence only says where to look ("See Document 8.") and the
    question does not ask that.
    """

    span: float
    sentence_odds: float
    answered: float
    found: float
    covered: float
    nearby: float
    name_missing: float
    sentence_similarity: float
    passage_similarity: float
    form: float
    sourcing: float
    complete: float
    pointer: float


def gather(
    asked: Asked,
    sentence: str,
    own: Set[str],
    around: Set[str],
    *,
    span: float,
    sentence_odds: float,
    answered: float,
    found: float,
    sentence_similarity: float,
    passage_similarity: float,
    sourcing: bool,
) -> Evidence:
    """The evidence of a sentence with analysed words `own`, standing among words `around`."""
    total = asked.weight or 1.0
    missing = [word for word in asked.words if not same(word.stem) & (own | around)]
    covered = sum(word.weight for word in asked.words if same(word.stem) & own) / total
    excused = _forenames(asked, own | around)
    name_missing = any(word.name and word.written not in excused for word in missing)
    return Evidence(
        span=span,
        sentence_odds=sentence_odds,
        answered=answered,
        found=found,
        covered=covered,
        nearby=1.0 - sum(word.weight for word in missing) / total,
        name_missing=float(name_missing),
        sentence_similarity=sentence_similarity,
        passage_similarity=passage_similarity,
        form=_form(asked.sought, sentence),
        sourcing=float(sourcing and not name_missing),
        complete=float(_complete(asked.words, own)),
        pointer=float(bool(_POINTER.match(sentence)) and not _LOOKED_FOR.search(asked.text)),
    )


def _forenames(asked: Asked, there: Set[str]) -> frozenset[str]:
    """The words of the question's names that may be missing where the last word of theirs is not.

    The record says "Secretary Brown" of him whom a question calls Harold Brown.
    """
    stems = {word.written: word.stem for word in asked.words}
    found: set[str] = set()
    for name in _FULL_NAME.findall(asked.text):
        *before, last = name.split()
        if last in stems and same(stems[last]) & there:
            found.update(before)
    return frozenset(found)


def _complete(words: Iterable[Word], own: Set[str]) -> bool:
    """Whether all words of some weight stand in a sentence, and there are any."""
    heavy = [word for word in words if word.weight > SLIGHT]
    return bool(heavy) and all(same(word.stem) & own for word in heavy)


def _form(sought: Sought, sentence: str) -> float:
    seen = _SEEN.get(sought)
    return 0.5 if seen is None else float(bool(seen.search(sentence)))


# Logistic regression of "this sentence answers" on squad2, clapnq, each set's questions put to the
# other's passages, and the tuning half of the shipped set, whose sentences count five times.
# `frus-evals fit` makes these figures; evals/data/README.md says how well they do.
_BIAS = -9.40
_WEIGHTS = Evidence(
    span=0.09,
    sentence_odds=0.09,
    answered=0.01,
    found=5.34,
    covered=0.0,
    nearby=0.0,
    name_missing=-0.61,
    sentence_similarity=2.73,
    passage_similarity=2.82,
    form=0.74,
    sourcing=5.46,
    complete=0.67,
    pointer=-2.59,
)

# What exp takes: its result overflows from 710 on.
_MOST_AGAINST = 700.0


def probability(evidence: Evidence) -> float:
    """How likely the sentence answers, 0..1, among questions of which half have an answer."""
    features = zip(astuple(_WEIGHTS), astuple(evidence), strict=True)
    against = -_BIAS - sum(weight * value for weight, value in features)
    # A sentence that the reader's model has no token of has the least log-odds that there are.
    return 1.0 / (1.0 + math.exp(min(against, _MOST_AGAINST)))
