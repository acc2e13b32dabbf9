"""How long visitors of the chat wait: one alone, some at their leisure, a class all at once."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass
from random import Random

from evals.cost.visitor import Visitor, Waited

#: Seconds that a visitor reads before asking on: the least and the most, drawn evenly.
READING = (2.0, 6.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Visits:
    """What `visitors` waited for each of their questions; `together` if all asked at once."""

    visitors: int
    together: bool
    waited: tuple[Waited, ...]

    def __post_init__(self) -> None:
        if not self.waited:
            raise ValueError("nobody asked anything")


def visit(
    address: str, visitors: int, questions: Sequence[str], *, each: int, seed: int = 1
) -> Visits:
    """`visitors` people ask `each` questions, reading between them; the first of each is drawn."""
    reading = Random(seed)  # noqa: S311  # not for secrets
    pauses = [[reading.uniform(*READING) for _ in range(each)] for _ in range(visitors)]

    def stay(visitor: Visitor, number: int) -> list[Waited]:
        waited = []
        for turn, pause in enumerate(pauses[number]):
            # The first pause is shorter, so that visitors do not come together.
            threading.Event().wait(pause / 2 if turn == 0 else pause)
            waited.append(visitor.ask(questions[(number * each + turn) % len(questions)]))
        return waited

    return Visits(visitors=visitors, together=False, waited=_all(address, visitors, stay))


def visit_together(address: str, visitors: int, questions: Sequence[str]) -> Visits:
    """`visitors` people ask a question each at the same moment, as a class does."""
    ready = threading.Barrier(visitors)

    def ask(visitor: Visitor, number: int) -> list[Waited]:
        ready.wait()
        return [visitor.ask(questions[number % len(questions)])]

    return Visits(visitors=visitors, together=True, waited=_all(address, visitors, ask))


def _all(
    address: str, visitors: int, stay: Callable[[Visitor, int], list[Waited]]
) -> tuple[Waited, ...]:
    with ExitStack() as open_pages, ThreadPoolExecutor(visitors) as people:
        pages = [open_pages.enter_context(Visitor(address)) for _ in range(visitors)]
        staying = [people.submit(stay, page, number) for number, page in enumerate(pages)]
        return tuple(waited for one in staying for waited in one.result())
