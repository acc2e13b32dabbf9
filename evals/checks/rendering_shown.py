"""What stands on a surface that shows an answer, once it is taken apart; and what should."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

from assistant.answer import Answer, Quote, Statement
from assistant.shapes.answer import CitationRecord
from corpus.passage import Kind, Passage, Voice

#: What a surface says of a quotation in its list, by the name of what is said.
Facts = Mapping[str, str]

_NOTES = {
    Voice.AUTHOR: "Author's footnote",
    Voice.EDITOR: "Editors' footnote",
    Voice.SOURCE_NOTE: "Source note",
    Voice.SUMMARY: "Editors' summary",
}
_TEXTS = {
    Voice.AUTHOR: "Author's words",
    Voice.EDITOR: "Editors' words",
    Voice.SOURCE_NOTE: "Source note",
    Voice.SUMMARY: "Editors' summary",
}


@dataclass(frozen=True, slots=True)
class Said:
    """A statement as it is read, white space single, with its numbers as " [1]"; and the lines
    that say below it where its quotations stand, where the surface has any.
    """

    text: str
    where: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A reply on a surface.

    `cited` and `related` are the lists of quotations that the answer rests on and of those offered
    beside a refusal; `message` is the refusal's, empty where there is none; `notice` is that of the
    answer, None where the surface has no room for one; `strange` tells of all that has no place on
    the surface: markup that is not its own, and lines that it does not have.
    """

    said: tuple[Said, ...]
    cited: tuple[Facts, ...]
    related: tuple[Facts, ...]
    message: str
    notice: str | None
    strange: tuple[str, ...]


class Surface(Protocol):
    """A way in which the product shows an answer."""

    @property
    def inline(self) -> bool:
        """Whether a number stands directly behind its quotation, else at the statement's end."""
        ...

    def shown(self, answer: Answer) -> Shown:
        """What the product makes of `answer`, taken apart."""
        ...

    def cited(self, quote: Quote, number: int, record: CitationRecord) -> Facts:
        """What must be said of the quotation with this number, which `record` cites."""
        ...

    def related(self, quote: Quote, place: int, record: CitationRecord) -> Facts:
        """What must be said of what is offered at this place, from 1, beside a refusal."""
        ...

    def where(self, statement: Statement, numbers: Mapping[Quote, int]) -> tuple[str, ...]:
        """The lines that must stand below `statement`."""
        ...


def single(text: str) -> str:
    """`text` with its runs of white space made single spaces, as every surface may set them."""
    return " ".join(text.split())


def voice_name(passage: Passage) -> str:
    """Whose words a passage holds, as a reader must be told."""
    if passage.kind is Kind.HEADING:
        return "Heading"
    return (_NOTES if passage.kind is Kind.FOOTNOTE else _TEXTS)[passage.voice]
