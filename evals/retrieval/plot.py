"""The evaluation of retrieval as a picture: each system's headline measure with its interval."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from corpus.errors import InputError, StoreError
from evals.retrieval.evaluation import Evaluation
from evals.retrieval.measures import MEASURES

if TYPE_CHECKING:
    from matplotlib.figure import Figure

SUFFIXES = (".svg", ".png")
_WIDTH, _OF_A_SYSTEM, _MARGIN = 11.0, 0.42, 1.6  # inches


def require_picture(path: Path) -> None:
    """Refuse a file that is to be neither SVG nor PNG, or whose folder is not there."""
    if path.suffix.lower() not in SUFFIXES:
        raise InputError(f"{path}: a plot is written as {' or '.join(SUFFIXES)}; name such a file")
    if not path.parent.is_dir():
        raise InputError(f"{path}: there is no folder {path.parent}; make it first")


def draw(evaluation: Evaluation, path: Path) -> None:
    """Write the picture to `path`, SVG or PNG by its suffix; StoreError where it cannot be."""
    # The figure is drawn without pyplot, which keeps every figure of a process.
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    require_picture(path)
    part, measure = evaluation.headline, MEASURES[0]
    height = _MARGIN + _OF_A_SYSTEM * len(evaluation.systems)
    figure = Figure(figsize=(_WIDTH, height), layout="constrained")
    FigureCanvasAgg(figure)
    plots = figure.subplots(1, len(part.reaches), sharex=True, sharey=True, squeeze=False)
    for axes, (reach, figures) in zip(plots[0], part.reaches.items(), strict=True):
        for row, name in enumerate(evaluation.systems):
            value = figures.systems[name][measure]
            axes.barh(row, value.value, color="tab:blue" if name == "ours" else "lightgray")
            axes.plot([value.low, value.high], [row, row], color="black", linewidth=1.5)
            axes.text(value.high, row, f" {value.value:.3f}", va="center", fontsize="small")
        axes.set_title(f"asked of: {reach}")
        axes.set_xlabel(f"{measure}, 95 % interval")
        axes.set_yticks(range(len(evaluation.systems)), evaluation.systems)
        axes.margins(x=0.12)
    plots[0][0].invert_yaxis()
    figure.suptitle(
        f"{part.queries:,} queries from the indexes of {part.volumes} volumes ({part.name})"
    )
    save(figure, path, measure)


def save(figure: Figure, path: Path, salt: str) -> None:
    """Write a figure to `path`; StoreError where it cannot be.

    The same figures give the same file, to the last byte: no date, no names by chance.
    """
    from matplotlib import rc_context

    undated = {"Date": None} if path.suffix.lower() == ".svg" else None
    try:
        with rc_context({"svg.hashsalt": salt}):
            figure.savefig(path, metadata=undated)
    except OSError as error:
        raise StoreError(f"{path} cannot be written ({error.strerror}); make room") from error
