"""What a passage stands in: the published volume, its documents, and their dates."""

from __future__ import annotations

import re
from dataclasses import dataclass

SERIES = "Foreign Relations of the United States"
MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
# A year, a month or a day, as ISO 8601 has them.
DATE = re.compile(r"[0-9]{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?")
# No id is a path of its own: "." and ".." name folders.
_ID = r"\w[\w.-]*"


@dataclass(frozen=True, slots=True)
class DateRange:
    """The days between which a document was written, inclusive, as ISO dates.

    A year or a month stands for all of its days: `first` and `last` may be "1944" or "1944-09".
    """

    first: str
    last: str

    def __post_init__(self) -> None:
        for day in (self.first, self.last):
            if not DATE.fullmatch(day):
                raise ValueError(f"{day!r} is not a date of the form 1944, 1944-09 or 1944-09-06")
        if self.last < self.first[: len(self.last)]:
            raise ValueError(f"the dates run backwards: {self.first} to {self.last}")

    def __str__(self) -> str:
        return self.first if self.first == self.last else f"{self.first}/{self.last}"

    @property
    def first_day(self) -> str:
        """The earliest day, YYYY-MM-DD."""
        return self.first + "-01-01"[len(self.first) - 4 :]

    @property
    def last_day(self) -> str:
        """A day not before the latest one, YYYY-MM-DD; day 31 closes every month."""
        return self.last + "-12-31"[len(self.last) - 4 :]


@dataclass(frozen=True, slots=True, kw_only=True)
class Volume:
    """A published volume: what a citation says of the book.

    `editors` are in printed order, given name first; `series` and `title` are as on the title
    page; `subseries` ("1961–1963") and `number` ("Volume V") are empty where there are none;
    `covers` is the time from which its documents are, as the volume states it.
    """

    id: str
    title: str
    series: str = SERIES
    subseries: str = ""
    number: str = ""
    editors: tuple[str, ...] = ()
    publisher: str = ""
    place: str = ""
    year: str = ""
    covers: DateRange | None = None

    def __post_init__(self) -> None:
        if not re.fullmatch(_ID, self.id):
            raise ValueError(f"{self.id!r} is not a volume id such as frus1944Quebec")
        if not self.title:
            raise ValueError(f"volume {self.id} has no title")


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """One document of a volume.

    `id` is the volume's id, a slash and the document's own id ("frus1944Quebec/d123"); `number`
    is the document's number as the volume counts it, and `numbered` says whether the book prints
    it above the document; `title` is the printed heading without footnote marks;
    `breadcrumb` holds the headings above the document, outermost first; `classification` is as
    printed ("Secret; Priority"), empty where the document states none; `linked_pages` says
    whether history.state.gov has an address for each of its printed pages.
    """

    id: str
    volume: Volume
    number: str
    title: str
    numbered: bool = False
    subtitle: str = ""
    breadcrumb: tuple[str, ...] = ()
    date: DateRange | None = None
    date_printed: str = ""
    place: str = ""
    sender: str = ""
    recipient: str = ""
    source_note: str = ""
    classification: str = ""
    editorial: bool = False
    linked_pages: bool = True

    def __post_init__(self) -> None:
        volume, _, own = self.id.partition("/")
        if volume != self.volume.id or not re.fullmatch(_ID, own):
            raise ValueError(f"document {self.id!r} is not of the form {self.volume.id}/d1")
        if not self.title:
            raise ValueError(f"document {self.id} has no title")
