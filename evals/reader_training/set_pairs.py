"""The questions of sets as pairs to learn from, and those that are held out."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random

from pydantic import Field

from assistant.batch import Line, read_numbered
from corpus.errors import InputError
from evals.question_sets import QuestionSet, SetQuestion
from evals.reader_training.hold_out import HeldTexts, HoldOut
from evals.reader_training.pair import Pair
from evals.set_lines import read_passages

_NEAREST = 4  # passages of the article among which a near one is drawn
_FLAT = 0.3  # power of the words in a passage by which those it shares are divided
_SHORT = frozenset({
    "a", "and", "are", "as", "at", "be", "by", "did", "do", "does", "for", "from", "how", "in",
    "is", "it", "its", "of", "on", "or", "that", "the", "to", "was", "were", "what", "when",
    "where", "which", "who", "why", "with",
})  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class SetPair:
    """A question of a set beside the passage that it was written for."""

    question: SetQuestion
    passage: str
    pair: Pair


@dataclass(frozen=True, slots=True)
class Split:
    """What is learnt from, and what is held out: by the name of its set, and all its texts."""

    learnt: tuple[SetPair, ...]
    held: Mapping[str, tuple[SetPair, ...]]
    texts: HeldTexts


class _AnswersLine(Line):
    id: str
    answers: list[str] = Field(default_factory=list)


def read_pairs(folder: Path) -> list[SetPair]:
    """The questions of the set in `folder` whose passage is known.

    An answerable one comes with each passage that has sentences which answer, one that is not
    with the passage it was written for; others are left out. An answer of the set is the words
    that answer where it stands in a gold span.
    """
    lines = read_numbered(folder / "questions.jsonl", _AnswersLine)
    answers = {line.id: line.answers for _, line in lines}
    asked = QuestionSet(folder)
    return [
        SetPair(question=question, passage=passage, pair=pair)
        for question in asked.questions()
        for passage, pair in _pairs(question, asked, answers[question.id])
    ]


def split(folders: Sequence[Path], hold_outs: Sequence[HoldOut]) -> Split:
    """The pairs of the sets in `folders`; a set that is named twice is learnt from twice.

    What shares a passage with a cluster held out is neither learnt from nor held out. Raises
    InputError for a cluster without questions.
    """
    sets = {folder.resolve(): read_pairs(folder) for folder in folders}
    held = {
        folder: [pair for pair in pairs if _covered(pair, hold_outs)]
        for folder, pairs in sets.items()
    }
    for hold_out in hold_outs:
        if not any(hold_out.covers(pair.question) for pairs in held.values() for pair in pairs):
            raise InputError(f"--hold-out {hold_out}: no question of the sets is so marked")
    texts = HeldTexts(text for folder, pairs in held.items() for text in _texts(folder, pairs))
    learnt = (
        pair
        for folder in folders
        for pair in sets[folder.resolve()]
        if not _covered(pair, hold_outs) and not texts.hold(pair.pair.text)
    )
    return Split(tuple(learnt), {f.name: tuple(pairs) for f, pairs in held.items() if pairs}, texts)


def near_misses(pairs: Sequence[SetPair], count: int, rng: Random) -> list[Pair]:
    """`count` answerable questions at most, each with another passage of its article.

    The passage is drawn from the four that share most words with the question, and is taken not
    to answer, which is seldom wrong.
    """
    passages: defaultdict[str, dict[str, str]] = defaultdict(dict)
    for pair in pairs:
        passages[pair.question.article][pair.passage] = pair.pair.text
    asked = [
        pair
        for pair in {id(pair): pair for pair in pairs}.values()
        if pair.pair.answerable and len(passages[pair.question.article]) > 1
    ]
    words = {text: _words(text) for texts in passages.values() for text in texts.values()}
    missed = []
    for pair in rng.sample(asked, min(count, len(asked))):
        sought = _words(pair.question.text)
        others = [
            text
            for passage, text in passages[pair.question.article].items()
            if passage != pair.passage
        ]
        others.sort(key=lambda text: -len(sought & words[text]) / (1 + len(words[text])) ** _FLAT)
        missed.append(Pair(question=pair.question.text, text=rng.choice(others[:_NEAREST])))
    return missed


def _pairs(
    question: SetQuestion, asked: QuestionSet, answers: Sequence[str]
) -> Iterator[tuple[str, Pair]]:
    if not question.answerable and question.near_miss is not None:
        text = asked.texts[question.near_miss]
        yield question.near_miss, Pair(question=question.text, text=text)
    for passage in dict.fromkeys(span.passage for span in question.gold):
        text = asked.texts[passage]
        gold = [(span.start, span.end) for span in question.gold if span.passage == passage]
        places = ((text.find(answer, *span), answer) for span in gold for answer in answers)
        found = ((start, start + len(answer)) for start, answer in places if answer and start >= 0)
        yield (
            passage,
            Pair(
                question=question.text,
                text=text,
                gold=tuple(gold),
                answers=tuple(dict.fromkeys(found)),
            ),
        )


def _texts(folder: Path, held: Sequence[SetPair]) -> Iterator[str]:
    """The texts of the passages held out, and all of their titles in the set."""
    rows = read_passages(folder / "passages.jsonl")
    named = {pair.passage for pair in held}
    titles = {row.title for row in rows if row.id in named and row.title}
    return (row.text for row in rows if row.id in named or row.title in titles)


def _covered(pair: SetPair, hold_outs: Sequence[HoldOut]) -> bool:
    return any(hold_out.covers(pair.question) for hold_out in hold_outs)


def _words(text: str) -> frozenset[str]:
    return frozenset(re.findall(r"\w+", text.lower())) - _SHORT
