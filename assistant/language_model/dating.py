"""The dates that a text names, and whether one of them agrees with another."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from assistant.language_model.wording import Token, month
from corpus.document import Document


@dataclass(frozen=True, slots=True)
class Day:
    """A day, a month or a year as named; 0 where a part is not named. "September 6" has no year.

    `start` and `end` are the positions, half-open, of its tokens in the text.
    """

    year: int
    month: int
    day: int
    start: int = 0
    end: int = 0

    def within(self, other: Day) -> bool:
        """Whether `other` names every part that this one names, and the same."""
        own = (self.year, self.month, self.day)
        theirs = (other.year, other.month, other.day)
        return all(a in (0, b) for a, b in zip(own, theirs, strict=True))


def days(said: Sequence[Token]) -> Iterator[Day]:
    """The dates in `said`: "September 6, 1944", "6 September", "Sept. 1944", "1944"."""
    at = 0
    while at < len(said):
        found = _day_at(said, at)
        if found is None:
            at += 1
        else:
            yield found
            at = found.end


def days_of(document: Document) -> Iterator[Day]:
    """The first and the last day of a document, where its date is known."""
    if document.date is not None:
        for iso in (document.date.first, document.date.last):
            year, month_, day = (*map(int, iso.split("-")), 0, 0)[:3]
            yield Day(year, month_, day)


def stand(wanted: Iterable[Day], known: Sequence[Day]) -> bool:
    """Whether each of `wanted` is named, in all its parts together, by one of `known`."""
    return all(any(day.within(other) for other in known) for day in wanted)


def _day_at(said: Sequence[Token], at: int) -> Day | None:
    if _year(said, at):
        return Day(_year(said, at), 0, 0, at, at + 1)
    before = _of_month(said, at)
    named = at + 1 if before else at
    found = _month(said, named)
    if not found:
        return None
    end = named + 1
    if end < len(said) and said[end].text == ".":
        end += 1
    after = _of_month(said, end) if not before else 0
    end += bool(after)
    comma = end < len(said) and said[end].text == ","
    year = _year(said, end + comma)
    end += comma + 1 if year else 0
    # "May" alone is a verb as often as a month.
    if not (year or before or after) and said[named].text in ("May", "March", "Mar"):
        return None
    return Day(year, found, before or after, at, end)


def _year(said: Sequence[Token], at: int) -> int:
    text = said[at].text if at < len(said) else ""
    return int(text) if len(text) == 4 and text.isdigit() and "1500" <= text < "2100" else 0


def _month(said: Sequence[Token], at: int) -> int:
    capital = at < len(said) and said[at].text[0].isupper()
    return month(said[at].text) if capital else 0


def _of_month(said: Sequence[Token], at: int) -> int:
    text = said[at].text.rstrip("stndrh") if at < len(said) else ""
    return int(text) if text.isascii() and text.isdigit() and 1 <= int(text) <= 31 else 0
