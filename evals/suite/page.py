"""The results of a run as one page of HTML, which fetches nothing and runs nothing."""

from __future__ import annotations

from pathlib import Path

from evals.suite import page_questions
from evals.suite.drawing import plots
from evals.suite.failing import Addresses, by_metric
from evals.suite.page_failures import SHOWN, sections
from evals.suite.page_metrics import anchors, groups
from evals.suite.results import Results
from evals.suite.wording import verdict_line

_DATA = Path(__file__).parent.parent / "data"


def as_page(results: Results) -> str:
    """The page: verdict, gates, figures without a gate, curves, failures, questions and replies.

    Of a metric's failures it shows `page_failures.SHOWN`, of the questions `page_questions.SHOWN`,
    and says of how many. All text is escaped. The same results give the same page; timings stand
    in a part of their own. Raises InputError for a reply that is none.
    """
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    wrong = by_metric(results)
    counts = {metric: len(own) for metric, own in wrong.items()}
    anchor = anchors(results.metrics)
    items = page_questions.chosen(results.items, wrong)
    places = page_questions.anchors(items)
    everything = groups(results.metrics, anchor, counts, lambda _: True)
    environment = Environment(
        loader=FileSystemLoader(_DATA),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    return environment.get_template("report.html.j2").render(
        run=results.run,
        passed=results.passed,
        verdict=verdict_line(results),
        missed=[row for group in everything for row in group.rows if row.failed],
        gates=groups(results.metrics, anchor, counts, lambda one: one.gated),
        told=groups(results.metrics, anchor, counts, lambda one: not one.gated),
        plots=plots(results.curves),
        sections=sections(everything, wrong, Addresses(results), places),
        most=SHOWN,
        questions=page_questions.questions(items, places, wrong, anchor),
        asked=len(results.items),
        notes=results.notes,
        timings=dict(results.timings),
    )
