"""The sidecar of a copied page: every field checked, every flaw named."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from corpus.document import DateRange, Volume
from corpus.errors import SourceError
from corpus.sidecar import read_sidecar, sidecar_path

Write = Callable[..., Path]
PAGE = "A Paper\nIts words.\n"


def test_a_sidecar_lies_beside_its_page() -> None:
    assert sidecar_path(Path("a/d123.txt")) == Path("a/d123.json")


def test_a_volume_is_as_its_sidecar_says(write_page: Write) -> None:
    known = {
        "subseries": "1944",
        "number": "Volume I",
        "editors": ["Richardson Dougall", "Arthur G. Kogan"],
        "publisher": "Government Printing Office",
        "place": "Washington",
    }
    sidecar = read_sidecar(write_page(PAGE, {"volume": known}))
    assert sidecar.volume_value() == Volume(
        id="frus1944Quebec",
        title="Conference at Quebec, 1944",
        subseries="1944",
        number="Volume I",
        editors=("Richardson Dougall", "Arthur G. Kogan"),
        publisher="Government Printing Office",
        place="Washington",
        year="1972",
    )
    assert sidecar.date_range() is None


def test_a_date_may_be_given(write_page: Write) -> None:
    date = {"first": "1944-09-06", "last": "1944-09-08"}
    sidecar = read_sidecar(write_page(PAGE, {"document": {"date": date}}))
    assert sidecar.date_range() == DateRange("1944-09-06", "1944-09-08")


def test_a_byte_order_mark_does_not_matter(write_page: Write) -> None:
    path = write_page(PAGE)
    plain = read_sidecar(path)
    sidecar_path(path).write_bytes(b"\xef\xbb\xbf" + sidecar_path(path).read_bytes())
    assert read_sidecar(path) == plain


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({"volume": {"tittle": "x"}}, "field volume.tittle: Extra inputs are not permitted"),
        ({"document": {"id": 123}}, "field document.id: Input should be a valid string"),
        ({"document": {"number": None}}, "field document.number: Input should be a valid string"),
        ({"document": {"numbered": "yes"}}, "field document.numbered"),
        ({"document": {"date": "1944"}}, "field document.date"),
        ({"document": {"date": {"first": "1944"}}}, "field document.date.last: Field required"),
        ({"document": {"not_marks": [""]}}, "field document.not_marks.0"),
        ({"volume": {"editors": "Dougall"}}, "field volume.editors"),
        ({"whole": {"page": 1}}, "field page: Extra inputs are not permitted"),
        ({"whole": {"volume": []}}, "field volume"),
        ({"volume": {"title": ""}}, "volume frus1944Quebec has no title"),
        ({"volume": {"id": ".."}}, "'..' is not a volume id"),
        ({"volume": {"id": "a/b"}}, "'a/b' is not a volume id"),
        (
            {"document": {"date": {"first": "6 September 1944", "last": "1944"}}},
            "'6 September 1944' is not a date of the form 1944, 1944-09 or 1944-09-06",
        ),
        ({"document": {"date": {"first": "1944", "last": "1944-13"}}}, "'1944-13' is not a date"),
        ({"document": {"date": {"first": "1945", "last": "1944"}}}, "the dates run backwards"),
    ],
)  # fmt: skip
def test_a_bad_field_is_named(
    write_page: Write, fields: dict[str, dict[str, Any]], reason: str
) -> None:
    path = write_page(PAGE, fields)
    with pytest.raises(SourceError) as refused:
        read_sidecar(path)
    assert refused.value.path == sidecar_path(path)
    assert refused.value.reason.startswith(reason)


@pytest.mark.parametrize(
    ("sidecar", "line", "reason"),
    [
        (b"", 1, "not JSON: EOF"),
        (b'{"volume":\n {"id": "a",}}', 2, "not JSON: trailing comma"),
        (b"[" * 100_000, 1, "not JSON: recursion limit exceeded"),
        (b'{"volume": ' + b"9" * 5000 + b"}", 1, "not JSON: number out of range"),
        (b'{"volume":\n{"id": "\\ud800"}}', 2, "not JSON: "),
        (b"[]", None, "field the whole: "),
        (b"null", None, "field the whole: "),
        (b'{"volume": "\xff"}', None, "not UTF-8 at byte 12; save it as UTF-8"),
    ],
)
def test_what_is_no_json_object_is_refused(
    write_page: Write, sidecar: bytes, line: int | None, reason: str
) -> None:
    path = write_page(PAGE, sidecar)
    with pytest.raises(SourceError) as refused:
        read_sidecar(path)
    assert (refused.value.path, refused.value.line) == (sidecar_path(path), line)
    assert refused.value.reason.startswith(reason)


def test_a_page_without_a_sidecar_is_told_what_it_lacks(write_page: Write) -> None:
    path = write_page(PAGE, None)
    with pytest.raises(SourceError, match=r"no sidecar d123\.json beside it; it gives volume and"):
        read_sidecar(path)
