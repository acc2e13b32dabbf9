"""The kinds of sentences of the store that citations get wrong for reasons of their own."""

from __future__ import annotations

import re
from collections.abc import Iterable

from assistant.answer import Quote
from corpus.passage import Kind
from evals.record.unit import Source

_ROMAN = re.compile(r"[ivxlcdm]+", re.IGNORECASE)


def by_voice(quote: Quote) -> str:
    """What a sentence stands in, and whose words it is: "footnote, editor"."""
    return f"{quote.passage.kind}, {quote.passage.voice}"


def by_page(quote: Quote, repeated: frozenset[str]) -> str:
    """How a sentence lies on its pages; the rarest kind that it is of.

    `repeated` are labels that stand on several pages of the volume.
    """
    pages = quote.pages
    if not pages:
        return "no page"
    if quote.passage.kind is Kind.FOOTNOTE and len(quote.passage.pages) > 1:
        return "break inside a note"
    if any(_ROMAN.fullmatch(label.strip("[]")) for label in pages):
        return "Roman"
    if any(label.startswith("[") for label in pages):
        return "bracketed"
    if len(pages) > 1:
        return "crossing"
    if not repeated.isdisjoint(pages):
        return "label repeated in the volume"
    return "first page" if pages == quote.passage.page_labels[:1] else "later page"


def repeated_labels(sources: Iterable[Source]) -> frozenset[str]:
    """Labels of several pages of a volume, whose documents are `sources` in order."""
    seen: set[str] = set()
    repeated: set[str] = set()
    last = ""
    for source in sources:
        unit = source.units.get(source.document)
        for _, label in () if unit is None else unit.breaks:
            if label != last and label in seen:
                repeated.add(label)
            seen.add(label)
            last = label
    return frozenset(repeated)
