"""A comparison as one page of HTML, which fetches nothing and runs nothing."""

from __future__ import annotations

from pathlib import Path

from evals.comparison import wording
from evals.comparison.comparison import Comparison
from evals.suite.wording import count, figure, visible

_DATA = Path(__file__).parent.parent / "data"


def as_page(comparison: Comparison) -> str:
    """The page: what was compared, the verdict, the metrics, every item that changed. All text is
    escaped; the same comparison gives the same page.
    """
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    environment = Environment(
        loader=FileSystemLoader(_DATA),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters |= {"count": count, "figure": figure, "visible": visible}
    return environment.get_template("comparison.html.j2").render(
        comparison=comparison,
        changed=[one for one in comparison.metrics if not one.unchanged],
        same=[one for one in comparison.metrics if one.unchanged],
        words=wording,
    )
