"""Readers that go on while the index is built anew: no error, and never two versions mixed."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from vectorstore.versions import current

if TYPE_CHECKING:
    from tests.vectorstore.survival.conftest import Host


def read_through(host: Host, second_host: Host, root: Path, last: int) -> None:
    second_host.start(
        job="read", root=str(root), edition=last, others=list(range(last)), seconds=100
    )
    for edition in range(1, last + 1):
        assert host.run(job="build", root=str(root), edition=edition)["version"]
    read = second_host.end()
    print(read.report)
    assert read["wrong"] == 0
    assert read["asked"] > 100
    assert {0, last} <= set(read["seen"])


def test_a_reader_that_opens_the_index_again_and_again_meets_whole_versions(
    host: Host, second_host: Host, copy: Callable[[], Path]
) -> None:
    read_through(host, second_host, copy(), 2)


@pytest.mark.slow
def test_a_reader_meets_whole_versions_through_many_builds(
    host: Host, second_host: Host, copy: Callable[[], Path]
) -> None:
    read_through(host, second_host, copy(), 24)


def test_a_version_goes_only_when_its_last_reader_has_gone(
    host: Host, second_host: Host, copy: Callable[[], Path], tmp_path: Path
) -> None:
    root, enough = copy(), tmp_path / "enough"
    held = current(root)
    assert held is not None
    second_host.start(
        job="read", root=str(root), edition=0, seconds=100, reopen=False, until=str(enough)
    )
    while not (held / "READERS").exists():
        time.sleep(0.01)
    for edition in (1, 2):
        assert host.run(job="build", root=str(root), edition=edition)["version"]
    assert held.is_dir()
    enough.touch()
    read = second_host.end()
    assert (read["wrong"], read["seen"], read["opened"]) == (0, [0], 1)
    assert host.run(job="build", root=str(root), edition=3)["version"]
    assert not held.exists()
