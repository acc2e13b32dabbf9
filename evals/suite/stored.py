"""The stage that holds every sentence of the store against the source files (D1 to D6).

Answers show a few hundred quotations; the store has tens of thousands that an answer could show.
Each sentence is cited as an answer would cite it, and runs through the same checks. What the
store leaves out no quotation can show: that is found from the source's side.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache, partial
from typing import TypeAlias

from assistant.answer import Answer, IndexInfo, Quote, Statement
from assistant.render import quoted
from corpus.passage import DocumentText
from corpus.sentences import sentence_spans
from evals.case import Case, Expect, Split
from evals.checks.footnote import Stored as Lookup
from evals.checks.footnote import footnote
from evals.checks.heading import header
from evals.checks.page import page
from evals.checks.quotation import located, verbatim
from evals.checks.resolving import resolves
from evals.checks.voice import voice
from evals.record.in_order import InOrder, in_order, left_out
from evals.record.unit import Part, Record, Source
from evals.score import Check, Finding
from evals.suite.judged import Bar, Definition, Found, Judged, counted
from evals.suite.stored_slices import by_page, by_voice, repeated_labels
from evals.suite.world import Progress, World

_Slice: TypeAlias = Callable[[Quote], str]
_NAME = "stored"
_DEFINITIONS = tuple(
    Definition(metric=f"{_NAME}/{name}", code=code, title=title, unit=unit, bar=Bar.WHOLE)
    for name, code, title, unit in (
        ("whole", "D1", "store: nothing left out", "texts and notes"),
        ("verbatim", "D1", "store: words exact", "sentences"),
        ("resolves", "D2", "store: everything cited exists", "sentences"),
        ("located", "D3", "store: at the cited place", "sentences"),
        ("page", "D4", "store: pages exact", "sentences"),
        ("footnote", "D5", "store: notes right", "sentences"),
        ("voice", "D5", "store: paragraphs by who wrote them", "sentences"),
        ("header", "D6", "store: documents named rightly", "passages"),
    )
)


@dataclass(frozen=True, slots=True)
class Stored:
    """The stage, over all documents of `volumes`."""

    volumes: tuple[str, ...]

    @property
    def name(self) -> str:
        """What metrics are called by."""
        return _NAME

    def __call__(self, world: World, progress: Progress) -> Found:
        """What the checks say of every sentence of every passage."""
        judged: list[Judged] = []
        due = {one.metric for one in _DEFINITIONS} - {f"{_NAME}/footnote", f"{_NAME}/voice"}
        for volume in self.volumes:
            sources = [one for id_, one in world.record.items() if id_.startswith(f"{volume}/")]
            repeated = repeated_labels(sources)
            due |= {f"{_NAME}/footnote"} if any(map(_has_notes, sources)) else set()
            documents = _documents(world, volume, sources)
            for done, document in enumerate(documents):
                progress(f"holding {volume} against its source", done, len(documents))
                judged += _held(world, document, partial(by_page, repeated=repeated))
        return Found(definitions=_DEFINITIONS, judged=tuple(judged), due=frozenset(due))


def _has_notes(source: Source) -> bool:
    return any(unit.part is not Part.TEXT for unit in source.units.values())


def _documents(world: World, volume: str, sources: Iterable[Source]) -> list[str]:
    """The ids of all documents that the index or the record has."""
    stored = world.index.passages.documents_of(volume)
    return list(dict.fromkeys((*stored, *(source.document for source in sources))))


def _held(world: World, document: str, page_slice: _Slice) -> Iterator[Judged]:
    text = world.index.passages.document_text(document)
    passages = [] if text is None else [(one.id, one.text) for one in text.passages]
    source = world.record.get(document)
    record: Record = world.record
    if source is not None:
        ordered = in_order(source, passages)
        record = {document: ordered}
        yield from _judged("whole", document, "", _wholeness(ordered, passages))
    if text is not None:
        yield from _checked(record, text, cache(world.stored), page_slice)


def _wholeness(source: InOrder, passages: list[tuple[str, str]]) -> tuple[Finding, ...]:
    """For each text and note of the source: whether the passages have all of its words in order."""
    return tuple(
        Finding(
            outcome="words left out" if rest else "whole",
            right=not rest,
            shown=f"the passages of {unit}",
            source=rest,
        )
        for unit, rest in left_out(source, passages).items()
    )


def _checked(
    record: Record, text: DocumentText, stored: Lookup, page_slice: _Slice
) -> Iterator[Judged]:
    sentences = list(_sentences(text))
    checks: tuple[tuple[str, Check, _Slice], ...] = (
        ("verbatim", verbatim(record), by_voice),
        ("resolves", resolves(record, stored), by_voice),
        ("located", located(record), by_voice),
        ("page", page(record), page_slice),
        ("footnote", footnote(record, stored), by_voice),
        ("voice", voice(record), by_voice),
    )
    for name, check, slice_ in checks:
        yield from _run(name, check, sentences, slice_)
    firsts = {quote.passage.id: quote for quote in reversed(sentences)}
    yield from _run("header", header(record), list(firsts.values())[::-1], by_voice)


def _run(name: str, check: Check, quotes: list[Quote], slice_: _Slice) -> Iterator[Judged]:
    sliced: dict[str, list[Quote]] = {}
    for quote in quotes:
        sliced.setdefault(slice_(quote), []).append(quote)
    for kind, group in sliced.items():
        findings = check(_CASE, _citing(group)).findings
        yield from _judged(name, group[0].document.id, kind, findings)


def _judged(name: str, document: str, kind: str, findings: tuple[Finding, ...]) -> Iterator[Judged]:
    one = counted(f"{_NAME}/{name}", document, document, kind, findings)
    if one is not None:
        yield one


def _sentences(text: DocumentText) -> Iterator[Quote]:
    for passage in text.passages:
        for start, end in sentence_spans(passage.text):
            yield Quote(passage, text.document, start, end)


# The checks of places ask nothing of the question.
_CASE = Case(
    id=_NAME,
    question="?",
    history=(),
    slice=_NAME,
    expect=Expect.REFUSE,
    gold=(),
    split=Split.REPORT,
)


def _citing(quotes: list[Quote]) -> Answer:
    """An answer that shows all of these quotations."""
    return Answer(
        question="",
        searched="",
        statements=tuple(Statement(quoted(quote), (quote,)) for quote in quotes),
        index=IndexInfo("", "", 0),
    )
