"""The stage that holds every sentence of the store against the source files (D1 to D6).

Answers show a few hundred quotations; the store has tens of thousands that an answer could show.
Each sentence is cited as an answer would cite it, and runs through the same checks.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from assistant.answer import Answer, IndexInfo, Quote, Statement
from assistant.render import quoted
from corpus.passage import DocumentText
from corpus.sentences import sentence_spans
from evals.case import Case, Expect, Split
from evals.checks.footnote import footnote
from evals.checks.page import page
from evals.checks.quotation import located, verbatim
from evals.suite.judged import Bar, Definition, Found, Judged, counted
from evals.suite.world import Progress, World

_CHECKS = (
    ("verbatim", "D1", "words exact"),
    ("located", "D3", "at the cited place"),
    ("page", "D4", "pages exact"),
    ("footnote", "D5", "notes right"),
)


@dataclass(frozen=True, slots=True)
class Stored:
    """The stage, over all documents of `volumes`."""

    volumes: tuple[str, ...]

    @property
    def name(self) -> str:
        """What metrics are called by."""
        return "stored"

    def __call__(self, world: World, progress: Progress) -> Found:
        """What the checks say of every sentence of every passage."""
        judged: list[Judged] = []
        for volume in self.volumes:
            documents = world.index.passages.documents_of(volume)
            for done, document in enumerate(documents):
                progress(f"holding {volume} against its source", done, len(documents))
                judged += _document(world, document)
        return Found(
            definitions=tuple(
                Definition(
                    metric=f"{self.name}/{name}",
                    code=code,
                    title=f"store: {title}",
                    unit="sentences",
                    bar=Bar.WHOLE,
                )
                for name, code, title in _CHECKS
            ),
            judged=tuple(judged),
            due=frozenset(f"{self.name}/{name}" for name, _, _ in _CHECKS),
        )


def _document(world: World, document: str) -> Iterator[Judged]:
    text = world.index.passages.document_text(document)
    if text is None:
        raise ValueError(f"{document} is listed in the index, and is not in it")
    checks = {
        "verbatim": verbatim(world.record),
        "located": located(world.record),
        "page": page(world.record),
        "footnote": footnote(world.record, world.stored),
    }
    by_slice: dict[str, list[Quote]] = {}
    for quote in _sentences(text):
        by_slice.setdefault(_slice(quote), []).append(quote)
    for kind, quotes in by_slice.items():
        cited = _citing(quotes)
        for name, check in checks.items():
            findings = check(_CASE, cited).findings
            one = counted(f"stored/{name}", document, document, kind, findings)
            if one is not None:
                yield one


def _sentences(text: DocumentText) -> Iterator[Quote]:
    for passage in text.passages:
        for start, end in sentence_spans(passage.text):
            yield Quote(passage, text.document, start, end)


def _slice(quote: Quote) -> str:
    pages = quote.pages
    if not pages:
        return "no page"
    return "crossing" if len(pages) > 1 else "one page"


# The checks of places ask nothing of the question.
_CASE = Case(
    id="stored",
    question="?",
    history=(),
    slice="stored",
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
