"""Finding passages for a question with words taken over from the turns before it.

Words taken over may help, and may lead astray where the topic has changed unnoticed. So such a
question is searched twice, by itself and with them, and a passage must do well in both.
"""

from __future__ import annotations

from dataclasses import replace

from assistant.question import parted
from vectorstore.retriever import Filter, Hit, Retriever

# Share of the search with the words taken over, and hits of each search that are compared: chosen
# on half of the conversations of MTRAG. There five of the question alone hold .79 of the passages
# that answer, with the words .84, of sums of both scores .88, of their products .89; after a change
# of topic, with words taken over all the same, .83 alone, .78 of sums, .83 of products.
_SHARE = 0.6
_COMPARED = 60
_LACKING = 0.5  # of the lowest score of a search, for what it did not find
_LEAST = 0.01  # no score is less, so that a product is never nothing


def find(retriever: Retriever, searched: str, k: int, scope: Filter) -> list[Hit]:
    """At most `k` hits for a question as searched, best first, ties in the order of the second.

    The score of a passage, 0..1, is the weighted geometric mean of its scores in both searches.
    """
    own, carried = parted(searched)
    if not carried:
        return retriever.search(own, k, scope)
    depth = max(k, _COMPARED)
    alone = retriever.search(own, depth, scope)
    along = retriever.search(f"{own} {carried}", depth, scope)
    if not alone or not along:
        return (along or alone)[:k]
    first, second = _scores(alone), _scores(along)
    lowest = (_LACKING * min(first.values()), _LACKING * min(second.values()))
    hits = {hit.passage.id: hit for hit in (*alone, *along)}
    fused = [
        replace(
            hits[id_],
            score=first.get(id_, lowest[0]) ** (1 - _SHARE) * second.get(id_, lowest[1]) ** _SHARE,
        )
        for id_ in dict.fromkeys((*second, *first))
    ]
    return sorted(fused, key=lambda hit: -hit.score)[:k]


def _scores(hits: list[Hit]) -> dict[str, float]:
    return {hit.passage.id: max(hit.score, _LEAST) for hit in hits}
