"""Versions and parts of a file, as headers name them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.http_ranges import is_usable, strong_etag, total_bytes

ETAG = '"a1"'


@pytest.mark.parametrize(
    ("etag", "strong"),
    [
        ('"a1"', True),
        ('""', True),
        ('W/"a1"', False),
        ("a1", False),
        ('"a"1"', False),
        ('"a\n1"', False),
        ("", False),
    ],
)
def test_only_a_strong_etag_names_each_byte(etag: str, strong: bool) -> None:
    assert strong_etag({"ETag": etag}) == (etag if strong else "")


@pytest.mark.parametrize(
    ("status", "headers", "total"),
    [
        (200, {"Content-Length": "12"}, 12),
        (200, {"Content-Length": "-1"}, None),
        (200, {"Content-Length": "١٢"}, None),
        (200, {"Content-Length": "9" * 5000}, None),
        (200, {}, None),
        (200, {"Content-Range": "bytes 0-4/5"}, None),
        (206, {"Content-Range": "bytes 3-11/12", "Content-Length": "9"}, 12),
        (206, {"Content-Range": "bytes 3-11/*", "Content-Length": "9"}, None),
        (206, {"Content-Length": "9"}, None),
    ],
)
def test_the_whole_is_told_from_the_part(
    status: int, headers: dict[str, str], total: int | None
) -> None:
    assert total_bytes(status, headers) == total


@given(start=st.integers(1, 10**9), given_start=st.integers(0, 10**9), total=st.integers(1))
def test_a_part_must_begin_where_it_was_asked_for(start: int, given_start: int, total: int) -> None:
    headers = {"Content-Range": f"bytes {given_start}-{total}/{total % 10**18}", "ETag": ETAG}
    assert is_usable(206, headers, given_start, ETAG) == (total < 10**18)
    if start != given_start:
        assert not is_usable(206, headers, start, ETAG)


@pytest.mark.parametrize("etag", [None, '"b2"', f"W/{ETAG}"])
def test_a_part_must_be_of_the_same_version(etag: str | None) -> None:
    headers = {"Content-Range": "bytes 5-9/10"} | ({"ETag": etag} if etag else {})
    assert not is_usable(206, headers, 5, ETAG)


def test_answers_without_a_part() -> None:
    assert is_usable(200, {}, 5, ETAG)
    assert is_usable(404, {}, 5, ETAG)
    assert not is_usable(416, {}, 5, ETAG)
