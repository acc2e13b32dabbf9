"""Where the cross-references of a TEI volume lead."""

from __future__ import annotations

from dataclasses import dataclass

from corpus.tei_markup import Element


@dataclass(frozen=True, slots=True, kw_only=True)
class Pointed:
    """The place that a reference's target names; see corpus.passage.Reference for the fields."""

    volume: str
    document: str | None = None
    note: str | None = None
    page: str | None = None


class Targets:
    """Everything in the volume `volume` that a reference may point to."""

    def __init__(self, root: Element, volume: str) -> None:
        self._root = root
        self._volume = volume

    def resolve(self, target: str) -> Pointed | None:
        """The place that a ``ref`` with this ``target`` points to; None where it names none."""
        return None
