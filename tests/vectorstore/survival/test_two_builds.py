"""One build at a time; whoever comes second is told at once who is first."""

from __future__ import annotations

import json
import os
import signal
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.vectorstore.survival.conftest import Host

AT_ONCE = 1.0  # seconds


def test_a_second_build_is_refused_at_once_and_may_go_on_when_the_first_was_killed(
    host: Host, second_host: Host, copy: Callable[[], Path]
) -> None:
    root = copy()
    assert second_host.run(job="open", root=str(root), edition=0)["edition"] == 0  # loaded
    first = host.start(job="build", root=str(root), edition=1, seconds=30)
    while json.loads((root / "writer.json").read_text(encoding="utf-8"))["pid"] != first:
        time.sleep(0.01)
    second = second_host.run(job="build", root=str(root), edition=2)
    assert f"process {first} on " in second["error"]
    assert f"is building the index in {root}; wait for it to end" in second["error"]
    assert second.seconds < AT_ONCE
    assert second_host.run(job="look", root=str(root), edition=0)["notice"] == ""
    os.kill(first, signal.SIGKILL)
    assert host.end().status == -signal.SIGKILL
    assert second_host.run(job="build", root=str(root), edition=2)["version"]
    found = second_host.run(job="look", root=str(root), edition=2)
    assert (found["edition"], found["notice"]) == (2, "")
    assert not list(root.glob("building-*"))
