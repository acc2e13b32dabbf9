"""A comparison as plain data: the JSON of `frus ask --compare`, a contract (README)."""

from __future__ import annotations

from assistant.answer import Quote
from assistant.compare import Comparison
from assistant.quoted_words import speaker_label, words_quoted
from assistant.record import answer_record, document_record
from assistant.render import citation_numbers
from assistant.shapes.comparison import (
    ComparisonRecord,
    MentionRecord,
    PlaceRecord,
    QuotationRecord,
    RunRecord,
)
from assistant.ties import Mention
from vectorstore.retriever import Filter


def comparison_record(
    comparison: Comparison, id_: str | int | None = None, scope: Filter | None = None
) -> ComparisonRecord:
    """`comparison`, made within `scope`, as plain data.

    It is the record of its answer, and more: who reads that of `frus ask` can read this one.
    """
    numbers = citation_numbers(comparison.answer)
    return {
        **answer_record(comparison.answer, id_, scope),
        "sides": [
            {
                "document": document_record(side.document),
                "quotations": [_quotation(quote, numbers[quote]) for quote in side.quotes],
            }
            for side in comparison.sides
        ],
        "same_words": [
            {"one": _run(comparison, shared.one), "other": _run(comparison, shared.other)}
            for shared in comparison.shared
        ],
        "mentions": [_mention(one) for one in comparison.mentions],
        "further": [document.id for document in comparison.further],
        "silent": [document.id for document in comparison.silent],
    }


def _quotation(quote: Quote, number: int) -> QuotationRecord:
    return {
        "citation": number,
        "speaker": speaker_label(quote),
        "quoted": [list(span) for span in words_quoted(quote)],
    }


def _run(comparison: Comparison, run: Quote) -> RunRecord:
    return {"citation": comparison.citation(run), **_place(run)}


def _mention(mention: Mention) -> MentionRecord:
    return {**_place(mention.quote), "to": mention.document.id, "page": mention.page}


def _place(quote: Quote) -> PlaceRecord:
    return {
        "document": quote.document.id,
        "passage": quote.passage.id,
        "start": quote.start,
        "end": quote.end,
        "quote": quote.text,
        "pages": list(quote.pages),
    }
