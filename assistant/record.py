"""Answers, hits and passages as plain data: the JSON that `frus` prints, a contract (README)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import cast

from assistant.answer import Answer, IndexInfo, Looked, Quote, Refusal
from assistant.render import citation_numbers
from assistant.shapes.answer import (
    AnswerRecord,
    CitationRecord,
    IndexRecord,
    LookedRecord,
    RefusalRecord,
    ScopeRecord,
)
from assistant.shapes.corpus import DocumentRecord, PassageRecord, ReferenceRecord
from assistant.shapes.search import AroundRecord, HitRecord, NeighbourRecord, SearchRecord
from corpus.citation import document_url, passage_url, reference
from corpus.document import Document
from corpus.passage import Kind, Passage
from vectorstore.reranker import RERANKER
from vectorstore.retriever import Filter, Hit
from vectorstore.surroundings import Surroundings

_EXCERPT = 300  # characters


def answer_record(
    answer: Answer, id_: str | int | None = None, scope: Filter | None = None
) -> AnswerRecord:
    """`answer`, given within `scope`, as plain data.

    Citations are numbered from 1 in order of first use.
    """
    numbers = citation_numbers(answer)
    return {
        "id": id_,
        "question": answer.question,
        "searched": answer.searched,
        "scope": scope_record(scope or Filter()),
        "refusal": _refusal(answer.refusal) if answer.refusal else None,
        "answerability": round(answer.answerability, 4),
        "statements": [
            {"text": statement.text, "citations": [numbers[quote] for quote in statement.quotes]}
            for statement in answer.statements
        ],
        "citations": [_citation(quote, number) for quote, number in numbers.items()],
        "related": [
            {
                "passage": quote.passage.id,
                "document": quote.document.id,
                "pages": list(quote.pages),
                "excerpt": excerpt(quote.text),
            }
            for quote in answer.related
        ],
        "notice": answer.notice,
        "index": index_record(answer.index),
        "timings_ms": dict(answer.timings),
    }


def _refusal(refusal: Refusal) -> RefusalRecord:
    return {
        "reason": refusal.reason,
        "message": refusal.message,
        "unmatched": list(refusal.unmatched),
        "looked": _looked(refusal.looked) if refusal.looked else None,
    }


def _looked(looked: Looked) -> LookedRecord:
    return {
        "volumes": list(looked.volumes),
        "passages": looked.passages,
        "undated": looked.undated,
        "scope": scope_record(looked.scope),
    }


def index_record(info: IndexInfo) -> IndexRecord:
    """Which index answered."""
    return {"version": info.version, "model": info.model, "passages": info.passages}


def scope_record(scope: Filter) -> ScopeRecord:
    """Within what was searched; empty lists and nulls admit everything."""
    return {
        "volumes": list(scope.volumes),
        "documents": list(scope.documents),
        "kind": scope.kind,
        "voice": scope.voice,
        "after": scope.after,
        "before": scope.before,
    }


def search_record(
    query: str, scope: Filter, hits: Sequence[HitRecord], id_: str | int | None = None
) -> SearchRecord:
    """What a search for `query` within `scope` found; the hits are best first."""
    return {"id": id_, "query": query, "scope": scope_record(scope), "hits": list(hits)}


def hit_record(hit: Hit, around: AroundRecord | None = None) -> HitRecord:
    """A hit of a search, with what stands around it, where that was asked for."""
    return {
        "passage": hit.passage.id,
        "document": hit.document.id,
        "kind": hit.passage.kind,
        "voice": hit.passage.voice,
        "score": round(hit.score, 6),
        "reranker": hit.arms.get(RERANKER),
        "pages": list(hit.passage.page_labels),
        "text": hit.passage.text,
        "around": around,
    }


def around_record(surroundings: Surroundings, count: int | None) -> AroundRecord | None:
    """What stands around a passage, `count` neighbours on each side; None where none is wanted."""
    if count is None:
        return None
    parent = surroundings.parent
    return {
        "headings": list(surroundings.headings),
        "parent": None
        if parent is None
        else {
            "passage": parent.passage.id,
            "text": parent.passage.text,
            "offset": parent.offset,
            "sentence": list(parent.sentence) if parent.sentence else None,
        },
        "before": [_neighbour(passage) for passage in surroundings.before(count)],
        "after": [_neighbour(passage) for passage in surroundings.after(count)],
        "notes": [_neighbour(passage) for passage in surroundings.notes],
    }


def _neighbour(passage: Passage) -> NeighbourRecord:
    return {"passage": passage.id, "text": passage.text}


def passage_record(passage: Passage) -> PassageRecord:
    """A passage as the corpus holds it; every offset counts code points of `text`."""
    anchor = passage.anchor
    return {
        "passage": passage.id,
        "document": passage.document,
        "kind": passage.kind,
        "voice": passage.voice,
        "text": passage.text,
        "pages": list(passage.page_labels),
        "page_breaks": [(page.offset, page.label) for page in passage.pages],
        "footnote": passage.label if passage.kind is Kind.FOOTNOTE else None,
        "anchor": {"passage": anchor.passage, "offset": anchor.offset} if anchor else None,
        "references": [
            cast("ReferenceRecord", asdict(reference)) for reference in passage.references
        ],
    }


def document_record(document: Document) -> DocumentRecord:
    """What is known of a document; empty fields are those that its source does not state."""
    return {
        "document": document.id,
        "number": document.number,
        "title": document.title,
        "breadcrumb": list(document.breadcrumb),
        "date": str(document.date) if document.date else None,
        "date_printed": document.date_printed,
        "place": document.place,
        "sender": document.sender,
        "recipient": document.recipient,
        "classification": document.classification,
        "source_note": document.source_note,
        "editorial": document.editorial,
        "url": document_url(document),
    }


def excerpt(text: str) -> str:
    """The first words of `text`, at most 300 characters, with " …" where words were left out."""
    if len(text) <= _EXCERPT:
        return text
    cut = text.rfind(" ", 0, _EXCERPT - 1)
    return text[: cut if cut > 0 else _EXCERPT - 2] + " …"


def _citation(quote: Quote, number: int) -> CitationRecord:
    passage, document = quote.passage, quote.document
    return {
        "number": number,
        "passage": passage.id,
        "kind": passage.kind,
        "voice": passage.voice,
        "quote": quote.text,
        "start": quote.start,
        "end": quote.end,
        "document": document.id,
        "title": document.title,
        "date": str(document.date) if document.date else None,
        "pages": list(quote.pages),
        "footnote": passage.label,
        "anchor": passage.anchor.passage if passage.anchor else None,
        "url": passage_url(passage, document, quote.pages),
        "reference": reference(passage, document, quote.pages),
    }
