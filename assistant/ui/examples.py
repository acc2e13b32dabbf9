"""Questions to begin with, which the installed volumes answer. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain, islice, zip_longest

from assistant.by_place import ByPlace
from assistant.document_lines import Stored
from assistant.ui.words import asking
from assistant.ui.words import chat as words
from corpus.document import Document
from vectorstore.retriever import Filter

#: The one document that the ready questions are about.
SHIPPED = "frus1944Quebec/d123"
# Documents of a volume that are tried: one in which nothing can be asked for is rare.
_TRIED = 12


def first_questions(stored: Stored) -> tuple[str, ...]:
    """As many questions as there are ready ones, or as many as can be made and are answered.

    The ready ones are offered where the document that they are about is installed. Others ask for
    a document by its place, and are looked up before they are offered.
    """
    if stored.document(SHIPPED) is not None:
        return words.EXAMPLES
    made = (_of_volume(stored, volume.id) for volume in stored.volumes[: len(words.EXAMPLES)])
    turns = chain.from_iterable(zip_longest(*made))
    return tuple(islice(filter(None, turns), len(words.EXAMPLES)))


def _of_volume(stored: Stored, volume: str) -> Iterator[str]:
    """Questions about documents of a volume, of which each is answered from its own lines."""
    place = ByPlace(stored)
    for document in _documents(stored, stored.documents_of(volume)[:_TRIED]):
        for question in (asking.author_of, asking.date_of):
            words_of_it = question(document.number, volume)
            if isinstance(place.resolve(words_of_it, (), Filter()), tuple):
                yield words_of_it


def _documents(stored: Stored, ids: Sequence[str]) -> Iterator[Document]:
    held = (stored.document(id_) for id_ in ids)
    return (one for one in held if one is not None and one.number)
