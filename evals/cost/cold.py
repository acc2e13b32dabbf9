"""A command from a cold start to the first line that it prints, with the memory it needed.

It is started by a small process of its own, this module: the memory that the system tells of a
process begins with that of the one which started it.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from tempfile import TemporaryFile

from corpus.errors import InputError, StoreError

#: What the system counts the peak of a process in (getrusage(2)): kilobytes, but on a Mac bytes.
PEAK_UNIT = 1 if sys.platform == "darwin" else 1_024


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """One process: seconds to the first line of its answer, seconds to its end, and bytes.

    `peak` is the most memory that was resident at a time, shared and mapped pages among it.
    """

    answered: float
    ended: float
    peak: int

    def __post_init__(self) -> None:
        if not 0 < self.answered <= self.ended:
            raise ValueError(f"answered after {self.answered} s, and ended after {self.ended} s")


def run_cold(command: Sequence[str], environment: Mapping[str, str]) -> Run:
    """Run `command` in a new process; the system's cache has its files, or not, as it is.

    Raises StoreError, with what it said, where it fails or prints nothing, and InputError where
    the system does not tell what a process needed.
    """
    if not hasattr(os, "wait4"):
        raise InputError("this system does not tell the memory of a process; measure on another")
    done = subprocess.run(  # noqa: S603  # this interpreter, this module
        [sys.executable, "-P", "-m", "evals.cost.cold", *command],
        env=dict(environment),
        capture_output=True,
        text=True,
        errors="replace",
        check=False,
    )
    if done.returncode:
        raise StoreError(f"{command[0]}: {done.stderr.strip() or 'it printed nothing'}")
    return Run(**json.loads(done.stdout))


def _run(command: Sequence[str]) -> Run | None:
    """Run it here; None, with what it said on standard error, where it fails or prints nothing."""
    with TemporaryFile() as errors:
        start = time.perf_counter()
        process = subprocess.Popen(  # noqa: S603  # what this module was given
            command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=errors
        )
        assert process.stdout is not None  # noqa: S101  # it is a pipe
        with process.stdout as printed:
            line = printed.readline()
            answered = time.perf_counter() - start
            printed.read()
        _, status, used = os.wait4(process.pid, 0)
        ended = time.perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode == 0 and line.strip():
            return Run(answered=answered, ended=ended, peak=used.ru_maxrss * PEAK_UNIT)
        errors.seek(0)
        sys.stderr.write(errors.read().decode(errors="replace"))
        return None


def _main() -> int:
    run = _run(sys.argv[1:])
    if run is None:
        return 1
    sys.stdout.write(json.dumps(asdict(run)) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(_main())
