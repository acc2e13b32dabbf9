"""The questions that were asked and their replies, as the page shows them."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from pydantic import BaseModel, ValidationError

from corpus.citation import SITE
from corpus.errors import InputError
from evals.suite.failing import Wrong
from evals.suite.judged import Item
from evals.suite.page_diff import alone
from evals.suite.wording import visible

SHOWN = 300


class _Refusal(BaseModel):
    reason: str
    message: str


class _Statement(BaseModel):
    text: str


class _Citation(BaseModel):
    number: int
    reference: str
    url: str


class _Excerpt(BaseModel):
    passage: str
    excerpt: str


class _Reply(BaseModel):
    """What the page shows of a reply; one that has none of it is shown empty."""

    searched: str = ""
    refusal: _Refusal | None = None
    statements: tuple[_Statement, ...] = ()
    citations: tuple[_Citation, ...] = ()
    related: tuple[_Excerpt, ...] = ()


@dataclass(frozen=True, slots=True)
class Cited:
    """A reference in words, and its address where it is one of the site; else empty."""

    words: str
    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A question with its reply; `failed` are anchor and name of the metrics it is not right in."""

    anchor: str
    id: str
    set: str
    text: str
    history: tuple[str, ...]
    searched: str
    outcome: str
    said: tuple[str, ...]
    cited: tuple[Cited, ...]
    related: tuple[str, ...]
    failed: tuple[tuple[str, str], ...]


def chosen(items: Sequence[Item], wrong: Mapping[str, Sequence[Wrong]]) -> list[Item]:
    """At most `SHOWN` questions in their order; where there are more, those not right first."""
    bad = {key for metric, own in wrong.items() for key in _keys(metric, own)}
    ranked = sorted(items, key=lambda item: (item.set, item.id) not in bad)
    kept = {id(item) for item in ranked[:SHOWN]}
    return [item for item in items if id(item) in kept]


def anchors(items: Sequence[Item]) -> dict[tuple[str, str], str]:
    """The anchor on the page of each question, by set and id."""
    return {(item.set, item.id): f"q{n}" for n, item in enumerate(items, start=1)}


def questions(
    items: Sequence[Item],
    anchor: Mapping[tuple[str, str], str],
    wrong: Mapping[str, Sequence[Wrong]],
    metrics: Mapping[str, str],
) -> tuple[Question, ...]:
    """The questions as shown; `metrics` are the anchors of metrics by name.

    Raises InputError for a reply that is none, naming question and field.
    """
    failed: dict[tuple[str, str], list[str]] = {}
    for metric, own in wrong.items():
        for key in _keys(metric, own):
            failed.setdefault(key, []).append(metric)
    return tuple(
        _question(
            item,
            anchor[item.set, item.id],
            tuple((metrics[name], name) for name in failed.get((item.set, item.id), ())),
        )
        for item in items
    )


def _keys(metric: str, wrong: Sequence[Wrong]) -> Collection[tuple[str, str]]:
    set_ = metric.partition("/")[0]
    return dict.fromkeys((set_, one.judged.item) for one in wrong)


def _question(item: Item, anchor: str, failed: tuple[tuple[str, str], ...]) -> Question:
    reply = _read(item)
    return Question(
        anchor=anchor,
        id=visible(item.id),
        set=visible(item.set),
        text=alone(item.question),
        history=tuple(map(alone, item.history)),
        searched="" if reply.searched in ("", item.question) else alone(reply.searched),
        outcome="answered" if reply.refusal is None else visible(reply.refusal.reason),
        said=tuple(alone(statement.text) for statement in reply.statements)
        + (() if reply.refusal is None else (alone(reply.refusal.message),)),
        cited=tuple(map(_cited, reply.citations)),
        related=tuple(f"{one.passage}: {alone(one.excerpt)}" for one in reply.related),
        failed=failed,
    )


def _cited(citation: _Citation) -> Cited:
    address = citation.url if citation.url.startswith(f"{SITE}/") else ""
    words = alone(citation.reference.removesuffix(citation.url).strip())
    return Cited(f"[{citation.number}] {words}", address)


def _read(item: Item) -> _Reply:
    try:
        return _Reply.model_validate(item.reply)
    except ValidationError as error:
        fault = error.errors(include_url=False)[0]
        field = ".".join(str(step) for step in fault["loc"])
        raise InputError(f"results: items.{item.id}.reply.{field}: {fault['msg']}") from None
