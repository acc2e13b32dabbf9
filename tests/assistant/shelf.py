"""Documents on a shelf: a store of what a test gives it, that answers as the real one does."""

from __future__ import annotations

from collections.abc import Sequence

from corpus.document import Document, Volume
from corpus.glossary import Term
from corpus.passage import DocumentText, Kind, Passage


class Shelf:
    """Documents as a store has them."""

    def __init__(self, *texts: DocumentText) -> None:
        self._texts = {one.document.id: one for one in texts}

    @property
    def volumes(self) -> Sequence[Volume]:
        return tuple(dict.fromkeys(one.document.volume for one in self._texts.values()))

    def passage(self, id_: str) -> Passage | None:
        every = (one for held in self._texts.values() for one in held.passages)
        return next((one for one in every if one.id == id_), None)

    def document(self, id_: str) -> Document | None:
        return self._texts[id_].document if id_ in self._texts else None

    def passages_of(self, document: str) -> Sequence[Passage]:
        return self._texts[document].passages if document in self._texts else ()

    def documents_of(self, volume: str) -> Sequence[str]:
        return [id_ for id_ in self._texts if id_.startswith(volume + "/")]

    def glossary(self, volume: str) -> Sequence[Term]:
        return ()

    def before(self, passage: Passage, count: int) -> Sequence[Passage]:
        same, at = self._beside(passage)
        return same[max(at - count, 0) : at]

    def after(self, passage: Passage, count: int) -> Sequence[Passage]:
        same, at = self._beside(passage)
        return same[at + 1 : at + 1 + count]

    def notes_in(self, passage: Passage) -> Sequence[Passage]:
        held = self._texts[passage.document].passages
        return [one for one in held if one.anchor and one.anchor.passage == passage.id]

    def _beside(self, passage: Passage) -> tuple[list[Passage], int]:
        notes = passage.kind is Kind.FOOTNOTE
        held = self._texts[passage.document].passages
        same = [one for one in held if (one.kind is Kind.FOOTNOTE) == notes]
        return same, same.index(passage)
