"""What a document says of itself, as historians ask it: who, when, to whom, where, kept where."""

from __future__ import annotations

from dataclasses import dataclass

from assistant.handout import words
from assistant.scope_words import in_words
from corpus.citation import book, document_url, numbered
from corpus.document import Document


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """A line of a sourcing box; `said` is empty where the source does not state it.

    Then `unsaid` stands in its place. `given` says whether pupils are told, because without it
    they could not find the document.
    """

    name: str
    said: str
    unsaid: str = words.NOT_STATED
    given: bool = False

    @property
    def shown(self) -> str:
        """What the source states, or that it does not."""
        return self.said or self.unsaid


def facts(document: Document) -> tuple[Fact, ...]:
    """Who wrote, when, to whom, where, how secret, kept where; and which document it is."""
    number = numbered(document) or words.NOT_NUMBERED
    return (
        *(_of_editors(document) if document.editorial else _of_author(document)),
        Fact(name=words.DOCUMENT, said=f"{number} ({document.id})", given=True),
        Fact(name=words.VOLUME, said=book(document.volume), given=True),
        Fact(name=words.ADDRESS, said=document_url(document), given=True),
    )


def _of_author(document: Document) -> tuple[Fact, ...]:
    # A title may tell it in words that nothing marks: "Department of State Briefing Paper".
    return (
        Fact(name=words.WHO, said=document.sender, unsaid=words.SEE_TITLE),
        Fact(name=words.WHEN, said=day(document)),
        Fact(name=words.TO_WHOM, said=document.recipient, unsaid=words.SEE_TITLE),
        Fact(name=words.WHERE, said=document.place),
        Fact(name=words.CLASSIFICATION, said=document.classification),
        Fact(name=words.KEPT, said=document.source_note),
    )


def _of_editors(document: Document) -> tuple[Fact, ...]:
    return (
        Fact(name=words.WHO, said=words.THE_EDITORS),
        Fact(name=words.WHEN, said=day(document)),
    )


def day(document: Document) -> str:
    """The date as printed, and the known one where none is printed ("[Undated.]")."""
    printed = document.date_printed
    if document.date is None or any(character.isdigit() for character in printed):
        return printed
    ends = dict.fromkeys(in_words(one) for one in (document.date.first, document.date.last))
    return f"{printed} {words.dated_by_editors(' to '.join(ends))}".strip()
