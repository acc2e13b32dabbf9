"""The text under which a passage is found: its words, and what a reader of the page would know.

A footnote is found together with the sentence that carries its mark, and any passage by its
document's title and date. The stored and quoted text stays the bare words.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from operator import itemgetter

from corpus.document import Document
from corpus.passage import DocumentText, Kind, Passage
from corpus.sentences import sentence_spans


@dataclass(frozen=True, slots=True)
class SearchText:
    """A passage's words, and the words around it that belong to their sense."""

    words: str
    context: str

    @property
    def embedded(self) -> str:
        """What is turned into a vector."""
        return f"{self.words}\n{self.context}"


@dataclass(frozen=True, slots=True)
class Searched:
    """A passage, the text under which it is found, and whether a question may find it.

    A heading, a dateline or a signature can be checked as a quotation, but it answers nothing.
    """

    passage: Passage
    text: SearchText
    sought: bool


def searched(text: DocumentText) -> Iterator[Searched]:
    """The passages of a document, in order."""
    of_document = {passage.id: passage for passage in text.passages}
    telling = {p.id for p in text.passages if p.kind is not Kind.HEADING and not p.framing}
    spans = cache(sentence_spans)  # a paragraph with a thousand notes is split once
    for passage in text.passages:
        # Calendar entries of the microfiche supplements consist of their heading alone.
        sought = not telling or passage.id in telling
        found_by = search_text(passage, text.document, of_document, spans)
        yield Searched(passage, found_by, sought)


def search_text(
    passage: Passage,
    document: Document,
    of_document: Mapping[str, Passage],
    spans: Callable[[str], Sequence[tuple[int, int]]] = sentence_spans,
) -> SearchText:
    """What `passage` is found by; `of_document` are all passages of its document, by id.

    `spans` splits a text into sentences.
    """
    head = [document.title, document.subtitle, str(document.date or document.date_printed)]
    context = ". ".join(part for part in head if part and part != passage.text)
    marked = marked_sentence(passage, of_document, spans)
    return SearchText(passage.text, f"{marked}\n{context}" if marked else context)


def marked_sentence(
    passage: Passage,
    of_document: Mapping[str, Passage],
    spans: Callable[[str], Sequence[tuple[int, int]]] = sentence_spans,
) -> str:
    """The sentence that carries the mark of a footnote; empty for others, and for a title."""
    if passage.anchor is None:
        return ""
    text = of_document[passage.anchor.passage].text
    sentence = sentence_at(spans(text), passage.anchor.offset)
    return text[slice(*sentence)] if sentence else ""


def sentence_at(sentences: Sequence[tuple[int, int]], offset: int) -> tuple[int, int] | None:
    """Which of these spans, in order, a footnote mark before code point `offset` belongs to.

    A mark behind the full stop belongs to the sentence that the stop ends; None past the last.
    """
    at = bisect_left(sentences, offset, key=itemgetter(1))
    return sentences[at] if at < len(sentences) else None
