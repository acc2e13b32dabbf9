"""The command `frus-evals train-reader`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from evals.reader_training.plan import Plan

_COULD_NOT_RUN = 2


def train_reader(
    *,
    sets: Annotated[
        list[Path],
        typer.Option(
            "--set",
            help="A folder with passages.jsonl and questions.jsonl to learn from; can be "
            "repeated, and one that is named twice counts twice.",
        ),
    ],
    homes: Annotated[
        list[Path] | None,
        typer.Option(
            "--home", help="Questions are made from the volumes installed there; can be repeated."
        ),
    ] = None,
    texts: Annotated[
        list[Path] | None,
        typer.Option(
            help="Questions are made from the passages of the set in this folder; can be repeated."
        ),
    ] = None,
    hold_out: Annotated[
        list[str] | None,
        typer.Option(
            help="Kept from training, for figures: questions marked article=Warsaw, or every third "
            "of those without an article, part=0/3; can be repeated."
        ),
    ] = None,
    out: Annotated[Path | None, typer.Option(help="Where to write the weights.")] = None,
    cloze_only: Annotated[
        Path | None, typer.Option(help="Learn the questions made alone, and write that here.")
    ] = None,
    start: Annotated[
        Path | None, typer.Option(help="Go on from a file that --cloze-only wrote.")
    ] = None,
    cloze: Annotated[int, typer.Option(help="How many questions to make.", min=1)] = 12_000,
    cloze_rate: Annotated[float, typer.Option(help="Highest learning rate on these.")] = 2e-4,
    epochs: Annotated[int, typer.Option(help="How often the sets are learnt.", min=1)] = 3,
    rate: Annotated[float, typer.Option(help="Highest learning rate on the sets.")] = 1e-4,
    near: Annotated[int, typer.Option(help="Near misses drawn anew for each epoch.", min=0)] = 350,
    seed: Annotated[int, typer.Option(help="Of every draw.")] = 1,
    threads: Annotated[
        int | None, typer.Option(help="Threads; as many as torch likes unless given.", min=1)
    ] = None,
) -> None:
    """Train the model that reads passages, and measure it on what it has not seen.

    It learns from questions made of the record's own paragraphs, and then from question sets.
    Exit status: 0 trained, 2 could not run.
    """
    from corpus.errors import FrusError
    from evals.reader_training.hold_out import HoldOut
    from evals.reader_training.plan import Plan

    try:
        plan = Plan(
            homes=tuple(homes or ()),
            texts=tuple(texts or ()),
            sets=tuple(sets),
            hold_outs=tuple(HoldOut.parse(written) for written in hold_out or ()),
            start=start,
            cloze=cloze,
            cloze_rate=cloze_rate,
            epochs=epochs,
            rate=rate,
            near=near,
            seed=seed,
            threads=threads,
        )
        _train(plan, out, cloze_only)
    except FrusError as error:
        typer.echo(f"frus-evals: {' '.join(str(error).split())}", err=True)
        raise typer.Exit(_COULD_NOT_RUN) from None


def _train(plan: Plan, out: Path | None, cloze_only: Path | None) -> None:
    from assistant.settings import stay_offline
    from corpus.errors import InputError

    if (out is None) == (cloze_only is None):
        raise InputError("give --out for the weights, or --cloze-only for the first stage alone")
    stay_offline()
    from evals.reader_training import run

    def tell(line: str) -> None:
        typer.echo(line, err=True)

    if cloze_only is not None:
        run.run_cloze(plan, cloze_only, tell)
    elif out is not None:
        run.run(plan, out, tell)
