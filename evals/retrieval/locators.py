"""A ranking of documents, told as a ranking of the places in the book that an entry leads to.

A locator of an index is a page, and two short documents may stand on one page: then nobody knows
which of them is meant, and a hit on either satisfies the locator. To ask for both would call a
system that finds the right one half wrong; to count both would reward it twice for one place. So
what is ranked, and what is judged relevant, are locators:

* a document that satisfies one more locator, beyond those that the documents before it satisfy,
  is relevant and stands for it;
* a document that leads only to what is satisfied already is left out. It is neither relevant, as
  its place is found, nor irrelevant, as it may be the very document that is meant;
* any other document stays, and is not relevant.

Where pages share a document, it stands for one locator only, and for whichever leaves most to the
others: a document satisfies one more where all that were found can be matched to locators one to
one (by augmenting paths: Kuhn 1955, "The Hungarian Method for the Assignment Problem"). So the
number that some documents satisfy never depends on their order. Where every locator is a single
document of its own, nothing is left out, and relevant is what was relevant before.
"""

from __future__ import annotations

from collections.abc import Sequence

from evals.judgment import Judgment


def as_locators(ranking: Sequence[str], judgment: Judgment) -> list[str]:
    """`ranking`, best first, with the names that `relevant` gives for what satisfies a locator.

    A document is ranked once: where it comes again it is left out.
    """
    judged, names, matching = judgment.documents, relevant(judgment), _Matching(judgment)
    told: list[str] = []
    for document in dict.fromkeys(ranking):
        if document not in judged:
            told.append(document)
        elif matching.add(document):
            told.append(names[matching.size - 1])
    return told


def relevant(judgment: Judgment) -> list[str]:
    """Names for as many locators as documents can satisfy, each its own; no document's id."""
    matching = _Matching(judgment)
    for document in sorted(judgment.documents):
        matching.add(document)
    return [f"locator {number}" for number in range(1, matching.size + 1)]


def spare(judgment: Judgment) -> int:
    """How many documents of a ranking `as_locators` may leave out, at most."""
    return len(judgment.documents) - len(relevant(judgment))


class _Matching:
    """Locators of a judgment, each with the document that stands for it, if there is one yet."""

    def __init__(self, judgment: Judgment) -> None:
        self._locators = judgment.locators
        self._standing: dict[int, str] = {}

    @property
    def size(self) -> int:
        """How many locators are satisfied."""
        return len(self._standing)

    def add(self, document: str) -> bool:
        """Whether `document` satisfies one locator more, now that others may stand elsewhere."""
        return self._place(document, set())

    def _place(self, document: str, tried: set[int]) -> bool:
        for at, documents in enumerate(self._locators):
            if document in documents and at not in tried:
                tried.add(at)
                other = self._standing.get(at)
                if other is None or self._place(other, tried):
                    self._standing[at] = document
                    return True
        return False
