"""How well one sentence answers a question: what can be seen, and the probability it gives."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable, Set
from dataclasses import astuple, dataclass

from assistant.question import Asked, Sought, Word, same

_YEAR_OR_DAY = re.compile(r"\b1[789]\d\d\b|\b\d{1,2}(?:st|nd|rd|th)\b|\b(?:January|February|March|"
                          r"April|May|June|July|August|September|October|November|December)\b")  # fmt: skip
_FIGURE = re.compile(r"\d|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|dozen|hundred|"
                     r"thousand|million|billion|half|third|quarter|no|none|several)\b", re.I)  # fmt: skip
_CAPITAL = re.compile(r"(?<=[\w,;:“(\[] )[“(\[]?[A-Z][\w’'.-]+|^[A-Z][\w’'.-]+ [A-Z]")
_CAUSE = re.compile(r"\b(?:because|since|owing|due|therefore|in order|lest|so that|so as|reason|"
                    r"for fear|thus|hence|view of|account of|might|would|danger)\b", re.I)  # fmt: skip
_SEEN = {
    Sought.TIME: _YEAR_OR_DAY,
    Sought.NUMBER: _FIGURE,
    Sought.PERSON: _CAPITAL,
    Sought.PLACE: _CAPITAL,
    Sought.REASON: _CAUSE,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """What speaks for a sentence, each in 0..1 but for the two similarities, in -1..1.

    covered: share of the question's weight whose words stand in the sentence; nearby: the same
    in the sentence or around it; names_missing: weight of names and numbers that stand in
    neither, over the whole; rarest_missing: weight of the rarest word missing from both;
    sentence_similarity and passage_similarity: cosines with the question; form: 1 where the
    sentence holds the kind of thing sought, .5 where the question's form does not tell.
    """

    covered: float
    nearby: float
    names_missing: float
    rarest_missing: float
    sentence_similarity: float
    passage_similarity: float
    form: float


def gather(
    asked: Asked,
    sentence: str,
    own: Set[str],
    around: Set[str],
    *,
    sentence_similarity: float,
    passage_similarity: float,
) -> Evidence:
    """The evidence of a sentence with analysed words `own`, standing among words `around`."""
    total = asked.weight or 1.0
    missing = [word for word in asked.words if not same(word.stem) & (own | around)]
    return Evidence(
        covered=_weight(asked.words, lambda word: bool(same(word.stem) & own)) / total,
        nearby=1.0 - sum(word.weight for word in missing) / total,
        names_missing=sum(word.weight for word in missing if word.name) / total,
        rarest_missing=max((word.weight for word in missing), default=0.0),
        sentence_similarity=sentence_similarity,
        passage_similarity=passage_similarity,
        form=_form(asked.sought, sentence),
    )


def _weight(words: Iterable[Word], chosen: Callable[[Word], bool]) -> float:
    return sum(word.weight for word in words if chosen(word))


def _form(sought: Sought, sentence: str) -> float:
    seen = _SEEN.get(sought)
    return 0.5 if seen is None else float(bool(seen.search(sentence)))


# Logistic regression on the tuning halves of two sets of questions (see evals/README.md).
_BIAS = -4.0
_WEIGHTS = Evidence(
    covered=2.0,
    nearby=1.5,
    names_missing=-3.0,
    rarest_missing=-1.0,
    sentence_similarity=4.0,
    passage_similarity=2.0,
    form=0.5,
)


def probability(evidence: Evidence) -> float:
    """How likely the sentence answers, 0..1."""
    features = zip(astuple(_WEIGHTS), astuple(evidence), strict=True)
    return 1.0 / (1.0 + math.exp(-_BIAS - sum(weight * value for weight, value in features)))
