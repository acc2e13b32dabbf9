"""One run of the suite, from an open world to results."""

from __future__ import annotations

import subprocess
from collections.abc import Mapping
from importlib.metadata import version
from pathlib import Path
from time import perf_counter

from corpus.errors import InputError
from evals.suite.baseline import Floor
from evals.suite.judged import Found
from evals.suite.metric import metrics
from evals.suite.plan import Plan
from evals.suite.results import SCHEMA, Results, Run, together
from evals.suite.world import Progress, World

_NOTES = (
    "Nothing here judges by a model. Whether a quotation answers is judged by sentences that "
    "people chose beforehand; another sentence may answer as well, and then counts as a miss.",
    "An answer that is cut from the record is cited rightly almost by construction: read the "
    "figures of answers and refusals first, those of citations as a guard.",
)


def carry_out(
    suite: str,
    plan: Plan,
    world: World,
    floors: Mapping[str, Floor],
    seed: int,
    progress: Progress,
) -> Results:
    """What all stages find of `world`; the same but for timings whenever it is run.

    Raises InputError for a floor of something that no stage measures.
    """
    found: list[Found] = []
    timings: dict[str, float] = {}
    for stage in plan.stages:
        start = perf_counter()
        found.append(stage(world, progress))
        timings[stage.name] = round(perf_counter() - start, 2)
    whole = together(found)
    unknown = floors.keys() - {definition.metric for definition in whole.definitions}
    if unknown:
        raise InputError(
            f"the baseline has a floor for {min(unknown)}, which no stage of this run measures; "
            "make it anew with --write-baseline"
        )
    progress("intervals", 0, 1)
    return Results(
        schema=SCHEMA,
        run=_run(suite, plan, world, seed),
        metrics=metrics(whole, floors, seed),
        judged=whole.judged,
        items=whole.items,
        curves=whole.curves,
        notes=_NOTES,
        timings=timings | dict(whole.timings),
    )


def _run(suite: str, plan: Plan, world: World, seed: int) -> Run:
    manifest = world.index.manifest
    return Run(
        suite=suite,
        code=revision(),
        seed=seed,
        index=manifest.version,
        digest=manifest.digest,
        model=manifest.model,
        passages=manifest.passages,
        volumes=dict(sorted(manifest.sources.items())),
        sets=dict(sorted(plan.sets.items())),
    )


def revision() -> str:
    """The commit that is checked out, with "+" behind it where files were changed since; the
    installed version where the code lies in no checkout.

    Raises InputError where git knows the folder and yet fails.
    """
    root = Path(__file__).parents[2]
    if not (root / ".git").exists():
        return version("frus-assistant")
    try:
        commit = _git(root, "rev-parse", "--short=12", "HEAD")
        return commit + ("+" if _git(root, "status", "--porcelain") else "")
    except (OSError, subprocess.CalledProcessError) as error:
        raise InputError(f"{root}: git cannot tell which code this is: {error}") from error


def _git(root: Path, *arguments: str) -> str:
    told = subprocess.run(  # noqa: S603  # fixed words, no shell
        ["git", "-C", str(root), *arguments],  # noqa: S607  # the git on the path is the one meant
        check=True,
        capture_output=True,
        text=True,
    )
    return told.stdout.strip()
