"""The judgments of volumes for people, as tables and samples, and for programs, as JSON."""

from __future__ import annotations

import json
import random
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from corpus.passage import VolumeText
from evals.index_judgments import VolumeJudgments
from evals.index_places import Scheme
from evals.judgment import Judgment, Subject

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table

SCHEMA = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """A volume's judgments with what a person needs to check them.

    `file` is the volume's; `titles` are those of its documents, by id.
    """

    found: VolumeJudgments
    file: Path
    titles: Mapping[str, str]


def judged(found: VolumeJudgments, file: Path, text: VolumeText) -> Judged:
    """`found` with the titles of the documents of `text`."""
    titles = {one.document.id: one.document.title for one in text.documents}
    return Judged(found=found, file=file, titles=titles)


def sampled(volumes: Sequence[Judged], size: int, seed: int) -> list[tuple[Judged, Judgment]]:
    """At most `size` judgments drawn at random over all volumes, in the order of the books."""
    every = [(volume, one) for volume in volumes for one in volume.found.judgments]
    drawn = random.Random(seed).sample(range(len(every)), min(size, len(every)))  # noqa: S311
    return [every[place] for place in sorted(drawn)]


def as_json(volumes: Sequence[Judged], sample: Sequence[tuple[Judged, Judgment]]) -> str:
    """The counts of each volume and the sample, as one JSON object."""
    return json.dumps(
        {
            "schema": SCHEMA,
            "volumes": [_counts(volume.found) for volume in volumes],
            "sample": [
                {
                    **asdict(one),
                    "strict": one.strict,
                    "printed": volume.found.printed[one.id],
                    "titles": {id_: volume.titles[id_] for id_ in sorted(one.documents)},
                    "file": str(volume.file),
                }
                for volume, one in sample
            ],
        },
        ensure_ascii=False,
        indent=2,
    )


def print_report(
    volumes: Sequence[Judged], sample: Sequence[tuple[Judged, Judgment]], console: Console
) -> None:
    """How each index was read, what it gave, what was dropped, and the sample."""
    found = [volume.found for volume in volumes]
    console.print(_schemes(found))
    console.print(_subjects(found))
    console.print(_reasons("entries dropped", found, [one.dropped for one in found]))
    console.print(_reasons("numbers that lead nowhere", found, [one.lost for one in found]))
    for volume, one in sample:
        _say(console, f"\n{volume.file}:{one.line or '?'}  {one.query}  [{one.subject}]")
        _say(console, f"  printed: {', '.join(volume.found.printed[one.id])}")
        for place in one.locators:
            titles = [f"{id_.partition('/')[2]} {volume.titles[id_]}" for id_ in place]
            _say(console, f"  - {'; or '.join(titles)}")


def _counts(found: VolumeJudgments) -> dict[str, object]:
    return {
        "volume": found.volume,
        "entries": found.entries,
        "scheme": asdict(found.reach),
        "moved": found.moved,
        "judgments": len(found.judgments),
        **{subject.value: _of(found, subject) for subject in Subject},
        "strict": sum(one.strict for one in found.judgments),
        "in_note": sum(one.in_note for one in found.judgments),
        "dropped": dict(found.dropped),
        "lost": dict(found.lost),
    }


def _of(found: VolumeJudgments, subject: Subject) -> int:
    return sum(one.subject is subject for one in found.judgments)


def _schemes(found: Sequence[VolumeJudgments]) -> Table:
    table = _table("volume", "entries", "largest", "pages", "documents", "counts", "by", "moved")
    for one in found:
        reach = one.reach
        by = "its note" if reach.note else "its numbers" if reach.largest else "no index"
        if Scheme.NONE not in (reach.scheme, reach.tagged) and reach.scheme != reach.tagged:
            by += f", not its tags ({reach.tagged})"
        numbers = (one.entries, reach.largest, reach.last_page, reach.last_document)
        cells = ["–" if number is None else f"{number:,}" for number in numbers]
        table.add_row(one.volume, *cells, reach.scheme, by, f"{one.moved:,}")
    return table


def _subjects(found: Sequence[VolumeJudgments]) -> Table:
    table = _table("volume", "judgments", *Subject, "strict", "in a footnote")
    for one in found:
        counted = [
            len(one.judgments),
            *(_of(one, subject) for subject in Subject),
            sum(judgment.strict for judgment in one.judgments),
            sum(judgment.in_note for judgment in one.judgments),
        ]
        table.add_row(one.volume, *(f"{number:,}" for number in counted))
    return table


def _reasons(
    name: str, found: Sequence[VolumeJudgments], counted: Sequence[Mapping[str, int]]
) -> Table:
    reasons = sorted({reason for counts in counted for reason in counts})
    table = _table(name, *reasons)
    for one, counts in zip(found, counted, strict=True):
        table.add_row(one.volume, *(f"{counts.get(reason, 0):,}" for reason in reasons))
    in_all = (sum(counts.get(reason, 0) for counts in counted) for reason in reasons)
    table.add_section()
    table.add_row("all", *(f"{number:,}" for number in in_all))
    return table


def _table(first: str, *others: str) -> Table:
    from rich.table import Table

    table = Table()
    table.add_column(first, no_wrap=True)
    for other in others:
        table.add_column(other, justify="right")
    return table


def _say(console: Console, line: str) -> None:
    console.print(line, markup=False, highlight=False, soft_wrap=True)
