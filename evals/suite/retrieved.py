"""Whether what answers was retrieved, in the passages behind each reply (D9)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from assistant.answer import Answer
from evals.case import Case, Expect


def retrieved(
    cases: Sequence[Case], replies: Mapping[str, Answer], first: int
) -> Iterator[tuple[Case, float]]:
    """For each question that the record answers: the share of the passages of `gold` that are
    among the `first` hits of the reply, 0..1. The mean is the recall at that depth.

    A reply that was given without a search has found none of them. Where more passages answer
    than are looked at, not all can be found, and the best is below 1.
    """
    for case in cases:
        if case.expect is Expect.ANSWER:
            wanted = {gold.passage for gold in case.gold}
            seen = {hit.passage.id for hit in replies[case.id].hits[:first]}
            yield case, len(wanted & seen) / len(wanted)
