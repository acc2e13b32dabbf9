"""A disk that is full at any step: it is told, the old index answers, the next build works."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.vectorstore.survival.conftest import Host

OLD = 0
TARGETS = (1, 2)  # on the vectors of edition 0, and with a graph of its own
KB = 1024
SIZES = (0, 100, 5 * KB, 40 * KB, 200 * KB, 600 * KB, 1000 * KB, 10_000 * KB)
MOMENTS = (
    "from the start",
    "before tantivy.commit",
    "before EmbeddingCache.put",
    "before Collection.add",
    "before Collection.modify",
    "before vectorstore.dense.compact",
    "before vectorstore.build.write_manifest",
    "before vectorstore.versions.point_to",
)


def require_told(host: Host, root: Path, error: str, target: int) -> None:
    """The error says where and what to do; the old index answers; then a build goes through."""
    assert re.search(rf"{re.escape(str(root))}\S* cannot be (written|used)", error), error
    assert "make room or mend the disk, and run: frus index build" in error.lower(), error
    require_old(host, root, target)
    built = host.run(job="build", root=str(root), edition=target)
    assert built["version"]
    found = host.run(job="look", root=str(root), edition=target)
    assert (found["edition"], found["notice"]) == (target, "")


def require_old(host: Host, root: Path, target: int) -> None:
    """The old index, or the new one in whole, and nothing half-written beside it."""
    found = host.run(job="look", root=str(root), edition=target, others=[OLD])
    assert found["notice"] == ""
    assert not list(root.glob("building-*"))


def fail_at(host: Host, copy: Callable[[], Path], log: Path, target: int, every: int) -> None:
    """Let every `every`-th wait for the disk, or renaming, fail, each in a build of its own."""
    whole = host.run(job="build", root=str(copy()), edition=target, log=str(log), steps=False)
    assert whole["version"]
    moments = log.read_text(encoding="utf-8").splitlines()
    failing = [n for n, moment in enumerate(moments, 1) if moment.startswith("before")]
    assert len(failing) > 20
    moved = 0
    for number in failing[target::every]:
        root = copy()
        ended = host.run(job="build", root=str(root), edition=target, fail=number, steps=False)
        print(f"edition {target}, {moments[number - 1]}, {number}: {ended.report}")
        if "version" in ended.report:  # an older version could not be moved out of the way
            assert moments[number - 1] == "before os.replace"
            moved += 1
            assert host.run(job="look", root=str(root), edition=target)["notice"] == ""
            assert host.run(job="build", root=str(root), edition=target)["embedded"] == 0
            assert len(list(root.glob("index-*"))) == 2
        else:
            require_told(host, root, ended["error"], target)
    assert moved or number != failing[-1]


def starve(host: Host, root: Path, target: int, moment: str, size: int) -> str | None:
    """Build where from a moment on no file may grow beyond `size` bytes.

    What was said, or None if everything fitted.
    """
    at = None if moment == MOMENTS[0] else moment
    ended = host.run(job="build", root=str(root), edition=target, file_size=size, starve_at=at)
    print(f"edition {target}, {moment}, {size} bytes: {ended.report}")
    if "version" in ended.report:
        return None
    error = str(ended["error"])
    require_told(host, root, error, target)
    return error


def test_a_step_that_finds_the_disk_full_leaves_the_old_index(
    host: Host, copy: Callable[[], Path], tmp_path: Path
) -> None:
    fail_at(host, copy, tmp_path / "moments", 1, every=18)


@pytest.mark.slow
@pytest.mark.parametrize("target", TARGETS)
def test_any_step_that_finds_the_disk_full_leaves_the_old_index(
    host: Host, copy: Callable[[], Path], tmp_path: Path, target: int
) -> None:
    fail_at(host, copy, tmp_path / "moments", target, every=1)


@pytest.mark.parametrize(
    ("moment", "size"),
    [
        ("from the start", 0),
        ("before EmbeddingCache.put", 0),
        ("before Collection.add", 100 * KB),
        ("before tantivy.commit", 100),
        ("before vectorstore.build.write_manifest", 100),
        ("before vectorstore.versions.point_to", 0),
    ],
)
def test_files_that_cannot_grow_leave_the_old_index(
    host: Host, copy: Callable[[], Path], moment: str, size: int
) -> None:
    assert starve(host, copy(), 1, moment, size)


@pytest.mark.slow
@pytest.mark.parametrize("target", TARGETS)
@pytest.mark.parametrize("moment", MOMENTS)
def test_files_that_cannot_grow_from_any_step_on_leave_the_old_index(
    host: Host, copy: Callable[[], Path], target: int, moment: str
) -> None:
    told = [starve(host, copy(), target, moment, size) for size in SIZES]
    assert any(told)
    assert not told[-1]
