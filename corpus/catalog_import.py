"""Make the shipped catalog from a list of volumes: ``python -m corpus.catalog_import FILE``.

FILE is a JSON array with an object for each volume: ``id``, ``title``, ``subseries``, ``volume``,
``number``, ``published``, ``coverage`` (first and last year) and ``editors``. Years covered and
editors that are set right on the way are printed.
"""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path
from typing import Any

from corpus.catalog import COLUMNS, SHIPPED, Catalog, CatalogEntry, read_catalog

_YEARS = r"\d{4}(?:–\d{4})?"
_ID_YEARS = re.compile(r"frus(\d\d)(\d\d)(?:-(\d\d))?")


def entry_of(record: dict[str, Any]) -> CatalogEntry:
    """The volume that one object of the list describes.

    The subseries is its years alone, as the series' name says nothing, and a volume's title that
    is but a year is a subseries. Editors who are named twice are kept once.
    """
    subseries, volume = record["subseries"], record["volume"]
    if re.fullmatch(_YEARS, volume):
        subseries, volume = volume, ""
    years = re.search(rf"{_YEARS}$", subseries)
    first_year, last_year = _coverage(record)
    return CatalogEntry(
        id=record["id"],
        title=record["title"],
        subseries=years[0] if years else "",
        volume=volume,
        number=record["number"],
        published=int(record["published"]) if record["published"] else None,
        first_year=first_year,
        last_year=last_year,
        editors=tuple(dict.fromkeys(name.replace(" .", ".") for name in record["editors"])),
    )


def _coverage(record: dict[str, Any]) -> tuple[int, int]:
    """The years covered; those that the id names where the list gives years wholly apart."""
    first, last = record["coverage"]
    given = (int(first), int(last or first))
    named = _ID_YEARS.match(record["id"])
    if named is None:
        return given
    century, start, end = named.groups()
    own = (int(century + start), int(century + (end or start)))
    return own if given[1] < own[0] or own[1] < given[0] else given


def line_of(entry: CatalogEntry) -> str:
    """The volume's line in the catalog. Raises ValueError for what a line cannot hold."""
    values = [
        "; ".join(value) if isinstance(value, tuple) else "" if value is None else str(value)
        for value in (getattr(entry, column) for column in COLUMNS)
    ]
    if any(len(value.splitlines()) > 1 or "\t" in value for value in values):
        raise ValueError(f"volume {entry.id} has a tab or a line break in a field")
    return "\t".join(values)


def write_catalog(source: Path, target: Path) -> list[str]:
    """Write the catalog of the list at `source`; the years and editors set right, a line each."""
    records = json.loads(source.read_text(encoding="utf-8"))
    catalog = Catalog(tuple(entry_of(record) for record in records))
    lines = ["\t".join(COLUMNS), *(line_of(entry) for entry in catalog.entries)]
    target.write_text("\n".join(lines) + "\n", encoding="utf-8", newline="\n")
    if read_catalog(target) != catalog:
        raise ValueError(f"{target} does not read as it was written")
    return [
        f"{record['id']}: {key} {before!r} became {after!r}"
        for record, entry in zip(records, catalog.entries, strict=True)
        for key, before, after in _differences(record, entry)
    ]


def _differences(record: dict[str, Any], entry: CatalogEntry) -> list[tuple[str, object, object]]:
    first, last = record["coverage"]
    given = {"coverage": (int(first), int(last or first)), "editors": tuple(record["editors"])}
    kept = {"coverage": (entry.first_year, entry.last_year), "editors": entry.editors}
    return [(key, given[key], kept[key]) for key in given if given[key] != kept[key]]


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    for line in write_catalog(Path(sys.argv[1]), SHIPPED):
        print(line)
