"""Faults in what is found for a question."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from corpus.passage import Kind
from evals.mutation.fault import Family, Fault, Plant
from evals.mutation.seam import seam
from vectorstore.index import Index
from vectorstore.retriever import Filter, Hit

_Search = Callable[[Index, str, int, Filter], list[Hit]]


def faults() -> tuple[Fault, ...]:
    """The faults of the family."""
    return (
        _fault("hits reversed", "the worst hit comes first", _hits(lambda hits: hits[::-1])),
        _fault("first hit dropped", "the best hit is left out", _hits(lambda hits: hits[1:])),
        _fault(
            "one hit",
            "one passage is looked for, whatever was asked for",
            _hits(lambda hits: hits[:1]),
        ),
        _fault("nothing found", "a search finds nothing", _hits(lambda _: []), "shipped/answered"),
        _fault("footnotes alone", "only footnotes are found", _hits(_only(Kind.FOOTNOTE))),
        _fault("no footnotes", "no footnote is found", _hits(_but(Kind.FOOTNOTE))),
        _fault("scores lost", "all hits have the same score", _hits(_level)),
        _fault("similarities lost", "no hit says how alike it is", _hits(_unlike)),
        _fault(
            "scope ignored",
            "everything installed is searched",
            _searching(_anywhere),
            "shipped/first quote hit",
        ),
        _fault(
            "first search for all",
            "what was found first is found for every question",
            seam("vectorstore.index:Index.search", _stuck),
            "shipped/determinism",
        ),
        _fault(
            "first word alone",
            "only the first word of a question is searched",
            _searching(_first_word),
        ),
        _fault(
            "another embedding",
            "a question's vector is that of its letters reversed",
            seam("vectorstore.index:embed_whole", _reversed),
            "shipped/first quote hit",
            deep=True,
        ),
    )


def _fault(
    name: str,
    breaks: str,
    plant: Plant,
    metric: str = "shipped/gold recall",
    *,
    deep: bool = False,
) -> Fault:
    return Fault(
        name=name, family=Family.RETRIEVAL, breaks=breaks, metric=metric, plant=plant, deep=deep
    )


def _hits(change: Callable[[list[Hit]], list[Hit]]) -> Plant:
    def make(right: Any) -> _Search:
        return lambda index, query, k, scope: change(right(index, query, k, scope))

    return seam("vectorstore.index:Index.search", make)


def _searching(change: Callable[[str, Filter], tuple[str, Filter]]) -> Plant:
    def make(right: Any) -> _Search:
        def search(index: Index, query: str, k: int, scope: Filter) -> list[Hit]:
            query, scope = change(query, scope)
            found: list[Hit] = right(index, query, k, scope)
            return found

        return search

    return seam("vectorstore.index:Index.search", make)


def _only(kind: Kind) -> Callable[[list[Hit]], list[Hit]]:
    return lambda hits: [hit for hit in hits if hit.passage.kind is kind]


def _but(kind: Kind) -> Callable[[list[Hit]], list[Hit]]:
    return lambda hits: [hit for hit in hits if hit.passage.kind is not kind]


def _level(hits: list[Hit]) -> list[Hit]:
    return [replace(hit, score=0.5) for hit in hits]


def _unlike(hits: list[Hit]) -> list[Hit]:
    return [replace(hit, arms=dict.fromkeys(hit.arms, 0.0)) for hit in hits]


def _anywhere(query: str, _scope: Filter) -> tuple[str, Filter]:
    return query, Filter()


def _first_word(query: str, scope: Filter) -> tuple[str, Filter]:
    return query.split()[0], scope


def _stuck(right: Any) -> _Search:
    found: list[Hit] = []

    def search(index: Index, query: str, k: int, scope: Filter) -> list[Hit]:
        if not found:
            found.extend(right(index, query, k, scope))
        return found

    return search


def _reversed(right: Any) -> Callable[..., object]:
    return lambda embedder, texts: right(embedder, [text[::-1] for text in texts])
