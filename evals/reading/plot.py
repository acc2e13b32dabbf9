"""The risk-coverage curve as a picture."""

from __future__ import annotations

from pathlib import Path

from evals.reading.evaluation import Evaluation
from evals.retrieval.plot import require_picture, save

_SIZE = (6.4, 4.8)  # inches


def draw(evaluation: Evaluation, path: Path) -> None:
    """Write the curve to `path`, SVG or PNG by its suffix; StoreError where it cannot be."""
    # The figure is drawn without pyplot, which keeps every figure of a process.
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    require_picture(path)
    figure = Figure(figsize=_SIZE, layout="constrained")
    FigureCanvasAgg(figure)
    axes = figure.subplots()
    coverage = [point[1] for point in evaluation.curve]
    risk = [point[2] for point in evaluation.curve]
    axes.step(coverage, risk, where="pre", color="tab:blue", label="by answerability")
    if evaluation.operating is not None:
        axes.plot(*evaluation.operating, "o", color="black", label="what was answered")
    axes.set_xlim(0, 1)
    axes.set_ylim(0, 1)
    axes.set_xlabel("coverage: share of the questions answered")
    axes.set_ylabel("risk: first quote wrong, or unanswerable")
    axes.legend(loc="lower right")
    area = evaluation.figures["AURC"].value
    told = "" if area is None else f", AURC {area:.3f}"
    figure.suptitle(f"{evaluation.counts['questions']:,} questions{told}")
    save(figure, path, "risk-coverage")
