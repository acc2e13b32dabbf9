"""The stage that changes what the record says, and looks whether answers follow (D14).

An answer that stays as it was although the passage it cites now says otherwise, or is gone, was
not drawn from that passage: Wallat et al. 2025, "Correctness is not Faithfulness in Retrieval
Augmented Generation Attributions". One that is cut from the record cannot but follow.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Protocol, runtime_checkable

from assistant.answer import Answer, Quote, Statement, Turn
from corpus.errors import InputError
from evals.case import Case
from evals.checks.gold import matches
from evals.suite.answers import scope_of
from evals.suite.edited import edited
from evals.suite.judged import Bar, Definition, Failure, Found, Judged
from evals.suite.world import Assistant, CaseSet, Progress, World
from vectorstore.index import Index

_METRICS = (
    ("followed", "answers that follow an edited fact", "answers"),
    ("vanished", "statements gone with what they cite", "statements"),
)
# A number, or a word with a capital behind another word: the head of a sentence is no name.
_FACT = re.compile(r"\b\d+\b|(?<=[\w,] )[A-Z][a-z]{2,}\b")
_OTHER_NAME = "Ruritania"


@runtime_checkable
class Movable(Assistant, Protocol):
    """An assistant that can be put over another index."""

    def over(self, index: Index) -> Assistant:
        """The same assistant over `index`."""
        ...


@dataclass(frozen=True, slots=True)
class Counterfactual:
    """The stage for the questions of one set; `gated` says that all must follow, as an assistant
    without a language model does by construction.
    """

    asked: CaseSet
    gated: bool

    @property
    def name(self) -> str:
        """What metrics are called by: "shipped counterfactual"."""
        return f"{self.asked.name} counterfactual"

    def __call__(self, world: World, progress: Progress) -> Found:
        """What becomes of each answer with a fact edited, and of each without what it cites.

        Raises InputError for an assistant that cannot be put over another index.
        """
        assistant = world.assistant
        if not isinstance(assistant, Movable):
            raise InputError(f"{self.name}: the assistant cannot be put over an edited index")
        judged: list[Judged] = []
        for done, case in enumerate(self.asked.cases):
            progress(f"editing what answers: {self.asked.name}", done, len(self.asked.cases))
            if not case.gold:
                continue
            answer = _ask(assistant, case)
            judged += self._followed(world, assistant, case, answer)
            judged += self._vanished(world, assistant, case, answer)
        return Found(
            definitions=tuple(
                Definition(
                    metric=f"{self.name}/{name}",
                    code="D14",
                    title=f"{self.name}: {title}",
                    unit=unit,
                    bar=Bar.WHOLE if self.gated else Bar.TOLD,
                )
                for name, title, unit in _METRICS
            ),
            judged=tuple(judged),
            due=frozenset(f"{self.name}/{name}" for name, _, _ in _METRICS),
        )

    def _followed(
        self, world: World, assistant: Movable, case: Case, answer: Answer
    ) -> Iterator[Judged]:
        """Whether the answer states the edited fact; nothing where it speaks of neither."""
        edit = _edit(case, answer)
        if edit is None:
            return
        quote, old, new = edit
        text = _replaced(quote.passage.text, old, new)
        changed = {quote.passage.id: replace(quote.passage, text=text)}
        index = edited(world.index, changed)
        now = _ask(assistant.over(index), case)
        follows = any(_says(one.text, new) for one in now.statements)
        keeps = [one for one in now.statements if _unfounded(one, old, index)]
        if follows or keeps:
            yield self._judged("followed", case, f"{old} for {new}", keeps)

    def _vanished(
        self, world: World, assistant: Movable, case: Case, answer: Answer
    ) -> Iterator[Judged]:
        """Whether the first statement is gone where every passage that it cites is."""
        for statement in answer.statements[:1]:
            cited = {quote.passage.id: None for quote in statement.quotes}
            now = _ask(assistant.over(edited(world.index, cited)), case)
            stays = [one for one in now.statements if one.text == statement.text]
            yield self._judged("vanished", case, "said without its passage", stays)

    def _judged(self, name: str, case: Case, outcome: str, wrong: list[Statement]) -> Judged:
        return Judged(
            metric=f"{self.name}/{name}",
            item=case.id,
            cluster=case.id,
            slice=case.slice,
            right=int(not wrong),
            total=1,
            failures=tuple(
                Failure(outcome=outcome, shown=one.text, source=case.question) for one in wrong
            ),
        )


def _ask(assistant: Assistant, case: Case) -> Answer:
    return assistant.ask(case.question, tuple(map(Turn, case.history)), scope_of(case))


def _edit(case: Case, answer: Answer) -> tuple[Quote, str, str] | None:
    """The first quotation that answers, a number or name of what answers in it, and another."""
    for quote in answer.quotes:
        for gold in case.gold:
            fact = _FACT.search(gold.words) if matches(gold, quote) else None
            if fact is not None and _says(quote.text, fact[0]):
                return quote, fact[0], _other(fact[0])
    return None


def _other(fact: str) -> str:
    return str(int(fact) + 3) if fact.isdigit() else _OTHER_NAME


def _replaced(text: str, old: str, new: str) -> str:
    return re.sub(rf"\b{re.escape(old)}\b", new, text)


def _says(text: str, fact: str) -> bool:
    return re.search(rf"\b{re.escape(fact)}\b", text) is not None


def _unfounded(statement: Statement, old: str, index: Index) -> bool:
    """Whether a statement has the old fact, which no passage that it cites has any more."""
    read = (index.passages.passage(quote.passage.id) for quote in statement.quotes)
    return _says(statement.text, old) and not any(p and _says(p.text, old) for p in read)
