"""Small results for the tests of reports: metrics of every verdict, with text that does harm."""

from __future__ import annotations

from collections.abc import Sequence

from evals.suite.baseline import Floor
from evals.suite.judged import Bar, Curve, Definition, Failure, Found, Item, Judged
from evals.suite.metric import metrics
from evals.suite.results import SCHEMA, Results, Run

SCRIPT = "<script>alert(1)</script>"
SITE = "https://history.state.gov/historicaldocuments"
ADDRESS = f"{SITE}/frus1944Quebec/d123#pg_192"
SHOWN = "the establishment of the loosest, most cooperative relationship"
SOURCE = "Our objective is the establishment of the closest, most cooperative relationship there is"

RUN = Run(
    suite="smoke",
    code="abc+",
    seed=0,
    index="version",
    digest="d" * 64,
    model="m",
    passages=9,
    volumes={"frus1944Quebec": "v" * 64},
    sets={"s": "y" * 64},
)
DEFINITIONS = (
    Definition(metric="s/words", code="D1", title="s: words exact", unit="words", bar=Bar.WHOLE),
    Definition(metric="s/pages", code="D4", title="s: pages exact", unit="pages", bar=Bar.WHOLE),
    Definition(metric="s/found", code="D10", title="s: found", unit="sentences", bar=Bar.RATE),
    Definition(metric="s/lost", code="D10", title="s: lost", unit="sentences", bar=Bar.WHOLE),
    Definition(metric="s/told", code="D11", title="s: told", unit="questions", bar=Bar.TOLD),
    Definition(metric="t/words", code="D1", title="words of t", unit="words", bar=Bar.WHOLE),
)
CURVES = (
    Curve("risk of s", "coverage", "risk", ((0.1, 0.0), (0.5, 0.25), (1.0, 0.5))),
    Curve("risk of t", "coverage", "risk", ((0.5, 0.5), (1.0, 0.75))),
    Curve("recall", "passages", "share found", ((1.0, 0.4), (10.0, 0.9))),
)


def judged(
    metric: str, item: str, *failures: Failure, total: int = 2, kind: str = "paragraph"
) -> Judged:
    """An item of `total` things, all right but those of `failures`."""
    outcomes = {"right": total - len(failures)} | {one.outcome: 1 for one in failures}
    return Judged(
        metric=metric,
        item=item,
        cluster=item,
        slice=kind,
        right=total - len(failures),
        total=total,
        outcomes={name: times for name, times in outcomes.items() if times},
        failures=failures,
    )


def wrong(outcome: str, shown: str = SHOWN, source: str = SOURCE) -> Failure:
    return Failure(outcome=outcome, shown=shown, source=source)


JUDGED = (
    judged("s/words", "q1", wrong("altered")),
    judged("s/words", "q2", wrong("altered", f"{SCRIPT} \x00\x0b\ufffe", "x"), wrong("cut")),
    judged("s/words", "q3"),
    judged("s/pages", "q1"),
    judged("s/found", "q1", wrong("missed", "a", "frus1944Quebec/d123/p1: b")),
    judged("s/found", "q2"),
    judged("s/told", "q1", wrong("answered", "a", "")),
    judged("t/words", "frus1944Quebec/d9", total=3),
)


def results(
    judgments: Sequence[Judged] = JUDGED,
    *,
    items: Sequence[Item] | None = None,
    timings: float = 1.5,
) -> Results:
    """Results of s/words failed, s/lost missing, s/told without a gate, the others reached."""
    found = Found(
        definitions=DEFINITIONS, judged=tuple(judgments), due=frozenset({"s/words", "s/lost"})
    )
    return Results(
        schema=SCHEMA,
        run=RUN,
        metrics=metrics(found, {"s/found": Floor(0.5, None)}, seed=0),
        judged=found.judged,
        items=tuple(asked(f"q{n}") for n in (1, 2, 3)) if items is None else tuple(items),
        curves=CURVES,
        notes=(f"A note with {SCRIPT}.",),
        timings={"s": timings},
    )


def asked(id_: str) -> Item:
    """A question with a reply that quotes `SHOWN`."""
    citation = {"number": 1, "quote": SHOWN, "reference": f"A paper. {ADDRESS}", "url": ADDRESS}
    return Item(
        id=id_,
        set="s",
        question=f"What of {SCRIPT} & {id_}?",
        history=("Before?",),
        reply={
            "searched": "what of",
            "refusal": None,
            "statements": [{"text": f"“{SHOWN}”", "citations": [1]}],
            "citations": [citation],
            "related": [{"passage": "frus1944Quebec/d123/p2", "excerpt": "beside"}],
        },
    )
