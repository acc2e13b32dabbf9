"""BM25 over passages and over documents, by tantivy."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import tantivy

from corpus.errors import StoreError
from vectorstore.analysis import Analysis, analyzer, composed, searchable
from vectorstore.concepts import Concept, Wording, plain
from vectorstore.durable import unwritable
from vectorstore.retriever import Filter

#: The folders of the passages' words, and of the documents', within an index version.
WORDS, DOCUMENTS = "words", "documents"
_ANALYZER = "words"
_NO_DAY = 0
# What other ways to say a thing add to the best: the ones who use both mean it more.
_SHARE_OF_THE_REST = 0.3


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A passage, or a document, as an index of words knows it: its own words, and its context.

    `sought` says whether a question may find it; days are numbers (see `day_number`), 0 without
    a date.
    """

    id: str
    volume: str
    document: str
    kind: str
    voice: str
    sought: bool
    first_day: int
    last_day: int
    words: str
    context: str


def write(folder: Path, entries: Iterable[Entry]) -> None:
    """Make a new index of `entries` in `folder`, which must be empty."""
    folder.mkdir(parents=True)
    index = tantivy.Index(_schema(), path=str(folder))
    index.register_tokenizer(_ANALYZER, analyzer())
    writer = index.writer(heap_size=64_000_000, num_threads=1)
    try:
        for entry in entries:
            writer.add_document(_document(entry))
        writer.commit()
        writer.wait_merging_threads()
    except ValueError as error:  # so tantivy says that the disk is full
        raise unwritable(folder, error) from error


class Lexical:
    """An index on disk, open for searching."""

    def __init__(self, folder: Path) -> None:
        try:
            self._index = tantivy.Index.open(str(folder))
        except ValueError as error:
            raise StoreError(f"{folder} cannot be read; run: frus index build") from error
        self._index.register_tokenizer(_ANALYZER, analyzer())
        self._schema = self._index.schema
        self._searcher = self._index.searcher()
        self._sought = tantivy.Query.term_query(self._schema, "sought", "yes")
        self.analysis = Analysis()

    @cached_property
    def size(self) -> int:
        """The number of passages in the index."""
        return int(self._searcher.num_docs)

    def words(self, text: str) -> list[str]:
        """The words of `text` as the index knows them: folded and stemmed, in order."""
        return self.analysis.words(text)

    def count(self, word: str) -> int:
        """How many passages are found by this analysed word."""
        return int(self._searcher.doc_freq("searched", word))

    def beginning(self, letters: str) -> list[tuple[str, int]]:
        """The analysed words that begin so and how many passages each finds, most first."""
        return list(self._searcher.terms_with_prefix("searched", letters))

    def search(
        self, query: str, k: int, scope: Filter, *, bare: bool = False
    ) -> list[tuple[str, float]]:
        """Ids and BM25 scores of at most `k` passages that share a word with `query`.

        `bare` ones are looked for in their own words alone, without their context.
        """
        words = self.analysis.words(query) if bare else self.analysis.terms(query)
        return self._scored(plain(words), k, scope, "words" if bare else "searched")

    def search_concepts(
        self, concepts: Sequence[Concept], k: int, scope: Filter
    ) -> list[tuple[str, float]]:
        """Ids and scores of at most `k` passages that say any of `concepts`."""
        return self._scored(concepts, k, scope, "searched")

    def phrase(self, words: str, k: int, scope: Filter) -> list[str]:
        """Ids of at most `k` passages whose own words hold this run of words, stems compared."""
        run = self.words(words)
        if not run:
            return []
        query = (
            tantivy.Query.term_query(self._schema, "words", run[0])
            if len(run) == 1
            else tantivy.Query.phrase_query(self._schema, "words", list(run))
        )
        return [id_ for id_, _ in self._found(query, k, scope)]

    def within(self, scope: Filter) -> bool:
        """Whether any passage that a question may find lies within `scope`."""
        return bool(self._found(tantivy.Query.all_query(), 1, scope, self._sought))

    def _scored(
        self, concepts: Sequence[Concept], k: int, scope: Filter, field: str
    ) -> list[tuple[str, float]]:
        if not concepts:
            return []
        said = [
            (tantivy.Occur.Should, _concept(self._schema, field, concept)) for concept in concepts
        ]
        return self._found(tantivy.Query.boolean_query(said), k, scope, self._sought)

    def _found(
        self, query: tantivy.Query, k: int, scope: Filter, *also: tantivy.Query
    ) -> list[tuple[str, float]]:
        # Conditions score nothing, so that a filter never changes the order of the hits.
        conditions = [
            tantivy.Query.const_score_query(condition, 0.0)
            for condition in (*_conditions(self._schema, scope), *also)
        ]
        whole = tantivy.Query.boolean_query(
            [(tantivy.Occur.Must, part) for part in (query, *conditions)]
        )
        hits = self._searcher.search(whole, limit=k, count=False).hits
        found = [(str(self._searcher.doc(at)["id"][0]), float(score)) for score, at in hits]
        return sorted(found, key=lambda pair: (-pair[1], pair[0]))


def _schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("id", stored=True, tokenizer_name="raw", index_option="basic")
    for name in ("volume", "document", "kind", "voice", "sought"):
        builder.add_text_field(name, tokenizer_name="raw", index_option="basic")
    for name in ("first_day", "last_day"):
        builder.add_integer_field(name, indexed=True, fast=True)
    builder.add_text_field("words", tokenizer_name=_ANALYZER, index_option="position")
    builder.add_text_field("searched", tokenizer_name=_ANALYZER, index_option="freq")
    return builder.build()


def _document(entry: Entry) -> tantivy.Document:
    return tantivy.Document(
        id=entry.id,
        volume=entry.volume,
        document=entry.document,
        kind=entry.kind,
        voice=entry.voice,
        sought="yes" if entry.sought else "no",
        first_day=entry.first_day,
        last_day=entry.last_day,
        words=composed(entry.words),
        searched=searchable(f"{entry.words}\n{entry.context}"),
    )


def _concept(schema: tantivy.Schema, field: str, concept: Concept) -> tantivy.Query:
    wordings = [_wording(schema, field, wording) for wording in concept]
    if len(wordings) == 1:
        return wordings[0]
    return tantivy.Query.disjunction_max_query(wordings, _SHARE_OF_THE_REST)


def _wording(schema: tantivy.Schema, field: str, wording: Wording) -> tantivy.Query:
    terms = [tantivy.Query.term_query(schema, field, word) for word in wording.words]
    occur = tantivy.Occur.Must if wording.whole else tantivy.Occur.Should
    said = tantivy.Query.boolean_query([(occur, term) for term in terms])
    query = terms[0] if len(terms) == 1 else said
    return query if wording.weight == 1.0 else tantivy.Query.boost_query(query, wording.weight)


def _conditions(schema: tantivy.Schema, scope: Filter) -> list[tantivy.Query]:
    queries = [
        _any_of(schema, name, values)
        for name, values in (
            ("volume", scope.volumes),
            ("document", scope.documents),
            ("kind", (str(scope.kind),) if scope.kind else ()),
            ("voice", (str(scope.voice),) if scope.voice else ()),
        )
        if values
    ]
    if scope.first_day or scope.last_day:
        first = day_number(scope.first_day) if scope.first_day else _NO_DAY + 1
        last = day_number(scope.last_day) if scope.last_day else 9999_12_31
        for name, low, high in (("last_day", first, 9999_12_31), ("first_day", 1, last)):
            queries.append(
                tantivy.Query.range_query(
                    schema, name, tantivy.FieldType.Integer, lower_bound=low, upper_bound=high
                )
            )
    return queries


def _any_of(schema: tantivy.Schema, field: str, values: Sequence[str]) -> tantivy.Query:
    return tantivy.Query.boolean_query(
        [(tantivy.Occur.Should, tantivy.Query.term_query(schema, field, value)) for value in values]
    )


def day_number(day: str) -> int:
    """A day YYYY-MM-DD as the number YYYYMMDD, which orders as the days do."""
    return int(day.replace("-", ""))
