"""What a reader has set to be searched, as it stands in the fields of the page. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from assistant.scope_words import limits
from assistant.ui.words import asking as words
from corpus.document import DATE, Document, Volume
from corpus.errors import InputError
from corpus.passage import Kind
from vectorstore.retriever import Filter


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """The fields of the page: ids of volumes, dates as typed, a kind, and the pinned documents.

    Pinned documents are searched alone: volumes and dates would only keep them out.
    """

    volumes: tuple[str, ...] = ()
    after: str = ""
    before: str = ""
    kind: Kind | None = None
    pinned: tuple[Document, ...] = ()

    @property
    def troubles(self) -> tuple[str, str]:
        """What is wrong with the first and with the last date, in words; empty where nothing is."""
        wrong = [
            words.misdated(day) if day and not DATE.fullmatch(day) else ""
            for day in (self.after, self.before)
        ]
        if self.after and self.before and not any(wrong):
            backwards = self.before < self.after[: len(self.before)]
            wrong[1] = words.BACKWARDS if backwards else ""
        return wrong[0], wrong[1]

    @property
    def scope(self) -> Filter:
        """What is searched. Raises InputError for what `troubles` tells of."""
        if any(self.troubles):
            raise InputError(" ".join(trouble for trouble in self.troubles if trouble))
        if self.pinned:
            return Filter(documents=tuple(one.id for one in self.pinned), kind=self.kind)
        return Filter(
            volumes=self.volumes,
            kind=self.kind,
            after=self.after or None,
            before=self.before or None,
        )


def chosen(
    volumes: Sequence[str] | None,
    after: str | None,
    before: str | None,
    kind: str | None,
    pinned: Sequence[Document] = (),
) -> Choice:
    """What the fields of the page hold; a field that was never touched may hold None."""
    return Choice(
        volumes=tuple(volumes or ()),
        after=(after or "").strip(),
        before=(before or "").strip(),
        kind=Kind(kind) if kind else None,
        pinned=tuple(pinned),
    )


def in_words(choice: Choice, volumes: Sequence[Volume]) -> str:
    """What is searched, where `volumes` are installed: "Searching 2 volumes, footnotes"."""
    if any(choice.troubles):
        return words.UNUSABLE
    return words.searching(limits(choice.scope, titles(volumes, choice.pinned)))


def titles(volumes: Sequence[Volume], documents: Sequence[Document] = ()) -> Mapping[str, str]:
    """The titles of volumes, with their subseries and number, and of documents, by their ids."""
    named = {
        one.id: ", ".join(filter(None, (one.subseries, one.number, one.title))) for one in volumes
    }
    return named | {one.id: one.title for one in documents}
