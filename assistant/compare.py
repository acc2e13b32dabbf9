"""What several documents say on one question, each by itself, in order of their dates."""

from __future__ import annotations

import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Protocol, cast

from assistant.answer import Answer, Quote, Statement
from assistant.answering import Parts
from assistant.chain import State, build_chain
from assistant.compose import compose
from assistant.finding import find
from assistant.resolve import Resolved
from assistant.ties import Mention, SameWords, Spoken, mentions, same_words
from corpus.document import Document
from corpus.errors import InputError
from vectorstore.retriever import Filter, Hit, Retriever

#: Documents set beside each other, unless more or fewer are wanted.
SIDES = 6
MOST_SIDES = 20
#: Passages found for the question, from whose documents the comparison is made.
FOUND = 50
_LOOKED_AT = 12  # documents, or twice as many as are wanted
_READ = 6  # passages of a document, as many as the reader takes
# Beside the likeliest document another one must be so likely to answer. Of the documents found for
# twelve questions, most of those above it spoke to the question and most of those below did not.
_NEAR_BEST = 0.6
_WORDS = 100  # of one document; its first statement is always whole


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """The answer to a question, made of what each document says, and what was left out of it.

    The statements of `answer` are in order of their documents' dates, undated documents last.
    `silent` were looked at and hold nothing that answers, or nothing that was asked for; `further`
    answer too, but come after as many as were wanted; `shared` and `mentions` say which of the
    documents shown are no witnesses apart from each other.
    """

    answer: Answer
    silent: tuple[Document, ...] = ()
    further: tuple[Document, ...] = ()
    shared: tuple[SameWords, ...] = ()
    mentions: tuple[Mention, ...] = ()

    def __post_init__(self) -> None:
        said = list(self.answer.statements)
        if said != _in_order(said):
            raise ValueError("the statements are not in order of their documents")
        shown = {one.document.id for one in self.sides}
        left_out = {document.id for document in (*self.silent, *self.further)}
        if shown & left_out:
            raise ValueError(f"shown and left out at once: {sorted(shown & left_out)}")

    @property
    def sides(self) -> tuple[Spoken, ...]:
        """The documents that answer, in order, each with what is quoted of it."""
        return _spoken(self.answer.statements)

    def citation(self, part: Quote) -> int | None:
        """The number of the quotation in which words of `part` stand; None where none is shown."""
        numbered = enumerate(self.answer.quotes, start=1)
        return next((number for number, quote in numbered if _overlap(quote, part)), None)


@dataclass(frozen=True, slots=True)
class _Heard:
    document: Document
    probability: float
    statements: tuple[Statement, ...]


class Searched(Retriever, Protocol):
    """The passages that a comparison is made of."""

    def document(self, document_id: str) -> Document | None:
        """The document of this id, if there is one."""
        ...


def compare(parts: Parts, searched: Searched, asked: State, sides: int) -> Comparison:
    """What at most `sides` documents say on a question, given as the chain of answers takes it.

    The documents that its scope or the question names are all looked at; where none is named it is
    those of the passages found. `searched` gives the passages of each, and no cross-encoder reads
    them: for a dozen documents that would take many seconds. No language model has a part in it.
    Where the question is refused an answer there is nothing to compare.
    """
    if not 2 <= sides <= MOST_SIDES:
        raise InputError(f"{sides} documents; compare between 2 and {MOST_SIDES}")
    reply = build_chain(replace(parts, writer=None)).invoke(asked)
    answer, scope = cast("Answer", reply["answer"]), cast("Filter", reply["scope"])
    question = cast("Resolved", reply["resolved"]).searched
    started = time.perf_counter()
    asked_for = (searched.document(id_) for id_ in dict.fromkeys(scope.documents))
    named = [document for document in asked_for if document is not None]
    if answer.refusal is not None:
        return Comparison(answer=answer, silent=tuple(named) if answer.hits else ())
    looked_at = named or _documents(answer.hits)[: max(_LOOKED_AT, 2 * sides)]
    parts = replace(parts, retriever=searched)
    near = _near_best(
        [_heard(parts, question, document, scope) for document in looked_at],
        0.0 if named else _NEAR_BEST,
    )
    said = [statement for one in near[:sides] for statement in one.statements]
    statements = tuple(_in_order(said or answer.statements))
    spoken = _spoken(statements)
    further = tuple(one.document for one in near[sides:])
    left_out = {document.id for document in (*further, *(one.document for one in spoken))}
    shared = tuple(same_words(spoken, parts.passages_of))
    mentioned = tuple(mentions(spoken, parts.passages_of))
    return Comparison(
        answer=replace(
            answer, statements=statements, timings=_with(answer.timings, _since(started))
        ),
        silent=tuple(document for document in looked_at if document.id not in left_out),
        further=further,
        shared=shared,
        mentions=mentioned,
    )


def _overlap(one: Quote, other: Quote) -> bool:
    return one.passage.id == other.passage.id and one.start < other.end and other.start < one.end


def _documents(hits: Iterable[Hit]) -> list[Document]:
    return list({hit.document.id: hit.document for hit in hits}.values())


def _heard(parts: Parts, question: str, document: Document, scope: Filter) -> _Heard:
    """What one document says in its best passages that `scope` admits, in order of the text."""
    within = replace(scope, documents=(document.id,))
    hits = find(parts.retriever, question, _READ, within)
    candidates = parts.reader.weigh(question, hits, within)
    passages = parts.passages_of(document.id)
    admitted = [passage for passage in passages if scope.takes(passage)]
    place = {passage.id: number for number, passage in enumerate(passages)}
    said = _brief(compose(candidates, lambda _: admitted))
    said.sort(key=lambda one: (place[one.quotes[0].passage.id], one.quotes[0].start))
    return _Heard(document, candidates[0].probability if candidates else 0.0, tuple(said))


def _brief(statements: Sequence[Statement]) -> list[Statement]:
    """The first statement, and as many of the next ones as fit."""
    kept: list[Statement] = []
    words = 0
    for statement in statements:
        words += sum(len(quote.text.split()) for quote in statement.quotes)
        if kept and words > _WORDS:
            break
        kept.append(statement)
    return kept


def _near_best(heard: Sequence[_Heard], share: float) -> list[_Heard]:
    """Those that answer about as likely as the likeliest, likeliest first."""
    best = max((one.probability for one in heard), default=0.0)
    near = [one for one in heard if one.statements and one.probability >= share * best]
    return sorted(near, key=lambda one: -one.probability)


def _in_order(statements: Iterable[Statement]) -> list[Statement]:
    return sorted(statements, key=lambda statement: _place(statement.quotes[0].document))


def _place(document: Document) -> tuple[bool, str, str, str, int, str]:
    """Where a document comes: by its first day, then its last, then its place in the books."""
    date = document.date
    days = (date.first_day, date.last_day) if date is not None else ("", "")
    return date is None, *days, document.volume.id, len(document.id), document.id


def _spoken(statements: Iterable[Statement]) -> tuple[Spoken, ...]:
    quotes: dict[str, dict[Quote, None]] = {}
    documents: dict[str, Document] = {}
    for statement in statements:
        document = statement.quotes[0].document
        documents[document.id] = document
        quotes.setdefault(document.id, {}).update(dict.fromkeys(statement.quotes))
    return tuple(Spoken(documents[id_], tuple(said)) for id_, said in quotes.items())


def _with(timings: dict[str, float], compared: float) -> dict[str, float]:
    """`timings` with the milliseconds of comparing, in its own entry and in the total."""
    total = round(timings["total"] + compared, 1)
    return timings | {"compare": compared, "total": total}


def _since(started: float) -> float:
    return round((time.perf_counter() - started) * 1000, 1)
