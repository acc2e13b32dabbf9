"""Putting a question set to the assistant, over an index of the set's own passages."""

from __future__ import annotations

import random
import time
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, nullcontext
from pathlib import Path
from tempfile import TemporaryDirectory

from assistant.answer import Answer
from assistant.app import Assistant
from assistant.reader import Reader
from assistant.word_table import read_word_table
from corpus.errors import InputError
from evals.question_sets import QuestionSet, SetQuestion, own_id
from evals.reading.reply import Alone, Reply, Way, cited, replied
from vectorstore.build import build
from vectorstore.embed import Embedder
from vectorstore.index import Index
from vectorstore.job import Progress
from vectorstore.retriever import Filter, Hit

_NAMED = 12  # characters of the digest that name a kept index


@contextmanager
def assistant_over(
    questions: QuestionSet,
    embedder: Embedder,
    remembering: Embedder,
    cache: Path | None,
    progress: Progress,
) -> Iterator[Assistant]:
    """The assistant over an index of the set's passages, built here.

    The index is gone afterwards, unless it lies in a folder `cache`: there it is found again by
    the digest of the passages. `remembering` stands for the same model as `embedder`, and turns
    questions and sentences into vectors.
    """
    kept = None if cache is None else nullcontext(str(cache / questions.digest[:_NAMED]))
    with kept or TemporaryDirectory() as folder:
        build(questions, Path(folder), embedder, progress)
        with Assistant(Index(Path(folder), remembering), remembering) as assistant:
            yield assistant


class Asking:
    """Asks one question after the other; `spent` are the milliseconds that each step took."""

    def __init__(
        self, questions: QuestionSet, assistant: Assistant, embedder: Embedder, k: int
    ) -> None:
        self._texts = questions.texts
        self._assistant = assistant
        self._k = k
        self._reader = Reader(
            embedder, read_word_table(), assistant.index.lexical.words, assistant.index.passages
        )
        (source,) = questions.sources()
        self._hits = {
            own_id(passage): Hit(passage, text.document, 1.0)
            for text in questions.read(source).documents
            for passage in text.passages
        }
        self.spent: dict[str, float] = defaultdict(float)

    def ask(self, question: SetQuestion) -> Reply:
        """The reply to `question`; MisquotationError where it quotes what is not there."""
        with self._timed("answer"):
            answer = self._assistant.ask(question.text, question.history, Filter(), self._k)
        for step in answer.timings.keys() - {"total"}:
            self.spent[f"answer: {step}"] += answer.timings[step]
        with self._timed("read alone"):
            alone = self._alone(question, answer.searched)
        with self._timed("search other ways"):
            ways = self._ways(question, answer) if question.history else {}
        return replied(question, answer, self._texts, ways, alone)

    def _alone(self, question: SetQuestion, searched: str) -> Alone | None:
        """The reader's view of the first gold passage, or of the near miss, by itself."""
        named = [*question.gold_passages] if question.answerable else [question.near_miss]
        if question.gold:
            named = [question.gold[0].passage]
        hit = self._hits.get(named[0] or "") if named else None
        if hit is None:
            return None
        candidates = [
            candidate
            for candidate in self._reader.weigh(searched, [hit], Filter())
            if candidate.quote.passage.id == hit.passage.id
        ]
        if not candidates:
            return Alone(None, 0.0)
        return Alone(cited(candidates[0].quote, self._texts), candidates[0].probability)

    def _ways(self, question: SetQuestion, answer: Answer) -> Mapping[Way, tuple[str, ...]]:
        """What is retrieved for the follow-up as it stands, with the turn before, and resolved."""
        found = {answer.searched: answer.hits} if answer.hits else {}

        def search(query: str) -> tuple[str, ...]:
            hits = found.get(query) or self._assistant.search(query, self._k, Filter())
            return tuple(own_id(hit.passage) for hit in hits)

        return {
            Way.RAW: search(question.text),
            Way.LAST_TURN: search(f"{question.history[-1].question} {question.text}"),
            Way.RESOLVED: search(answer.searched),
        }

    @contextmanager
    def _timed(self, step: str) -> Iterator[None]:
        started = time.perf_counter()
        yield
        self.spent[step] += (time.perf_counter() - started) * 1000


def select(
    questions: Sequence[SetQuestion],
    wanted: Mapping[str, Sequence[str]],
    limit: int | None,
    seed: int,
) -> list[SetQuestion]:
    """Those questions whose `meta` has one of the values wanted of each field; of these at most
    `limit`, drawn by `seed`, in their order.

    Raises InputError where none are left.
    """
    fitting = [
        question
        for question in questions
        if all(str(question.meta.get(name)) in values for name, values in wanted.items())
    ]
    if not fitting:
        asked = ", ".join(f"{n}={value}" for n, values in wanted.items() for value in values)
        raise InputError(f"--meta {asked}: no question of the set is so marked")
    if limit is None or limit >= len(fitting):
        return fitting
    drawn = random.Random(seed).sample(range(len(fitting)), limit)  # noqa: S311  # a sample
    return [fitting[at] for at in sorted(drawn)]
