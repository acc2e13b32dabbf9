"""What is answered over HTTP: for each address, a record of the reference desk."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Annotated, TypeVar

from fastapi import Path, Query, Response

from assistant.api.requests import (
    AskBody,
    CheckBody,
    CheckString,
    CompareBody,
    QueryString,
    SearchBody,
)
from assistant.desk import Desk
from assistant.shapes.answer import AnswerRecord
from assistant.shapes.card import VolumesRecord
from assistant.shapes.comparison import ComparisonRecord
from assistant.shapes.corpus import DocumentTextRecord
from assistant.shapes.search import SearchRecord
from assistant.verdict import VerdictRecord
from corpus.errors import CrowdedError

#: The version of the index that answered.
INDEX_HEADER = "x-frus-index"

# A request holds one of the server's forty threads while it waits for its turn to be read for.
# The pages and the chat need some of them too.
_AT_ONCE = 24

Record = TypeVar("Record")


class Endpoints:
    """The answers of a desk, so many at once that the chat is never without a thread."""

    def __init__(self, desk: Desk, at_once: int = _AT_ONCE) -> None:
        self._desk = desk
        self._places = threading.BoundedSemaphore(at_once)

    def ask(self, asked: AskBody, response: Response) -> AnswerRecord:
        """The answer is made of quotations, each with its reference. Where the volumes installed do
        not answer, `refusal` says so, and what was looked through; that is a result, not an error.
        """
        return self._given(
            response,
            lambda: self._desk.ask(
                asked.question, asked.earlier, asked.scope.filter, asked.k, asked.id
            ),
        )

    def ask_plainly(
        self, asked: Annotated[QueryString, Query()], response: Response
    ) -> AnswerRecord:
        """The same for a question without a history, as an address that can be shared."""
        return self._given(response, lambda: self._desk.ask(asked.q, (), asked.filter, asked.k))

    def compare(self, asked: CompareBody, response: Response) -> ComparisonRecord:
        """What several documents say is set beside each other, in order of their dates: an answer,
        and which of its citations belong to which document.
        """
        return self._given(
            response,
            lambda: self._desk.compare(
                asked.question, asked.scope.filter, asked.k, asked.sides, asked.id
            ),
        )

    def search(self, asked: SearchBody, response: Response) -> SearchRecord:
        """The passages nearest to a query, by meaning and by words, best first. A hit fits the
        query; whether it answers a question is not judged.
        """
        return self._given(
            response,
            lambda: self._desk.search(asked.query, asked.scope.filter, asked.k, asked.id),
        )

    def search_plainly(
        self, asked: Annotated[QueryString, Query()], response: Response
    ) -> SearchRecord:
        """The same, as an address that can be shared."""
        return self._given(response, lambda: self._desk.search(asked.q, asked.filter, asked.k))

    def check(self, asked: CheckBody, response: Response) -> VerdictRecord:
        """Whether words stand in the volumes installed, where, and in which wording: `verified`,
        `repaired` (but for typography), `altered` (with the differences), `misattributed`,
        `not found`, or `unverifiable` where the volume cited is not installed.
        """
        return self._given(response, lambda: self._desk.check(asked.quote, asked.cite, asked.id))

    def check_plainly(
        self, asked: Annotated[CheckString, Query()], response: Response
    ) -> VerdictRecord:
        """The same, as an address that can be shared."""
        return self._given(response, lambda: self._desk.check(asked.quote, asked.cite))

    def document(
        self,
        volume: Annotated[str, Path(description="The volume's id.", examples=["frus1944Quebec"])],
        document: Annotated[
            str, Path(description="The document's own part of its id.", examples=["d123"])
        ],
        response: Response,
    ) -> DocumentTextRecord:
        """What is known of a document, and all of its headings, paragraphs and footnotes with
        their printed pages. Its id holds a slash, which stands in the address as it is.
        """
        return self._given(response, lambda: self._desk.document(f"{volume}/{document}"))

    def volumes(self, response: Response) -> VolumesRecord:
        """What each volume installed is, holds and lacks, and where it came from."""
        return self._given(response, self._desk.volumes)

    def _given(self, response: Response, give: Callable[[], Record]) -> Record:
        """What `give` gives, in its turn, and all from the version of the index that is named."""
        if not self._places.acquire(blocking=False):
            raise CrowdedError("Too many are asking at once; ask again in a few seconds")
        try:
            while True:
                version = self._desk.assistant.info.version
                record = give()
                if version == self._desk.assistant.info.version:
                    response.headers[INDEX_HEADER] = version
                    return record
        finally:
            self._places.release()
