"""The extractive answerer: which sentences of the passages found answer, or none of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from assistant.answer import Quote
from assistant.caption import is_caption
from assistant.evidence import Evidence, gather, probability
from assistant.question import Asked, reads_as_english, same, take_apart
from assistant.scope_words import in_words
from assistant.sourcing import sourcing_passages
from assistant.span_reader.model import MiniLMReader
from assistant.span_reader.reading import Reading, SentenceReading, SpanReader
from assistant.word_table import WordTable
from corpus.passage import Kind, Passage, Voice
from vectorstore.arms import DENSE
from vectorstore.context import marked_sentence
from vectorstore.embed import Embedder, embed_whole
from vectorstore.retriever import Filter, Hit

_READ = 6  # passages read; the gold passage is among them for 96 of 100 squad2 questions
_WEIGHED = 5  # sentences whose meaning is compared: their vectors are most of the cost


@dataclass(frozen=True, slots=True)
class Candidate:
    """A sentence that may answer, what speaks for it, and how likely it answers (0..1)."""

    quote: Quote
    evidence: Evidence
    probability: float


@dataclass(frozen=True, slots=True)
class _Sentence:
    hit: Hit
    read: SentenceReading
    answered: float
    own: frozenset[str]
    around: frozenset[str]
    sourcing: bool

    @property
    def text(self) -> str:
        return self.hit.passage.text[self.read.start : self.read.end]


class Store(Protocol):
    """The stored text around the passages found."""

    def passage(self, id_: str) -> Passage | None:
        """The passage of this id, if there is one."""
        ...

    def passages_of(self, document: str) -> Sequence[Passage]:
        """All passages of a document, in order; none of a document that is not stored."""
        ...


class Reader:
    """Weighs the sentences of passages against a question.

    Passages are read by `span_reader`, by default the model that ships.
    """

    def __init__(
        self,
        embedder: Embedder,
        table: WordTable,
        analyse: Callable[[str], list[str]],
        store: Store,
        span_reader: SpanReader | None = None,
    ) -> None:
        self._embedder = embedder
        self._span_reader = span_reader or MiniLMReader()
        self._table = table
        self._analyse = analyse
        self._store = store

    def take_apart(self, question: str) -> Asked:
        """The telling words of a question."""
        return take_apart(question, self._table, self._analyse)

    def understands(self, question: str) -> bool:
        """Whether a question reads as English, the language of the record."""
        return reads_as_english(question, self._table, self._analyse)

    def weigh(self, question: str, hits: Sequence[Hit], scope: Filter) -> list[Candidate]:
        """The sentences most likely to answer, best first, ties in order of the hits.

        They come from `hits` and, for a question about the document itself, from those of its
        other passages that `scope` admits.
        """
        asked = self.take_apart(question)
        sourcing = self._sourcing(question, hits, scope)
        others = [
            hit
            for hit in self._compared(question, hits[:_READ])
            # A bare source note ("Roosevelt Papers") answers where a paper is kept, nothing else.
            if hit.passage.id not in sourcing
            and (hit.passage.voice is not Voice.SOURCE_NOTE or hit.passage.label is not None)
        ]
        sentences = self._read(question, others, sourcing=False)
        sentences += self._read(question, list(sourcing.values()), sourcing=True)
        shortlist = sorted(sentences, key=lambda s: -_promise(asked, s))[:_WEIGHED]
        if not shortlist:
            return []
        similarities = self._similarities(question, [s.text for s in shortlist])
        candidates = [
            self._candidate(asked, s, float(similarity), hits[0].score)
            for s, similarity in zip(shortlist, similarities, strict=True)
        ]
        return sorted(candidates, key=lambda candidate: -candidate.probability)

    def _compared(self, question: str, hits: Sequence[Hit]) -> list[Hit]:
        """`hits`, those of volumes that wait for their vectors with a similarity of their own."""
        lacking = [hit for hit in hits if DENSE not in hit.arms]
        if not lacking:
            return list(hits)
        similarities = self._similarities(question, [hit.passage.text for hit in lacking])
        told = {hit.passage.id: float(s) for hit, s in zip(lacking, similarities, strict=True)}
        return [
            replace(hit, arms={DENSE: told[hit.passage.id]} | hit.arms)
            if hit.passage.id in told
            else hit
            for hit in hits
        ]

    def _sourcing(self, question: str, hits: Sequence[Hit], scope: Filter) -> dict[str, Hit]:
        """Passages that tell of the document asked about, where only one is in sight."""
        documents = {hit.document.id: hit.document for hit in hits}
        if len(documents) != 1:
            return {}
        ((id_, document),) = documents.items()
        found = {hit.passage.id: hit for hit in hits}
        return {
            passage.id: found.get(passage.id) or Hit(passage, document, 0.0)
            for passage in sourcing_passages(question, document, self._store.passages_of(id_))
            if scope.admits(passage, document)
        }

    def _candidate(
        self, asked: Asked, sentence: _Sentence, similarity: float, best: float
    ) -> Candidate:
        evidence = gather(
            asked,
            sentence.text,
            sentence.own,
            sentence.around,
            span=sentence.read.span,
            sentence_odds=sentence.read.sentence,
            answered=sentence.answered,
            found=sentence.hit.score / best if best > 0 else 0.0,
            sentence_similarity=similarity,
            passage_similarity=sentence.hit.arms.get(DENSE, 0.0),
            sourcing=sentence.sourcing,
        )
        quote = Quote(
            sentence.hit.passage, sentence.hit.document, sentence.read.start, sentence.read.end
        )
        return Candidate(quote, evidence, probability(evidence))

    def _read(self, question: str, hits: Sequence[Hit], *, sourcing: bool) -> list[_Sentence]:
        texts = [hit.passage.text for hit in hits]
        readings = self._span_reader.read(question, texts, [self._context(hit) for hit in hits])
        return [
            sentence
            for hit, reading in zip(hits, readings, strict=True)
            for sentence in self._sentences(hit, reading, sourcing=sourcing)
        ]

    def _sentences(self, hit: Hit, reading: Reading, *, sourcing: bool) -> list[_Sentence]:
        text = hit.passage.text
        around = frozenset(self._analyse(self._surroundings(hit)))
        return [
            _Sentence(
                hit,
                read,
                reading.answered,
                frozenset(self._analyse(text[read.start : read.end])),
                around,
                sourcing,
            )
            for read in reading.sentences
            # Alone they state nothing; about the document itself they tell when and where.
            if sourcing
            or hit.passage.kind is not Kind.PARAGRAPH
            or not is_caption(text[read.start : read.end])
        ]

    def _context(self, hit: Hit) -> str:
        """What a reader of the passage knows already: document, day, and what a note belongs to."""
        document = hit.document
        day = document.date and in_words(document.date.first)
        marking = self._marking(hit.passage)
        marked = marked_sentence(hit.passage, {marking.id: marking}) if marking else ""
        parts = [document.title, document.subtitle, day or document.date_printed, marked]
        return "".join(f"{part.rstrip('.')}. " for part in parts if part)

    def _surroundings(self, hit: Hit) -> str:
        """The words that a reader of the passage has before them."""
        document = hit.document
        parts = [hit.passage.text, document.title, document.subtitle, document.volume.title]
        parts += [*document.breadcrumb, document.date_printed, document.place]
        if document.date:
            parts += [in_words(document.date.first), in_words(document.date.last)]
        marking = self._marking(hit.passage)
        parts.append(marking.text if marking else "")
        return "\n".join(parts)

    def _marking(self, passage: Passage) -> Passage | None:
        """The passage in which a footnote's mark stands."""
        return None if passage.anchor is None else self._store.passage(passage.anchor.passage)

    def _similarities(self, question: str, sentences: Sequence[str]) -> NDArray[np.float32]:
        """Cosine of the question with each sentence."""
        vectors = embed_whole(self._embedder, [question, *sentences])
        return np.asarray(vectors[1:] @ vectors[0], dtype=np.float32)


def _promise(asked: Asked, sentence: _Sentence) -> float:
    """A first guess, from words, retrieval and the reader's model, at which sentences to weigh."""
    covered = sum(word.weight for word in asked.words if same(word.stem) & sentence.own)
    share = covered / (asked.weight or 1.0)
    return share + sentence.hit.score + 2.0 * sentence.sourcing + sentence.read.span / 4.0
