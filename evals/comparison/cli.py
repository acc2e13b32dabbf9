"""The command `frus-evals compare`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from evals.comparison.comparison import Comparison

_NOTHING_WORSE, _WORSE, _COULD_NOT_COMPARE = 0, 1, 2


def compare(
    before: Annotated[
        Path, typer.Argument(metavar="A", help="The results.json of a run, or its folder.")
    ],
    after: Annotated[Path, typer.Argument(metavar="B", help="Those of the run held against it.")],
    *,
    least: Annotated[
        float, typer.Option(help="From what difference on a rate counts, 0 to 1.", min=0, max=1)
    ] = 0.02,
    across: Annotated[
        bool, typer.Option("--across", help="Allow another index of the same volumes.")
    ] = False,
    html: Annotated[Path | None, typer.Option(help="Write it as a page, too.")] = None,
    json_: Annotated[
        bool, typer.Option("--json", help="One JSON object on stdout, no table.")
    ] = False,
) -> None:
    """Hold run B against run A, item by item: what is worse, what is better?

    Exit status: 0 nothing shown to be worse, 1 something worse, 2 could not compare.
    """
    from corpus.errors import FrusError

    try:
        comparison = _compare(before, after, least, across=across)
        if html is not None:
            _write(comparison, html)
    except FrusError as error:
        typer.echo(f"frus-evals: {' '.join(str(error).split())}", err=True)
        raise typer.Exit(_COULD_NOT_COMPARE) from None
    _show(comparison, as_json=json_)
    raise typer.Exit(_WORSE if comparison.worse else _NOTHING_WORSE)


def _compare(before: Path, after: Path, least: float, *, across: bool) -> Comparison:
    from evals.comparison import comparison
    from evals.comparison.opened import open_run, require_comparable

    one, other = open_run(before), open_run(after)
    require_comparable(one.run, other.run, across=across)
    return comparison.compare(one, other, least)


def _write(comparison: Comparison, html: Path) -> None:
    from corpus.errors import InputError
    from evals.comparison.page import as_page
    from vectorstore.durable import replace_text

    if not html.parent.is_dir():
        raise InputError(f"--html {html}: there is no folder {html.parent}")
    replace_text(html, as_page(comparison))


def _show(comparison: Comparison, *, as_json: bool) -> None:
    from rich.console import Console

    from evals.comparison import plain
    from evals.comparison.table import print_comparison

    if as_json:
        typer.echo(plain.as_json(comparison))
    else:
        print_comparison(comparison, Console())
