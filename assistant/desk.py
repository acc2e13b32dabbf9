"""The reference desk: what programs ask for, given as the records that the commands print."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from assistant.batch import Earlier, turns
from assistant.compare import FOUND, SIDES
from assistant.compare_record import comparison_record
from assistant.record import (
    answer_record,
    document_record,
    hit_record,
    index_record,
    passage_record,
    search_record,
)
from assistant.shapes.answer import AnswerRecord
from assistant.shapes.card import VolumeCard, VolumesRecord
from assistant.shapes.comparison import ComparisonRecord
from assistant.shapes.corpus import DocumentTextRecord
from assistant.shapes.search import SearchRecord
from assistant.ui.protocol import Assistant
from assistant.verdict import VerdictRecord, verdict_record
from corpus.errors import CorpusError, InputError
from vectorstore.retriever import Filter

#: Passages retrieved for a question or listed for a query, where no number is named.
HITS = 10

Id = str | int | None


@dataclass(frozen=True, slots=True)
class Desk:
    """Who answers, and the cards of the volumes installed.

    Every method raises InputError for what cannot be used: a scope that is not installed, say.
    """

    assistant: Assistant
    cards: Callable[[], Sequence[VolumeCard]]

    def ask(
        self,
        question: str,
        history: Sequence[Earlier],
        scope: Filter,
        k: int = HITS,
        id_: Id = None,
    ) -> AnswerRecord:
        """The record of the answer to `question`, asked after `history`."""
        self.assistant.require(scope)
        with self.assistant.stored() as stored:
            before = turns(history, stored)
        return answer_record(self.assistant.ask(question, before, scope, k), id_, scope)

    def compare(
        self,
        question: str,
        scope: Filter,
        k: int = FOUND,
        sides: int = SIDES,
        id_: Id = None,
    ) -> ComparisonRecord:
        """The record of what at most `sides` documents say on `question`."""
        self.assistant.require(scope)
        return comparison_record(self.assistant.compare(question, (), scope, k, sides), id_, scope)

    def search(self, query: str, scope: Filter, k: int = HITS, id_: Id = None) -> SearchRecord:
        """The record of the best `k` passages for `query`."""
        self.assistant.require(scope)
        hits = [hit_record(hit) for hit in self.assistant.search(query, k, scope)]
        return search_record(query, scope, hits, id_)

    def check(self, quote: str, cite: str | None = None, id_: Id = None) -> VerdictRecord:
        """The record of the verdict on `quote`, said to stand at `cite`."""
        return verdict_record(self.assistant.check(quote, cite), id_)

    def document(self, id_: str) -> DocumentTextRecord:
        """The document of this id with all of its passages; CorpusError where there is none."""
        try:
            self.assistant.require(Filter(documents=(id_,)))
        except InputError as error:
            raise CorpusError(str(error)) from None
        with self.assistant.stored() as stored:
            document = stored.document(id_)
            if document is None:
                raise CorpusError(f"{id_} is no longer installed")
            passages = stored.passages_of(id_)
        return {
            "document": document_record(document),
            "passages": [passage_record(passage) for passage in passages],
        }

    def volumes(self) -> VolumesRecord:
        """The cards of the volumes installed, and the index that answers."""
        return {"volumes": list(self.cards()), "index": index_record(self.assistant.info)}
