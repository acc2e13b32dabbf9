"""A question set written by hand: three rivers, of which some things are told and some not."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from evals.question_sets import QuestionSet

Row = dict[str, Any]

PASSAGES = {
    "nile/0": (
        "The Nile",
        "The Nile flows north through eleven countries. It reaches the Mediterranean near "
        "Alexandria. The Aswan Dam was finished in 1970.",
    ),
    "nile/1": ("The Nile", "Fishermen of the Nile catch perch. Their boats are called feluccas."),
    "danube/0": (
        "The Danube",
        "The Danube rises in the Black Forest. Ten countries share the basin of the Danube.",
    ),
    "rhine": (
        None,
        "The Rhine was straightened by Johann Tulla. Barges carry coal up the Rhine to Basel.",
    ),
}


def question(
    number: int,
    text: str,
    words: str = "",
    about: str = "",
    earlier: Sequence[str] = (),
    **meta: str,
) -> Row:
    """A question answered by `words` of the passage `about`, or by nothing that stands there."""
    start = PASSAGES[about][1].index(words)
    spans = [{"passage": about, "start": start, "end": start + len(words)}] if words else []
    return {
        "id": f"q{number}",
        "question": text,
        "history": [{"user": user, "assistant": "Yes."} for user in earlier],
        "gold_passages": [about] if words else [],
        "gold_sentences": [words] if words else [],
        "gold_spans": spans,
        "answerable": bool(words),
        "meta": {"article": about.partition("/")[0], "about_passage": about} | meta,
    }


def questions() -> list[Row]:
    """Eight questions under three articles, two of them follow-ups."""
    return [
        question(
            1, "When was the Aswan Dam finished?", "The Aswan Dam was finished in 1970.", "nile/0"
        ),
        question(2, "Who paid for the Aswan Dam?", about="nile/0", label="NEAR"),
        question(
            3,
            "What are the boats of the fishermen called?",
            "Their boats are called feluccas.",
            "nile/1",
        ),
        question(
            4, "Where does the Danube rise?", "The Danube rises in the Black Forest.", "danube/0"
        ),
        question(5, "Who signed the treaty on the Danube in 1856?", about="danube/0", label="NEAR"),
        question(
            6,
            "And how many countries share its basin?",
            "Ten countries share the basin of the Danube.",
            "danube/0",
            earlier=["Where does the Danube rise?"],
        ),
        question(
            7, "Who straightened the Rhine?", "The Rhine was straightened by Johann Tulla.", "rhine"
        ),
        question(8, "And in which year?", about="rhine", earlier=["Who straightened the Rhine?"]),
    ]


@dataclass
class Files:
    """A set as two files, to be changed before they are written."""

    folder: Path
    passages: list[Row] = field(
        default_factory=lambda: [
            {"id": id_, "title": title, "text": text} for id_, (title, text) in PASSAGES.items()
        ]
    )
    questions: list[Row] = field(default_factory=questions)

    def write(self) -> tuple[Path, Path]:
        paths = self.folder / "passages.jsonl", self.folder / "questions.jsonl"
        for path, rows in zip(paths, (self.passages, self.questions), strict=True):
            path.write_text("".join(f"{json.dumps(row)}\n" for row in rows), encoding="utf-8")
        return paths

    def read(self) -> QuestionSet:
        return QuestionSet.of_files(*self.write())
