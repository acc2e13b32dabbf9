"""Fit the weights of assistant/evidence.py: logistic regression of "this sentence answers"."""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import astuple, dataclass, fields
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from assistant.answer import Turn
from assistant.evidence import AGAINST, Evidence
from assistant.finding import find
from assistant.followup import Alike, stand_alone
from assistant.reader import Candidate, Reader
from assistant.span_reader.model import MiniLMReader
from assistant.span_reader.weights import read_card
from assistant.word_table import read_word_table
from corpus.errors import InputError
from evals.case import Case, Expect
from evals.question_sets import QuestionSet, SetQuestion, own_id
from evals.reader_training.hold_out import HoldOut
from vectorstore.build import build
from vectorstore.embed import Embedder
from vectorstore.index import Index
from vectorstore.retriever import Filter

_SEED = 1
_HITS = 10
_STRANGERS = 150  # questions of another set put to a set: off its subject altogether
_SHIPPED_WEIGHT = 5.0  # the shipped set is small, and the only one in the record's own language

Features = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Weighed:
    """A question's candidates: features (n, 13), which answer (n), and whether any could."""

    features: Features
    right: NDArray[np.bool_]
    answerable: bool


@dataclass(frozen=True, slots=True)
class Fit:
    """Weights by name of evidence, the bias, and the AUROC of answerable questions by set."""

    weights: dict[str, float]
    bias: float
    auroc: dict[str, float]
    first_right: dict[str, float]


def weigh_set(
    questions: QuestionSet,
    strangers: Sequence[SetQuestion],
    folder: Path,
    embedder: Embedder,
    span_reader: MiniLMReader,
    most: int,
    told: Callable[[int, int], None],
) -> tuple[list[Weighed], list[Weighed]]:
    """At most `most` of the set's own questions, and `strangers`, weighed over its passages.

    Only questions that `span_reader` was not trained on are taken: on the others it is surer, and
    more often right, than it will be on any question to come.
    """
    build(questions, folder, embedder, lambda *_: None)
    own = unseen(questions, span_reader)
    random.Random(_SEED).shuffle(own)  # noqa: S311  # a sample, not a secret
    with Index(folder, embedder) as index:
        reader = Reader(
            embedder, read_word_table(), index.lexical.words, index.passages, span_reader
        )

        def weighed(question: SetQuestion, *, foreign: bool) -> Weighed:
            hits = index.search(question.text, _HITS, Filter())
            candidates = reader.weigh(question.text, hits, Filter())
            right = [not foreign and _answers(question, candidate) for candidate in candidates]
            return _weighed(candidates, right, question.answerable and not foreign)

        chosen = own[:most]
        native = []
        for done, question in enumerate(chosen):
            told(done, len(chosen))
            native.append(weighed(question, foreign=False))
        return native, [weighed(question, foreign=True) for question in strangers[:_STRANGERS]]


def unseen(questions: QuestionSet, span_reader: MiniLMReader) -> list[SetQuestion]:
    """Those of a set's questions that the reader's weights were not trained on, by their card:
    all where the set had no part in training, else those of what was held out.

    Raises InputError where none are left.
    """
    card = read_card(span_reader.weights)
    trained_on = json.loads(card.get("sets", "{}")).get("sets")
    asked = questions.questions()
    if trained_on is not None and questions.sha256 not in {
        files["questions.jsonl"] for files in trained_on.values()
    }:
        return asked
    kept = [HoldOut.parse(one) for one in json.loads(card["held out"])]
    left = [question for question in asked if any(one.covers(question) for one in kept)]
    if not left:
        raise InputError(
            f"{span_reader.weights}: trained on every question of {questions.name}; name weights "
            "that were trained with --hold-out"
        )
    return left


def weigh_cases(
    cases: Sequence[Case], index: Index, reader: Reader, alike: Alike
) -> Iterator[Weighed]:
    """The cases of the shipped set that a search can serve."""
    for case in cases:
        if case.expect is Expect.GREET:
            continue
        turns = [Turn(question) for question in case.history]
        searched = stand_alone(case.question, turns, reader.take_apart, alike)
        candidates = reader.weigh(searched, find(index, searched, _HITS, Filter()), Filter())
        right = [
            any(c.quote.passage.id == g.passage and g.words in c.quote.text for g in case.gold)
            for c in candidates
        ]
        yield _weighed(candidates, right, case.expect is Expect.ANSWER)


def fit(sets: dict[str, list[Weighed]], strangers: list[Weighed], shipped: list[Weighed]) -> Fit:
    """Weights that part the sentences that answer from the others, over all of these."""
    many = [weighed for rows in sets.values() for weighed in rows] + strangers
    everything = [*many, *shipped]
    weights, bias = _regressed(
        np.concatenate([weighed.features for weighed in everything]),
        np.concatenate([weighed.right for weighed in everything]),
        np.concatenate(
            [np.full(len(w.right), _share(sets, name)) for name in sets for w in sets[name]]
            + [np.full(len(w.right), 1.0) for w in strangers]
            + [np.full(len(w.right), _SHIPPED_WEIGHT) for w in shipped]
        ),
    )
    named = {"shipped": shipped} | sets
    names = [field.name for field in fields(Evidence)]
    return Fit(
        weights={n: round(float(w), 2) for n, w in zip(names, weights, strict=True)},
        bias=round(bias, 2),
        auroc={name: _auroc(rows, weights) for name, rows in named.items()},
        first_right={name: _first_right(rows, weights) for name, rows in named.items()},
    )


def _share(sets: dict[str, list[Weighed]], name: str) -> float:
    """What each question of a set counts, so that all sets together count as their questions do,
    and each as much as any other: the small ones are of other kinds of question.
    """
    return sum(map(len, sets.values())) / (len(sets) * max(1, len(sets[name])))


def _regressed(
    features: Features, right: NDArray[np.bool_], counts: NDArray[np.float64]
) -> tuple[NDArray[np.float64], float]:
    """Weights by logistic regression, and the bias; evidence never counts against its meaning.

    What would (it says again what other evidence says, with the noise of the sample) has weight 0.
    """
    from sklearn.linear_model import LogisticRegression

    signs = np.array([-1.0 if field.name in AGAINST else 1.0 for field in fields(Evidence)])
    used = np.ones(len(signs), dtype=bool)
    while True:
        model = LogisticRegression(C=1.0, max_iter=2000)
        model.fit(features[:, used], right, sample_weight=counts)
        weights = np.zeros(len(signs))
        weights[used] = model.coef_[0]
        if (weights * signs >= 0).all():
            return weights, float(model.intercept_[0])
        used &= weights * signs > 0


def _answers(question: SetQuestion, candidate: Candidate) -> bool:
    quote = candidate.quote
    return question.answerable and any(
        gold.passage == own_id(quote.passage) and gold.start < quote.end and quote.start < gold.end
        for gold in question.gold
    )


def _weighed(candidates: Sequence[Candidate], right: Sequence[bool], answerable: bool) -> Weighed:  # noqa: FBT001  # a fact of the question, passed on as it is
    rows = [astuple(candidate.evidence) for candidate in candidates]
    width = len(fields(Evidence))
    return Weighed(
        np.asarray(rows, dtype=np.float64).reshape(-1, width), np.asarray(right, bool), answerable
    )


def _auroc(rows: Sequence[Weighed], weights: NDArray[np.float64]) -> float:
    from sklearn.metrics import roc_auc_score

    best = [float((row.features @ weights).max(initial=-np.inf)) for row in rows]
    finite = np.nan_to_num(best, neginf=-1e9)
    return round(float(roc_auc_score([row.answerable for row in rows], finite)), 3)


def _first_right(rows: Sequence[Weighed], weights: NDArray[np.float64]) -> float:
    """Share of answerable questions whose best sentence answers."""
    firsts = [
        bool(row.right[int((row.features @ weights).argmax())]) if len(row.right) else False
        for row in rows
        if row.answerable
    ]
    return round(float(np.mean(firsts)), 3)
