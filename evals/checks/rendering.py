"""Is what stands on the screen what was checked?

Other checks read the answer as a value. This one has it rendered, takes the rendering apart again
with parsers that share nothing with what made it, and compares.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from assistant.answer import Answer, Quote, Statement
from assistant.shapes.answer import CitationRecord
from evals.case import Case
from evals.checks.heading import citations
from evals.checks.prose import lead_in
from evals.checks.rendering_shown import Facts, Said, Shown, Surface, single
from evals.score import Check, Finding, Score, judged

_NUMBERS = re.compile(r" \[\d+\]")


class _Fault(NamedTuple):
    outcome: str
    shown: str
    source: str


def rendered(surface: Surface) -> Check:
    """Shown: replies that stand on `surface` as they were checked, over all replies.

    Outcomes: "as checked", or the first fault: "markup" (something from the corpus has become
    markup, or stands where the surface has no place for it); "answer in a refusal", a statement or
    a citation where there is none; "other message" (or notice); "more or fewer statements"; "out
    of order"; "words not whole" (a quotation does not stand letter for letter in quotation marks);
    "voice not told"; "wrong number"; "other words"; "wrong place" (the lines below a statement);
    "more or fewer sources"; "wrong source" (its number, reference, address, pages, note, voice or
    words).
    White space within a line is not compared.
    """

    def check(_case: Case, answer: Answer) -> Score:
        fault = next(_faults(surface, answer, surface.shown(answer)), None)
        if fault is None:
            return judged([Finding(outcome="as checked", right=True, shown=answer.question)], "")
        found = Finding(outcome=fault.outcome, right=False, shown=fault.shown, source=fault.source)
        return judged([found], "")

    return check


def _faults(surface: Surface, answer: Answer, shown: Shown) -> Iterator[_Fault]:
    yield from (_Fault("markup", strange, "") for strange in shown.strange)
    message = answer.refusal.message if answer.refusal is not None else ""
    if message and (shown.said or shown.cited):
        yield _Fault("answer in a refusal", _listing(shown), message)
    if single(shown.message) != single(message):
        yield _Fault("other message", shown.message, message)
    if shown.notice is not None and single(shown.notice) != single(answer.notice):
        yield _Fault("other message", shown.notice, answer.notice)
    yield from _in_statements(surface, answer, shown.said)
    yield from _in_lists(surface, answer, shown)


def _in_statements(surface: Surface, answer: Answer, said: Sequence[Said]) -> Iterator[_Fault]:
    numbers = {quote: number for number, quote in enumerate(answer.quotes, start=1)}
    wanted = [_numbered(one, numbers, inline=surface.inline) for one in answer.statements]
    texts = [one.text for one in said]
    if len(texts) != len(wanted):
        yield _Fault("more or fewer statements", " | ".join(texts), " | ".join(wanted))
    elif texts != wanted and sorted(texts) == sorted(wanted):
        yield _Fault("out of order", " | ".join(texts), " | ".join(wanted))
    for statement, one, text in zip(answer.statements, said, wanted, strict=False):
        if one.text != text:
            yield _Fault(_difference(statement, one.text, text), one.text, text)
        where = surface.where(statement, numbers)
        if one.where != where:
            yield _Fault("wrong place", " | ".join(one.where), " | ".join(where))


def _difference(statement: Statement, text: str, wanted: str) -> str:
    for quote in statement.quotes:
        words = f"“{single(quote.text)}”"
        if words not in text:
            return "words not whole"
        if lead_in(quote) and f"{lead_in(quote)}: {words}" not in text:
            return "voice not told"
    same = _NUMBERS.sub("", text) == _NUMBERS.sub("", wanted)
    return "wrong number" if same else "other words"


def _numbered(statement: Statement, numbers: Mapping[Quote, int], *, inline: bool) -> str:
    """The statement as it must be read, with the numbers of its quotations."""
    before, rest = "", statement.text
    for quote in statement.quotes if inline else ():
        start, words, rest = rest.partition(f"“{quote.text}”")
        before += f"{start}{words} [{numbers[quote]}]"
    behind = "" if inline else "".join(f" [{numbers[quote]}]" for quote in statement.quotes)
    return single(before + rest + behind)


def _in_lists(surface: Surface, answer: Answer, shown: Shown) -> Iterator[_Fault]:
    records: dict[Quote, CitationRecord] = dict(citations(answer))
    cited = [surface.cited(one, n, records[one]) for n, one in enumerate(answer.quotes, 1)]
    related = [surface.related(one, n, records[one]) for n, one in enumerate(answer.related, 1)]
    for listed, wanted in ((shown.cited, cited), (shown.related, related)):
        if len(listed) != len(wanted):
            yield _Fault("more or fewer sources", _told(listed), _told(wanted))
        for one, facts in zip(listed, wanted, strict=False):
            wrong = [name for name in {**facts, **one} if one.get(name) != facts.get(name)]
            if wrong:
                named = {name: one.get(name, "nothing") for name in wrong}
                right = {name: facts.get(name, "nothing") for name in wrong}
                yield _Fault("wrong source", _told([named]), _told([right]))


def _told(listed: Sequence[Facts]) -> str:
    return " | ".join("; ".join(f"{name}: {fact}" for name, fact in one.items()) for one in listed)


def _listing(shown: Shown) -> str:
    return " | ".join([*(one.text for one in shown.said), _told(shown.cited)])
