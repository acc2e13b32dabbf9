"""Whether a new index version holds and finds what it should, tried out in a process of its own.

Native code may crash or hang on what it is given; a child with a time limit does so harmlessly.
"""

from __future__ import annotations

import os
import random
import subprocess
import sys
import threading
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

import numpy as np

from corpus.errors import StoreError
from vectorstore.dense import Dense
from vectorstore.entries import Entries
from vectorstore.facets import FACETS, Facets
from vectorstore.fill import VECTORS
from vectorstore.lexical import DOCUMENTS, WORDS, Lexical
from vectorstore.matrix import MATRIX, Matrix
from vectorstore.passages import TEXT
from vectorstore.retriever import Filter

_SAMPLE = 64  # entries whose own vector must find them
_DEEP = 1_000  # hits that one query asks for where there are so many
# A graph of this kind may leave a single entry out of reach (one of some 80,000 in the tests), and
# of many that are equal more: 684 of 1,000 were reached. Of a torn one next to nothing is.
_MOST_MISSED = 0.1  # of the sample
_LEAST_REACHED = 0.5  # of the hits asked for
_SECONDS, _ENTRIES_A_SECOND = 120.0, 500.0  # several times what was ever needed
_ROWS_AT_ONCE = 10_000
_UNIT = 0.01  # by how much the square of a unit vector's length may differ in half precision
_ROUNDED = 0.001  # what half precision may take from a component of a unit vector
_SAME = 0.999  # cosine of a vector with itself, as Chroma counts it


def verify(folder: Path, entries: int) -> None:
    """Try out the version in `folder`, of `entries` vectors, in a child process.

    Raises StoreError with what the child found, or that it crashed or did not come to an end.
    """
    limit = _SECONDS + entries / _ENTRIES_A_SECOND
    # A pipe that nobody writes to: it ends when this process does, even where it is killed.
    listening, held = os.pipe()
    try:
        done = subprocess.run(  # noqa: S603  # this interpreter, this module
            # -P: what lies in the folder that this was started in must not come first.
            [sys.executable, "-P", "-m", "vectorstore.verify", str(folder)],
            stdin=listening,
            capture_output=True,
            text=True,
            errors="replace",
            timeout=limit,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise StoreError(f"the new index did not answer within {limit:.0f} s") from None
    finally:
        os.close(listening)
        os.close(held)
    if done.returncode:
        said = (done.stderr.strip().splitlines() or ["it crashed"])[-1]
        raise StoreError(f"the new index is not sound (exit {done.returncode}): {said}")


def check(folder: Path) -> None:
    """Raise StoreError unless text, vectors and words in `folder` agree and can be found.

    Volumes that wait for their vectors have none, and while there are any, there is no graph.
    """
    with closing(Entries(folder / TEXT)) as stored:
        lexical, matrix = Lexical(folder / WORDS), Matrix(folder / MATRIX)
        if lexical.size != stored.size:
            raise StoreError("the index of words does not hold every passage")
        _check_rows(folder, stored, matrix)
        sought = stored.sought()
        # The same sample every time, so that a fault shows again.
        sample = random.Random(0).sample(sought, min(_SAMPLE, len(sought)))  # noqa: S311
        for id_ in sample:
            _check_words(id_, stored, lexical)
        if stored.waiting():
            if (folder / VECTORS).exists():
                raise StoreError("there is a graph, and volumes wait for their vectors")
            return
        with closing(Dense(folder / VECTORS)) as dense:
            _check_graph(stored, dense, matrix, sample)


def _check_words(id_: str, stored: Entries, lexical: Lexical) -> None:
    """Raise StoreError unless a passage is found by its words within its document."""
    passage = stored.passage(id_)
    if passage is None:
        raise StoreError(f"the text of {id_} is not stored")
    named = dict(lexical.search(passage.text, _DEEP, Filter(documents=(passage.document,))))
    if lexical.words(passage.text) and id_ not in named:
        raise StoreError(f"the words of {id_} do not find it")


def _check_rows(folder: Path, stored: Entries, matrix: Matrix) -> None:
    """Raise StoreError unless matrix, facets and documents' words are as many as they should be.

    And unless every row is a vector, but for those of the volumes that wait, which are zeros.
    """
    facets = Facets(folder / FACETS, stored.document_facets(), stored.waiting())
    if not len(matrix) == len(facets) == len(stored.rows_without()):
        raise StoreError("the matrix of vectors does not have a row for each passage")
    if Lexical(folder / DOCUMENTS).size != len(facets.started):
        raise StoreError("the index of words does not hold every document")
    there = np.zeros(len(matrix), dtype=np.bool_)
    there[stored.rows_without(stored.waiting())] = True
    for start in range(0, len(matrix), _ROWS_AT_ONCE):
        wanted = there[start : start + _ROWS_AT_ONCE]
        part = matrix.vectors(np.arange(start, start + len(wanted))).astype(np.float32)
        # Written so that what is no number is wrong, too.
        right = np.where(wanted, np.abs((part * part).sum(axis=1) - 1) < _UNIT, ~part.any(axis=1))
        if not right.all():
            row = start + int(np.argmin(right))
            raise StoreError(f"row {row:,} of the matrix is not what its passage should have")


def _check_graph(stored: Entries, dense: Dense, matrix: Matrix, sample: Sequence[str]) -> None:
    """Raise StoreError unless Chroma holds every passage, with its vector, and finds it."""
    sought = stored.sought()
    if sorted(dense.ids()) != sorted(sought):
        raise StoreError("the vectors are not those of the passages")
    missed = [id_ for id_ in sample if not _finds_itself(id_, stored, dense, matrix)]
    if len(missed) > _MOST_MISSED * len(sample):
        raise StoreError(f"the vectors of {len(missed)} of {len(sample)} do not find them")
    if sought:
        _check_depth(dense, sought[0], min(_DEEP, len(sought)))


def _finds_itself(id_: str, stored: Entries, dense: Dense, matrix: Matrix) -> bool:
    """Whether an entry's vector finds it; StoreError unless it has the words and the vector."""
    passage = stored.passage(id_)
    found = next(iter(dense.entries([id_])), None)
    if passage is None or found is None or found[1] != passage.text:
        raise StoreError(f"the words of {id_} are not stored with its vector")
    row = matrix.vectors([stored.rows([id_])[id_]])[0]
    if np.abs(row - found[2]).max() > _ROUNDED:
        raise StoreError(f"the matrix has another vector for {id_} than Chroma")
    similar = dict(dense.search(found[2][np.newaxis], 3))
    # Another passage of the same words has the same vector, and may come in its place.
    return max(similar.values(), default=0.0) >= _SAME


def _check_depth(dense: Dense, id_: str, depth: int) -> None:
    ((_, _, vector),) = dense.entries([id_])
    reached = len(dense.search(vector[np.newaxis], depth))
    if reached < _LEAST_REACHED * depth:
        raise StoreError(f"a search for {depth:,} passages reached {reached:,}")


def _end_with_parent() -> None:
    """End when nobody waits any more: the next build clears the folder away."""
    os.read(sys.stdin.fileno(), 1)
    os._exit(1)


def _main() -> int:
    threading.Thread(target=_end_with_parent, daemon=True).start()
    try:
        check(Path(sys.argv[1]))
    except StoreError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(_main())
