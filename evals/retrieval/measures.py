"""The measures of a ranking, by ir-measures: as trec_eval computes them, and by no own formula."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from corpus.errors import InputError
from evals.judgment import Judgment
from evals.retrieval.locators import as_locators, relevant

Values = NDArray[np.float64]

#: Mean reciprocal rank is called RR by ir-measures, where it is one query's. The headline is first.
MEASURES = ("nDCG@10", "R@1", "R@5", "R@10", "R@100", "MRR@10")
#: The deepest rank that a measure looks at.
DEPTH = 100
_RECIPROCAL = "MRR@10"
_FIRST = 10


def measure(
    judgments: Sequence[Judgment],
    rankings: Sequence[Sequence[str]],
    names: Sequence[str] = MEASURES,
) -> Values:
    """The values of the measures `names`, each 0..1, for rankings of documents; shape (judgments,
    names).

    A document that nobody judged counts as irrelevant: values are lower bounds, for all systems
    alike. Rankings are measured as `as_locators` tells them. Raises InputError where ir-measures
    is not installed.
    """
    queries = [str(at) for at in range(len(judgments))]
    judged = {
        name: dict.fromkeys(relevant(one), 1) for name, one in zip(queries, judgments, strict=True)
    }
    told = [as_locators(*pair)[:DEPTH] for pair in zip(rankings, judgments, strict=True)]
    values = np.zeros((len(judgments), len(names)))
    columns = {name: column for column, name in enumerate(names) if name != _RECIPROCAL}
    _fill(values, judged, dict(zip(queries, told, strict=True)), columns)
    if _RECIPROCAL in names:
        # trec_eval knows no cutoff of reciprocal rank: the ranking is cut instead.
        first = {name: ranking[:_FIRST] for name, ranking in zip(queries, told, strict=True)}
        _fill(values, judged, first, {"RR": list(names).index(_RECIPROCAL)})
    return values


def _fill(
    values: Values,
    judged: Mapping[str, Mapping[str, int]],
    rankings: Mapping[str, Sequence[str]],
    columns: Mapping[str, int],
) -> None:
    """Write what ir-measures makes of `rankings` into `columns` of `values`, by measure."""
    try:
        import ir_measures
        from ir_measures import pytrec_eval
    except ImportError:
        raise InputError(
            "rankings are measured by ir-measures, which is not installed; run: "
            "pip install -e '.[benchmarks]'"
        ) from None

    scored = {
        name: {document: float(-rank) for rank, document in enumerate(ranking)}
        for name, ranking in rankings.items()
        if ranking
    }
    wanted = [ir_measures.parse_measure(name) for name in columns]
    for metric in pytrec_eval.iter_calc(wanted, judged, scored):
        values[int(metric.query_id), columns[str(metric.measure)]] = metric.value
