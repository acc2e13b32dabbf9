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

    A reply without hits rests on no search (a document was asked for by its number), and is left
    out. Where more passages answer
    than are looked at, not all can be found, and the best is below 1.
    """
    for case in cases:
        if case.expect is Expect.ANSWER and replies[case.id].hits:
            wanted = {gold.passage for gold in case.gold}
            seen = {hit.passage.id for hit in replies[case.id].hits[:first]}
            yield case, len(wanted & seen) / len(wanted)
