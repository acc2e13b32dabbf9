"""One list of hits from several, by their scores."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

Ranking = Sequence[tuple[str, float]]


def fuse(rankings: Mapping[str, Ranking], weights: Mapping[str, float]) -> list[tuple[str, float]]:
    """Weighted sum of min-max scaled scores, best first, ties by id.

    Each ranking's scores are scaled to 0..1 within the ranking (its best is 1, its worst 0); a
    passage that a ranking lacks scores 0 there. `weights` sum to 1, so fused scores lie in
    0..1. Scaled scores keep how much better the best is, which ranks forget (Bruch, Gai and
    Ingber 2023, "An Analysis of Fusion Functions for Hybrid Retrieval").
    """
    fused: dict[str, float] = {}
    for arm, ranking in rankings.items():
        for id_, score in _scaled(ranking):
            fused[id_] = fused.get(id_, 0.0) + weights[arm] * score
    return sorted(fused.items(), key=lambda pair: (-pair[1], pair[0]))


def _scaled(ranking: Ranking) -> list[tuple[str, float]]:
    if not ranking:
        return []
    scores = [score for _, score in ranking]
    low, span = min(scores), max(scores) - min(scores)
    return [(id_, (score - low) / span if span else 1.0) for id_, score in ranking]
