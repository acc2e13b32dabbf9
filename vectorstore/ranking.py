"""From what the arms found to one order: of documents, and of passages within and across them.

A document's place is fused from its best scores in each arm. Its best passage has the document's
score, and every other one less by as much as it itself is less alike: so one document does not
fill the list because it is long, and a passage does not lead because its neighbours are good.
Fusing documents rather than passages came to nDCG@10 .516 where fusing passages came to .498
(2,920 index queries, the same arms, weights .3, .3 and .4): on the twelve volumes that the
figures of `frus-evals retrieval` in the README are of.

A document's further passages step back once more, each by how many of them are listed before it,
so that a reader meets more documents: see STEP_BACK.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from vectorstore.arms import DENSE, WHOLE, WORDS, Found
from vectorstore.facets import Facets
from vectorstore.fuse import fuse

Scores = NDArray[np.float64]
#: Shares of the arms in a document's score. Of all tenths these were best, nDCG@10 .481, on eight
#: volumes that are in no reported figure (1,600 queries of their indexes, persons left out; half
#: of one volume, half of all): .3, .3 and .4 came to .475, the best without vectors to .466.
WEIGHTS: Mapping[str, float] = {DENSE: 0.2, WORDS: 0.2, WHOLE: 0.6}
#: The score of a passage is divided by 1 + STEP_BACK for each better one of its document. On 1,500
#: index queries of six volumes 0.25 found most of the pages that the indexes name among ten hits
#: (.483, where 0 found .459, 0.4 .479, and one passage a document .444), and .587 of the documents
#: (.510, .598, .618). Powers of a factor came to the same, maximal marginal relevance to less.
STEP_BACK = 0.25
# Documents whose passages are compared, whatever is asked for: so a list begins a longer one.
_COMPARED = 100


@dataclass(frozen=True, slots=True)
class Ranked:
    """A passage by its row: its score in 0..1, and what each arm that found it gave it."""

    row: int
    score: float
    arms: dict[str, float]


def rank_documents(
    found: Found, facets: Facets, weights: Mapping[str, float] = WEIGHTS
) -> list[tuple[str, float]]:
    """Documents with their fused scores in 0..1, best first, ties in the order of the books.

    A document whose volume still waits for its vectors is judged by the other arms alone.
    """
    told = 1.0 - weights[DENSE]
    scored = [
        (id_, score / told if told and facets.waits[facets.number[id_]] else score)
        for id_, score in fuse(found.rankings, weights)
    ]
    return sorted(scored, key=lambda pair: (-pair[1], facets.number[pair[0]]))


def rank_passages(
    documents: Sequence[tuple[str, float]], found: Found, facets: Facets, k: int
) -> list[Ranked]:
    """The best `k` passages of these documents, best first, ties in the order of the books.

    For `k` up to 100 a list is the beginning of every longer one.
    """
    compared = documents[: max(k, _COMPARED)]
    parts = [_rows_within(facets, facets.number[id_], found) for id_, _ in compared]
    if not parts:
        return []
    rows = np.concatenate(parts)
    owners = np.repeat(np.arange(len(parts)), [len(part) for part in parts])
    by_row = np.zeros(len(facets))
    by_row[list(found.words)] = list(found.words.values())
    words = by_row[rows]
    waits = facets.waits[facets.document[rows]]
    dense = np.where(waits, np.nan, found.similarities(rows).astype(np.float64))
    shares = _shares(owners, _alike(dense, words))
    scores = np.array([score for _, score in compared])[owners] * shares
    arms = {DENSE: dense, WORDS: np.where(words > 0, words, np.nan)}
    whole = dict(found.rankings[WHOLE])
    return [
        Ranked(
            row=int(rows[at]),
            score=float(scores[at]),
            arms=_given(arms, at, whole.get(compared[owners[at]][0])),
        )
        for at in np.lexsort((rows, -scores))[:k]
    ]


def _shares(owners: NDArray[np.int64], alike: Scores) -> Scores:
    """What share of its document's score each passage has, 0..1; 1 for the best of a document.

    `owners` numbers the documents from 0, in order. Where there is only one, none steps back.
    """
    first = np.flatnonzero(np.diff(owners, prepend=-1))
    shares = 1.0 - (np.maximum.reduceat(alike, first)[owners] - alike)
    if len(first) > 1:
        order = np.lexsort((-alike, owners))
        better = np.arange(len(order)) - first[owners]
        shares[order] /= 1.0 + STEP_BACK * better
    return shares


def _rows_within(facets: Facets, number: int, found: Found) -> NDArray[np.int64]:
    rows = facets.rows_of(number)
    within = np.arange(rows.start, rows.stop)
    return within if found.admitted is None else within[found.admitted[rows]]


def _alike(dense: Scores, words: Scores) -> Scores:
    """How alike each passage is to the query, 0..1: its scaled cosine and BM25, where it has them.

    Both count alike, as they do in a document's score.
    """
    by_words = _scaled(words)
    if np.isnan(dense).all():
        return by_words
    return np.where(np.isnan(dense), by_words, (_scaled(dense) + by_words) / 2)


def _scaled(scores: Scores) -> Scores:
    low, high = np.nanmin(scores), np.nanmax(scores)
    return (scores - low) / (high - low) if high > low else np.ones_like(scores)


def _given(arms: Mapping[str, Scores], at: int, whole: float | None) -> dict[str, float]:
    given = {name: float(scores[at]) for name, scores in arms.items() if not np.isnan(scores[at])}
    return given if whole is None else given | {WHOLE: whole}
