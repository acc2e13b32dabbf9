"""Faults in footnotes: their marks, their labels, and whether they come with what they explain."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from corpus.passage import Anchor, Kind, Passage
from evals.mutation.fault import Family, Fault, Plant
from evals.mutation.seam import seam, stored


def faults() -> tuple[Fault, ...]:
    """The faults of the family."""
    return (
        _fault("label by position", "notes are numbered as they come", _notes(_by_position)),
        _fault("label one too high", "a note has the label of the next one", _notes(_next_label)),
        _fault("label lost", "notes have no label", _notes(lambda note: replace(note, label=None))),
        _fault(
            "mark in the next paragraph", "a note's mark is placed a paragraph on", _notes(_shifted)
        ),
        _fault(
            "mark at the start", "a note's mark is placed before the paragraph", _notes(_at_start)
        ),
        _fault(
            "mark lost",
            "notes are tied to no place",
            _notes(lambda note: replace(note, anchor=None)),
        ),
        _fault(
            "notes left out",
            "the footnotes of a quoted sentence are not shown with it",
            seam("assistant.compose:_marks", lambda _: lambda *_: False),
            "shipped/attached",
        ),
        _fault(
            "notes of the paragraph",
            "every footnote of the paragraph is shown with a sentence of it",
            seam("assistant.compose:_marks", lambda _: lambda *_: True),
            "shipped/attached",
        ),
        _fault(
            "unmarked notes numbered",
            "a note without a mark is cited as footnote 1",
            seam("corpus.citation:note_mark", _numbering),
            "shipped/header",
        ),
        _fault(
            "note without its number",
            "a footnote is cited by its page alone",
            seam("corpus.citation:note_name", lambda _: lambda _passage: ""),
            "shipped/header",
        ),
    )


def _fault(name: str, breaks: str, plant: Plant, metric: str = "stored/footnote") -> Fault:
    return Fault(name=name, family=Family.FOOTNOTE, breaks=breaks, metric=metric, plant=plant)


def _notes(change: Callable[[Passage], Passage]) -> Plant:
    def changed(passage: Passage) -> Passage:
        marked = passage.kind is Kind.FOOTNOTE and passage.label is not None
        return change(passage) if marked else passage

    return stored(changed)


def _by_position(note: Passage) -> Passage:
    number = re.search(r"\d+$", note.id)
    return replace(note, label=number[0]) if number else note


def _next_label(note: Passage) -> Passage:
    label = note.label or ""
    return replace(note, label=str(int(label) + 1)) if label.isdecimal() else note


def _shifted(note: Passage) -> Passage:
    if note.anchor is None:
        return note
    before, number = re.fullmatch(r"(.*?)(\d*)", note.anchor.passage, re.DOTALL).groups()  # type: ignore[union-attr]  # matches anything
    following = f"{before}{int(number) + 1}" if number else f"{note.document}/p1"
    return replace(note, anchor=Anchor(following, note.anchor.offset))


def _at_start(note: Passage) -> Passage:
    return replace(note, anchor=Anchor(note.anchor.passage, 0)) if note.anchor else note


def _numbering(right: Any) -> Callable[[Passage | None], str]:
    def mark(passage: Passage | None) -> str:
        unmarked = passage is not None and passage.kind is Kind.FOOTNOTE and passage.label is None
        return "1" if unmarked else str(right(passage))

    return mark
