"""One run over a question set, from its files to figures."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from assistant.answer import IndexInfo
from assistant.app import MOST_HITS
from corpus.errors import InputError
from evals.question_sets import QuestionSet, SetQuestion
from evals.reading.asking import Asking, assistant_over, select
from evals.reading.cluster import Cluster
from evals.reading.measures import Marks, measures, sliced
from evals.reading.reply import Reply
from evals.retrieval.bootstrap import RESAMPLES
from evals.statistics import Aurc, Chosen, Figure, figures
from vectorstore.embed import Embedder, Remembering
from vectorstore.job import Progress


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What to ask, and how.

    `k` passages are retrieved. Intervals are over clusters, articles unless given where every
    question names its own. `wanted` are values of `meta` by field; of the questions that have
    them `limit` are drawn by `seed`, which the resamples are drawn by too. The index is kept in
    `cache`, and gone without one.
    """

    k: int = 10
    cluster: Cluster | None = None
    wanted: Mapping[str, Sequence[str]] = field(default_factory=dict)
    limit: int | None = None
    seed: int = 0
    cache: Path | None = None
    resamples: int = RESAMPLES

    def __post_init__(self) -> None:
        if not 1 <= self.k <= MOST_HITS:
            raise InputError(f"--k {self.k}: choose between 1 and {MOST_HITS} passages")
        if self.limit is not None and self.limit < 1:
            raise InputError(f"--limit {self.limit}: no questions are left; give 1 or more")
        if self.resamples < 1:
            raise InputError("give at least one resample")


@dataclass(frozen=True, slots=True, kw_only=True)
class Slice:
    """Some of the questions: what they have in common, how many there are, their figures."""

    name: str
    questions: int
    figures: Mapping[str, Figure]


@dataclass(frozen=True, slots=True, kw_only=True)
class Evaluation:
    """All that was measured.

    `counts` are of the questions asked, by kind; `refusals` how often each reason was given.
    `curve` holds (confidence, coverage, risk), the highest confidence first, and `operating` is
    where on it the assistant stands: coverage and risk of what it answered, None where that was
    nothing. `milliseconds` are by step, of the whole run.
    """

    plan: Plan
    passages: int
    digest: str
    index: IndexInfo
    cluster: Cluster
    clusters: int
    counts: Mapping[str, int]
    refusals: Mapping[str, int]
    figures: Mapping[str, Figure]
    slices: tuple[Slice, ...]
    curve: tuple[tuple[float, float, float], ...]
    operating: tuple[float, float] | None
    milliseconds: Mapping[str, float]


def evaluate(
    questions: QuestionSet,
    embedder: Embedder,
    plan: Plan,
    told: Callable[[Reply], None] = lambda _: None,
    progress: Progress = lambda *_: None,
) -> Evaluation:
    """Ask the questions of a set and measure the replies; `told` is given each as it comes.

    Raises InputError for a set or plan that cannot be asked, MisquotationError where a reply
    quotes words that do not stand where it says.
    """
    asked = select(questions.questions(), plan.wanted, plan.limit, plan.seed)
    by = plan.cluster or _natural(asked)
    clusters = [_cluster(question, by) for question in asked]
    started = time.perf_counter()
    remembering = Remembering(embedder)
    with assistant_over(questions, embedder, remembering, plan.cache, progress) as assistant:
        asking = Asking(questions, assistant, remembering, plan.k)
        spent = {"index": _since(started)}
        replies: list[Reply] = []
        for done, question in enumerate(asked):
            progress("asking", done, len(asked))
            replies.append(asking.ask(question))
            told(replies[-1])
        progress("asking", len(asked), len(asked))
        info = assistant.info
    spent |= {step: round(milliseconds, 1) for step, milliseconds in asking.spent.items()}
    began = time.perf_counter()
    marks = Marks(replies)
    statistics = measures(marks, plan.k)
    curve = statistics["AURC"]
    assert isinstance(curve, Aurc)  # noqa: S101  # for the type checker: measures() makes it
    found = figures(statistics, clusters, plan.seed, plan.resamples)
    slices = tuple(_slice(marks, name, part, clusters, plan) for name, part in _parts(marks))
    spent |= {"measure": _since(began), "total": _since(started)}
    return Evaluation(
        plan=plan,
        passages=len(questions.texts),
        digest=questions.digest,
        index=info,
        cluster=by,
        clusters=len(set(clusters)),
        counts=_counts(marks),
        refusals=dict(sorted(Counter(str(r.reason) for r in replies if r.refused).items())),
        figures=found,
        slices=slices,
        curve=tuple(curve.points()),
        operating=_operating(marks),
        milliseconds=spent,
    )


def _natural(questions: Sequence[SetQuestion]) -> Cluster:
    named = all(question.meta.get(Cluster.ARTICLE) for question in questions)
    return Cluster.ARTICLE if named else Cluster.QUESTION


def _cluster(question: SetQuestion, by: Cluster) -> str:
    if by is Cluster.QUESTION:
        return question.id
    if not (named := question.meta.get(by)):
        raise InputError(
            f"--cluster {by}: question {question.id!r} has no meta.{by}; use --cluster question"
        )
    return str(named)


def _parts(marks: Marks) -> list[tuple[str, Chosen]]:
    """The slices of a set: by the labels it has, and with and without turns before."""
    labels = sorted({reply.question.label for reply in marks.replies} - {""})
    parts = [(label, marks.flags(lambda r, x=label: r.question.label == x)) for label in labels]  # type: ignore[misc]  # the label is bound now
    later = marks.flags(lambda r: bool(r.question.history))
    if later.any():
        parts += [("with history", later), ("without history", ~later)]
    return [(name, part) for name, part in parts if part.any()]


def _slice(marks: Marks, name: str, part: Chosen, clusters: Sequence[str], plan: Plan) -> Slice:
    found = figures(sliced(marks, part, plan.k), clusters, plan.seed, plan.resamples)
    return Slice(name=name, questions=int(part.sum()), figures=found)


def _counts(marks: Marks) -> dict[str, int]:
    return {
        "questions": len(marks.replies),
        "answerable": int(marks.answerable.sum()),
        "unanswerable": int(marks.unanswerable.sum()),
        "underspecified": int(marks.underspecified.sum()),
        "with gold sentences": int(marks.sentences.sum()),
        "with history": int(marks.flags(lambda r: bool(r.question.history)).sum()),
        "answered": int(marks.answered.sum()),
    }


def _operating(marks: Marks) -> tuple[float, float] | None:
    """Coverage and risk of what was answered, among the questions that count."""
    answered = int((marks.told & marks.answered).sum())
    if not answered:
        return None
    return answered / int(marks.told.sum()), 1 - int(marks.correct.sum()) / answered


def _since(started: float) -> float:
    """Milliseconds since `started`."""
    return round((time.perf_counter() - started) * 1000, 1)
