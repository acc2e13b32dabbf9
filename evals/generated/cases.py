"""Cases about the documents of a volume, drawn by a seed from what the record has of them."""

from __future__ import annotations

import hashlib
import random
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from corpus.library import Library
from corpus.passage import Kind, Passage
from evals.case import Case, Expect, Gold, Split
from evals.generated.stated import Stated, read_stated
from evals.generated.templates import TEMPLATES, Asked, beyond_last
from evals.record.unit import Record, Source, flat
from evals.suite.world import CaseSet

#: All passages of a document by its id, as the index has them.
PassagesOf = Callable[[str], Sequence[Passage]]

NAME = "generated"
_NO_DOCUMENT = "no such document"
#: How a document is named, with {number}, {volume} and {own}, and where the question is put.
_NAMINGS = (
    ("document {number} of {volume}", ""),
    ("{volume}/{own}", ""),
    ("document {number}", "{volume}"),
    ("this document", "{volume}/{own}"),
)


def case_set(
    library: Library,
    record: Record,
    passages_of: PassagesOf,
    volumes: Iterable[str],
    per_template: int,
    seed: int,
) -> CaseSet:
    """The set of the cases on these installed volumes; `record` has all of their documents.

    Raises SourceError where a file has another shape than its kind.
    """
    cases: list[Case] = []
    for volume in volumes:
        stated = _stated(library, volume)
        cases += cases_of(record, stated, passages_of, volume, per_template, seed)
    whole = tuple(cases)
    return CaseSet(NAME, hashlib.sha256(repr(whole).encode()).hexdigest(), whole)


def cases_of(
    record: Record,
    stated: Mapping[str, Stated],
    passages_of: PassagesOf,
    volume: str,
    per_template: int,
    seed: int,
) -> tuple[Case, ...]:
    """At most `per_template` cases of each kind on the documents of `volume`, always the same.

    What is right comes from `record` and from what the file itself has `stated`, by a document's
    own id; the store tells only which of its passages holds those words. Where none does, the
    case stands all the same, and no answer to it is right.
    """
    sources = {id_: one for id_, one in record.items() if id_.startswith(f"{volume}/")}
    cases: list[Case] = []
    for kind, template in TEMPLATES.items():
        drawn = random.Random(f"{seed}/{volume}/{kind}")  # noqa: S311  # a sample, no secret
        order = drawn.sample(sorted(sources), len(sources))
        asked = (
            (sources[id_], one)
            for id_ in order
            if (one := template(sources[id_], stated.get(_own(id_), Stated()))) is not None
        )
        for place, (source, one) in zip(range(per_template), asked, strict=False):
            cases.append(_case(kind, place, source, one, passages_of))
    cases += _beyond(volume, sources, per_template)
    return tuple(cases)


def _stated(library: Library, volume: str) -> dict[str, Stated]:
    source = library.source(volume)
    return read_stated(Path(source.files[0])) if source.whole else {}


def _case(kind: str, place: int, source: Source, asked: Asked, passages_of: PassagesOf) -> Case:
    volume, _, own = source.document.partition("/")
    parts = {"number": own.removeprefix("d"), "volume": volume, "own": own}
    naming, within = _NAMINGS[place % len(_NAMINGS)]
    gold = _gold(asked, passages_of(source.document)) if asked.words else None
    return Case(
        id=f"{kind} {source.document}",
        question=asked.question.format(document=naming.format(**parts)),
        history=(),
        slice=kind,
        expect=asked.expect,
        gold=() if gold is None else (gold,),
        split=Split.REPORT,
        within=within.format(**parts),
    )


def _beyond(volume: str, sources: Mapping[str, Source], count: int) -> Iterator[Case]:
    """Questions about documents that the volume does not have."""
    first = beyond_last(_own(id_).removeprefix("d") for id_ in sources)
    for number in range(first, first + count):
        yield Case(
            id=f"{_NO_DOCUMENT} {volume}/d{number}",
            question=f"Who wrote document {number} of {volume}?",
            history=(),
            slice=_NO_DOCUMENT,
            expect=Expect.REFUSE,
            gold=(),
            split=Split.REPORT,
        )


def _gold(asked: Asked, passages: Sequence[Passage]) -> Gold:
    """The words that answer, as the passage has them in which they stand.

    A note is known by its id. Of the text it is the heading that is taken where the heading is
    asked for, and any other passage rather than the heading where it is not.
    """
    note = not any(one.id == asked.unit for one in passages)
    held = [one for one in passages if one.kind is not Kind.FOOTNOTE] if note else []
    held.sort(key=lambda one: (one.kind is Kind.HEADING) != asked.above)
    for passage in (*(one for one in passages if one.id == asked.unit), *held):
        at = flat(passage.text).find(asked.words)
        if at >= 0:
            return Gold(passage.id, passage.text[at : at + len(asked.words)])
    return Gold(f"{asked.unit}/nowhere", asked.words)


def _own(id_: str) -> str:
    return id_.rpartition("/")[2]
