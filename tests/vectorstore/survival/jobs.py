"""What a process that may be killed, starved or given damaged files does, and what it reports."""

from __future__ import annotations

import os
import random
import sqlite3
import time
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from corpus.errors import StoreError
from tests.vectorstore.survival.books import Edition, Table
from tests.vectorstore.survival.ticks import Ticks, limit_files, watch_steps, watch_system
from vectorstore import build as building
from vectorstore import dense, fill, lacking, rows, verify
from vectorstore.entries import Entries
from vectorstore.index import Index
from vectorstore.passages import TEXT
from vectorstore.retriever import Filter

_SAMPLE = 20
_ENOUGH = 3
_QUESTION = "the legation wrote of grain and of ships"

Report = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """One job: the fields that a job has no use for stay empty."""

    job: str
    root: str
    edition: int = 0
    others: tuple[int, ...] = ()
    log: str | None = None
    kill: int | None = None
    fail: int | None = None
    steps: bool = True
    file_size: int | None = None
    starve_at: str | None = None
    user: int | None = None
    spawn: bool = False
    seconds: float = 0.0
    reopen: bool = True
    until: str | None = None


def run(order: Order) -> Report:
    """Do the job; a StoreError is a report, all else is a traceback."""
    if order.starve_at is None:
        limit_files(order.file_size)
    if order.user is not None:
        os.setresuid(order.user, order.user, 0)
    try:
        return {"build": _build, "open": _open, "look": _look, "read": _read}[order.job](order)
    except StoreError as error:
        return {"error": str(error)}
    finally:
        limit_files(None)  # what is reported has room, and may be written
        if order.user is not None:
            os.setresuid(0, 0, 0)


def _build(order: Order) -> Report:
    # Many small batches and flushes: more moments at which to die.
    smaller: list[tuple[Any, str, Any]] = [
        (fill, "BATCH", 100),
        (lacking, "BATCH", 100),
        (rows, "BATCH", 100),
        # What a changed volume lacks is much, what two changed documents lack is not.
        (lacking, "_AT_ONCE", 130),
        (fill, "_EMBEDDED_AT_ONCE", 50),
        (dense, "BATCH", 100),
        (dense, "_WHILE_FILLING", 150),
    ]
    if not order.spawn:
        smaller.append((building, "verify", lambda folder, entries: verify.check(folder)))
    for owner, name, value in smaller:
        setattr(owner, name, value)
    ticks = Ticks(
        log=Path(order.log) if order.log else None,
        kill=order.kill,
        fail=order.fail,
        starve_at=order.starve_at,
        file_size=order.file_size or 0,
    )
    if order.log or order.kill or order.fail or order.starve_at:
        watch_system(ticks)
        if order.steps:
            watch_steps(ticks)
    embedder = Table()
    built = building.build(
        Edition(order.edition),
        Path(order.root),
        embedder,
        lambda *_: time.sleep(order.seconds),
        allow_shrink=True,
    )
    return {
        "version": built.manifest.version,
        "digest": built.manifest.digest,
        "embedded": embedder.embedded,
        "claimed": built.embedded,
        "notices": built.notices,
    }


def _open(order: Order) -> Report:
    """Open the index, and ask it one question."""
    with Index(Path(order.root), Table()) as index:
        assert len(index.search(_QUESTION, 20, Filter())) == 20
        return {"edition": _served(index, order).number, "notice": index.notice}


def _served(index: Index, order: Order) -> Edition:
    """The edition that the index holds, of those that it may hold."""
    editions = map(Edition, (order.edition, *order.others))
    held = index.manifest.sources
    return next(e for e in editions if held == {s.volume: s.digest for s in e.sources()})


def _look(order: Order) -> Report:
    """Open the index, and try out that it is one of some editions, whole and nothing else."""
    root = Path(order.root)
    with Index(root, Table()) as index:
        edition = _served(index, order)
        _require_whole(index, edition.sought())
        verify.check(index.folder)
        return {
            "edition": edition.number,
            "notice": index.notice,
            "folder": index.folder.name,
            "waiting": sorted(index.manifest.waiting),
            "missing": len(_missing(root, Edition(order.edition))),
        }


def _require_whole(index: Index, sought: dict[str, tuple[str, str]]) -> None:
    stored = index.passages
    with closing(Entries(index.folder / TEXT)) as entries:
        assert sorted(entries.sought()) == sorted(sought)
    assert index.manifest.passages == len(sought)
    for passage, _ in stored.found(list(sought)):
        assert passage.text == sought[passage.id][0]
    for id_ in random.Random(1).sample(sorted(sought), _SAMPLE):  # noqa: S311
        words = sought[id_][0]
        best = index.search(words, 3, Filter())[0]
        assert best.passage.id == id_, (id_, best.passage.id)
        assert best.passage.text == words
        waits = best.document.volume.id in index.manifest.waiting
        assert set(best.arms) - {"document"} == ({"words"} if waits else {"dense", "words"})


def _missing(root: Path, edition: Edition) -> set[str]:
    """The keys of an edition's vectors that are not in the cache."""
    keys = {key for _, key in edition.sought().values()}
    path = root / "embeddings.sqlite"
    if not path.is_file():
        return keys
    with closing(sqlite3.connect(path)) as database:
        try:
            return keys - {key for (key,) in database.execute("SELECT key FROM vector")}
        except sqlite3.OperationalError:  # killed before it had its table
            return keys


def _stopped(order: Order) -> bool:
    return order.until is not None and Path(order.until).exists()


def _read(order: Order) -> Report:
    """Ask again and again: what was served, wrong answers, and how long one took (p95, seconds).

    The index is opened anew every 0.3 s, until it held the edition a few times; or once, and kept
    until there is a file of the name `until`.
    """
    known = {number: Edition(number) for number in (order.edition, *order.others)}
    texts = {n: {id_: w for id_, (w, _) in one.sought().items()} for n, one in known.items()}
    seen: list[int] = []
    end, wrong, took = time.monotonic() + order.seconds, 0, []
    while time.monotonic() < end and seen.count(order.edition) < _ENOUGH and not _stopped(order):
        with Index(Path(order.root), Table()) as index:
            assert index.notice == ""
            number = _served(index, order).number
            seen.append(number)
            stay = time.monotonic() + 0.3 if order.reopen else end
            while time.monotonic() < stay and not _stopped(order):
                began = time.monotonic()
                hits = index.search(_QUESTION, 20, Filter())
                took.append(time.monotonic() - began)
                wrong += len(hits) != 20
                wrong += sum(texts[number].get(h.passage.id) != h.passage.text for h in hits)
    return {
        "seen": sorted(set(seen)),
        "opened": len(seen),
        "wrong": wrong,
        "asked": len(took),
        "p95": sorted(took)[int(len(took) * 0.95)],
    }
