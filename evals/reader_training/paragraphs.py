"""The paragraphs of which questions are made: of installed volumes, and of question sets."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from random import Random

from corpus.errors import InputError
from corpus.library import Library
from corpus.passage import Kind
from evals.reader_training.fates import Paragraph
from evals.reader_training.hold_out import HeldTexts
from evals.set_lines import read_passages

_OF_VOLUMES, _OF_SETS = (60, 220), (50, 200)  # words of a paragraph, from and to
#: The volume of the document that ships: figures are published of questions on it.
_MEASURED = "frus1944Quebec"


def of_volumes(homes: Sequence[Path], seed: int) -> tuple[list[Paragraph], dict[str, str]]:
    """Paragraphs of 60 to 220 words of all volumes in these homes, shuffled; digests by volume.

    The volume of the document that ships with the product is left out. Raises InputError for a
    home without others.
    """
    digests: dict[str, str] = {}
    found: list[Paragraph] = []
    for home in homes:
        library = Library(home)
        sources = [one for one in library.sources() if one.volume != _MEASURED]
        if not sources:
            raise InputError(f"--home {home}: no volume is installed there; name another folder")
        for source in sources:
            if source.volume in digests:
                continue
            digests[source.volume] = source.digest
            found += (
                Paragraph(passage.document, passage.text)
                for document in library.read(source).documents
                for passage in document.passages
                if passage.kind is Kind.PARAGRAPH and _fits(passage.text, *_OF_VOLUMES)
            )
    Random(seed).shuffle(found)  # noqa: S311  # an order
    return found, digests


def of_sets(folders: Sequence[Path], held: HeldTexts) -> list[Paragraph]:
    """Passages of 50 to 200 words of the sets in these folders, none that is held out."""
    return list(_of_sets(folders, held))


def _of_sets(folders: Sequence[Path], held: HeldTexts) -> Iterator[Paragraph]:
    for folder in folders:
        for row in read_passages(folder / "passages.jsonl"):
            if _fits(row.text, *_OF_SETS) and not held.hold(row.text):
                yield Paragraph(f"{folder.name} {row.title or row.id}", row.text)


def _fits(text: str, fewest: int, most: int) -> bool:
    return fewest <= len(text.split()) <= most
