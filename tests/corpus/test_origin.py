"""The record of where an added file came from: read back as written, or not at all."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.origin import Origin, origin_bytes, origin_path, read_origin

ADDED = "2026-01-31T12:00:00Z"
DIGEST = "0" * 64


@given(place=st.text(min_size=1), size=st.integers(min_value=0))
def test_a_record_reads_back(
    tmp_path_factory: pytest.TempPathFactory, place: str, size: int
) -> None:
    file = tmp_path_factory.mktemp("volumes") / "frus1946v01.xml"
    origin = Origin(place=place, sha256=DIGEST, bytes=size, added=ADDED)
    origin_path(file).write_bytes(origin_bytes(origin))
    assert read_origin(file) == origin


@pytest.mark.parametrize(
    "record",
    [
        None,
        b"",
        b"[]",
        b"{}",
        b"\xff",
        b'{"place": "x"}',
        b'{"place": "", "sha256": "%s", "bytes": 1, "added": "%s"}' % (b"0" * 64, ADDED.encode()),
        b'{"place": "x", "sha256": "0", "bytes": 1, "added": "%s"}' % ADDED.encode(),
        b'{"place": "x", "sha256": "%s", "bytes": -1, "added": "%s"}' % (b"0" * 64, ADDED.encode()),
        b'{"place": "x", "sha256": "%s", "bytes": true, "added": "%s"}'
        % (b"0" * 64, ADDED.encode()),
        b'{"place": "x", "sha256": "%s", "bytes": 1, "added": "yesterday"}' % (b"0" * 64),
    ],
)
def test_what_is_no_record_is_none(tmp_path: Path, record: bytes | None) -> None:
    file = tmp_path / "frus1946v01.xml"
    if record is not None:
        origin_path(file).write_bytes(record)
    assert read_origin(file) is None


def test_no_volume_page_or_sidecar_has_the_name_of_a_record(tmp_path: Path) -> None:
    for name in ("frus1946v01.xml", "d1.txt", "d1.origin.txt"):
        assert origin_path(tmp_path / name).suffix == ".origin"
