"""Runs of the suite over a sound world and over faulty ones, and what came of each."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import nullcontext
from dataclasses import dataclass, field, replace
from enum import StrEnum
from pathlib import Path
from time import perf_counter

from corpus.errors import FrusError, InputError
from evals.mutation.fault import STOPS, Fault
from evals.mutation.remembered import Memory
from evals.mutation.seen import Listening, Seen
from evals.mutation.volume import VOLUME
from evals.suite.baseline import Floor, read_baseline, shipped_baseline
from evals.suite.extent import Suite
from evals.suite.judged import Found
from evals.suite.metric import Metric, Verdict, metrics
from evals.suite.plan import SHIPPED, Plan, plan
from evals.suite.specimen import Specimen
from evals.suite.stored import Stored
from evals.suite.world import Progress, Stage, World

#: The least share of faults that must be noticed.
LEAST = 0.95


class Outcome(StrEnum):
    """What became of a fault. One that is known to change nothing is equivalent; any other that
    changes nothing is idle, and counts as one that was not noticed.
    """

    NOTICED = "noticed"
    SURVIVED = "SURVIVED"
    EQUIVALENT = "nothing changes"
    IDLE = "NOTHING CHANGES"
    ERROR = "unforeseen error"


@dataclass(frozen=True, slots=True, kw_only=True)
class Tried:
    """A fault that was planted. `by` are the metrics whose gates failed, or STOPS; `told` is the
    first failure, or the error. Nothing changes where every answer, rendering, verdict and stored
    document is what it is without the fault.
    """

    fault: Fault
    outcome: Outcome
    by: tuple[str, ...]
    told: str
    seconds: float

    @property
    def as_named(self) -> bool:
        """Whether what ought to notice did."""
        return self.fault.metric in self.by


@dataclass(frozen=True, slots=True)
class Report:
    """All that was tried."""

    tried: tuple[Tried, ...]

    def of(self, outcome: Outcome) -> tuple[Tried, ...]:
        """Those of an outcome."""
        return tuple(one for one in self.tried if one.outcome is outcome)

    @property
    def counted(self) -> int:
        """The faults that change something."""
        return len(self.tried) - len(self.of(Outcome.EQUIVALENT))

    @property
    def share(self) -> float | None:
        """Noticed faults of those that change something; None without any."""
        return len(self.of(Outcome.NOTICED)) / self.counted if self.counted else None

    @property
    def passed(self) -> bool:
        """Whether enough was noticed, and nothing went wrong in planting."""
        enough = self.share is not None and self.share >= LEAST
        return enough and not self.of(Outcome.ERROR)


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial:
    """What faults are tried on: a sound world, the stages of a run, made anew for each, and the
    floors of rates. With `whole` no run ends before its last stage.
    """

    world: World
    stages: Callable[[], Sequence[Stage]]
    floors: Mapping[str, Floor]
    seed: int = 0
    whole: bool = False
    memory: Memory = field(default_factory=Memory)

    def carry_out(self, faults: Sequence[Fault], progress: Progress) -> Report:
        """Every fault planted in turn.

        Raises InputError where the suite misses a gate without any: it would notice nothing. The
        run without a fault also loads every module, so that none is loaded around a fault and
        keeps what was planted.
        """
        progress("without a fault", 0, len(faults))
        sound = self._sound()
        tried = []
        for done, fault in enumerate(faults):
            progress(f"{fault.family}: {fault.name}", done, len(faults))
            tried.append(self._try(fault, sound))
        return Report(tuple(tried))

    def _sound(self) -> Seen:
        with self.memory.used():
            seen = self._all(self.world)
        failed = [name for name, one in seen.gates.items() if one is not Verdict.PASSED]
        if failed:
            raise InputError(f"without a fault these gates are missed: {', '.join(failed)}")
        return seen

    def _all(self, world: World) -> Seen:
        """All stages, and what they heard."""
        listening = Listening(world.assistant)
        heard = replace(world, assistant=listening)
        with listening.verdicts_too():
            found = [stage(heard, _silently) for stage in self.stages()]
        gates = {n: one.verdict for part in found for n, one in self._gates(part).items()}
        return Seen.of(heard, listening, tuple(found), gates)

    def _try(self, fault: Fault, sound: Seen) -> Tried:
        start = perf_counter()
        try:
            outcome, by, told = self._noticed(fault, sound)
        except Exception as error:  # whatever a fault brings about is its outcome
            # A run is stopped in so many words; anything else is a crash, or the seam is gone.
            stopped = fault.metric == STOPS and isinstance(error, FrusError | ValueError)
            outcome = Outcome.NOTICED if stopped else Outcome.ERROR
            by, told = (STOPS,), f"{type(error).__name__}: {error}"
        seconds = round(perf_counter() - start, 2)
        return Tried(fault=fault, outcome=outcome, by=by, told=told, seconds=seconds)

    def _noticed(self, fault: Fault, sound: Seen) -> tuple[Outcome, tuple[str, ...], str]:
        by: dict[str, str] = {}
        memory = nullcontext() if fault.deep else self.memory.used()
        with memory, fault.plant(self.world) as world:
            for stage in self._in_order(fault.metric):
                found = stage(world, _silently)
                by |= dict(self._missed(found, sound))
                if by and not self.whole:
                    break
            if not by and self._all(world).shows == sound.shows:
                return (Outcome.EQUIVALENT if fault.unseen else Outcome.IDLE), (), ""
        if not by:
            return Outcome.SURVIVED, (), ""
        return Outcome.NOTICED, tuple(by), by.get(fault.metric) or next(iter(by.values()))

    def _in_order(self, first: str) -> list[Stage]:
        """The stages, that of the metric `first` before the others."""
        return sorted(self.stages(), key=lambda stage: stage.name != first.partition("/")[0])

    def _gates(self, found: Found) -> dict[str, Metric]:
        given = metrics(found, self.floors, self.seed)
        return {one.definition.metric: one for one in given if one.gated}

    def _missed(self, found: Found, sound: Seen) -> Iterator[tuple[str, str]]:
        """The metrics of a stage whose gates are missed that were reached without a fault, each
        with the first thing that was wrong.
        """
        for name, metric in self._gates(found).items():
            if name in sound.gates and metric.verdict in (Verdict.FAILED, Verdict.MISSING):
                wrong = (f for one in found.judged if one.metric == name for f in one.failures)
                first = next(wrong, None)
                yield name, f"{first.outcome}: {first.shown}" if first else str(metric.verdict)


def _silently(*_: object) -> None:
    pass


def trial_in(world: World, baseline: Path | None, seed: int, *, whole: bool) -> Trial:
    """A trial of a smoke run in `world`, of the made-up volume's store too where it is installed.

    Raises InputError where the baseline, by default the shipped one, cannot be read.
    """
    sources = world.index.manifest.sources
    more = (VOLUME,) if VOLUME in sources else ()
    # Asked beforehand: a fault of the store would else stop the run before anything is judged.
    texts = {one.id: one.text for one in world.index.passages.passages_of(SHIPPED)}

    def planned() -> Plan:
        return plan(Suite.SMOKE, sources, texts.get, seed)

    def stages() -> list[Stage]:
        return [
            Stored((*stage.volumes, *more)) if isinstance(stage, Stored) else stage
            for stage in planned().stages
            if not (more and isinstance(stage, Specimen))  # it is in this home, and judged there
        ]

    floors = read_baseline(baseline or shipped_baseline(), planned().sets)
    return Trial(world=world, stages=stages, floors=floors, seed=seed, whole=whole)
