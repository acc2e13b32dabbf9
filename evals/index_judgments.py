"""Judgments of relevance from a volume's own back-of-book index.

What an indexer says of a heading is "it is treated there": the heading path is the query, and the
documents at its numbers are relevant. What the index does not list is unjudged.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from corpus.back_index import BackIndex, Locator
from corpus.passage import VolumeText
from evals.index_entry import Item, items
from evals.index_headings import readable
from evals.index_order import in_order
from evals.index_people import People
from evals.index_places import Lost, Places, Reach, Scheme, reach
from evals.judgment import Judgment

#: A query that more documents answer asks too little to rank ten of them.
MOST_DOCUMENTS = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class VolumeJudgments:
    """What the index of a volume gives, and what became of the rest of it.

    `entries` counts those of the file; each made a judgment, or is in `dropped` by its reason:
    "repeated" where its path made one before, "no level" where its place in the index is lost,
    "numbers out of order" where it has swallowed another entry.
    `lost` counts the locators that lead nowhere, by reason; `moved` the headings that stood at
    a wrong level. `printed` has the locators of each judgment as printed, by its id.
    """

    volume: str
    reach: Reach
    entries: int
    judgments: tuple[Judgment, ...] = ()
    dropped: Mapping[str, int] = field(default_factory=dict)
    lost: Mapping[str, int] = field(default_factory=dict)
    moved: int = 0
    printed: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def scheme(self) -> Scheme:
        """What the numbers of the index count."""
        return self.reach.scheme


def judge(index: BackIndex, text: VolumeText) -> VolumeJudgments:
    """The judgments that `index` makes of the documents of `text`, in printed order.

    Raises ValueError where they are of different volumes.
    """
    if index.volume != text.volume.id:
        raise ValueError(f"the index of {index.volume} does not judge {text.volume.id}")
    return _Judging(index, text).all()


def minimal(places: Iterable[Sequence[str]]) -> tuple[tuple[str, ...], ...]:
    """The places, in order, of which none repeats or holds another."""
    distinct = {frozenset(place): tuple(place) for place in places}
    return tuple(
        place for members, place in distinct.items() if not any(one < members for one in distinct)
    )


class _Judging:
    """One reading of an index, with what is counted on the way."""

    def __init__(self, index: BackIndex, text: VolumeText) -> None:
        self._index = index
        self._reach = reach(index, text)
        self._places = Places(self._reach.scheme, text)
        self._people = People(text)
        self._dropped: Counter[str] = Counter()
        self._lost: Counter[str] = Counter()
        self._printed: dict[str, tuple[str, ...]] = {}

    def all(self) -> VolumeJudgments:
        read = items(self._index, self._reach.last)
        ordered = in_order(read)
        made = [self._made(*path) for path in ordered.paths.items()]
        placed = sum(map(len, ordered.paths.values()))
        self._dropped["no level"] = len(ordered.lost)
        self._dropped["repeated"] = placed - len(ordered.paths)
        self._dropped["remark"] = len(read) - placed - len(ordered.lost)
        return VolumeJudgments(
            volume=self._index.volume,
            reach=self._reach,
            entries=len(read),
            judgments=tuple(one for one in made if one),
            dropped=dict(+self._dropped),
            lost=dict(+self._lost),
            moved=ordered.moved,
            printed=self._printed,
        )

    def _made(self, headings: tuple[str, ...], own: Sequence[Item]) -> Judgment | None:
        locators = [locator for item in own for locator in item.places]
        places = minimal(place for locator in locators for place in self._found(locator))
        if reason := self._refused(own, locators, places):
            self._dropped[reason] += 1
            return None
        id_ = f"{self._index.volume}/index/{own[0].place}"
        self._printed[id_] = tuple(map(_as_printed, locators))
        return Judgment(
            id=id_,
            volume=self._index.volume,
            query=readable(headings),
            headings=headings,
            subject=self._people.subject(headings),
            locators=places,
            in_note=any(locator.in_note for locator in locators),
            line=own[0].entry.line,
        )

    def _found(self, locator: Locator) -> tuple[tuple[str, ...], ...]:
        found = self._places.find(locator)
        if isinstance(found, Lost):
            self._lost[found.value] += 1
            return ()
        return found

    def _refused(
        self, own: Sequence[Item], locators: Sequence[Locator], places: Sequence[Sequence[str]]
    ) -> str | None:
        if not locators:
            crossed = any(item.entry.locators for item in own)
            return "see reference" if crossed else "heading alone"
        if any(item.falls(self._reach.last) for item in own):
            return "numbers out of order"
        if not places:
            return "no document"
        if len({id_ for place in places for id_ in place}) > MOST_DOCUMENTS:
            return f"more than {MOST_DOCUMENTS} documents"
        return None


def _as_printed(locator: Locator) -> str:
    last = f"–{locator.last}" if locator.last else ""
    return f"{locator.printed}{last}{'n' if locator.in_note else ''}"
