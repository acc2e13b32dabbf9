"""Writing the text of an index: every passage with what it is found by, in SQLite."""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Collection, Sequence
from contextlib import closing
from dataclasses import asdict
from pathlib import Path

from pydantic import TypeAdapter

from corpus.document import Document, Volume
from corpus.glossary import Term
from corpus.passage import DocumentText, Passage, VolumeText
from vectorstore.abbreviations import abbreviations
from vectorstore.analysis import Analysis
from vectorstore.cache import vector_key
from vectorstore.context import searched
from vectorstore.dense import metadata
from vectorstore.durable import unwritable
from vectorstore.lexical import day_number
from vectorstore.persons import persons

# A passage's `entry` is a digest of all that the index of vectors knows of it; `vector` is the
# key of its vector. Both are null where no question may find it. Each that may be found has a row
# in the matrix of vectors, of zeros while its volume is `waiting` for its vectors to be made.
_TABLES = """
CREATE TABLE volume (
    id TEXT PRIMARY KEY, digest TEXT NOT NULL, value TEXT NOT NULL, waiting INTEGER NOT NULL);
CREATE TABLE document (
    id TEXT PRIMARY KEY, place INTEGER NOT NULL, volume TEXT NOT NULL,
    first_day INTEGER NOT NULL, last_day INTEGER NOT NULL, value TEXT NOT NULL);
CREATE TABLE passage (
    id TEXT PRIMARY KEY, place INTEGER NOT NULL, document TEXT NOT NULL, kind TEXT NOT NULL,
    words TEXT NOT NULL, context TEXT NOT NULL, vector TEXT, entry TEXT, value TEXT NOT NULL);
CREATE TABLE matrix_row (row INTEGER PRIMARY KEY, passage TEXT NOT NULL UNIQUE);
CREATE TABLE term (volume TEXT NOT NULL, place INTEGER NOT NULL, value TEXT NOT NULL);
CREATE TABLE abbreviation (
    volume TEXT NOT NULL, written TEXT NOT NULL, word TEXT NOT NULL, long TEXT NOT NULL);
CREATE TABLE person (
    volume TEXT NOT NULL, written TEXT NOT NULL, surname TEXT NOT NULL, forenames TEXT NOT NULL);
CREATE TABLE notice (volume TEXT NOT NULL, place INTEGER NOT NULL, value TEXT NOT NULL);
CREATE INDEX abbreviation_written ON abbreviation (written);
CREATE INDEX abbreviation_long ON abbreviation (long);
CREATE INDEX person_surname ON person (surname);
CREATE INDEX document_of_volume ON document (volume, place);
CREATE INDEX passage_of_document ON passage (document, place);
"""
_OF_VOLUME = {
    "volume": "id IN wanted",
    "document": "volume IN wanted",
    "passage": "document IN (SELECT id FROM earlier.document WHERE volume IN wanted)",
    "term": "volume IN wanted",
    "abbreviation": "volume IN wanted",
    "person": "volume IN wanted",
    "notice": "volume IN wanted",
}


class PassageWriter:
    """Writes a new store for vectors of `model`; `close` makes it whole."""

    def __init__(self, path: Path, model: str) -> None:
        self._model = model
        self._path = path
        self._connection = _connected(path)
        self._connection.executescript(_TABLES)
        self._volumes, self._documents = TypeAdapter(Volume), TypeAdapter(Document)
        self._passages = TypeAdapter(Passage)
        self._analysis = Analysis()

    def keep(self, earlier: Path, volumes: Collection[str]) -> None:
        """Take these volumes over from the store at `earlier`, made for the same model.

        Whether they wait for their vectors is to be told anew.
        """
        uri = f"{earlier.resolve().as_uri()}?mode=ro&immutable=1"
        self._write("ATTACH ? AS earlier", uri)
        self._write("CREATE TEMP TABLE wanted (id TEXT PRIMARY KEY)")
        for volume in volumes:
            self._write("INSERT INTO wanted VALUES (?)", volume)
        for table, condition in _OF_VOLUME.items():
            self._write(
                f"INSERT INTO main.{table} SELECT * FROM earlier.{table} WHERE {condition}"  # noqa: S608  # names of tables
            )
        self._write("UPDATE volume SET waiting = 0 WHERE waiting")
        self._write("DROP TABLE wanted")
        self._write("DETACH earlier")

    def add(self, text: VolumeText, digest: str) -> None:
        """Store a volume, read from files of this digest, with its documents and passages."""
        volume = text.volume.id
        value = self._volumes.dump_json(text.volume).decode()
        self._write("BEGIN")
        self._write("INSERT INTO volume VALUES (?, ?, ?, 0)", volume, digest, value)
        for place, part in enumerate(text.documents):
            self._add(place, part)
        for place, term in enumerate(text.glossary):
            line = json.dumps(asdict(term), ensure_ascii=False)
            self._write("INSERT INTO term VALUES (?, ?, ?)", volume, place, line)
        self._add_lists(volume, text.glossary)
        for place, notice in enumerate(text.notices):
            line = json.dumps(asdict(notice), ensure_ascii=False)
            self._write("INSERT INTO notice VALUES (?, ?, ?)", volume, place, line)
        self._write("COMMIT")

    def _add_lists(self, volume: str, glossary: Sequence[Term]) -> None:
        """Store what a query may be said by besides; analysed words are put together by spaces."""
        for short in abbreviations(glossary, self._analysis):
            row = (volume, short.written, short.word, " ".join(short.long))
            self._write("INSERT INTO abbreviation VALUES (?, ?, ?, ?)", *row)
        for person in persons(glossary, self._analysis):
            names = (" ".join(person.surname), " ".join(person.forenames))
            self._write("INSERT INTO person VALUES (?, ?, ?, ?)", volume, person.written, *names)

    def number(self) -> None:
        """Give every passage that may be found its row, once all volumes are here."""
        self._write("DELETE FROM matrix_row")
        self._write(
            "INSERT INTO matrix_row SELECT row_number() OVER (ORDER BY d.volume, d.place, p.place) "
            "- 1, p.id FROM passage p JOIN document d ON d.id = p.document "
            "WHERE p.entry IS NOT NULL"
        )

    def close(self) -> None:
        """Let go of the file."""
        self._connection.close()

    def _add(self, place: int, part: DocumentText) -> None:
        document = part.document
        date = document.date
        days = (day_number(date.first_day), day_number(date.last_day)) if date else (0, 0)
        value = self._documents.dump_json(document).decode()
        row = (document.id, place, document.volume.id, *days, value)
        self._write("INSERT INTO document VALUES (?, ?, ?, ?, ?, ?)", *row)
        for number, found in enumerate(searched(part)):
            passage = found.passage
            key = vector_key(self._model, found.text.embedded) if found.sought else None
            known = json.dumps([key, passage.text, metadata(passage, document)])
            entry = hashlib.sha256(known.encode()).hexdigest()[:32] if found.sought else None
            self._write(
                "INSERT INTO passage VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                passage.id,
                number,
                passage.document,
                str(passage.kind),
                found.text.words,
                found.text.context,
                key,
                entry,
                self._passages.dump_json(passage).decode(),
            )

    def _write(self, statement: str, *values: object) -> None:
        try:
            self._connection.execute(statement, values)
        except sqlite3.DatabaseError as error:
            raise unwritable(self._path, error) from error


def mark_waiting(path: Path, volumes: Collection[str]) -> None:
    """Note in the whole store at `path` that these volumes wait for their vectors, and no others.

    The digest over what is stored stays as it is.
    """
    marked = [(volume,) for volume in volumes]
    with closing(_connected(path)) as connection:
        try:
            connection.execute("UPDATE volume SET waiting = 0 WHERE waiting")
            connection.executemany("UPDATE volume SET waiting = 1 WHERE id = ?", marked)
        except sqlite3.DatabaseError as error:
            raise unwritable(path, error) from error


def _connected(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(path, isolation_level=None)
    # Until it is published nobody reads the file, and one that was cut short is thrown away.
    connection.execute("PRAGMA journal_mode = OFF")
    connection.execute("PRAGMA synchronous = OFF")
    return connection
