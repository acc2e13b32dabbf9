"""A back-of-book index as the volume's editors made it: headings and what they point to.

It is read as it stands and judged nowhere here. Who turns it into judgments has to know: the
targets of seven of the hundred volumes measured lie about what the printed numbers are (pages
tagged as documents in 1955-57v01, v02 and v11, so that wrong targets resolve; documents tagged as
pages in 1964-68v07, v10, v16 and v26), so pages or documents is decided by the largest printed
number and by `BackIndex.note`; some numbers have no target at all (all of 1958-60v08, the later
ones of 1955-57v01 and 1969-76v38p1); some lead to another volume (1951v07p2, 1952-54v14p2); and a
list that is continued at a page break may swallow the entries after it, so that they stand one
level too deep (1955-57v10 under "Iran").
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Pointer(StrEnum):
    """What a locator or cross-reference is introduced by."""

    NUMBER = "number"
    SEE = "see"
    SEE_ALSO = "see also"


@dataclass(frozen=True, slots=True, kw_only=True)
class Locator:
    """A number of an index entry, or a heading to which it refers.

    `printed` is as printed ("35", "1017"); `target` is the file's own, unchanged ("#pg_35",
    "#d45", "#in4"), None where there is none; `in_note` is whether an "n" is printed behind it:
    the mention stands in a footnote. `last` is the number with which a range that begins here
    ends ("39" of "35-39"), None elsewhere, with `last_target` as its target.
    """

    printed: str
    target: str | None = None
    in_note: bool = False
    pointer: Pointer = Pointer.NUMBER
    last: str | None = None
    last_target: str | None = None

    def __post_init__(self) -> None:
        if not self.printed:
            raise ValueError("a locator of an index has no words")
        if self.last is None and self.last_target is not None:
            raise ValueError(f"the locator {self.printed} has a target of a last number it lacks")


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexEntry:
    """An entry: its heading below the headings around it, outermost first, and its locators.

    `id` is the file's own ("in4"), by which others refer to it; empty where it has none. `line`
    is the file's, None where it is not known.
    """

    headings: tuple[str, ...]
    locators: tuple[Locator, ...] = ()
    id: str = ""
    line: int | None = None

    def __post_init__(self) -> None:
        if not self.headings or not self.headings[-1]:
            raise ValueError(f"an entry of the index has no heading: {self.headings}")


@dataclass(frozen=True, slots=True)
class BackIndex:
    """The index of the volume with id `volume`, in printed order; empty where it has none.

    `note` is what the index says of itself ("References are to document numbers"), or empty.
    """

    volume: str
    entries: tuple[IndexEntry, ...] = ()
    note: str = ""
