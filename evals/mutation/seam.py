"""Seams: where a function, a method or an injected part is replaced for the time of a run.

Whatever is replaced stands as it was when the context ends, also after an error.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from importlib import import_module
from typing import Any

from assistant.answer import Answer, Turn
from corpus.document import Document
from corpus.passage import Passage
from evals.mutation.fault import Plant
from evals.suite.world import Assistant, World
from vectorstore.retriever import Filter

#: What an answer becomes.
Told = Callable[[Answer], Answer]


class SeamGoneError(LookupError):
    """What a fault would replace is not there."""


@contextmanager
def replaced(owner: object, name: str, make: Callable[[Any], object]) -> Iterator[None]:
    """`name` of a module, a class or an object is what `make` makes of it, until the end.

    Raises SeamGoneError where `owner` itself has no such name: the seam is gone.
    """
    if name not in vars(owner):
        raise SeamGoneError(f"{owner!r} has no {name}: the seam is gone; mend the fault")
    before = vars(owner)[name]
    setattr(owner, name, make(before))
    try:
        yield
    finally:
        setattr(owner, name, before)


def seam(path: str, make: Callable[[Any], object]) -> Plant:
    """Replaces what stands at `path`, "module:function" or "module:Class.method"."""
    module, _, names = path.partition(":")
    *holders, name = names.split(".")

    @contextmanager
    def planted(world: World) -> Iterator[World]:
        try:
            owner: Any = import_module(module)
            for holder in holders:
                owner = getattr(owner, holder)
        except (ImportError, AttributeError) as error:
            raise SeamGoneError(f"{path}: the seam is gone; mend the fault") from error
        with replaced(owner, name, make):
            yield world

    return planted


def both(*plants: Plant) -> Plant:
    """Several seams for one fault."""

    @contextmanager
    def planted(world: World) -> Iterator[World]:
        with ExitStack() as stack:
            for plant in plants:
                world = stack.enter_context(plant(world))
            yield world

    return planted


def stored(change: Callable[[Passage], Passage]) -> Plant:
    """Every passage that is read from the store is what `change` makes of it."""
    return _read_as("_passages", change)


def described(change: Callable[[Document], Document]) -> Plant:
    """Every document that is read from the store is what `change` makes of it."""
    return _read_as("_documents", change)


def told(make: Callable[[], Told]) -> Plant:
    """Every answer is what the function made by `make`, once a run, makes of it."""

    @contextmanager
    def planted(world: World) -> Iterator[World]:
        yield replace(world, assistant=_Telling(world.assistant, make()))

    return planted


@dataclass(frozen=True, slots=True)
class _Telling:
    assistant: Assistant
    change: Told

    def ask(
        self, question: str, history: Sequence[Turn] = (), scope: Filter | None = None, k: int = 10
    ) -> Answer:
        return self.change(self.assistant.ask(question, history, scope, k))


def _read_as(reader: str, change: Callable[[Any], object]) -> Plant:
    """The store reads values by adapters; what one of them reads goes through `change`."""

    @contextmanager
    def planted(world: World) -> Iterator[World]:
        with replaced(world.index.passages, reader, lambda adapter: _Changing(adapter, change)):
            yield world

    return planted


@dataclass(frozen=True, slots=True)
class _Changing:
    adapter: Any
    change: Callable[[Any], object]

    def validate_json(self, value: str) -> object:
        return self.change(self.adapter.validate_json(value))
