"""The catalog that ships: what it holds, how it is searched, and where it is wrong on purpose."""

from __future__ import annotations

import json
import re
import xml.etree.ElementTree as ElementTree
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.catalog import COLUMNS, SHIPPED, Catalog, CatalogEntry, read_catalog
from corpus.catalog_import import entry_of, line_of, write_catalog
from corpus.errors import SourceError

TEI = "{http://www.tei-c.org/ns/1.0}"
RECORD: dict[str, Any] = {
    "id": "frus1961-63v05",
    "title": "Foreign Relations of the United States, 1961–1963, Volume V, Soviet Union",
    "subseries": "Foreign Relations of the United States, 1961–1963",
    "volume": "Soviet Union",
    "number": "Volume V",
    "published": "1998",
    "coverage": ["1961", "1963"],
    "editors": ["Charles S. Sampson", "John Michael Joyce", "David S. Patterson"],
}
# Where the header's title is another than the catalog's: its years, its part, or a part published
# before the whole.
OTHER_TITLES = {
    "frus1917-72PubDip": ("1917–1972, Public Diplomacy", "Public Diplomacy, World War I"),
    "frus1952-54Guat": ("Guatemala, 1952–1954", "Guatemala"),
    "frus1952-54v12p2": ("East Asia and the Pacific", "East Asia and the Pacific (in two parts)"),
    "frus1969-76ve05p2": (
        "Documents on North Africa, 1969–1972",
        "Part 2, Documents on North Africa, 1969–1972",
    ),
}


@pytest.fixture(scope="module")
def catalog() -> Catalog:
    return read_catalog()


def ids(entries: list[CatalogEntry]) -> list[str]:
    return [entry.id for entry in entries]


def test_every_published_volume_is_listed_once(catalog: Catalog) -> None:
    assert len(catalog.entries) == 518
    assert len({entry.id for entry in catalog.entries}) == 518
    assert len({entry.title for entry in catalog.entries}) == 518


def test_every_year_of_the_series_is_covered(catalog: Catalog) -> None:
    covered = {y for e in catalog.entries for y in range(e.first_year, e.last_year + 1)}
    assert covered == set(range(1860, 1981))


def test_the_years_of_a_volume_are_those_its_id_names(catalog: Catalog) -> None:
    for entry in catalog.entries:
        named = re.match(r"frus(\d\d)(\d\d)(?:-(\d\d))?", entry.id)
        assert named is not None
        century, start, end = named.groups()
        first, last = int(century + start), int(century + (end or start))
        assert entry.first_year <= last, entry.id
        assert first <= entry.last_year, entry.id


def test_a_number_or_title_of_its_own_stands_in_no_field_of_another_kind(
    catalog: Catalog,
) -> None:
    for entry in catalog.entries:
        assert re.fullmatch(r"(\d{4}(–\d{4})?)?", entry.subseries), entry.id
        assert not re.fullmatch(r"[\d–]+", entry.volume), entry.id
        assert re.match(r"$|Volume|Part", entry.number), entry.id
        assert all(name == " ".join(name.split()) for name in entry.editors), entry.id
        assert len(set(entry.editors)) == len(entry.editors), entry.id


def test_only_one_volume_has_no_year_of_publication(catalog: Catalog) -> None:
    assert [e.id for e in catalog.entries if e.published is None] == ["frus1977-80v18"]


def test_the_shipped_volume_is_listed(catalog: Catalog) -> None:
    sidecar = json.loads((SHIPPED.parent / "frus1944Quebec" / "d123.json").read_text("utf-8"))
    entry = catalog.find("frus1944Quebec")
    assert entry is not None
    assert entry.short_title == sidecar["volume"]["title"]
    assert str(entry.published) == sidecar["volume"]["year"]


def test_what_volumes_say_of_themselves_agrees(catalog: Catalog, shared: Path) -> None:
    paths = sorted((shared / "frus" / "volumes").glob("*.xml"))
    assert len(paths) == 16
    other = {}
    for path in paths:
        header = next(h for _, h in ElementTree.iterparse(path) if h.tag == f"{TEI}teiHeader")  # noqa: S314
        entry = catalog.find(path.stem)
        assert entry is not None, path.stem
        said = {
            kind: " ".join("".join(title.itertext()).split())
            for title in header.iter(f"{TEI}title")
            if (kind := title.get("type", ""))
        }
        (year, *_) = [date.text for date in header.iter(f"{TEI}date")]
        assert str(entry.published) == year, entry.id
        assert entry.subseries in (
            "",
            re.sub("-", "–", said.get("sub-series") or said["subseries"]),
        )
        if entry.short_title != said["volume"]:
            other[entry.id] = (entry.short_title, said["volume"])
        editors = [" ".join(str(e.text).split()) for e in header.iter(f"{TEI}editor")]
        surnames = {name.split()[-1] for name in editors}
        assert surnames <= {name.split()[-1] for name in entry.editors}, entry.id
    assert other == OTHER_TITLES


def test_a_volume_is_found_by_its_exact_id(catalog: Catalog) -> None:
    entry = catalog.find("frus1961-63v05")
    assert entry == entry_of(RECORD)
    assert entry is not None
    assert (entry.short_title, entry.years) == ("Soviet Union", "1961–1963")
    assert catalog.find("frus1961-63V05") is None
    assert catalog.find("frus1961-63v0") is None


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("frus1961-63v5", "frus1961-63v05"),
        ("FRUS1961-63V05", "frus1961-63v05"),
        ("1961-63v05", "frus1961-63v05"),
        ("frus1961–63v05.xml", "frus1961-63v05"),
        (" frus1961 63 v05 ", "frus1961-63v05"),
        ("frus1961-1963v05", "frus1961-63v05"),
        ("frus1961-63v055", "frus1961-63v05"),
        ("frus1948v1p1", "frus1948v01p1"),
        ("frus1969-76e05p2", "frus1969-76ve05p2"),
        ("quebec", "frus1944Quebec"),
        ("frus1945Yalta", "frus1945Malta"),
    ],
)
def test_a_mistyped_id_has_its_volume_first(catalog: Catalog, typed: str, meant: str) -> None:
    assert catalog.nearest(typed)[0] == meant


@pytest.mark.parametrize("typed", ["", "hello", "../../etc/passwd", "x" * 10_000])
def test_what_is_like_no_id_has_no_suggestions(catalog: Catalog, typed: str) -> None:
    assert catalog.nearest(typed) == []


def test_every_id_is_nearest_to_itself_and_alone(catalog: Catalog) -> None:
    for entry in catalog.entries[::10]:
        assert catalog.nearest(entry.id) == [entry.id]
    assert len(catalog.nearest("frus1961-63v99")) == 3


@pytest.mark.parametrize(
    ("words", "first"),
    [
        ("vietnam 1962", ["frus1961-63v02"]),
        ("VIETNAM  1962", ["frus1961-63v02"]),
        ("laos", ["frus1958-60v15-16mSupp2", "frus1964-68v28", "frus1961-63v24"]),
        ("cuban missile crisis", ["frus1961-63v11"]),
        ("khrushchev", ["frus1961-63v06"]),
        ("frus1961-63v05", ["frus1961-63v05"]),
        ("1961-63v05", ["frus1961-63v05"]),
        ("1961–1963 congo", ["frus1961-63v20"]),
        ("Volume V soviet 1962", ["frus1961-63v05"]),
        ("e-5 north africa", ["frus1969-76ve05p2"]),
        ("Joyce soviet", ["frus1961-63v05"]),
        ("quebec 1944", ["frus1944Quebec"]),
        ("québec 1944", ["frus1944Quebec"]),
        ("Cairo, Tehran", ["frus1943CairoTehran"]),
        ("1916", ["frus1916", "frus1916Supp"]),
        ("arab-israeli war 1967", ["frus1964-68v19"]),
    ],
)
def test_the_volume_meant_comes_first(catalog: Catalog, words: str, first: list[str]) -> None:
    assert ids(catalog.search(words))[: len(first)] == first


def test_a_year_finds_the_volumes_that_cover_it(catalog: Catalog) -> None:
    covering = {e.id for e in catalog.entries if e.first_year <= 1962 <= e.last_year}
    assert set(ids(catalog.search("1962"))) == covering
    assert catalog.search("1859") == []
    assert catalog.search("2014") == [], "the year of publication is not what a volume is about"


@pytest.mark.parametrize("words", ["xylophone", "vietnam xylophone", "vietnam ?", "?", "1944 1962"])
def test_every_word_must_match(catalog: Catalog, words: str) -> None:
    assert [e for e in catalog.search(words) if e.id != "frus1917-72PubDip"] == []


def test_no_words_find_every_volume_in_the_order_of_the_series(catalog: Catalog) -> None:
    assert catalog.search(" ") == list(catalog.entries)


@settings(max_examples=30)
@given(st.data())
def test_an_entry_is_found_by_words_of_its_own(catalog: Catalog, data: st.DataObject) -> None:
    entry = data.draw(st.sampled_from(catalog.entries))
    own = [*entry.title.split(), *entry.number.split(), *" ".join(entry.editors).split(), entry.id]
    own += [str(year) for year in range(entry.first_year, entry.last_year + 1)]
    words = [w for w in own if re.search(r"\w", w)]
    chosen = data.draw(st.lists(st.sampled_from(words), min_size=1, max_size=4))
    found = catalog.search(" ".join(chosen).upper())
    assert entry in found
    assert found == catalog.search(" ".join(chosen).upper())


@given(st.text())
def test_any_words_and_ids_can_be_asked_for(text: str) -> None:
    catalog = Catalog((entry_of(RECORD),))
    assert len(catalog.search(text)) <= 1
    assert len(catalog.nearest(text)) <= 1


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("id", "../frus1", "not a volume id"),
        ("id", "frus1961.xml", "not a volume id"),
        ("title", "", "no title"),
        ("first_year", 19, "no years"),
        ("last_year", 1960, "run backwards"),
        ("published", 1950, "published before"),
    ],
)
def test_a_volume_that_cannot_be_is_refused(field: str, value: object, words: str) -> None:
    fields: dict[str, Any] = {"id": "frus1961-63v05", "title": "Soviet Union"}
    fields |= {"first_year": 1961, "last_year": 1963, field: value}
    with pytest.raises(ValueError, match=words):
        CatalogEntry(**fields)


HEAD = "\t".join(COLUMNS)
LINE = line_of(entry_of(RECORD))


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("", 1, "columns"),
        ("id\ttitle\n", 1, "columns"),
        (f"{HEAD}\n{LINE}\tmore\n", 2, "argument"),
        (f"{HEAD}\n{LINE}\n{LINE.replace('v05', 'v06').replace('1998', 'soon')}\n", 3, "soon"),
        (f"{HEAD}\n{LINE}\n{LINE}\n", None, "listed twice"),
    ],
)
def test_a_damaged_catalog_is_named_with_its_line(
    tmp_path: Path, text: str, line: int | None, words: str
) -> None:
    path = tmp_path / "catalog.tsv"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(SourceError, match=words) as caught:
        read_catalog(path)
    assert caught.value.line == line


def test_a_catalog_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="cannot be read"):
        read_catalog(tmp_path / "none.tsv")


def test_what_a_list_has_wrong_is_set_right(tmp_path: Path) -> None:
    source, target = tmp_path / "list.json", tmp_path / "catalog.tsv"
    wrong = RECORD | {
        "id": "frus1958-60v01",
        "coverage": ["1955", "1957"],
        "editors": ["Robert J . McMahon", "John P. Glennon", "John P. Glennon"],
    }
    year = RECORD | {"id": "frus1862", "volume": "1862", "subseries": "", "published": ""}
    year["coverage"] = ["1862", ""]
    source.write_text(json.dumps([RECORD, wrong, year]), encoding="utf-8")
    changes = write_catalog(source, target)
    plain, mended, old = read_catalog(target).entries
    assert plain == entry_of(RECORD)
    assert (mended.first_year, mended.last_year) == (1958, 1960)
    assert mended.editors == ("Robert J. McMahon", "John P. Glennon")
    assert (old.subseries, old.volume, old.published, old.years) == ("1862", "", None, "1862")
    assert [change.split(":")[0] for change in changes] == ["frus1958-60v01"] * 2


def test_a_list_that_no_line_can_hold_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="tab or a line break"):
        line_of(entry_of(RECORD | {"title": "Soviet\tUnion"}))


def test_the_shipped_catalog_is_what_the_list_makes(shared: Path, tmp_path: Path) -> None:
    write_catalog(shared / "frus" / "catalog.json", tmp_path / "catalog.tsv")
    assert (tmp_path / "catalog.tsv").read_bytes() == SHIPPED.read_bytes()
