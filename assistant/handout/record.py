"""A handout as plain data: every answer's own record, and the numbers that run through it all."""

from __future__ import annotations

from typing import Any

from assistant.answer import Answer, Quote
from assistant.cards import licence
from assistant.handout.handout import Entry, Handout
from assistant.record import answer_record, document_record, index_record, scope_record
from assistant.render import reference_line, voice_label
from assistant.verdict import Verdict, verdict_record
from corpus.citation import passage_url


def record(handout: Handout) -> dict[str, Any]:
    """`handout` ready for JSON.

    An entry's `sources` are the handout's numbers of what its reply quotes, in the order of the
    reply's own citations. A pupil's copy has neither replies nor sources.
    """
    return {
        "title": handout.title,
        "level": handout.level,
        "introduction": handout.introduction,
        "made": handout.made.isoformat(),
        "entries": [
            _entry(handout, number, entry) for number, entry in enumerate(handout.entries, start=1)
        ],
        "sources": [_source(quote, number) for number, quote in enumerate(handout.sources, 1)],
        "documents": [document_record(document) for document in handout.documents],
        "index": index_record(handout.index),
        "volumes": [
            {"volume": volume.id, "title": volume.title, "licence": licence(volume)}
            for volume in handout.volumes
        ],
    }


def _entry(handout: Handout, number: int, entry: Entry) -> dict[str, Any]:
    asked = {"number": number, "question": entry.question, "discussion": entry.discussion}
    if not handout.answers:
        return asked
    reply = entry.reply
    return asked | {
        "scope": scope_record(entry.scope),
        "answer": answer_record(reply, number, entry.scope) if isinstance(reply, Answer) else None,
        "verdict": verdict_record(reply) if isinstance(reply, Verdict) else None,
        "trouble": entry.trouble,
        "look_for": entry.look_for,
        "sources": [handout.numbers[quote] for quote in entry.quotes],
    }


def _source(quote: Quote, number: int) -> dict[str, Any]:
    return {
        "number": number,
        "voice": voice_label(quote.passage),
        "reference": reference_line(quote),
        "url": passage_url(quote.passage, quote.document, quote.pages),
    }
