"""A build that is killed, at any moment: the old index or the new one is there, whole.

Or the new one with volumes that are found by their words, and wait for their vectors.
"""

from __future__ import annotations

import random
import signal
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from vectorstore.versions import current

if TYPE_CHECKING:
    from tests.vectorstore.survival.conftest import Host

OLD = 0
TARGETS = (1, 2)  # on the vectors of edition 0, and with a graph of its own
QUICK = 3  # trials of a kind in the ordinary run
QUICK_AIMS = {
    1: (
        "after vectorstore.chroma_files.copy",
        "before vectorstore.versions.point_to",
        "after vectorstore.versions.point_to",
    ),
    # Here a version without the new vectors is published first: see `of_words`.
    2: (
        "after tantivy.commit",
        "after vectorstore.build.mark_waiting",
        "before vectorstore.versions.point_to",
        "after vectorstore.versions.point_to",
        "after vectorstore.build.copy_text",
        "after EmbeddingCache.put",
        "after Collection.add",
    ),
}


def require_survival(host: Host, root: Path, old: int, new: int) -> str:
    """What is served after a kill, found whole: the old edition, or the new one, or its words.

    Then the build that goes through.

    It embeds what is not in the cache and nothing else, and clears up.
    """
    found = host.run(job="look", root=str(root), edition=new, others=[old])
    assert found["notice"] == ""
    again = host.run(job="build", root=str(root), edition=new)
    assert again["embedded"] == again["claimed"] == found["missing"]
    assert found["edition"] == old or found["waiting"] or again["embedded"] == 0
    assert not list(root.glob("building-*"))
    assert len(list(root.glob("index-*"))) <= 2
    mended = host.run(job="look", root=str(root), edition=new)
    assert (mended["edition"], mended["notice"], mended["missing"]) == (new, "", 0)
    assert mended["waiting"] == []
    return "old" if found["edition"] == old else "words" if found["waiting"] else "new"


def moments(host: Host, root: Path, target: int, log: Path) -> list[str]:
    """Every moment of a build, in order, at which it can be made to die."""
    host.run(job="build", root=str(root), edition=target, log=str(log)).report["version"]
    return log.read_text(encoding="utf-8").splitlines()


def aims(passed: Sequence[str]) -> list[int]:
    """The first, a middle and the last moment of every kind, counted from 1."""
    kinds: dict[str, list[int]] = {}
    for number, moment in enumerate(passed, 1):
        kinds.setdefault(moment, []).append(number)
    return sorted({n for at in kinds.values() for n in (at[0], at[len(at) // 2], at[-1])})


def kill_at(host: Host, copy: Callable[[], Path], tmp_path: Path, *, every: bool) -> None:
    outcomes: Counter[str] = Counter()
    for target in TARGETS:
        passed = moments(host, copy(), target, tmp_path / f"moments{target}")
        some = [passed.index(moment) + 1 for moment in QUICK_AIMS[target]]
        aimed = aims(passed) if every else some
        for number in aimed:
            root = copy()
            killed = host.run(job="build", root=str(root), edition=target, kill=number)
            print(f"edition {target}, killed at {number}: {passed[number - 1]}")
            assert killed.status == -signal.SIGKILL, killed
            outcomes[require_survival(host, root, OLD, target)] += 1
    print(f"aimed kills: {outcomes}")
    assert set(outcomes) == {"old", "words", "new"}


def durations(host: Host, copy: Callable[[], Path], *, spawn: bool) -> dict[int, float]:
    """How long builds of odd and of even editions take, in seconds."""
    return {
        n % 2: host.run(job="build", root=str(copy()), edition=n, spawn=spawn).seconds
        for n in TARGETS
    }


def killed(
    host: Host, root: Path, target: int, chance: random.Random, lasts: dict[int, float], spawn: bool
) -> bool:
    """Kill a build at a random moment of the time that it takes; False if it was quicker."""
    last = lasts[target % 2]
    moment = chance.uniform(0, last)
    ended = host.kill_after(moment, job="build", root=str(root), edition=target, spawn=spawn)
    print(f"edition {target}, killed after {moment:.3f} of {last:.3f} s: {ended.status}")
    assert ended.status in (0, -signal.SIGKILL), ended
    if ended.status == 0:
        lasts[target % 2] = moment
    return ended.status != 0


def kill_at_random(host: Host, copy: Callable[[], Path], trials: int, *, spawn: bool) -> None:
    seed = random.getrandbits(32)
    chance, outcomes = random.Random(seed), Counter[str]()  # noqa: S311
    print(f"seed {seed}")
    lasts = durations(host, copy, spawn=spawn)
    while outcomes.total() < trials:
        root, target = copy(), TARGETS[outcomes.total() % 2]
        if killed(host, root, target, chance, lasts, spawn):
            outcomes[require_survival(host, root, OLD, target)] += 1
    print(f"random kills, each of a fresh copy: {outcomes}")


def kill_one_after_the_other(
    host: Host, copy: Callable[[], Path], trials: int, *, spawn: bool
) -> None:
    """Kill build after build of one index; every third time one goes through in between."""
    seed = random.getrandbits(32)
    chance, outcomes = random.Random(seed), Counter[str]()  # noqa: S311
    print(f"seed {seed}")
    served, root, lasts = OLD, copy(), durations(host, copy, spawn=spawn)
    while outcomes.total() < trials:
        target = served + chance.choice(TARGETS)
        dead = killed(host, root, target, chance, lasts, spawn)
        found = host.run(job="look", root=str(root), edition=target, others=[served])
        assert found["notice"] == ""
        assert dead or found["edition"] == target
        if dead:
            outcomes["old" if found["edition"] == served else "new"] += 1
        served = found["edition"]
        if dead and outcomes.total() % 3 == 0:
            require_survival(host, root, served, target)
            served = target
    print(f"random kills, one after the other: {outcomes}")


def test_a_build_killed_at_some_steps_leaves_the_old_index_or_the_new(
    host: Host, copy: Callable[[], Path], tmp_path: Path
) -> None:
    kill_at(host, copy, tmp_path, every=False)


def test_a_build_killed_at_random_leaves_the_old_index_or_the_new(
    host: Host, copy: Callable[[], Path]
) -> None:
    kill_at_random(host, copy, QUICK, spawn=False)
    kill_one_after_the_other(host, copy, QUICK, spawn=False)


def test_a_first_build_that_is_killed_leaves_no_index_or_a_whole_one(
    host: Host, tmp_path: Path
) -> None:
    passed = moments(host, tmp_path / "whole", OLD, tmp_path / "moments")
    ends = ("after tantivy.commit", "before vectorstore.versions.point_to")
    assert passed.count(ends[-1]) == 2  # by its words, and whole
    for end in ends:
        root = tmp_path / end.replace(" ", "-")
        number = passed.index(end) + 1
        killed = host.run(job="build", root=str(root), edition=OLD, kill=number)
        assert killed.status == -signal.SIGKILL
        found = host.run(job="look", root=str(root), edition=OLD).report
        if end == ends[-1]:
            # By its words, and but for its name published.
            assert (found["edition"], len(found["waiting"])) == (OLD, 4)
        else:
            assert found["error"] == f"no index in {root}; run: frus index build"
        assert host.run(job="build", root=str(root), edition=OLD)["version"]
        assert host.run(job="look", root=str(root), edition=OLD)["notice"] == ""
        assert not list(root.glob("building-*"))


def test_the_trial_of_a_new_version_ends_when_nobody_waits_for_it(
    copy: Callable[[], Path],
) -> None:
    version = current(copy())
    trial = [sys.executable, "-m", "vectorstore.verify", str(version)]
    for waited_for, code in ((subprocess.PIPE, 0), (subprocess.DEVNULL, 1)):
        with subprocess.Popen(trial, stdin=waited_for, stderr=subprocess.PIPE) as child:
            assert child.wait(60) == code
            assert child.stderr is not None
            assert child.stderr.read() == b""


@pytest.mark.slow
def test_a_build_killed_at_every_step_leaves_the_old_index_or_the_new(
    host: Host, copy: Callable[[], Path], tmp_path: Path
) -> None:
    kill_at(host, copy, tmp_path, every=True)


@pytest.mark.slow
def test_builds_killed_fifty_times_leave_the_old_index_or_the_new(
    host: Host, copy: Callable[[], Path]
) -> None:
    kill_at_random(host, copy, 25, spawn=True)
    kill_one_after_the_other(host, copy, 25, spawn=True)
