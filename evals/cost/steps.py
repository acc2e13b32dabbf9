"""Where the time of a warm search goes, step by step, by Python's own profiler."""

from __future__ import annotations

import cProfile
import pstats
from collections.abc import Callable, Iterable, Sequence
from types import FunctionType

from vectorstore.embed import embed_whole
from vectorstore.expansion import Expansion
from vectorstore.facets import Facets, best_of_documents
from vectorstore.index import Index
from vectorstore.lexical import Lexical
from vectorstore.matrix import Matrix
from vectorstore.passages import Passages
from vectorstore.ranking import rank_documents, rank_passages

# Functions that none of the others calls. The clock starts and stops at those of Python alone, so
# that the profiler adds some hundredths.
_STEPS: dict[str, tuple[Callable[..., object], ...]] = {
    "wording of the question": (Expansion.asked,),
    "embedding": (embed_whole,),
    "filter": (Facets.admitted,),
    "vectors": (Matrix.similarities, best_of_documents),
    "words of passages and documents": (Lexical.search, Lexical.search_concepts),
    "ids and rows": (Passages.rows, Passages.at_rows),
    "ranking": (rank_documents, rank_passages),
    "texts": (Passages.found,),
}
REST = "rest"


def time_steps(search: Callable[[str], object], questions: Sequence[str]) -> dict[str, float]:
    """Milliseconds of a mean question in each step of `search`, an Index's, and in the rest."""
    profiler = cProfile.Profile(builtins=False)
    for question in questions:
        profiler.runcall(search, question)
    spent = _cumulated(profiler)
    steps = {name: sum(map(spent, functions)) for name, functions in _STEPS.items()}
    steps[REST] = spent(Index.search) - sum(steps.values())
    return {name: 1_000 * seconds / len(questions) for name, seconds in steps.items()}


def _cumulated(profiler: cProfile.Profile) -> Callable[[Callable[..., object]], float]:
    stats: Iterable[tuple[tuple[str, int, str], tuple[int, int, float, float, object]]]
    stats = pstats.Stats(profiler).stats.items()  # type: ignore[attr-defined]  # not in its stub
    seconds = {place: figures[3] for place, figures in stats}

    def spent(function: Callable[..., object]) -> float:
        assert isinstance(function, FunctionType)  # noqa: S101  # all of the steps are
        code = function.__code__
        return seconds.get((code.co_filename, code.co_firstlineno, code.co_name), 0.0)

    return spent
