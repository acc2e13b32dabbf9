"""The stage of talks: what a follow-up finds, and whether "that" is what was shown (D13)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from assistant.answer import Answer, Quote
from assistant.finding import find
from assistant.small_talk import readable
from evals.case import Case
from evals.checks.gold import matches
from evals.suite.answers import scope_of
from evals.suite.judged import Bar, Definition, Failure, Found, Judged
from evals.suite.talks import Played, Talk, play, talks_of
from evals.suite.world import CaseSet, Progress, World

_DEPTH = 5
_POINTING, _SWITCH, _FOLLOW = "pointing", "switch", "follow"

_METRICS = (
    ("raw", "Recall@5 of the question as asked", "passages", Bar.TOLD),
    ("last turn", "Recall@5 with the turn before", "passages", Bar.TOLD),
    ("resolved", "Recall@5 of the question as resolved", "passages", Bar.RATE),
    ("won", "found only when resolved, not as asked", "passages", Bar.TOLD),
    ("lost", "found only as asked, not when resolved", "passages", Bar.TOLD),
    (_FOLLOW, "follow-ups that cite what answers", "turns", Bar.RATE),
    (_SWITCH, "changes of subject that cite what answers", "turns", Bar.RATE),
    (_POINTING, "“that” is what was shown", "turns", Bar.RATE),
    ("again", "asked again, answered alike", "turns", Bar.WHOLE),
)


@dataclass(frozen=True, slots=True)
class Turns:
    """The stage: `talks` are played, and what is found in them, and for the questions of `asked`
    with a history, is compared with what other ways to search would find.

    What resolving brings, resolved less raw, is "won" less "lost".
    """

    asked: CaseSet
    talks: CaseSet

    @property
    def name(self) -> str:
        """What metrics are called by."""
        return "turns"

    def __call__(self, world: World, progress: Progress) -> Found:
        """What is found and cited after what was said before."""
        judged: list[Judged] = []
        talks = talks_of(self.talks.cases)
        for done, talk in enumerate(talks):
            progress("talking", done, len(talks))
            played = tuple(play(talk, world.assistant))
            for one in played:
                judged += self._cited(talk.id, one)
                judged += self._alike(talk.id, one, played)
                if one.case.slice in (_FOLLOW, _SWITCH):
                    judged += self._found(world, one, talk.id)
        leaning = [case for case in self.asked.cases if case.history and case.gold]
        for done, case in enumerate(leaning):
            progress("searching in other ways", done, len(leaning))
            judged += self._found(world, _asked(world, case), case.id)
        present = {case.slice for case in self.talks.cases}
        kinds = {_FOLLOW, _SWITCH, _POINTING, "again"} & present
        due = kinds | ({"resolved"} if leaning or kinds & {_FOLLOW, _SWITCH} else set())
        return Found(
            definitions=tuple(
                Definition(
                    metric=f"{self.name}/{name}",
                    code="D13",
                    title=f"turns: {title}",
                    unit=unit,
                    bar=bar,
                )
                for name, title, unit, bar in _METRICS
            ),
            judged=tuple(judged),
            due=frozenset(f"{self.name}/{name}" for name in due),
        )

    def _cited(self, talk: str, turn: Played) -> Iterator[Judged]:
        """Whether a turn cites every sentence that it must, by the passage's exact id."""
        case, quotes = turn.case, turn.answer.quotes
        if case.slice not in (_FOLLOW, _SWITCH, _POINTING) or not case.gold:
            return
        right = all(any(matches(gold, quote) for quote in quotes) for gold in case.gold)
        wanted = " | ".join(f"{gold.passage}: {gold.words}" for gold in case.gold)
        yield self._judged(
            case.slice, case, talk, int(right), 1, (f"{case.question} → {_told(quotes)}", wanted)
        )

    def _alike(self, talk: str, turn: Played, played: tuple[Played, ...]) -> Iterator[Judged]:
        """Whether a question asked before in the talk is answered as it was then."""
        for earlier in played[: len(turn.history)]:
            if earlier.case.question == turn.case.question:
                same = _said(earlier.answer) == _said(turn.answer)
                now, then = turn.answer.quotes, earlier.answer.quotes
                yield self._judged(
                    "again", turn.case, talk, int(same), 1, (_told(now), _told(then))
                )
                return

    def _found(self, world: World, turn: Played, cluster: str) -> Iterator[Judged]:
        case, last = turn.case, turn.case.history[-1]
        wanted = {gold.passage for gold in case.gold}
        raw = wanted & _search(world, case.question, case)
        before = wanted & _search(world, f"{last} {case.question}", case)
        resolved = wanted & _resolved(turn.answer)
        ways = {
            "raw": raw,
            "last turn": before,
            "resolved": resolved,
            "won": resolved - raw,
            "lost": raw - resolved,
        }
        for name, held in ways.items():
            told = (f"{case.question} → {turn.answer.searched}", ", ".join(sorted(wanted)))
            yield self._judged(name, case, cluster, len(held), len(wanted), told)

    def _judged(
        self, name: str, case: Case, cluster: str, right: int, total: int, told: tuple[str, str]
    ) -> Judged:
        missed = right < total and name not in ("won", "lost")
        return Judged(
            metric=f"{self.name}/{name}",
            item=case.id,
            cluster=cluster,
            slice=case.slice,
            right=right,
            total=total,
            failures=(Failure(outcome="missed", shown=told[0], source=told[1]),) if missed else (),
        )


def _asked(world: World, case: Case) -> Played:
    """The case, asked after the replies that its history really brings."""
    before = (
        replace(case, id=f"{case.id}.{at}", question=question, history=case.history[:at])
        for at, question in enumerate(case.history)
    )
    *_, last = play(Talk(case.id, (*before, case)), world.assistant)
    return last


def _search(world: World, query: str, case: Case) -> set[str]:
    hits = find(world.index, readable(query), _DEPTH, scope_of(case))
    return {hit.passage.id for hit in hits}


def _resolved(answer: Answer) -> set[str]:
    """What is found first for the question as resolved; what was recalled where none is sought."""
    hits = answer.hits[:_DEPTH]
    return {hit.passage.id for hit in hits} or {quote.passage.id for quote in answer.quotes}


def _said(answer: Answer) -> tuple[object, ...]:
    return answer.statements, answer.refusal


def _told(quotes: tuple[Quote, ...]) -> str:
    return " | ".join(f"{quote.passage.id}: {quote.text}" for quote in quotes) or "nothing"
