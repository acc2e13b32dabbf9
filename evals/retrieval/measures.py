"""The measures of a ranking, by ir-measures: as trec_eval computes them, and by no own formula."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from evals.judgment import Judgment
from evals.retrieval.locators import as_locators, relevant

Values = NDArray[np.float64]

#: Mean reciprocal rank is called RR by ir-measures, where it is one query's. The headline is first.
MEASURES = ("nDCG@10", "R@1", "R@5", "R@10", "R@100", "MRR@10")
#: The deepest rank that a measure looks at.
DEPTH = 100
_RECIPROCAL = MEASURES.index("MRR@10")
_FIRST = 10


def measure(judgments: Sequence[Judgment], rankings: Sequence[Sequence[str]]) -> Values:
    """The values of `MEASURES`, each 0..1, for rankings of documents; shape (judgments, measures).

    A document that nobody judged counts as irrelevant: values are lower bounds, for all systems
    alike. Rankings are measured as `as_locators` tells them.
    """
    names = [str(at) for at in range(len(judgments))]
    judged = {
        name: dict.fromkeys(relevant(one), 1) for name, one in zip(names, judgments, strict=True)
    }
    told = [as_locators(*pair)[:DEPTH] for pair in zip(rankings, judgments, strict=True)]
    values = np.zeros((len(judgments), len(MEASURES)))
    by_name = [name for name in MEASURES if name != MEASURES[_RECIPROCAL]]
    _fill(values, judged, dict(zip(names, told, strict=True)), by_name)
    # trec_eval knows no cutoff of reciprocal rank: the ranking is cut instead.
    first = {name: ranking[:_FIRST] for name, ranking in zip(names, told, strict=True)}
    _fill(values, judged, first, ["RR"])
    return values


def _fill(
    values: Values,
    judged: Mapping[str, Mapping[str, int]],
    rankings: Mapping[str, Sequence[str]],
    measures: Sequence[str],
) -> None:
    """Write what ir-measures makes of `rankings` into the columns of `values`."""
    import ir_measures
    from ir_measures import pytrec_eval

    scored = {
        name: {document: float(-rank) for rank, document in enumerate(ranking)}
        for name, ranking in rankings.items()
        if ranking
    }
    wanted = [ir_measures.parse_measure(name) for name in measures]
    for metric in pytrec_eval.iter_calc(wanted, judged, scored):
        name = str(metric.measure)
        column = _RECIPROCAL if name == "RR" else MEASURES.index(name)
        values[int(metric.query_id), column] = metric.value
