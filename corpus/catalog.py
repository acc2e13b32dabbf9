"""The published volumes of the series: which there are, and what each is about."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import Path

from corpus.catalog_search import Searched, score, searched
from corpus.errors import SourceError

# Where the Office of the Historian publishes the volumes as TEI, one file each, <id>.xml.
SOURCE_URL = "https://raw.githubusercontent.com/HistoryAtState/frus/master/volumes"
SHIPPED = Path(__file__).parent / "data" / "catalog.tsv"
# Also what an id may be in an address or a file name: no path, no device of any system.
VOLUME_ID = re.compile(r"frus[0-9][0-9A-Za-z-]{0,59}", re.ASCII)
COLUMNS = (
    "id",
    "first_year",
    "last_year",
    "published",
    "subseries",
    "number",
    "volume",
    "title",
    "editors",
)
_YEARS = range(1850, 2100)
_NEAR = 0.75  # of 1: v5 for v05 is far above, and another subseries with the same number below
_SUGGESTIONS = 3
_LONGEST = 100  # characters; no id has half of them, and comparing takes the longer the more


@dataclass(frozen=True, slots=True, kw_only=True)
class CatalogEntry:
    """A published volume.

    `title` is the complete title; `subseries` ("1961–1963"), `volume` (the volume's own title,
    "Soviet Union") and `number` ("Volume V") are empty where there are none. `published` is a
    year, None where it is not known; `first_year` and `last_year` are the years that the
    documents cover, inclusive. `editors` are named as listed, general editors among them.
    """

    id: str
    title: str
    subseries: str = ""
    volume: str = ""
    number: str = ""
    published: int | None = None
    first_year: int
    last_year: int
    editors: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if not VOLUME_ID.fullmatch(self.id):
            raise ValueError(f"{self.id!r} is not a volume id such as frus1944Quebec")
        if not self.title:
            raise ValueError(f"volume {self.id} has no title")
        if self.first_year not in _YEARS or self.last_year not in _YEARS:
            raise ValueError(f"volume {self.id} covers {self.years}, which are no years")
        if self.last_year < self.first_year:
            raise ValueError(f"the years of volume {self.id} run backwards: {self.years}")
        if self.published is not None and self.published < self.first_year:
            raise ValueError(f"volume {self.id} was published before the years it covers")

    @property
    def short_title(self) -> str:
        """The volume's own title where it has one, or else the complete one."""
        return self.volume or self.title

    @property
    def years(self) -> str:
        """The years covered, "1961–1963" or "1948"."""
        if self.first_year == self.last_year:
            return str(self.first_year)
        return f"{self.first_year}–{self.last_year}"


@dataclass(frozen=True, slots=True)
class Catalog:
    """Published volumes, in the order of the series; no id twice."""

    entries: tuple[CatalogEntry, ...]

    def __post_init__(self) -> None:
        seen: set[str] = set()
        for entry in self.entries:
            if entry.id in seen:
                raise ValueError(f"volume {entry.id} is listed twice")
            seen.add(entry.id)

    def find(self, volume_id: str) -> CatalogEntry | None:
        """The volume of exactly this id."""
        return next((entry for entry in self.entries if entry.id == volume_id), None)

    def nearest(self, volume_id: str) -> list[str]:
        """The ids that a mistyped one may mean, best first, three at most, none of them far off.

        Letter case, dashes of any length, a missing "frus", a missing zero ("v5") and the
        ending of a file's name count for nothing.
        """
        if len(volume_id) > _LONGEST:
            return []
        wanted = _plain_id(volume_id)
        near: list[tuple[float, str]] = []
        for entry in self.entries:
            matcher = SequenceMatcher(None, _plain_id(entry.id), wanted, autojunk=False)
            if matcher.quick_ratio() >= _NEAR and matcher.ratio() >= _NEAR:
                near.append((matcher.ratio(), entry.id))
        near.sort(key=lambda pair: -pair[0])
        best = near[:_SUGGESTIONS]
        return [id_ for ratio, id_ in best if ratio == 1 or best[0][0] < 1]

    def search(self, words: str) -> list[CatalogEntry]:
        """The volumes that every one of `words` matches, best first, all for no words.

        A word matches the beginning of a word in a title, a number or an editor's name, or a
        part of the id; a year matches the volumes that cover it. Letter case and accents count
        for nothing. Among equals shorter titles come first, then fewer years, then the order of
        the series.
        """
        wanted = words.split()
        scored = [(score(wanted, _searched(entry)), entry) for entry in self.entries]
        found = [(points, entry) for points, entry in scored if points is not None]
        if wanted:
            found.sort(key=lambda pair: (-pair[0], *_breadth(pair[1])))
        return [entry for _, entry in found]


def read_catalog(path: Path = SHIPPED) -> Catalog:
    """The catalog in the file at `path`; by default the one that ships.

    A line for each volume, after a first one that names the columns, which tabs part. Raises
    SourceError, with the line, for a file that is not of this form.
    """
    try:
        head, *lines = path.read_text(encoding="utf-8").splitlines() or [""]
    except (OSError, UnicodeDecodeError) as error:
        raise SourceError(path, None, f"the catalog cannot be read: {error}") from error
    if tuple(head.split("\t")) != COLUMNS:
        raise SourceError(path, 1, f"the columns of the catalog are not {', '.join(COLUMNS)}")
    entries: list[CatalogEntry] = []
    for number, line in enumerate(lines, start=2):
        try:
            entries.append(_entry(line))
        except ValueError as error:
            raise SourceError(path, number, str(error)) from error
    try:
        return Catalog(tuple(entries))
    except ValueError as error:
        raise SourceError(path, None, str(error)) from error


def _entry(line: str) -> CatalogEntry:
    values = dict(zip(COLUMNS, line.split("\t"), strict=True))
    return CatalogEntry(
        id=values["id"],
        title=values["title"],
        subseries=values["subseries"],
        volume=values["volume"],
        number=values["number"],
        published=int(values["published"]) if values["published"] else None,
        first_year=int(values["first_year"]),
        last_year=int(values["last_year"]),
        editors=tuple(values["editors"].split("; ")) if values["editors"] else (),
    )


def _breadth(entry: CatalogEntry) -> tuple[int, int]:
    """How much else the volume is about: the words of its title, the years beyond its first."""
    return len(entry.short_title.split()), entry.last_year - entry.first_year


def _searched(entry: CatalogEntry) -> Searched:
    return searched(
        id_=entry.id,
        years=range(entry.first_year, entry.last_year + 1),
        own=entry.short_title,
        others=(entry.title, entry.subseries, entry.number, *entry.editors),
    )


def _plain_id(typed: str) -> str:
    """An id as it may have been meant: "1961–63V5.xml" as frus1961-63v05."""
    plain = re.sub(r"[‐-―−_]|\s+", "-", typed.strip().casefold()).removesuffix(".xml")
    plain = re.sub(r"(?<=v)(?=\d(?!\d))", "0", plain)
    return plain if plain.startswith("frus") else f"frus{plain}"
