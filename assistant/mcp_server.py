"""The assistant as tools of the Model Context Protocol, for programs that hold a language model.

What a tool gives is the record that the command of the same name prints with --json.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, Literal, TypeVar

from mcp.server import MCPServer
from mcp.server.mcpserver.exceptions import ToolError

from assistant.api.fields import Cite, Documents, Hits, Query, Question, Quotation, Volumes
from assistant.batch import Earlier
from assistant.desk import HITS, Desk
from assistant.shapes.answer import AnswerRecord
from assistant.shapes.card import VolumesRecord
from assistant.shapes.corpus import DocumentTextRecord
from assistant.shapes.search import SearchRecord
from assistant.verdict import VerdictRecord
from corpus.errors import FrusError
from corpus.passage import Kind
from vectorstore.retriever import Filter

_INSTRUCTIONS = (
    "Foreign Relations of the United States, the State Department's published diplomatic record: "
    "those of its volumes that are installed here. Quote only words that a tool gave you, "
    "unchanged, each with the reference given beside it; never quote the record from memory, and "
    "check what you are told was said. A refusal says that the volumes installed do not answer; "
    "pass that on: it is no proof that nothing was said."
)

KindName = Literal["paragraph", "footnote"] | None
Given = TypeVar("Given", bound=Callable[..., Any])


def build_server(desk: Desk) -> MCPServer[Any]:
    """The server of a desk's tools, to be run on standard input and output."""
    server: MCPServer[Any] = MCPServer("frus-assistant", instructions=_INSTRUCTIONS)
    tools = Tools(desk)
    for name, tool in (
        ("ask", tools.ask),
        ("search", tools.search),
        ("check", tools.check),
        ("read_document", tools.read_document),
        ("volumes", tools.volumes),
    ):
        server.add_tool(tool, name=name)
    return server


class Tools:
    """What a model can do with a desk. What a person could mend comes back as the tool's error."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def ask(
        self,
        question: Question,
        history: list[str] = [],  # noqa: B006  # the schema's default; nobody changes it
        volumes: Volumes = [],  # noqa: B006
        documents: Documents = [],  # noqa: B006
        kind: KindName = None,
        after: str | None = None,
        before: str | None = None,
        k: Hits = HITS,
    ) -> AnswerRecord:
        """Answer a question with quotations from the record, each with its full reference.

        `citations` are word for word; `voice` says whose words they are: an editor's footnote is
        not the document's author. Where `refusal` is set the record does not answer, and `related`
        passages are no answer. `history` are the questions before, oldest first; `after` and
        `before` are days as 1944, 1944-09 or 1944-09-06.
        """
        with _told():
            scope = _scope(volumes, documents, kind, after, before)
            return self._desk.ask(question, [Earlier(user=one) for one in history], scope, k)

    def search(
        self,
        query: Query,
        volumes: Volumes = [],  # noqa: B006
        documents: Documents = [],  # noqa: B006
        kind: KindName = None,
        after: str | None = None,
        before: str | None = None,
        k: Hits = HITS,
    ) -> SearchRecord:
        """List the passages nearest to a query, best first. Whether one answers is not judged."""
        with _told():
            return self._desk.search(query, _scope(volumes, documents, kind, after, before), k)

    def check(self, quotation: Quotation, cite: Cite = None) -> VerdictRecord:
        """Say whether words stand in the record, where, and in which wording.

        `altered` has the differences, `misattributed` the true place; `not found` is said of the
        volumes installed alone. Give the source's words, not the altered ones.
        """
        with _told():
            return self._desk.check(quotation, cite)

    def read_document(self, id: str) -> DocumentTextRecord:  # noqa: A002  # named for models
        """Read a whole document, by an id such as frus1944Quebec/d123: its paragraphs, footnotes
        and printed pages.
        """
        with _told():
            return self._desk.document(id)

    def volumes(self) -> VolumesRecord:
        """List the volumes installed: what each is, holds and lacks."""
        with _told():
            return self._desk.volumes()


def _scope(
    volumes: list[str],
    documents: list[str],
    kind: KindName,
    after: str | None,
    before: str | None,
) -> Filter:
    return Filter(
        volumes=tuple(volumes),
        documents=tuple(documents),
        kind=Kind(kind) if kind else None,
        after=after,
        before=before,
    )


@contextmanager
def _told() -> Iterator[None]:
    try:
        yield
    except FrusError as error:
        raise ToolError(str(error)) from None
