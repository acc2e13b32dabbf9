"""One writer at a time, and whoever waits is told for whom."""

from __future__ import annotations

import errno
import json
import os
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from corpus.errors import StoreError
from vectorstore.writer_lock import BusyError, being_written, writing


@contextmanager
def held(root: Path) -> Iterator[None]:
    """The lock of `root`, held by another thread."""
    taken, let_go = threading.Event(), threading.Event()

    def hold() -> None:
        with writing(root, 0):
            taken.set()
            let_go.wait(30)

    holder = threading.Thread(target=hold)
    holder.start()
    try:
        assert taken.wait(30)
        yield
    finally:
        let_go.set()
        holder.join(30)


def test_who_comes_second_is_told_who_is_first(tmp_path: Path) -> None:
    with held(tmp_path):
        began = time.monotonic()
        with (
            pytest.raises(BusyError, match=rf"^process {os.getpid()} on .*wait for it to end") as e,
            writing(tmp_path, 0),
        ):
            pytest.fail("two writers at a time")
        assert time.monotonic() - began < 1
        said = json.loads((tmp_path / "writer.json").read_text(encoding="utf-8"))
    assert (said["pid"], said["host"]) == (os.getpid(), socket.gethostname())
    for value in said.values():
        assert str(value) in str(e.value)


def test_the_name_of_a_command_says_nothing_of_folders(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "argv", ["/home/someone/.venv/bin/frus", "index", "build", "more"])
    with writing(tmp_path, 0):
        said = json.loads((tmp_path / "writer.json").read_text(encoding="utf-8"))
    assert said["command"] == "frus index build"


def test_who_has_patience_gets_the_lock(tmp_path: Path) -> None:
    with held(tmp_path):
        got: list[bool] = []

        def wait() -> None:
            with writing(tmp_path, 30):
                got.append(True)

        waiting = threading.Thread(target=wait)
        waiting.start()
        time.sleep(0.1)
        assert got == []
    waiting.join(30)
    assert got == [True]


def test_the_lock_is_let_go_when_the_work_fails(tmp_path: Path) -> None:
    with pytest.raises(RuntimeError, match="the power is gone"), writing(tmp_path, 0):
        raise RuntimeError("the power is gone")
    with writing(tmp_path, 0):
        pass


@pytest.mark.parametrize("said", [None, b"", b"{", b"[1]", b'{"pid": 7}', b"\xff\xfe"])
def test_a_holder_that_has_not_said_its_name_is_another_process(
    tmp_path: Path, said: bytes | None
) -> None:
    with held(tmp_path):
        (tmp_path / "writer.json").unlink()
        if said is not None:
            (tmp_path / "writer.json").write_bytes(said)
        with pytest.raises(StoreError, match=r"^another process is building"), writing(tmp_path, 0):
            pass


def test_a_writer_that_was_killed_holds_nothing(tmp_path: Path) -> None:
    script = (
        "import os, pathlib, sys\n"
        "from vectorstore.writer_lock import writing\n"
        "with writing(pathlib.Path(sys.argv[1]), 0):\n"
        "    os.kill(os.getpid(), 9)\n"
    )
    killed = subprocess.run([sys.executable, "-c", script, str(tmp_path)], check=False)
    assert killed.returncode == -9
    assert json.loads((tmp_path / "writer.json").read_text(encoding="utf-8"))["pid"] != os.getpid()
    with writing(tmp_path, 0):
        pass


def test_whether_somebody_builds_can_be_asked_without_getting_in_the_way(tmp_path: Path) -> None:
    assert not being_written(tmp_path / "nowhere")
    assert not (tmp_path / "nowhere").exists()
    with held(tmp_path):
        assert being_written(tmp_path)
        assert being_written(tmp_path)
    assert not being_written(tmp_path)
    with writing(tmp_path, 0):
        pass


@pytest.mark.parametrize("why", [errno.EACCES, errno.EROFS, errno.ENOSPC])
def test_where_the_lock_cannot_be_opened_nobody_is_said_to_build(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, why: int
) -> None:
    with writing(tmp_path, 0):
        pass
    opened = os.open

    def refuse(path: str, flags: int, mode: int = 0o777) -> int:
        if os.fspath(path) == str(tmp_path / "writer.lock"):
            raise OSError(why, os.strerror(why))
        return opened(path, flags, mode)

    monkeypatch.setattr(os, "open", refuse)
    assert not being_written(tmp_path)
