"""Operators that leave the words as they are and cite another place, where they do not stand."""

from __future__ import annotations

import random
import re
from collections.abc import Mapping, Sequence

from assistant.answer import Quote
from corpus.citation import SITE
from corpus.passage import Kind
from evals.quotations.book import Book
from evals.quotations.trial import Operator, Trial

_LABEL = re.compile(r"\w+")


def _next_passage(quote: Quote, book: Book, rng: random.Random) -> Trial | None:
    beside = book.beside(quote.passage)
    at = beside.index(quote.passage)
    others = [*beside[max(0, at - 1) : at], *beside[at + 1 : at + 2]]
    return _cited(quote, book, rng.choice(others).id) if others else None


def _next_document(quote: Quote, book: Book, rng: random.Random) -> Trial | None:
    ids = [text.document.id for text in book.documents]
    at = ids.index(quote.document.id)
    others = [*ids[max(0, at - 1) : at], *ids[at + 1 : at + 2]]
    return _cited(quote, book, rng.choice(others)) if others else None


def _same_number(quote: Quote, book: Book, rng: random.Random) -> Trial | None:
    """The footnote of the same number in another document."""
    own = quote.passage.id.rpartition("/")[2]
    if quote.passage.kind is not Kind.FOOTNOTE or quote.passage.label is None:
        return None
    ids = (f"{text.document.id}/{own}" for text in book.documents)
    others = [id_ for id_ in ids if id_ in book.passages and id_ != quote.passage.id]
    return _cited(quote, book, rng.choice(others)) if others else None


def _note_and_text(quote: Quote, book: Book, rng: random.Random) -> Trial | None:
    """A footnote's words as those of the text that bears its mark, and the reverse."""
    anchor = quote.passage.anchor
    if anchor is not None:
        return _cited(quote, book, anchor.passage)
    notes = book.notes_of(quote.passage)
    return _cited(quote, book, rng.choice(notes).id) if notes else None


def _next_page(quote: Quote, book: Book, rng: random.Random) -> Trial | None:
    own = [book.pages.index(page) for page in quote.pages if page in book.pages]
    if not own:
        return None
    places = [place for place in (own[0] - 1, own[-1] + 1) if 0 <= place < len(book.pages)]
    labels = [book.pages[place] for place in places]
    others = [label for label in labels if label not in quote.pages and _LABEL.fullmatch(label)]
    if not others:
        return None
    return _cited(quote, book, f"{SITE}/{quote.document.id}#pg_{rng.choice(others)}")


def misplacing(strangers: Sequence[str]) -> Mapping[str, Operator]:
    """The operators by name; `strangers` are ids of documents of other volumes."""

    def other_volume(quote: Quote, book: Book, rng: random.Random) -> Trial | None:
        others = [id_ for id_ in strangers if not id_.startswith(f"{book.id}/")]
        return _cited(quote, book, rng.choice(others)) if others else None

    return {
        "next passage": _next_passage,
        "next document": _next_document,
        "same footnote number": _same_number,
        "note and text": _note_and_text,
        "next page": _next_page,
        "other volume": other_volume,
    }


def _cited(quote: Quote, book: Book, cite: str) -> Trial | None:
    """None for words that stand in several places: they might stand in the one cited too."""
    return Trial(quote.text, cite, quote) if book.once(quote.text) else None
