"""Processes that may be killed, and an index to kill them over."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

CHECKOUT = Path(__file__).parent.parent.parent.parent
_LIMIT = 120.0  # seconds; nothing here takes ten


@dataclass(frozen=True, slots=True, kw_only=True)
class Ended:
    """How a job ended: its exit status (negative: the signal), its report, and what it said."""

    status: int
    report: dict[str, Any]
    said: str
    seconds: float

    def __getitem__(self, name: str) -> Any:
        assert name in self.report, (self.status, self.report, self.said)
        return self.report[name]


class Host:
    """Runs jobs, each in a fresh process, forked from one that has loaded the libraries."""

    def __init__(self, folder: Path) -> None:
        self._folder, self._number, self._busy = folder, 0, False
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.vectorstore.survival.host"],
            cwd=CHECKOUT,
            env=os.environ | {"PYTHONPATH": str(CHECKOUT), "OPENBLAS_NUM_THREADS": "1"},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def close(self) -> None:
        self._process.communicate(timeout=_LIMIT)

    def start(self, **order: Any) -> int:
        """Start a job; its process id."""
        if self._busy:  # a test that failed left it
            self.end()
        self._busy, self._number = True, self._number + 1
        self._out = self._folder / f"job{self._number}"
        assert self._process.stdin is not None
        self._process.stdin.write(json.dumps({"out": str(self._out), **order}) + "\n")
        self._process.stdin.flush()
        self._began = time.monotonic()
        return int(self._line())

    def end(self) -> Ended:
        """Wait until the started job has ended."""
        status, self._busy = int(self._line()), False
        report = self._out.with_suffix(".json")
        return Ended(
            status=status,
            report=json.loads(report.read_text()) if status == 0 else {},
            said=self._out.with_suffix(".err").read_text(),
            seconds=time.monotonic() - self._began,
        )

    def run(self, limit: float = _LIMIT, **order: Any) -> Ended:
        """Run a job to its end; one that is not done after `limit` seconds is killed, and fails."""
        process = self.start(**order)
        timer = threading.Timer(limit, os.kill, (process, signal.SIGKILL))
        timer.start()
        try:
            ended = self.end()
        finally:
            timer.cancel()
        assert ended.seconds < limit, f"{order} did not come to an end within {limit} s"
        return ended

    def kill_after(self, seconds: float, **order: Any) -> Ended:
        """Run a job, and kill it after so many seconds."""
        process = self.start(**order)
        time.sleep(seconds)
        with suppress(ProcessLookupError):  # it was quicker
            os.kill(process, signal.SIGKILL)
        return self.end()

    def _line(self) -> str:
        assert self._process.stdout is not None
        line = self._process.stdout.readline()
        assert line, "the host of the jobs has ended"
        return line


@pytest.fixture(scope="session")
def host(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Host]:
    if not hasattr(os, "fork"):
        pytest.skip("jobs are forked, and this system does not fork")
    host = Host(tmp_path_factory.mktemp("jobs"))
    yield host
    host.close()


@pytest.fixture(scope="session")
def second_host(tmp_path_factory: pytest.TempPathFactory, host: Host) -> Iterator[Host]:
    second = Host(tmp_path_factory.mktemp("more-jobs"))
    yield second
    second.close()


@pytest.fixture(scope="session")
def published(tmp_path_factory: pytest.TempPathFactory, host: Host) -> Path:
    """The root of an index of edition 0, with its cache, and an older one; not to be changed."""
    root = tmp_path_factory.mktemp("published") / "index"
    for edition in (4, 0):
        assert host.run(job="build", root=str(root), edition=edition)["version"]
    return root


@pytest.fixture
def copy(published: Path, tmp_path: Path) -> Callable[[], Path]:
    """Makes a fresh copy of it."""
    number = 0

    def fresh() -> Path:
        nonlocal number
        number += 1
        return Path(shutil.copytree(published, tmp_path / str(number) / "index"))

    return fresh
