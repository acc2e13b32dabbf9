"""Damage is found before anything is opened; an earlier version stands in; a build mends it."""

from __future__ import annotations

import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.vectorstore.survival.damages import HARMLESS, OF_A_VERSION, OF_THE_POINTER
from vectorstore.versions import current

if TYPE_CHECKING:
    from tests.vectorstore.survival.conftest import Host

OLD, NEW, NEXT = 4, 0, 1  # editions: the one before, the published one, one not built yet
LIMIT = 10.0  # seconds in which damage must be found
RARER = ("500 flips", "gone", "one byte short", "a folder", "header byte", "no object")


def version(root: Path) -> Path:
    folder = current(root)
    assert folder is not None
    return folder


@pytest.mark.parametrize(
    "damage",
    [
        pytest.param(damage, marks=[pytest.mark.slow] if damage.endswith(RARER) else [])
        for damage in OF_A_VERSION
    ],
)
def test_an_earlier_version_stands_in_for_a_damaged_one(
    host: Host, copy: Callable[[], Path], damage: str
) -> None:
    root = copy()
    name, harm = OF_A_VERSION[damage]
    folder = version(root)
    harm(folder)
    opened = host.run(LIMIT, job="open", root=str(root), edition=NEW, others=[OLD])
    print(f"{damage}: {opened.seconds:.2f} s, {opened.report}")
    assert opened["edition"] == OLD
    assert name.rpartition("/")[2] in opened["notice"]
    assert str(folder) in opened["notice"]
    assert opened["notice"].endswith("Make it anew: frus index build")


def mended(host: Host, root: Path, edition: int = NEW) -> None:
    """Build an edition whose vectors were all computed, and find it whole."""
    built = host.run(job="build", root=str(root), edition=edition)
    assert built["embedded"] == 0
    found = host.run(LIMIT, job="look", root=str(root), edition=edition)
    assert (found["edition"], found["notice"]) == (edition, "")
    assert len(list(root.glob("index-*"))) <= 2


@pytest.mark.parametrize(
    "how",
    [
        "flipped",
        pytest.param("cut", marks=pytest.mark.slow),
        pytest.param("gone", marks=pytest.mark.slow),
    ],
)
def test_damage_to_any_file_of_the_words_is_found(
    host: Host, copy: Callable[[], Path], how: str
) -> None:
    root = copy()
    names = sorted(path.name for path in (version(root) / "words").iterdir())
    names = [name for name in names if not name.endswith(".lock")]
    assert len(names) > 5
    for name in names:
        root = copy()
        path = version(root) / "words" / name
        content = bytearray(path.read_bytes())
        content[len(content) // 2] ^= 1
        path.unlink()
        if how != "gone":
            path.write_bytes(content if how == "flipped" else content[:-1])
        opened = host.run(LIMIT, job="open", root=str(root), edition=NEW, others=[OLD])
        assert opened["edition"] == OLD
        assert f"{path} " in opened["notice"]


def flip_anywhere(host: Host, copy: Callable[[], Path], times: int) -> None:
    seed = random.getrandbits(32)
    print(f"seed {seed}")
    chance = random.Random(seed)  # noqa: S311
    for _ in range(times):
        root = copy()
        files = [path for path in version(root).rglob("*") if path.is_file()]
        sizes = [path.stat().st_size for path in files]
        # Every other flip hits a file, however small it is; the others a byte, wherever it is.
        weights = sizes if chance.random() < 0.5 else [min(size, 1) for size in sizes]
        (path,) = chance.choices(files, weights)
        content = bytearray(path.read_bytes())
        at, bit = chance.randrange(len(content)), chance.randrange(8)
        content[at] ^= 1 << bit
        path.write_bytes(content)
        found = host.run(LIMIT, job="look", root=str(root), edition=NEW, others=[OLD])
        print(f"{path.name}, byte {at} of {len(content)}, bit {bit}: {found.report}")
        # What Chroma counts when it is opened may be changed without harm, and without notice.
        harmless = path.name == "chroma.sqlite3" and found["edition"] == NEW
        assert harmless or (found["edition"] == OLD and path.name in found["notice"])


def test_a_flipped_bit_anywhere_is_found_or_harmless(host: Host, copy: Callable[[], Path]) -> None:
    flip_anywhere(host, copy, 4)


@pytest.mark.slow
def test_three_hundred_flipped_bits_are_found_or_harmless(
    host: Host, copy: Callable[[], Path]
) -> None:
    flip_anywhere(host, copy, 300)


@pytest.mark.parametrize("damage", OF_THE_POINTER)
def test_the_newest_version_is_found_without_its_name(
    host: Host, copy: Callable[[], Path], damage: str
) -> None:
    root = copy()
    OF_THE_POINTER[damage](root)
    opened = host.run(LIMIT, job="open", root=str(root), edition=NEW, others=[OLD])
    assert opened["edition"] == NEW
    assert f"{root / 'CURRENT'} names no index" in opened["notice"]
    if damage == "a folder":
        built = host.run(job="build", root=str(root), edition=NEW)
        assert f"{root / 'CURRENT'}" in built["error"]
        (root / "CURRENT").rmdir()
    mended(host, root)


@pytest.mark.parametrize("damage", HARMLESS)
def test_what_is_made_anew_may_be_gone(host: Host, copy: Callable[[], Path], damage: str) -> None:
    root = copy()
    HARMLESS[damage](root)
    opened = host.run(LIMIT, job="open", root=str(root), edition=NEW)
    assert opened["notice"] == ""
    assert host.run(job="build", root=str(root), edition=NEXT)["version"]


def test_a_lost_list_of_readers_is_made_anew(host: Host, copy: Callable[[], Path]) -> None:
    root = copy()
    for _ in range(2):
        assert host.run(LIMIT, job="open", root=str(root), edition=NEW)["notice"] == ""
        (version(root) / "READERS").unlink()


def test_without_a_sound_version_every_fault_is_told_and_a_build_mends(
    host: Host, copy: Callable[[], Path]
) -> None:
    root = copy()
    for folder in root.glob("index-*"):
        (folder / "passages.sqlite").unlink()
    opened = host.run(LIMIT, job="open", root=str(root), edition=NEW).report
    for folder in root.glob("index-*"):
        assert f"{folder / 'passages.sqlite'} is gone" in opened["error"]
    assert opened["error"].endswith("; run: frus index build")
    mended(host, root)


@pytest.mark.parametrize("damage", ["graph gone", "manifest: a number"])
def test_a_build_mends_a_damaged_version(host: Host, copy: Callable[[], Path], damage: str) -> None:
    root = copy()
    OF_A_VERSION[damage][1](version(root))
    mended(host, root)


@pytest.mark.slow
@pytest.mark.parametrize("damage", OF_A_VERSION)
def test_a_build_mends_any_damage_beside_an_earlier_version_and_without_one(
    host: Host, copy: Callable[[], Path], damage: str
) -> None:
    for alone in (False, True):
        root = copy()
        if alone:
            (earlier,) = set(root.glob("index-*")) - {version(root)}
            shutil.rmtree(earlier)
        OF_A_VERSION[damage][1](version(root))
        mended(host, root)
        mended(host, root, OLD)


def test_a_reader_that_was_killed_while_it_opened_the_index_does_no_harm(
    host: Host, copy: Callable[[], Path]
) -> None:
    root = copy()
    database = version(root) / "vectors" / "chroma.sqlite3"
    # So much that SQLite writes some of it into the file before the process is killed.
    program = (
        "import os, sqlite3, sys\n"
        "database = sqlite3.connect(sys.argv[1], isolation_level=None)\n"
        "database.execute('PRAGMA cache_size = 1')\n"
        "database.execute('BEGIN IMMEDIATE')\n"
        "for _ in range(3000):\n"
        "    database.execute('INSERT INTO acquire_write (lock_status) VALUES (1)')\n"
        "os.kill(os.getpid(), 9)\n"
    )
    killed = subprocess.run([sys.executable, "-c", program, str(database)], check=False)
    assert killed.returncode == -signal.SIGKILL
    assert database.with_name("chroma.sqlite3-journal").stat().st_size > 0
    found = host.run(LIMIT, job="look", root=str(root), edition=NEW, others=[OLD])
    assert (found["edition"], found["notice"]) == (NEW, "")


@pytest.fixture
def reachable() -> Iterator[tuple[Path, int | None]]:
    """A folder, and a user whom modes stop: another one where the tests run as root."""
    user = 65534 if os.geteuid() == 0 else None
    with tempfile.TemporaryDirectory() as folder:
        yield Path(folder), user


@pytest.mark.parametrize("pattern", ["chroma.sqlite3", "*"])
def test_a_version_with_read_only_files_is_made_anew(
    host: Host, published: Path, reachable: tuple[Path, int | None], pattern: str
) -> None:
    folder, user = reachable
    root = Path(shutil.copytree(published, folder / "index"))
    for path in [folder, *folder.rglob("*")]:
        if user is not None:
            os.chown(path, user, user)
    for path in version(root).rglob(pattern):
        if path.is_file():
            path.chmod(0o444)
    opened = host.run(LIMIT, job="open", root=str(root), edition=NEW, others=[OLD], user=user)
    assert opened["edition"] == OLD
    assert "chroma.sqlite3 is read-only" in opened["notice"]
    assert host.run(job="build", root=str(root), edition=NEW, user=user)["embedded"] == 0
    opened = host.run(LIMIT, job="open", root=str(root), edition=NEW, user=user)
    assert (opened["edition"], opened["notice"]) == (NEW, "")


def test_an_index_that_was_opened_very_often_is_still_sound(
    host: Host, copy: Callable[[], Path]
) -> None:
    root = copy()
    database = version(root) / "vectors" / "chroma.sqlite3"
    size = database.stat().st_size
    with closing(sqlite3.connect(database)) as rows, rows:
        row = "INSERT INTO acquire_write (lock_status) VALUES (1)"
        for _ in range(20_000):
            rows.execute(row)
    assert database.stat().st_size > size
    for _ in range(2):
        assert host.run(LIMIT, job="open", root=str(root), edition=NEW)["notice"] == ""
