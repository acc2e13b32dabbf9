"""What a citation is asked of: a document, or words of one of its passages, and their pages."""

from __future__ import annotations

import difflib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from assistant.place import Place, place_of
from corpus.citation_styles import Style
from corpus.document import Document
from corpus.errors import CorpusError, InputError
from corpus.passage import Passage

STYLES = ", ".join(Style)


@dataclass(frozen=True, slots=True, kw_only=True)
class Cited:
    """What is cited: a document, or words [start, end) of a passage, and their printed pages."""

    document: Document
    pages: tuple[str, ...]
    passage: Passage | None = None
    start: int | None = None
    end: int | None = None


@dataclass(frozen=True, slots=True)
class Span:
    """Characters of a passage from `start`, from 0, to before `end`; None is its own edge.

    `names` are what the reader calls the two, for messages.
    """

    start: int | None = None
    end: int | None = None
    names: tuple[str, str] = ("start", "end")

    @property
    def given(self) -> bool:
        """Whether less than a whole passage may be meant."""
        return self.start is not None or self.end is not None

    def within(self, passage: Passage) -> tuple[int, int]:
        """The span in numbers; InputError where the passage has no such words."""
        first = self.start or 0
        last = len(passage.text) if self.end is None else self.end
        if 0 <= first < last <= len(passage.text):
            return first, last
        start, end = self.names
        raise InputError(
            f"{start} {first} {end} {last}: {passage.id} has {len(passage.text)} characters, "
            f"counted from 0; {end} must be after {start}"
        )


def citable(id_: str) -> tuple[Place, str]:
    """The place that `id_` names, and the id of its document.

    Raises InputError where it names no place, or a volume as a whole.
    """
    place = place_of(id_)
    if place.document is None:
        raise InputError(
            f"{id_} is a whole volume or a page of one; cite a document or a passage of it, as "
            f"{place.volume}/d1 (see: frus corpus show {place.volume})"
        )
    return place, place.document


def cited(place: Place, span: Span, document: Document, passages: Sequence[Passage]) -> Cited:
    """What is cited at `place` in `document`, whose passages these are, in order.

    Raises CorpusError where the document has no such passage, InputError where it has no such
    page or the passage no such words.
    """
    if place.passage is None:
        if span.given:
            raise InputError(f"{' and '.join(span.names)} count within a passage; give its id")
        every = tuple(dict.fromkeys(page for one in passages for page in one.page_labels))
        pages = (place.page,) if place.page is not None else every
        if not set(pages) <= set(every):
            raise InputError(f"{document.id} has no page {place.page}")
        return Cited(document=document, pages=pages)
    passage = next((one for one in passages if one.id == place.passage), None)
    if passage is None:
        raise CorpusError(
            f"{document.id} has no passage {place.passage}; its passages are listed by: "
            f"frus corpus show {document.id} --json"
        )
    start, end = span.within(passage)
    pages = passage.pages_of(start, end)
    return Cited(document=document, pages=pages, passage=passage, start=start, end=end)


def style_of(name: str, option: str) -> Style:
    """The style called `name`; InputError, which names the `option`, where there is none."""
    if name in list(Style):
        return Style(name)
    near = difflib.get_close_matches(name.lower(), list(Style), n=3, cutoff=0.4)
    hint = f"did you mean {' or '.join(near)}?" if near else f"choose one of: {STYLES}"
    raise InputError(f"{option}: {name!r} is not a style; {hint}")


def day_of(text: str | None, option: str) -> date | None:
    """The day written as `text`; InputError, which names the `option`, where it is none."""
    try:
        return None if text is None else date.fromisoformat(text)
    except ValueError:
        raise InputError(f"{option}: {text!r} is not a day such as 2025-07-05") from None
