"""Every planted fault: that it is one, and that it leaves nothing behind."""

from __future__ import annotations

import inspect
import sys
from collections.abc import Callable, Iterator
from importlib import import_module
from types import ModuleType

import pytest

from assistant.app import Assistant
from corpus.errors import InputError
from evals.mutation.fault import STOPS, Family, Fault
from evals.mutation.registry import all_faults, chosen
from evals.mutation.seam import replaced, seam
from evals.record.unit import Record
from evals.suite.world import World

_PACKAGES = ("corpus", "vectorstore", "assistant", "evals")
FAULTS = all_faults()


@pytest.fixture
def world(assistant: Assistant, record: Record) -> World:
    return World(assistant=assistant, index=assistant.index, record=record)


@pytest.fixture(scope="module", autouse=True)
def _loaded() -> None:
    """The modules in which faults are planted, so that none is new between two snapshots."""
    for name in ("assistant.terminal", "assistant.ui.sources", "evals.suite.plan"):
        import_module(name)


def snapshot(world: World) -> dict[tuple[str, str], int]:
    """What stands under each name of the project's modules, their classes and the open store."""
    held: dict[tuple[str, str], int] = {}
    for name, module in list(sys.modules.items()):
        if name.partition(".")[0] in _PACKAGES and isinstance(module, ModuleType):
            owners: list[tuple[str, ModuleType | type]] = [(name, module)]
            owners += [(f"{name}:{one.__name__}", one) for one in _classes(module)]
            for at, owner in owners:
                held |= {(at, key): id(value) for key, value in vars(owner).items()}
    held |= {("store", key): id(value) for key, value in vars(world.index.passages).items()}
    return held


def _classes(module: ModuleType) -> Iterator[type]:
    held = (one for one in vars(module).values() if inspect.isclass(one))
    return (one for one in held if one.__module__ == module.__name__)


def test_there_are_enough_and_none_twice() -> None:
    assert len(FAULTS) >= 60
    assert len({fault.name for fault in FAULTS}) == len(FAULTS)
    assert {fault.family for fault in FAULTS} == set(Family)
    assert all(len([f for f in FAULTS if f.family is family]) >= 5 for family in Family)


def test_each_says_in_a_line_what_breaks() -> None:
    for fault in FAULTS:
        assert "\n" not in fault.breaks
        assert 10 < len(fault.breaks) < 90, fault.name


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.name)
def test_it_breaks_something_and_leaves_no_trace(fault: Fault, world: World) -> None:
    before = snapshot(world)
    with fault.plant(world) as faulty:
        assert snapshot(world) != before or faulty != world
    assert snapshot(world) == before


@pytest.mark.parametrize("fault", FAULTS[::10], ids=lambda fault: fault.name)
def test_it_leaves_no_trace_after_an_error(fault: Fault, world: World) -> None:
    before = snapshot(world)
    with pytest.raises(RuntimeError, match="while it runs"), fault.plant(world):
        raise RuntimeError("while it runs")
    assert snapshot(world) == before


def test_neither_the_record_nor_the_checks_are_reached(world: World) -> None:
    """But by the faults of the evaluation, which are about just that."""
    independent = ("evals.record", "evals.checks", "evals.score", "evals.statistics")
    for fault in FAULTS:
        if fault.family is Family.EVALUATION:
            continue
        before = snapshot(world)
        with fault.plant(world) as faulty:
            assert faulty.record is world.record
            after = snapshot(world)
        changed = {key[0] for key in before if before[key] != after.get(key)}
        assert not [name for name in changed if name.startswith(independent)], fault.name


def test_a_seam_that_is_gone_is_told(world: World) -> None:
    with pytest.raises(LookupError, match="the seam is gone"):
        seam("corpus.passage:Passage.pages_off", lambda old: old)(world).__enter__()


def test_what_is_inherited_is_not_replaced() -> None:
    class Parent:
        def words(self) -> str:
            return "own"

    class Child(Parent):
        pass

    with pytest.raises(LookupError), replaced(Child, "words", lambda old: old):
        pass


def test_a_property_is_one_again() -> None:
    class Held:
        @property
        def words(self) -> str:
            return "own"

    def louder(old: property) -> property:
        read: Callable[[object], str] = old.fget  # type: ignore[assignment]
        return property(lambda held: read(held).upper())

    with replaced(Held, "words", louder):
        assert Held().words == "OWN"
    assert Held().words == "own"


def test_faults_are_chosen_by_name() -> None:
    assert [fault.name for fault in chosen([])] == [fault.name for fault in FAULTS]
    assert [fault.name for fault in chosen(["title case"])] == ["title case"]
    with pytest.raises(InputError, match="no such fault; see --list"):
        chosen(["tilte case"])


@pytest.mark.parametrize("metric", ["", "pages"])
def test_what_ought_to_notice_is_a_metric_or_the_end_of_the_run(metric: str) -> None:
    known = FAULTS[0]
    with pytest.raises(ValueError, match="names no metric"):
        Fault(name="x", family=Family.PAGE, breaks="y", metric=metric, plant=known.plant)
    Fault(name="x", family=Family.PAGE, breaks="y", metric=STOPS, plant=known.plant)
