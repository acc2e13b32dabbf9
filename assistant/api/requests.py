"""What can be asked over HTTP: every field is checked, and one that is not known is refused."""

from __future__ import annotations

from typing import Annotated, Any, Literal, Self

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from assistant.api.fields import (
    Cite,
    Documents,
    Hits,
    Id,
    Query,
    Question,
    Quotation,
    Sides,
    Volumes,
    a_kind,
    a_voice,
    accepted,
    refused_as_value,
)
from assistant.batch import Cited, Earlier
from assistant.compare import FOUND, SIDES
from assistant.desk import HITS
from corpus.passage import Kind, Voice
from vectorstore.retriever import Filter


class Bounds(BaseModel):
    """What passages may be found, their volumes and documents apart."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    kind: Annotated[
        Literal["paragraph", "footnote"] | None,
        Field(description="Only passages of this kind."),
        BeforeValidator(a_kind),
    ] = None
    voice: Annotated[
        Literal["author", "editor", "source note", "summary"] | None,
        Field(description="Only words of the document's author, or of its editors."),
        BeforeValidator(a_voice),
    ] = None
    after: Annotated[
        str | None,
        Field(description="Only documents of this day or later: 1944, 1944-09 or 1944-09-06."),
        accepted(lambda day: Filter(after=day)),
    ] = None
    before: Annotated[
        str | None,
        Field(description="Only documents of this day or earlier."),
        accepted(lambda day: Filter(before=day)),
    ] = None

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        refused_as_value(lambda: Filter(after=self.after, before=self.before))
        return self

    def within(self, volumes: list[str], documents: list[str]) -> Filter:
        """These bounds, within some volumes and documents."""
        return Filter(
            volumes=tuple(volumes),
            documents=tuple(documents),
            kind=Kind(self.kind) if self.kind else None,
            voice=Voice(self.voice) if self.voice else None,
            after=self.after,
            before=self.before,
        )


class Scope(Bounds):
    """Within what to search; what is left out admits everything."""

    volumes: Volumes = []
    documents: Documents = []

    @property
    def filter(self) -> Filter:
        """The same, as the assistant takes it."""
        return self.within(self.volumes, self.documents)


class Body(BaseModel):
    """A JSON object: types are strict, and a field that is not known is refused."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)

    id: Id = None
    scope: Annotated[Scope, Field(description="Within what to search.")] = Scope()


class Shown(Cited):
    """A quotation that an earlier reply showed; its other fields may be left in."""

    passage: Annotated[str, Field(description="The passage's id.")]
    start: Annotated[int, Field(description="Where the quotation begins in it.")]
    end: Annotated[int, Field(description="Where it ends.")]


class EarlierTurn(BaseModel):
    """An earlier question of the same talk and, where known, what was replied."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)

    question: Annotated[str, Field(description="The question.")]
    reply: Annotated[str, Field(description="The text of the reply.")] = ""
    citations: Annotated[
        list[Shown], Field(description="The `citations` of the reply, as it came.")
    ] = []


def _as_turn(value: Any) -> Any:
    return {"question": value} if isinstance(value, str) else value


class AskBody(Body):
    """A question, and those before it."""

    question: Question
    history: Annotated[
        list[
            Annotated[
                EarlierTurn, BeforeValidator(_as_turn, json_schema_input_type=str | EarlierTurn)
            ]
        ],
        Field(description="The turns before, oldest first: questions, or what was replied too."),
    ] = []
    k: Hits = HITS

    @property
    def earlier(self) -> list[Earlier]:
        """The turns before, as a batch has them."""
        return [
            Earlier(user=turn.question, assistant=turn.reply, citations=list(turn.citations))
            for turn in self.history
        ]


class CompareBody(Body):
    """A question to several documents."""

    question: Question
    k: Hits = FOUND
    sides: Sides = SIDES


class SearchBody(Body):
    """A query."""

    query: Query
    k: Hits = HITS


class CheckBody(BaseModel):
    """A quotation, and where it is said to stand."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)

    id: Id = None
    quote: Quotation
    cite: Cite = None


class QueryString(Bounds):
    """A question or a query, in an address."""

    q: Question
    volume: Volumes = []
    document: Documents = []
    k: Hits = HITS

    @property
    def filter(self) -> Filter:
        """Within what to search."""
        return self.within(self.volume, self.document)


class CheckString(BaseModel):
    """A quotation, in an address."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    quote: Quotation
    cite: Cite = None
