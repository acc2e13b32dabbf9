"""What the chat costs its visitors: seconds until it is there, and until it answers."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from evals.cost.chat_server import ChatServer, bare_chat, our_chat
from evals.cost.query import load
from evals.cost.visitor import Waited
from evals.cost.visitors import Visits, visit, visit_together

if TYPE_CHECKING:
    from rich.console import Console

_STARTS = 5
_EACH = 20  # questions of each visitor who comes at leisure
_SOME, _CLASS = 5, 30


@dataclass(frozen=True, slots=True, kw_only=True)
class Started:
    """Seconds from the start of the process: `served`, the whole page has come over the network;
    `usable`, a browser that was already open has an editable question box, None without one.
    """

    served: float
    usable: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ChatCost:
    """Cold starts of our chat and of Gradio's barest, taking turns; and visits to ours."""

    ours: tuple[Started, ...]
    bare: tuple[Started, ...]
    visits: tuple[Visits, ...]
    load: float | None


def measure_chat(
    home: Path,
    questions: Sequence[str],
    usable: Callable[[ChatServer], float] | None,
    told: Callable[[str, int, int], None] = lambda *_: None,
) -> ChatCost:
    """Start both chats in turn, and visit ours. `usable` gives the seconds until a page is so."""
    ours: list[Started] = []
    bare: list[Started] = []
    # One start of each is not counted: it brings the files into the system's cache.
    for number in range(-1, _STARTS):
        told("cold starts", max(number, 0), _STARTS)
        for kept, chat in ((ours, partial(our_chat, home)), (bare, bare_chat)):
            started = _started(chat(), usable)
            if number >= 0:
                kept.append(started)
    with our_chat(home) as server:
        told("one visitor", 0, 3)
        visits = [visit(server.address, 1, questions, each=_EACH)]
        told(f"{_SOME} visitors", 1, 3)
        visits.append(visit(server.address, _SOME, questions, each=_EACH))
        told(f"{_CLASS} at once", 2, 3)
        visits.append(visit_together(server.address, _CLASS, questions))
    return ChatCost(ours=tuple(ours), bare=tuple(bare), visits=tuple(visits), load=load())


def _started(
    chat: AbstractContextManager[ChatServer], usable: Callable[[ChatServer], float] | None
) -> Started:
    with chat as server:
        return Started(served=server.served, usable=usable(server) if usable else None)


def chat_json(found: ChatCost) -> str:
    """All starts and waits, in seconds."""
    return json.dumps({"schema": 1, **asdict(found)}, indent=2)


def print_chat(found: ChatCost, console: Console) -> None:
    """A table of the starts, and one of the waits."""
    from rich.table import Table

    starts = Table("seconds from the start, median", "frus chat", "bare Gradio", "ratio")
    for name in ("served", "usable"):
        values = [[getattr(one, name) for one in runs] for runs in (found.ours, found.bare)]
        if None not in values[0]:
            ours, bare = (float(np.median(times)) for times in values)
            starts.add_row(name, f"{ours:.2f}", f"{bare:.2f}", f"{ours / bare:.2f}")
    console.print(starts)
    waits = Table("visitors", "questions", "first sources, ms: p50 / p95", "answer, ms: p50 / p95")
    for visits in found.visits:
        who = f"{visits.visitors} at once" if visits.together else str(visits.visitors)
        sources = _figures(visits.waited, lambda waited: waited.sources)
        answers = _figures(visits.waited, lambda waited: waited.answer)
        waits.add_row(who, str(len(visits.waited)), sources, answers)
    console.print(waits)
    if found.load is not None:
        console.print(f"At a load of {found.load:.1f}; the visitors ran on the same machine.")


def _figures(waited: Sequence[Waited], part: Callable[[Waited], float]) -> str:
    p50, p95 = np.percentile([1_000 * part(one) for one in waited], [50, 95])
    return f"{p50:.0f} / {p95:.0f}"
