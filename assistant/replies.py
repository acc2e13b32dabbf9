"""What `frus ask` gives: an answer or a comparison, as JSON or on the terminal."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from assistant.answer import Answer, Turn
from assistant.record import answer_record
from assistant.terminal import print_answer, warn
from corpus.errors import InputError
from vectorstore.retriever import Filter

if TYPE_CHECKING:
    from assistant.app import Assistant

_HITS = 10


@dataclass(frozen=True, slots=True)
class Reply:
    """The JSON of a reply, and what prints it for a person."""

    record: Mapping[str, Any]
    show: Callable[[], None]


def refuse_together(*, compare: bool, sides: int | None, llm: str | None) -> None:
    """Refuse options of which one would go unheeded."""
    if sides is not None and not compare:
        raise InputError("--sides says how many documents to compare; add --compare")
    if compare and llm is not None:
        raise InputError("--compare quotes without a language model; leave out --llm")


@dataclass(frozen=True, slots=True, kw_only=True)
class Replies:
    """Replies to questions within one scope, from the best `k` passages.

    With `compare` they are comparisons of at most `sides` documents; None leaves a number to it.
    """

    assistant: Assistant
    scope: Filter
    k: int | None
    compare: bool
    sides: int | None

    def to(self, question: str, turns: Sequence[Turn], id_: str | int | None = None) -> Reply:
        """The reply to `question`, asked after `turns`; `id_` is that of its line in a batch."""
        if self.compare:
            return self._compared(question, turns, id_)
        answer = self.assistant.ask(question, turns, self.scope, self.k or _HITS)
        return Reply(answer_record(answer, id_, self.scope), partial(_show, answer, print_answer))

    def _compared(self, question: str, turns: Sequence[Turn], id_: str | int | None) -> Reply:
        # All of it is loaded with the assistant, and not while its model is waited for.
        from assistant.compare import FOUND, SIDES
        from assistant.compare_record import comparison_record
        from assistant.terminal_compare import print_comparison

        comparison = self.assistant.compare(
            question, turns, self.scope, self.k or FOUND, self.sides or SIDES
        )
        record = comparison_record(comparison, id_, self.scope)
        show = partial(print_comparison, comparison)
        return Reply(record, partial(_show, comparison.answer, lambda _: show()))


def _show(answer: Answer, printed: Callable[[Answer], None]) -> None:
    """Print for a person, who is told the notice too; the JSON has it as a field."""
    warn(answer.notice)
    printed(answer)
