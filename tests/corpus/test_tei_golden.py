"""One document with something of everything, as a reader of the project would check it by eye."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from corpus.passage import Passage
from corpus.tei import read_volume

Write = Callable[..., Path]

GOLDEN = Path(__file__).parent / "golden"


def readable(passage: Passage) -> str:
    """The passage with its pages, its references and its mark's place set into the text."""
    marks = [(page.offset, f"{{p. {page.label}}}") for page in passage.pages]
    for r in passage.references:
        marks += [(r.start, "<"), (r.end, f" = {r.note or r.document or r.volume} {r.page or ''}>")]
    text = passage.text
    for offset, mark in sorted(marks, reverse=True):
        text = text[:offset] + mark + text[offset:]
    own = passage.id.rpartition("/")[2]
    head = f"{own} [{passage.kind}, {passage.voice}, {passage.label}]"
    if passage.anchor is not None:
        head += f" at {passage.anchor.passage.rpartition('/')[2]}:{passage.anchor.offset}"
    return "\n".join([head, *(f"    {line}" for line in text.split("\n"))])


def test_a_document_of_many_parts_reads_as_its_golden_copy(write_tei: Write) -> None:
    source = (GOLDEN / "tei-document.xml").read_text(encoding="utf-8")
    volume = read_volume(write_tei(f'<pb n="29" xml:id="pg_29"/>{source}'))
    found = "\n".join(readable(passage) for passage in volume.documents[0].passages) + "\n"
    assert found == (GOLDEN / "tei-document.txt").read_text(encoding="utf-8")
