"""The stored text as the building of indexes sees it: what each of them is to hold."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter
from pathlib import Path

from vectorstore.context import SearchText
from vectorstore.lexical import Entry
from vectorstore.passages import Passages

# Passages that a question may find in the store `held`, and that `wanted` has not just so.
_LACKING = """
SELECT p.id FROM {held}.passage p JOIN {held}.document d ON d.id = p.document
WHERE p.entry IS NOT NULL AND NOT EXISTS
    (SELECT 1 FROM {wanted}.passage o WHERE o.id = p.id AND o.entry = p.entry)
ORDER BY d.volume, d.place, p.place
"""
# All that a store holds, but for what its sources were.
_WHOLE = (
    "SELECT id, value FROM volume ORDER BY id",
    "SELECT id, place, value FROM document ORDER BY id",
    "SELECT id, place, entry, value FROM passage ORDER BY id",
    "SELECT volume, place, value FROM term ORDER BY volume, place",
    "SELECT volume, place, value FROM notice ORDER BY volume, place",
)


@dataclass(frozen=True, slots=True)
class Changes:
    """Ids of passages to take out of an index of vectors, and of those to put in."""

    stale: list[str]
    fresh: list[str]


class Entries(Passages):
    """A store on disk, read to make indexes of it."""

    def sought(self) -> list[str]:
        """Ids of all passages that a question may find, volume by volume, in reading order."""
        rows = self._rows(
            "SELECT p.id FROM passage p JOIN document d ON d.id = p.document "
            "WHERE p.entry IS NOT NULL ORDER BY d.volume, d.place, p.place"
        )
        return [id_ for (id_,) in rows]

    def changes_since(self, earlier: Path) -> Changes:
        """What an index of vectors made from the store at `earlier` has too much and lacks."""
        with self._attached(earlier):
            stale = self._rows(_LACKING.format(held="earlier", wanted="main"))
            fresh = self._rows(_LACKING.format(held="main", wanted="earlier"))
        return Changes([id_ for (id_,) in stale], [id_ for (id_,) in fresh])

    def digest(self) -> str:
        """SHA-256 over all that is stored, in an order that is the content's own."""
        digest = hashlib.sha256()
        for statement in _WHOLE:
            for row in self._connection.execute(statement):
                digest.update(repr(row).encode())
        return digest.hexdigest()

    def vector_keys(self, ids: Sequence[str]) -> list[str]:
        """The keys of the vectors of these passages, which a question may find."""
        marks = ",".join("?" * len(ids))
        rows = dict(
            self._rows(f"SELECT id, vector FROM passage WHERE id IN ({marks})", *ids)  # noqa: S608  # only marks
        )
        return [rows[id_] for id_ in ids]

    def embedded(self, ids: Sequence[str]) -> dict[str, str]:
        """What is turned into a vector for each of these passages, by the vector's key."""
        marks = ",".join("?" * len(ids))
        rows = self._rows(
            f"SELECT id, vector, words, context FROM passage WHERE id IN ({marks})",  # noqa: S608  # only marks
            *ids,
        )
        texts = {id_: (key, SearchText(words, more).embedded) for id_, key, words, more in rows}
        return dict(texts[id_] for id_ in ids)

    def lexical_entries(self) -> Iterator[Entry]:
        """Every passage as the index of words knows it, in order of ids."""
        rows = self._connection.execute(
            "SELECT p.id, d.volume, p.document, p.kind, json_extract(p.value, '$.voice'), "
            "p.entry IS NOT NULL, d.first_day, d.last_day, p.words, p.context FROM passage p "
            "JOIN document d ON d.id = p.document ORDER BY p.id"
        )
        for id_, volume, document, kind, voice, sought, first, last, words, context in rows:
            yield Entry(
                id=id_,
                volume=volume,
                document=document,
                kind=kind,
                voice=voice,
                sought=bool(sought),
                first_day=first,
                last_day=last,
                words=words,
                context=context,
            )

    def whole_documents(self) -> Iterator[Entry]:
        """Every document as one entry: all its passages that may be found, under its title."""
        rows = self._connection.execute(
            "SELECT d.id, d.volume, d.first_day, d.last_day, p.words, "
            "json_extract(d.value, '$.title'), json_extract(d.value, '$.subtitle') "
            "FROM document d JOIN passage p ON p.document = d.id "
            "WHERE p.entry IS NOT NULL ORDER BY d.volume, d.place, p.place"
        )
        for (id_, volume, first, last), parts in groupby(rows, key=itemgetter(0, 1, 2, 3)):
            texts = list(parts)
            yield Entry(
                id=id_,
                volume=volume,
                document=id_,
                kind="",
                voice="",
                sought=True,
                first_day=first,
                last_day=last,
                words="",  # nobody looks for a run of words in a whole document
                context="\n".join([*filter(None, texts[0][-2:]), *(part[4] for part in texts)]),
            )

    def facet_rows(self) -> list[tuple[int, str, str]]:
        """Number of the document, kind and voice of each row of the matrix, in order."""
        rows = self._rows(
            "SELECT n.number, p.kind, json_extract(p.value, '$.voice') FROM matrix_row r "
            "JOIN passage p ON p.id = r.passage "
            "JOIN (SELECT id, row_number() OVER (ORDER BY volume, place) - 1 AS number "
            "FROM document) n ON n.id = p.document ORDER BY r.row"
        )
        return [(number, kind, voice) for number, kind, voice in rows]

    def rows_without(self, volumes: Collection[str] = ()) -> list[int]:
        """The rows of all passages but those of these volumes, in order."""
        marks = ",".join("?" * len(volumes))
        rows = self._rows(
            "SELECT r.row FROM matrix_row r JOIN passage p ON p.id = r.passage "  # noqa: S608  # only marks
            f"JOIN document d ON d.id = p.document WHERE d.volume NOT IN ({marks}) ORDER BY r.row",
            *volumes,
        )
        return [row for (row,) in rows]

    def rows_since(self, earlier: Path) -> list[tuple[int, int]]:
        """Rows here, and there, of passages that have the same vector in the store at `earlier`.

        Passages of volumes that wait for their vectors there have none.
        """
        with self._attached(earlier):
            return [
                (here, there)
                for here, there in self._rows(
                    "SELECT r.row, e.row FROM main.matrix_row r "
                    "JOIN earlier.matrix_row e ON e.passage = r.passage "
                    "JOIN main.passage p ON p.id = r.passage "
                    "JOIN earlier.passage o ON o.id = r.passage AND o.vector = p.vector "
                    "JOIN earlier.document d ON d.id = o.document "
                    "JOIN earlier.volume v ON v.id = d.volume AND NOT v.waiting ORDER BY r.row"
                )
            ]

    @contextmanager
    def _attached(self, earlier: Path) -> Iterator[None]:
        """Another store beside this one, named `earlier` in statements."""
        other = f"{earlier.resolve().as_uri()}?mode=ro&immutable=1"
        with self._lock:
            self._connection.execute("ATTACH ? AS earlier", (other,))
        try:
            yield
        finally:
            with self._lock:
                self._connection.execute("DETACH earlier")
