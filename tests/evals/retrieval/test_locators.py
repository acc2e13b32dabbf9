"""Rankings of documents told as rankings of locators."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evals.judgment import Judgment
from evals.retrieval.locators import as_locators, relevant, spare

Make = Callable[..., Judgment]
DOCUMENTS = st.sampled_from("abcdefgh")
RANKINGS = st.lists(DOCUMENTS, unique=True)


@pytest.mark.parametrize(
    ("ranking", "told"),
    [
        (["x", "a", "b"], ["x", "locator 1", "locator 2"]),
        # c stands on the page of b, and the page is found: it neither helps nor harms.
        (["b", "c", "x", "a"], ["locator 1", "x", "locator 2"]),
        (["c", "b"], ["locator 1"]),
        (["x", "x", "y"], ["x", "y"]),
        ([], []),
    ],
)
def test_a_page_of_two_documents_is_found_once(
    judgment: Make, ranking: list[str], told: list[str]
) -> None:
    assert as_locators(ranking, judgment(("a",), ("b", "c"))) == told


@pytest.mark.parametrize("ranking", [["b", "a"], ["a", "b"], ["b", "c"], ["c", "b"], ["a", "c"]])
def test_a_document_on_two_pages_leaves_the_other_page_to_the_other_document(
    judgment: Make, ranking: list[str]
) -> None:
    assert as_locators(ranking, judgment(("a", "b"), ("b", "c"))) == ["locator 1", "locator 2"]


def test_no_more_locators_are_wanted_than_documents_can_satisfy(judgment: Make) -> None:
    pages = judgment(("a", "b"), ("a", "c"), ("b", "c"), ("a", "d"), ("b", "d"))
    assert len(relevant(pages)) == 4
    assert as_locators(["a", "b", "c", "d"], pages) == relevant(pages)
    assert spare(pages) == 0
    assert spare(judgment(("a", "b"), ("c", "d", "e"))) == 3


@given(ranking=RANKINGS, judged=st.sets(DOCUMENTS, min_size=1))
def test_where_places_are_documents_nothing_is_left_out(
    judgment: Make, ranking: list[str], judged: set[str]
) -> None:
    told = as_locators(ranking, judgment(*((one,) for one in sorted(judged))))
    assert len(told) == len(ranking)
    for document, name in zip(ranking, told, strict=True):
        assert name == document if document not in judged else name.startswith("locator ")


@given(
    ranking=RANKINGS,
    groups=st.lists(st.sets(DOCUMENTS, min_size=1).map(sorted).map(tuple), min_size=1),
)
def test_what_is_found_is_bounded_by_documents_and_by_locators(
    judgment: Make, ranking: list[str], groups: list[tuple[str, ...]]
) -> None:
    one = judgment(*groups)
    told = as_locators(ranking, one)
    found = [name for name in told if name.startswith("locator ")]
    assert found == relevant(one)[: len(found)]
    assert [name for name in told if name not in found] == [
        document for document in ranking if document not in one.documents
    ]
    hits = [document for document in ranking if document in one.documents]
    touched = [group for group in groups if set(group) & set(hits)]
    assert len(found) <= min(len(hits), len(touched))
    assert bool(found) == bool(hits)
    assert len(ranking) - len(told) <= spare(one)
    # Which of them comes first is told of ranks alone, never of how many are found.
    again = as_locators(ranking[::-1], one)
    assert sum(name.startswith("locator ") for name in again) == len(found)
