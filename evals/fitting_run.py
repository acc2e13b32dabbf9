"""Run a fit over folders of question sets, with progress bars, and say what came out."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from tempfile import TemporaryDirectory

from rich.console import Console
from rich.progress import Progress

from assistant.app import Assistant
from assistant.followup import by_meaning
from assistant.opening import open_assistant
from assistant.reader import Reader
from assistant.settings import Settings, read_settings
from assistant.span_reader.model import MiniLMReader
from assistant.word_table import read_word_table
from corpus.errors import InputError
from evals.case import Case, Split, load_cases, select, shipped_set, volumes_set
from evals.fitting import Weighed, fit, unseen, weigh_cases, weigh_set
from evals.question_sets import QuestionSet
from vectorstore.minilm import MiniLM


def run(
    folders: Sequence[Path],
    most: int,
    home: Path | None,
    weights: Path | None,
    volumes: Path | None,
) -> str:
    """The fit over the sets in `folders` and the tuning half of the shipped set, as JSON.

    `volumes` is a home with the volumes that the second set of our own is on; without it that set
    has no part.
    """
    if len(folders) < 2:
        raise InputError("give at least two question sets: each supplies strangers to the next")
    sets = [QuestionSet(folder) for folder in folders]
    span_reader = MiniLMReader(weights)
    settings = read_settings() if home is None else Settings(home.absolute())
    with open_assistant(settings) as assistant, Progress(console=Console(stderr=True)) as bars:
        embedder = MiniLM()
        weighed: dict[str, list[Weighed]] = {}
        strangers: list[Weighed] = []
        for one, other in zip(sets, [*sets[1:], sets[0]], strict=True):
            task = bars.add_task(one.name)
            with TemporaryDirectory() as folder:
                own, foreign = weigh_set(
                    one,
                    unseen(other, span_reader),
                    Path(folder),
                    embedder,
                    span_reader,
                    most,
                    lambda done, total, task=task: bars.update(task, completed=done, total=total),  # type: ignore[misc]  # the task is bound now
                )
            weighed[one.name] = own
            strangers += foreign
        shipped = _weighed(assistant, span_reader, embedder, load_cases(shipped_set(), None))
    if volumes is not None:
        with open_assistant(Settings(volumes.absolute())) as assistant:
            cases = load_cases(volumes_set(), None)
            shipped += _weighed(assistant, span_reader, embedder, cases)
    return json.dumps(asdict(fit(weighed, strangers, shipped)), indent=1)


def _weighed(
    assistant: Assistant, span_reader: MiniLMReader, embedder: MiniLM, cases: tuple[Case, ...]
) -> list[Weighed]:
    """The tuning half of these cases."""
    index = assistant.index
    reader = Reader(embedder, read_word_table(), index.lexical.words, index.passages, span_reader)
    tuning = select(cases, Split.TUNE)
    return list(weigh_cases(tuning, index, reader, by_meaning(embedder)))
