"""What no server on this machine can show: https, other machines, and first and last bytes."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.download_refusals import (
    HEAD,
    TAIL,
    WorthlessError,
    ends_as_volume,
    is_loopback,
    refuse_address,
    refuse_head,
    refuse_redirect,
)
from corpus.errors import DownloadError

URL = "https://example.org/volumes/frus1.xml"
PLAIN = "http://127.0.0.1:8000/frus1.xml"


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1", "127.1.2.3", "::1"])
def test_this_machine(host: str) -> None:
    assert is_loopback(host)


@pytest.mark.parametrize("host", ["", None, "localhost.example.org", "10.0.0.1", "127.0.0.1.x"])
def test_other_machines(host: str | None) -> None:
    assert not is_loopback(host)


def test_plain_http_must_be_allowed() -> None:
    refuse_address("http://mirror.example.org/frus1.xml", allow_http=True)
    with pytest.raises(DownloadError, match="use https"):
        refuse_address("http://mirror.example.org/frus1.xml", allow_http=False)


@pytest.mark.parametrize(
    ("url", "target"),
    [
        (URL, "https://cdn.example.com/x?token=1#part"),
        (PLAIN, "http://127.0.0.1:9000/x"),
        (PLAIN, "https://example.org/x"),
    ],
)
def test_redirects_that_are_followed(url: str, target: str) -> None:
    refuse_redirect(url, target, allow_http=False)


@pytest.mark.parametrize(
    ("url", "target"),
    [
        (URL, "http://example.org/volumes/frus1.xml"),
        (URL, "http://127.0.0.1/x"),
        (PLAIN, "http://localhost:8000/frus1.xml"),
        ("http://a.example.org/x", "http://b.example.org/x"),
        (URL, "file:///etc/passwd"),
        (URL, "https://ann:hunter2@example.org/x"),
    ],
)
def test_redirects_that_are_refused_even_where_http_is_allowed(url: str, target: str) -> None:
    with pytest.raises(DownloadError) as caught:
        refuse_redirect(url, target, allow_http=True)
    assert "hunter2" not in str(caught.value)


@pytest.mark.parametrize(
    "head",
    [
        b"",
        b"<",
        b"\xef\xbb",
        b'\xef\xbb\xbf<?xml version="1.0"?>',
        b'\r\n <TEI xmlns="http://www.tei-c.org/ns/1.0">',
        b"<!-- html --><TEI>",
    ],
)
def test_beginnings_of_a_volume(head: bytes) -> None:
    refuse_head(URL, head)


@pytest.mark.parametrize(
    ("head", "words"),
    [
        (b"<!doctype HTML>", "a web page"),
        (b'<?xml version="1.0"?><html lang="en">', "a web page"),
        (b"version https://git-lfs.github.com/spec/v1", "not XML"),
        (b"\x00\x00", "not XML"),
    ],
)
def test_beginnings_of_something_else(head: bytes, words: str) -> None:
    with pytest.raises(WorthlessError, match=words):
        refuse_head(URL, head)


@given(st.binary(max_size=HEAD))
def test_whatever_begins_is_taken_or_refused(head: bytes) -> None:
    try:
        refuse_head(URL, head)
    except WorthlessError:
        assert not head.startswith(b"<TEI")


def test_real_volumes_begin_and_end_so(shared: Path) -> None:
    for path in (shared / "frus" / "volumes").glob("*.xml"):
        data = path.read_bytes()
        refuse_head(URL, data[:HEAD])
        assert ends_as_volume(data[-TAIL:]), path.name
        assert not ends_as_volume(data[: len(data) // 2][-TAIL:]), path.name
