"""The checks that run on every answer of a question set, and which of them a set must feed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from evals.case import Case, Expect
from evals.checks.abstention import (
    answered,
    greeted,
    quiet_refusal,
    refusal_precision,
    refused,
)
from evals.checks.attached import attached
from evals.checks.candour import candour, offered
from evals.checks.footnote import footnote
from evals.checks.gold import first_quote_hit, gold_recall
from evals.checks.heading import header
from evals.checks.page import page
from evals.checks.prose import coverage, leakage
from evals.checks.quotation import located, verbatim
from evals.checks.rendering import rendered
from evals.checks.rendering_chat import Chat
from evals.checks.rendering_json import Json
from evals.checks.rendering_markdown import Markdown
from evals.checks.rendering_shown import Surface
from evals.checks.rendering_terminal import Terminal
from evals.checks.resolving import resolves
from evals.checks.voice import voice
from evals.record.ordered import Ordered
from evals.score import Check
from evals.suite.judged import Bar
from evals.suite.world import World

_SURFACES: Mapping[str, Surface] = {
    "JSON": Json(),
    "Markdown": Markdown(),
    "terminal": Terminal(),
    "chat": Chat(),
}
#: Areas under curves: what an item adds to one depends on all the others.
JOINT = frozenset({"answerability", "when answered"})
#: Hits within which the passages that answer are looked for.
DEPTHS = (1, 5, 10)
#: Name, definition, title, unit, and what must be reached, of each check.
CHECKS = (
    ("verbatim", "D1", "words exact", "quotations", Bar.WHOLE),
    ("resolves", "D2", "citations resolve", "citations", Bar.WHOLE),
    ("located", "D3", "at the cited place", "quotations", Bar.WHOLE),
    ("page", "D4", "pages exact", "quotations", Bar.WHOLE),
    ("footnote", "D5", "notes right", "note citations", Bar.WHOLE),
    ("attached", "D5", "with the notes of their words", "statements", Bar.WHOLE),
    ("voice", "D5", "paragraphs by who wrote them", "quotations", Bar.WHOLE),
    ("header", "D6", "document named rightly", "citations", Bar.WHOLE),
    ("coverage", "D7", "statements cited", "statements", Bar.WHOLE),
    ("leakage", "D7", "no words of its own", "statements", Bar.WHOLE),
    ("quiet refusal", "D11", "refusals without quotations", "refusals", Bar.WHOLE),
    ("candour", "D11", "unsure answers say so", "answers", Bar.WHOLE),
    ("offered", "D11", "refusals offer what was found", "refusals", Bar.WHOLE),
    *(
        (f"rendered {name}", "shown", f"{name} shows what was checked", "replies", Bar.WHOLE)
        for name in _SURFACES
    ),
    ("determinism", "D15", "same answer twice", "questions", Bar.WHOLE),
    ("answered", "D11", "answered of what is answerable", "questions", Bar.RATE),
    ("refused", "D11", "refused of what is not", "questions", Bar.RATE),
    ("refusal precision", "D11", "refusals that are right", "refusals", Bar.TOLD),
    ("greeted", "D11", "small talk met as such", "questions", Bar.RATE),
    ("first quote hit", "D10", "first quotation answers", "answers", Bar.RATE),
    ("gold recall", "D10", "sentences found that answer", "sentences", Bar.RATE),
    ("answerability", "D11", "AUROC of answerability", "questions", Bar.RATE),
    ("when answered", "D11", "1 - AURC", "questions", Bar.RATE),
    *(
        (f"recall@{first}", "D9", f"what answers in {first} hits", "questions", Bar.TOLD)
        for first in DEPTHS
    ),
)


def checks_of(world: World) -> dict[str, Check]:
    """Every check of a single answer, by name. That of the same answer twice needs a second."""
    record = Ordered(world.record, world.texts_of)
    return {
        "verbatim": verbatim(record),
        "resolves": resolves(record, world.stored),
        "located": located(record),
        "page": page(record),
        "footnote": footnote(record, world.stored),
        "attached": attached(record),
        "voice": voice(record),
        "header": header(record),
        "coverage": coverage,
        "leakage": leakage,
        "quiet refusal": quiet_refusal(world.record),
        "candour": candour,
        "offered": offered,
        "answered": answered,
        "refused": refused,
        "refusal precision": refusal_precision,
        "greeted": greeted,
        "first quote hit": first_quote_hit,
        "gold recall": gold_recall,
        **{f"rendered {name}": rendered(surface) for name, surface in _SURFACES.items()},
    }


def due(cases: Sequence[Case]) -> set[str]:
    """The checks for which the set gives cause: one that then judges nothing has failed."""
    found = {"determinism", *(f"rendered {name}" for name in _SURFACES)}
    expected = {case.expect for case in cases}
    if Expect.ANSWER in expected:
        found |= {"verbatim", "resolves", "located", "page", "header", "coverage", "leakage"}
        found |= {"answered", "first quote hit", "gold recall"}
    if Expect.REFUSE in expected:
        found |= {"refused", "quiet refusal"}
    if Expect.GREET in expected:
        found |= {"greeted", "quiet refusal"}
    if any(_of_note(gold.passage) for case in cases for gold in case.gold):
        found |= {"footnote"}
    return found


def _of_note(passage: str) -> bool:
    name = passage.rpartition("/")[2]
    return name.startswith("fn") or name == "source"
