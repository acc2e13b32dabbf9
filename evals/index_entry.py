"""An index entry's own heading and its places, where the file runs the one into the other."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from corpus.back_index import BackIndex, IndexEntry, Locator, Pointer
from evals.index_headings import clean

_MONTH = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December|"
    r"Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec)\.?"
)
# What has a number of its own: "No. 1146", "NSC 5501", "SNIE 11–55".
_NUMBERED = re.compile(
    r"(?:\A|[ (“])(?:[Nn]o\.?|Sec\.|P\.L\.?|NIE|SNIE|NSC|NSCID|NSAM|NSSM|NSDM|JCSM|CFEP|EDAC)\Z"
)
# What may have one, as the file's tags then tell: "Resolution 378", "Article 51", "Plan 5".
_COUNTED = re.compile(
    r"(?:\A|[ (“])(?:Resolution|Law|Article|Order|Memorandum|Circular|Determination|Rule|Plan|"
    r"Route|Committee of|JCS|CM|ACDA|SIS|OCB|CAP)\Z"
)
_DATED = re.compile(rf"(?:\A|[ (–]){_MONTH}\Z")
_LONGEST_DAY = 31


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """An entry with the heading and the locators that are its own, numbers alone.

    `place` is that of the entry in the index, from 1.
    `places` leaves out the numbers that belong to the heading: the day and year of "Sept. 22,
    1960", the number of "NSC 5501", which no digitiser tagged as a locator.
    """

    entry: IndexEntry
    place: int
    heading: str
    places: tuple[Locator, ...]

    def falls(self, last: int) -> bool:
        """Whether places up to `last` are out of order, as where two entries run into one."""
        found = [n for n in (number(one.printed) for one in self.places) if n <= last]
        return any(other < one for one, other in pairwise(found))


def number(printed: str) -> int:
    """The number as printed; the digitisers' letter l is a 1."""
    return int(printed.replace("l", "1"))


def items(index: BackIndex, last: int) -> list[Item]:
    """The entries of `index`, whose book ends with the page or document `last`.

    Numbers past the end that stand among the places are left in, for whoever counts them.
    """
    return [_item(entry, place, last) for place, entry in enumerate(index.entries, 1)]


def _numbers(entry: IndexEntry) -> tuple[Locator, ...]:
    return tuple(one for one in entry.locators if one.pointer is Pointer.NUMBER)


def _item(entry: IndexEntry, place: int, last: int) -> Item:
    numbers = _numbers(entry)
    own = _own(entry.headings[-1], numbers, last)
    heading = clean(_joined(entry.headings[-1], numbers[:own]))
    return Item(entry=entry, place=place, heading=heading, places=numbers[own:])


def _own(heading: str, numbers: Sequence[Locator], last: int) -> int:
    """How many of the first numbers belong to `heading`.

    Where others are tagged, the untagged ones before them do; where none is, only one is sure.
    """
    if _DATED.search(heading):
        return _dates(numbers)
    untagged = next((n for n, one in enumerate(numbers) if one.target), 0)
    if _NUMBERED.search(heading):
        return untagged or int(bool(numbers) and numbers[0].target is None)
    if _COUNTED.search(heading):
        return untagged
    return int(bool(numbers) and number(numbers[0].printed) > last and _is_year(numbers[0]))


def _dates(numbers: Sequence[Locator]) -> int:
    """A day, if there is one, and a year behind it."""
    day = bool(numbers) and numbers[0].target is None and _is_day(numbers[0])
    year = len(numbers) > day and _is_year(numbers[day])
    return day + year


def _is_day(one: Locator) -> bool:
    return number(one.printed) <= _LONGEST_DAY


def _is_year(one: Locator) -> bool:
    return re.fullmatch(r"1[789]\d\d", one.printed) is not None


def _joined(heading: str, numbers: Sequence[Locator]) -> str:
    """The heading with its numbers: "July 31, 1945", "NIE 13–2–57"."""
    words = [f"{n.printed}–{n.last}" if n.last else n.printed for n in numbers]
    if not words:
        return heading
    if _DATED.search(heading):
        return f"{heading} {', '.join(words)}"
    between = ", " if _is_year(numbers[0]) else " "
    return f"{heading}{between}{'–'.join(words)}"
