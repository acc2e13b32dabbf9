"""A small assistant over the shipped document, whose replies are known beforehand."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import corpus
from assistant.answer import (
    Answer,
    IndexInfo,
    Quote,
    Reason,
    Refusal,
    Statement,
    Step,
    Turn,
)
from assistant.check import check
from assistant.compare import Comparison
from assistant.document_lines import Stored
from assistant.verdict import Verdict
from corpus.document import Document, Volume
from corpus.errors import InputError, ModelError
from corpus.passage import DocumentText, Kind, Passage
from tests.assistant.shelf import Shelf
from vectorstore.retriever import Filter, Hit

PAGE = Path(corpus.__file__).parent / "data" / "frus1944Quebec" / "d123.txt"
INFO = IndexInfo(version="3f9c21", model="all-MiniLM-L6-v2", passages=11)
EVERYTHING = Filter()
HISTORY = "What did I ask before?"
BROKEN = "Which model is missing?"
PAYLOAD = '<img src=x onerror="window.hacked=1"><script>window.hacked=1</script>'


class OnePage:
    """A shelf of one document; every passage may hold any words."""

    volume_count = 1

    def __init__(self, document: Document, passages: tuple[Passage, ...]) -> None:
        self._document = document
        self._passages = passages

    @property
    def passages(self) -> OnePage:
        return self

    def before(self, passage: Passage, count: int) -> tuple[Passage, ...]:
        beside = self._beside(passage)
        at = beside.index(passage)
        return beside[max(0, at - count) : at]

    def after(self, passage: Passage, count: int) -> tuple[Passage, ...]:
        beside = self._beside(passage)
        at = beside.index(passage)
        return beside[at + 1 : at + 1 + count]

    def containing(self, words: str, limit: int, scope: Filter) -> list[tuple[Passage, Document]]:
        return [
            (passage, self._document)
            for passage in self._passages
            if scope.admits(passage, self._document)
        ][:limit]

    def similar(self, words: str, limit: int, scope: Filter) -> list[tuple[Passage, Document]]:
        return self.containing(words, limit, scope)

    def volume_installed(self, volume_id: str) -> bool:
        return volume_id == self._document.volume.id

    def document(self, document_id: str) -> Document | None:
        return self._document if document_id == self._document.id else None

    def _beside(self, passage: Passage) -> tuple[Passage, ...]:
        note = passage.kind is Kind.FOOTNOTE
        return tuple(other for other in self._passages if (other.kind is Kind.FOOTNOTE) == note)


class ScriptedAssistant:
    """Answers by a word of the question, with quotations cut from the shipped document."""

    def __init__(self, text: DocumentText) -> None:
        self._document = text.document
        self._shelf = Shelf(text)
        self._passages = {passage.id.rsplit("/", 1)[-1]: passage for passage in text.passages}

    @property
    def info(self) -> IndexInfo:
        return INFO

    @property
    def volumes(self) -> Sequence[Volume]:
        return (self._document.volume,)

    @property
    def waiting(self) -> Collection[str]:
        return ()

    def quote(self, passage: str, first: str, last: str) -> Quote:
        """The words of `passage` from `first` to `last`, both within."""
        found = self._passages[passage]
        start = found.text.index(first)
        end = found.text.index(last, start) + len(last)
        return Quote(found, self._document, start, end)

    def ask(
        self, question: str, history: Sequence[Turn] = (), scope: Filter = EVERYTHING, k: int = 10
    ) -> Answer:
        *_, last = self.stream(question, history, scope, k)
        return last["answer"]

    def stream(
        self, question: str, history: Sequence[Turn], scope: Filter, k: int
    ) -> Iterator[Step]:
        if question == BROKEN:
            raise ModelError("no language model is set; set FRUS_MODEL, or ask without one")
        answer = self._answer(question, history)
        yield {"searched": answer.searched}
        yield {"hits": answer.hits}
        yield {"answer": answer}

    def compare(
        self, question: str, history: Sequence[Turn], scope: Filter, k: int, sides: int
    ) -> Comparison:
        return Comparison(answer=self.ask(question, history, scope, k))

    def search(self, query: str, k: int, scope: Filter) -> list[Hit]:
        return list(self._hits())[:k]

    def require(self, scope: Filter) -> None:
        if set(scope.volumes) - {self._document.volume.id}:
            raise InputError(f"volume {scope.volumes[0]} is not installed")

    @contextmanager
    def stored(self) -> Iterator[Stored]:
        yield self._shelf

    def check(self, quotation: str, cite: str | None = None) -> Verdict:
        return check(quotation, cite, OnePage(self._document, tuple(self._passages.values())))

    def _answer(self, question: str, history: Sequence[Turn]) -> Answer:
        if question == HISTORY:
            return self._refused(question, "; ".join(turn.question for turn in history) or "none")
        quotes = self._quotes(question)
        if not quotes:
            related = (self.quote("p2", "Because", "order."), self.quote("p5", "It would", "."))
            return self._refused(
                question, "Nothing in the volumes installed answers this.", related
            )
        searched = question
        if history and "they" in question:
            searched = f"{question} (Tehran Conference)"
        return Answer(
            question=question,
            searched=searched,
            statements=tuple(Statement(f"“{quote.text}”", (quote,)) for quote in quotes),
            hits=tuple(self._hits()),
            notice="No language model is set: the reply quotes only." if "why" in question else "",
            index=INFO,
        )

    def _quotes(self, question: str) -> tuple[Quote, ...]:
        danger = self.quote("p4", "There is a danger", "Western Powers.")
        records = self.quote("fn2", "For the records of the Tehran", "475 ff.")
        done = self.quote("p5", "Nothing should be done", "must be based.")
        greater = self.quote("p5", "This would require", "in Europe.")
        collusion = self.quote("p6", "Cooperation on that basis", "collusion.")
        objective = self.quote("p1", "Our overall", "conduct.")
        annex = self.quote("fn1", "Annex 2", "September 8.")
        scripts = {
            "friendliness": (danger,),
            "Tehran": (records,),
            "permits": (done, greater),
            "close to": (collusion,),
            "they": (records,),
            "Everything": (objective, danger, done, greater, collusion, records, annex),
        }
        return next((quotes for word, quotes in scripts.items() if word in question), ())

    def _refused(self, question: str, message: str, related: tuple[Quote, ...] = ()) -> Answer:
        return Answer(
            question=question,
            searched=question,
            refusal=Refusal(Reason.NOT_ANSWERED, message, ("penguins",) if related else ()),
            hits=tuple(self._hits()),
            related=related,
            index=INFO,
        )

    def _hits(self) -> Iterator[Hit]:
        for rank, passage in enumerate(self._passages.values()):
            yield Hit(passage, self._document, 1.0 - rank / 100)
