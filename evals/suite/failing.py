"""What was not right in a run: by metric, each kind in turn, and where to look it up."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from corpus.citation import SITE
from evals.suite.judged import Failure, Judged
from evals.suite.results import Results

# A document or a passage of one: volume, document, and what is behind it.
_PLACE = re.compile(r"\b(frus[0-9A-Za-z-]+)/([A-Za-z][0-9A-Za-z]*)(?:/([A-Za-z][0-9A-Za-z]*))?")


@dataclass(frozen=True, slots=True)
class Wrong:
    """A failure, and the item to which it belongs."""

    judged: Judged
    failure: Failure


def by_metric(results: Results) -> dict[str, list[Wrong]]:
    """All failures of each metric that has any, in the order in which they were found."""
    found: dict[str, list[Wrong]] = {}
    for judged in results.judged:
        for failure in judged.failures:
            found.setdefault(judged.metric, []).append(Wrong(judged, failure))
    return found


def in_turn(wrong: Sequence[Wrong], most: int) -> list[Wrong]:
    """At most `most` of them, in turn one of each outcome of each slice.

    A kind that comes up once is shown beside one that comes up a thousand times.
    """
    kinds: dict[tuple[str, str], list[Wrong]] = {}
    for one in wrong:
        kinds.setdefault((one.failure.outcome, one.judged.slice), []).append(one)
    longest = max((len(kind) for kind in kinds.values()), default=0)
    turns = (kind[turn] for turn in range(longest) for kind in kinds.values() if turn < len(kind))
    return [one for _, one in zip(range(most), turns, strict=False)]


class Addresses:
    """Where a failure can be looked up on history.state.gov."""

    def __init__(self, results: Results) -> None:
        self._cited = {
            (item.set, item.id): _cited(item.reply.get("citations")) for item in results.items
        }

    def of(self, wrong: Wrong) -> str:
        """The address of what is shown, if a reply cited it; else of the passage that the source
        names, or of the document that is the item. Empty where none of these is known.
        """
        judged, failure = wrong.judged, wrong.failure
        cited = self._cited.get((judged.metric.partition("/")[0], judged.item), {})
        if failure.shown in cited:
            return cited[failure.shown]
        place = _PLACE.match(failure.source) or _PLACE.match(judged.item)
        return "" if place is None else _address(*place.groups())


def _cited(citations: object) -> dict[str, str]:
    """The addresses that a reply gives, by the words quoted; only those of the site."""
    rows = citations if isinstance(citations, Sequence) else ()
    return {
        str(row["quote"]): str(row["url"])
        for row in rows
        if isinstance(row, Mapping) and str(row.get("url", "")).startswith(f"{SITE}/")
    }


def _address(volume: str, document: str, passage: str | None) -> str:
    """The site knows a footnote by its own id; other passages lie somewhere on their document."""
    note = passage if passage is not None and re.fullmatch(r"fn\w+", passage) else ""
    return f"{SITE}/{volume}/{document}{note}"
