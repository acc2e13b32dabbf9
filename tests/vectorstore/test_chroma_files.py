"""Chroma's files: copied whole beside readers, compacted, and told apart from damage."""

from __future__ import annotations

import shutil
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.errors import StoreError
from vectorstore.chroma_files import DATABASE, compact, copy, database_digest, require_database
from vectorstore.dense import Dense, finish
from vectorstore.embed import Vectors

ENTRIES = 40
OPENING = "INSERT INTO acquire_write (lock_status) VALUES (1)"


def vectors(count: int) -> Vectors:
    return np.random.default_rng(0).standard_normal((count, 8)).astype(np.float32)


def fill(folder: Path, count: int) -> None:
    with closing(Dense(folder, create=True)) as dense:
        ids = [f"entry {number}" for number in range(count)]
        dense.add(ids, vectors(count), [f"The words of {id_}." for id_ in ids], [{"n": 1}] * count)


@pytest.fixture(scope="module")
def finished(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A finished folder of 40 entries; not to be changed."""
    folder = tmp_path_factory.mktemp("finished") / "vectors"
    fill(folder, ENTRIES)
    finish(folder)
    return folder


@pytest.fixture
def folder(finished: Path, tmp_path: Path) -> Path:
    """A copy of it."""
    return Path(shutil.copytree(finished, tmp_path / "vectors"))


@pytest.fixture
def digest(finished: Path) -> Callable[[Path], str]:
    """The digest of a folder's database, as far as the finished one reached."""
    size = (finished / DATABASE).stat().st_size
    return lambda folder: database_digest(folder / DATABASE, size)


def found(folder: Path) -> list[str]:
    with closing(Dense(folder)) as dense:
        return [id_ for id_, _ in dense.search(vectors(1), ENTRIES)]


def run(folder: Path, *statements: str) -> None:
    with closing(sqlite3.connect(folder / DATABASE)) as database:
        database.execute("PRAGMA synchronous = OFF")  # nothing here has to survive a power cut
        for statement in statements:
            database.execute(statement)
        database.commit()


def free_pages(folder: Path) -> int:
    with closing(sqlite3.connect(folder / DATABASE)) as database:
        return int(database.execute("PRAGMA freelist_count").fetchone()[0])


def masked(folder: Path) -> set[int]:
    """The bytes that opening changes: counters of the header, and the first page of openings."""
    with closing(sqlite3.connect(folder / DATABASE)) as database:
        ((page,),) = database.execute("PRAGMA page_size").fetchall()
        named = "SELECT rootpage FROM sqlite_master WHERE name = 'acquire_write'"
        ((root,),) = database.execute(named).fetchall()
    return {*range(24, 32), *range(92, 100), *range((root - 1) * page, root * page)}


def test_four_hundred_openings_change_nothing(folder: Path, digest: Callable[[Path], str]) -> None:
    before, size = digest(folder), (folder / DATABASE).stat().st_size
    expected = found(folder)
    for _ in range(4):
        for _ in range(10):
            run(folder, *[OPENING] * 10)
        assert found(folder) == expected
        assert digest(folder) == before
    # So many that they need another page.
    run(folder, *[OPENING] * 1_000)
    assert (folder / DATABASE).stat().st_size > size
    assert found(folder) == expected
    assert digest(folder) == before


def test_a_changed_word_changes_the_digest(folder: Path, digest: Callable[[Path], str]) -> None:
    before = digest(folder)
    run(folder, "UPDATE embedding_metadata SET string_value = 'X' WHERE id = 7")
    assert digest(folder) != before


def test_any_flipped_bit_is_noticed_or_harmless(
    finished: Path, digest: Callable[[Path], str], tmp_path: Path
) -> None:
    whole = (finished / DATABASE).read_bytes()
    before, left_out = digest(finished), masked(finished)

    @settings(max_examples=200)
    @given(at=st.integers(0, len(whole) - 1) | st.integers(0, 120), bit=st.integers(0, 7))
    def flip(at: int, bit: int) -> None:
        damaged = bytearray(whole)
        damaged[at] ^= 1 << bit
        (tmp_path / DATABASE).write_bytes(damaged)
        try:
            noticed = database_digest(tmp_path / DATABASE, len(whole)) != before
        except StoreError:
            noticed = True
        assert noticed or at in left_out

    flip()


def test_a_flipped_bit_among_the_openings_is_noticed_or_harmless(
    folder: Path, digest: Callable[[Path], str]
) -> None:
    run(folder, *[OPENING] * 5)
    whole, before, expected = (folder / DATABASE).read_bytes(), digest(folder), found(folder)
    places = sorted(masked(folder))
    # Both counters and what describes the page, whole; then its free room, and its rows.
    for at in (*places[:28], *places[28:-60:400], *places[-60::7]):
        for bit in (0, 4, 7):
            damaged = bytearray(whole)
            damaged[at] ^= 1 << bit
            (folder / DATABASE).write_bytes(damaged)
            try:
                noticed = digest(folder) != before
            except StoreError:
                noticed = True
            assert noticed or found(folder) == expected


def test_a_file_that_is_shorter_or_no_database_is_told(tmp_path: Path, finished: Path) -> None:
    whole = (finished / DATABASE).read_bytes()
    path = tmp_path / DATABASE
    path.write_bytes(whole)
    with pytest.raises(StoreError, match=f"cut short: {len(whole)} of {len(whole) + 1} bytes"):
        database_digest(path, len(whole) + 1)
    for content in (whole[: len(whole) // 2], b"", b"no database " * 500):
        path.write_bytes(content)
        with pytest.raises(StoreError, match=r"chroma\.sqlite3"):
            database_digest(path, len(whole))


def test_a_database_of_something_else_is_told(tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / DATABASE)) as database:
        database.execute("CREATE TABLE recipe (id INTEGER)")
    with pytest.raises(StoreError, match="no table acquire_write"):
        database_digest(tmp_path / DATABASE, 100)
    with pytest.raises(StoreError, match="no such table: collections"):
        require_database(tmp_path)


def test_a_copy_finds_the_same_and_the_original_does_not_change(
    folder: Path, tmp_path: Path
) -> None:
    before = {p: p.read_bytes() for p in folder.rglob("*") if p.is_file()}
    expected = found(folder)
    before[folder / DATABASE] = (folder / DATABASE).read_bytes()
    copy(folder, tmp_path / "copy")
    assert found(tmp_path / "copy") == expected
    assert {p: p.read_bytes() for p in folder.rglob("*") if p.is_file()} == before


def test_a_copy_is_whole_while_others_open_the_original(folder: Path, tmp_path: Path) -> None:
    stop = threading.Event()

    def open_again_and_again() -> None:
        while not stop.is_set():
            run(folder, OPENING)

    opening = threading.Thread(target=open_again_and_again)
    opening.start()
    try:
        for number in range(5):
            copy(folder, tmp_path / str(number))
    finally:
        stop.set()
        opening.join(30)
    for number in range(5):
        with closing(sqlite3.connect(tmp_path / str(number) / DATABASE)) as database:
            assert database.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert len(found(tmp_path / str(number))) == ENTRIES


def test_a_copy_holds_no_row_that_is_half_written(folder: Path, tmp_path: Path) -> None:
    with closing(sqlite3.connect(folder / DATABASE)) as writing:
        ((before,),) = writing.execute("SELECT count(*) FROM acquire_write").fetchall()
        writing.execute(OPENING)
        copy(folder, tmp_path / "copy")
        writing.commit()
    with closing(sqlite3.connect(tmp_path / "copy" / DATABASE)) as copied:
        assert copied.execute("SELECT count(*) FROM acquire_write").fetchone() == (before,)


def test_a_reader_that_was_killed_while_it_opened_did_no_damage(
    folder: Path, tmp_path: Path, digest: Callable[[Path], str]
) -> None:
    before, expected = digest(folder), found(folder)
    # With a cache of one page, SQLite writes into the file before the transaction ends.
    script = (
        "import os, sqlite3, sys\n"
        "database = sqlite3.connect(sys.argv[1], isolation_level=None)\n"
        "database.execute('PRAGMA cache_size = 1')\n"
        "database.execute('BEGIN IMMEDIATE')\n"
        f"database.executemany('{OPENING}', [()] * 20_000)\n"
        "os.kill(os.getpid(), 9)\n"
    )
    killed = subprocess.run([sys.executable, "-c", script, str(folder / DATABASE)], check=False)
    assert killed.returncode == -9
    assert (folder / f"{DATABASE}-journal").stat().st_size > 0
    copy(folder, tmp_path / "copy")
    for place in (folder, tmp_path / "copy"):
        require_database(place)
        assert found(place) == expected
    assert digest(folder) == before


def test_compacting_gives_back_the_room_of_what_was_taken_out(tmp_path: Path) -> None:
    folder = tmp_path / "vectors"
    fill(folder, 500)
    with closing(Dense(folder)) as dense:
        dense.delete([f"entry {number}" for number in range(40, 500)])
    size, free = (folder / DATABASE).stat().st_size, free_pages(folder)
    compact(folder)
    assert (folder / DATABASE).stat().st_size <= size - 4096 * free < size
    assert free_pages(folder) == 0
    assert sorted(found(folder)) == sorted(f"entry {number}" for number in range(40))
