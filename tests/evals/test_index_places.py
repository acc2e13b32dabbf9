"""Numbers of an index and the documents that stand where they lead."""

from __future__ import annotations

import pytest

from corpus.back_index import BackIndex, IndexEntry, Locator
from evals.index_places import Lost, Places, Scheme, ends, reach
from tests.evals.index_books import VOLUME, book, entry, index

# Documents 1 to 4: 1 ends on page 11, where 2 begins; 3 stands wholly on 13, between 2 and 4.
BOOK = book({1: "10 11", 2: "11 12 13", 3: "13", 4: "13 14 15"}, notes={1: "11", 4: "14"})


def found(numbers: str, scheme: Scheme = Scheme.PAGES) -> list[str] | Lost:
    [locator] = entry("A", numbers).locators
    places = Places(scheme, BOOK).find(locator)
    if isinstance(places, Lost):
        return places
    return ["/".join(id_.removeprefix(f"{VOLUME}/d") for id_ in place) for place in places]


@pytest.mark.parametrize(
    ("numbers", "leads_to"),
    [
        ("10", ["1"]),
        ("11", ["1/2"]),
        ("13", ["2/3/4"]),
        ("11n", ["1"]),
        ("12n", ["2"]),
        ("14-15", ["4", "4", "4"]),
        ("10-12", ["1", "1/2", "2", "1", "2"]),
        ("13-4", ["2/3/4", "4", "4"]),
        ("13-12", Lost.BACKWARDS),
    ],
)
def test_pages_lead_to_what_stands_on_them(numbers: str, leads_to: list[str] | Lost) -> None:
    assert found(numbers) == leads_to


def test_a_range_of_pages_in_footnotes_asks_for_footnotes_alone() -> None:
    assert found("11-14n") == ["1", "2", "2/3/4", "4"]


def test_documents_lead_to_themselves() -> None:
    assert found("2-4", Scheme.DOCUMENTS) == ["2", "3", "4"]
    assert found("4n", Scheme.DOCUMENTS) == ["4"]


@pytest.mark.parametrize("scheme", [Scheme.PAGES, Scheme.DOCUMENTS])
def test_numbers_past_the_end_lead_nowhere(scheme: Scheme) -> None:
    assert found("999", scheme) is Lost.NO_SUCH_PLACE
    assert found("3-999", scheme) is Lost.NO_SUCH_PLACE


def test_another_volume_is_another_volume_though_its_id_begins_alike() -> None:
    assert found("11@frus1961") is Lost.OTHER_VOLUME
    within = Locator(printed="11", target=f"{VOLUME}#pg_11")
    assert Places(Scheme.PAGES, BOOK).find(within) != Lost.OTHER_VOLUME
    part = Locator(printed="11", target=f"{VOLUME}p2#pg_11")
    assert Places(Scheme.PAGES, BOOK).find(part) is Lost.OTHER_VOLUME


@pytest.mark.parametrize(
    ("first", "last", "numbers"),
    [
        ("142", "7", (142, 147)),
        ("142", "57", (142, 157)),
        ("9", "12", (9, 12)),
        ("l7", None, (17,)),
    ],
)
def test_a_shortened_last_number_is_completed(
    first: str, last: str | None, numbers: tuple[int, ...]
) -> None:
    assert ends(Locator(printed=first, last=last)) == (numbers[0], numbers[-1])


def tagged_as(target: str, numbers: range) -> BackIndex:
    locators = tuple(Locator(printed=str(n), target=f"#{target}{n}") for n in numbers)
    return index(IndexEntry(headings=("A",), locators=locators))


def test_the_largest_number_tells_pages_from_documents_and_tags_do_not() -> None:
    pages = reach(tagged_as("d", range(1, 16)), BOOK)
    assert (pages.scheme, pages.tagged) == (Scheme.PAGES, Scheme.DOCUMENTS)
    documents = reach(tagged_as("pg_", range(1, 5)), BOOK)
    assert (documents.scheme, documents.tagged) == (Scheme.DOCUMENTS, Scheme.PAGES)


def test_years_and_slips_past_the_end_do_not_count() -> None:
    assert reach(index(entry("A", "1 2 4"), entry("Act", "1948")), BOOK).scheme is Scheme.DOCUMENTS


def test_one_number_among_hundreds_does_not_decide() -> None:
    entries = [entry(f"A{n}", "1 2 3 4") for n in range(100)]
    assert reach(index(*entries, entry("B", "15")), BOOK).scheme is Scheme.DOCUMENTS


def test_a_book_with_more_documents_than_pages_has_its_pages_counted() -> None:
    crowded = book({n: str(1 + n // 3) for n in range(1, 31)})
    assert reach(index(entry("A", "1 5 10")), crowded).scheme is Scheme.PAGES
    assert reach(index(entry("A", "1 5 29")), crowded).scheme is Scheme.DOCUMENTS


def test_what_the_index_says_of_itself_goes_first() -> None:
    few = index(entry("A", "1 2"), note="References are to document numbers")
    assert reach(few, BOOK).scheme is Scheme.DOCUMENTS


def test_an_index_without_numbers_counts_nothing() -> None:
    without = reach(index(entry("A", "see:B")), BOOK)
    assert (without.scheme, without.largest, without.last) == (Scheme.NONE, None, 0)
