"""The stored text of an index: volumes, documents and passages by id, in SQLite."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter

from corpus.document import Document, Volume
from corpus.errors import StoreError
from corpus.glossary import Term
from corpus.passage import DocumentText, Kind, Notice, Passage
from vectorstore.facets import DocumentFacets

#: The file of the store within an index version.
TEXT = "passages.sqlite"


class Passages:
    """A store on disk, open for reading, from any thread."""

    def __init__(self, path: Path) -> None:
        if not path.is_file():
            raise StoreError(f"the index lacks {path}; run: frus index build")
        # immutable: a published index never changes, so readers take no locks.
        self._path = path
        uri = f"{path.resolve().as_uri()}?mode=ro&immutable=1"
        self._connection = sqlite3.connect(uri, uri=True, check_same_thread=False)
        self._lock = threading.Lock()
        self._documents, self._passages = TypeAdapter(Document), TypeAdapter(Passage)

    def close(self) -> None:
        """Let go of the file."""
        self._connection.close()

    @cached_property
    def volumes(self) -> tuple[Volume, ...]:
        """The volumes, in order of their ids."""
        rows = self._rows("SELECT value FROM volume ORDER BY id")
        volume = TypeAdapter(Volume)
        return tuple(volume.validate_json(value) for (value,) in rows)

    def passage(self, id_: str) -> Passage | None:
        """The passage of this id, if there is one."""
        rows = self._rows("SELECT value FROM passage WHERE id = ?", id_)
        return self._passages.validate_json(rows[0][0]) if rows else None

    def document(self, id_: str) -> Document | None:
        """The document of this id, if there is one."""
        rows = self._rows("SELECT value FROM document WHERE id = ?", id_)
        return self._documents.validate_json(rows[0][0]) if rows else None

    def found(self, ids: Sequence[str]) -> list[tuple[Passage, Document]]:
        """The passages of these ids with their documents, in the order of the ids."""
        marks = ",".join("?" * len(ids))
        rows = self._rows(
            "SELECT p.id, p.value, d.value FROM passage p "  # noqa: S608  # only marks
            f"JOIN document d ON d.id = p.document WHERE p.id IN ({marks})",
            *ids,
        )
        values = {
            id_: (self._passages.validate_json(passage), self._documents.validate_json(document))
            for id_, passage, document in rows
        }
        missing = [id_ for id_ in ids if id_ not in values]
        if missing:
            raise StoreError(f"the index lacks the text of {missing[0]}; run: frus index build")
        return [values[id_] for id_ in ids]

    def document_text(self, id_: str) -> DocumentText | None:
        """A document with all its passages, in order."""
        document = self.document(id_)
        return DocumentText(document, self.passages_of(id_)) if document else None

    def passages_of(self, document: str) -> tuple[Passage, ...]:
        """All passages of a document, in order; none of a document that is not stored."""
        rows = self._rows("SELECT value FROM passage WHERE document = ? ORDER BY place", document)
        return tuple(self._passages.validate_json(value) for (value,) in rows)

    def before(self, passage: Passage, count: int) -> tuple[Passage, ...]:
        """At most `count` passages that stand before this one in its document, in order.

        Before a passage of the text these are of the text, before a footnote they are footnotes.
        """
        return self._beside(passage, "p.place < here.place ORDER BY p.place DESC", count)[::-1]

    def after(self, passage: Passage, count: int) -> tuple[Passage, ...]:
        """At most `count` passages that follow this one in its document, likewise."""
        return self._beside(passage, "p.place > here.place ORDER BY p.place", count)

    def _beside(self, passage: Passage, side: str, count: int) -> tuple[Passage, ...]:
        rows = self._rows(
            "SELECT p.value FROM passage p JOIN passage here ON here.document = p.document "  # noqa: S608  # one of two sides
            "WHERE here.id = ? AND (p.kind = 'footnote') = (here.kind = 'footnote') "
            f"AND {side} LIMIT ?",
            passage.id,
            count,
        )
        return tuple(self._passages.validate_json(value) for (value,) in rows)

    def notes_in(self, passage: Passage) -> tuple[Passage, ...]:
        """The footnotes whose marks stand in this passage, in the order of the marks."""
        rows = self._rows(
            "SELECT value FROM passage WHERE document = ? AND kind = 'footnote' "
            "AND json_extract(value, '$.anchor.passage') = ? "
            "ORDER BY json_extract(value, '$.anchor.offset'), place",
            passage.document,
            passage.id,
        )
        return tuple(self._passages.validate_json(value) for (value,) in rows)

    def documents_of(self, volume: str) -> list[str]:
        """Ids of a volume's documents, in the order of the book."""
        rows = self._rows("SELECT id FROM document WHERE volume = ? ORDER BY place", volume)
        return [id_ for (id_,) in rows]

    def counts(self, volume: str) -> dict[str, int]:
        """How many documents, and passages of each kind, a volume has."""
        documents = self._rows("SELECT count(*) FROM document WHERE volume = ?", volume)
        kinds = self._rows(
            "SELECT p.kind, count(*) FROM passage p JOIN document d ON d.id = p.document "
            "WHERE d.volume = ? GROUP BY p.kind",
            volume,
        )
        return {"document": documents[0][0]} | {str(kind): 0 for kind in Kind} | dict(kinds)

    def glossary(self, volume: str) -> tuple[Term, ...]:
        """The entries of a volume's lists of persons and terms, in order."""
        rows = self._rows("SELECT value FROM term WHERE volume = ? ORDER BY place", volume)
        term = TypeAdapter(Term)  # making one takes longer than what it reads
        return tuple(term.validate_json(value) for (value,) in rows)

    def notices(self, volume: str) -> tuple[Notice, ...]:
        """What was noticed in a volume's source, in order."""
        rows = self._rows("SELECT value FROM notice WHERE volume = ? ORDER BY place", volume)
        notice = TypeAdapter(Notice)
        return tuple(notice.validate_json(value) for (value,) in rows)

    def waiting(self) -> frozenset[str]:
        """The volumes whose vectors are still to be made."""
        return frozenset(self.passages_waiting())

    def passages_waiting(self) -> dict[str, int]:
        """How many passages that may be found each volume has that waits for its vectors."""
        return dict(
            self._rows(
                "SELECT v.id, (SELECT count(*) FROM passage p JOIN document d ON d.id = p.document "
                "WHERE d.volume = v.id AND p.entry IS NOT NULL) "
                "FROM volume v WHERE v.waiting ORDER BY v.id"
            )
        )

    def document_facets(self) -> list[DocumentFacets]:
        """What filters look at of every document, in the order of the books."""
        rows = self._rows(
            "SELECT id, volume, first_day, last_day FROM document ORDER BY volume, place"
        )
        return [
            DocumentFacets(id=id_, volume=volume, first_day=first, last_day=last)
            for id_, volume, first, last in rows
        ]

    def rows(self, ids: Sequence[str]) -> dict[str, int]:
        """Rows in the matrix of vectors of those of these passages that a question may find."""
        marks = ",".join("?" * len(ids))
        return dict(
            self._rows(f"SELECT passage, row FROM matrix_row WHERE passage IN ({marks})", *ids)  # noqa: S608  # only marks
        )

    def at_rows(self, rows: Sequence[int]) -> dict[int, str]:
        """Ids of the passages of these rows."""
        marks = ",".join("?" * len(rows))
        return dict(
            self._rows(f"SELECT row, passage FROM matrix_row WHERE row IN ({marks})", *rows)  # noqa: S608  # only marks
        )

    @cached_property
    def size(self) -> int:
        """The number of passages of every kind."""
        return int(self._rows("SELECT count(*) FROM passage")[0][0])

    def size_of(self, volume: str) -> int:
        """The number of passages of every kind that a volume has."""
        rows = self._rows(
            "SELECT count(*) FROM passage p JOIN document d ON d.id = p.document "
            "WHERE d.volume = ?",
            volume,
        )
        return int(rows[0][0])

    def totals(self) -> dict[str, int]:
        """Numbers of volumes, documents, passages of each kind, and vectors."""
        kinds = dict(self._rows("SELECT kind, count(*) FROM passage GROUP BY kind"))
        counted = self._rows(
            "SELECT (SELECT count(*) FROM volume), (SELECT count(*) FROM document), "
            "(SELECT count(*) FROM passage WHERE entry IS NOT NULL)"
        )
        volumes, documents, sought = counted[0]
        vectors = sought - sum(self.passages_waiting().values())
        named = {f"{kind}s": int(kinds.get(str(kind), 0)) for kind in Kind}
        return {"volumes": volumes, "documents": documents, **named, "vectors": vectors}

    def sources(self) -> dict[str, str]:
        """The digests of the files that the volumes were read from, by volume."""
        return dict(self._rows("SELECT id, digest FROM volume ORDER BY id"))

    def _rows(self, statement: str, *values: str | int) -> list[tuple[Any, ...]]:
        # A lone surrogate, which no id holds, cannot be given to SQLite.
        plain = [
            value
            if isinstance(value, int) or value.isascii()
            else value.encode(errors="replace").decode()
            for value in values
        ]
        try:
            with self._lock:
                return self._connection.execute(statement, plain).fetchall()
        except sqlite3.DatabaseError as error:
            reason = f"{self._path} cannot be read ({error}); run: frus index build"
            raise StoreError(reason) from error
