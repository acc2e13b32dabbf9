"""Real volumes up to a number of passages; once all were taken, they come again under other ids."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import count
from pathlib import Path

from corpus.errors import InputError
from corpus.library import Source
from corpus.passage import DocumentText, Passage, VolumeText
from corpus.tei import read_volume
from vectorstore.context import searched

Progress = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True)
class Counted:
    """A TEI volume on disk, the digest of its file, and its passages that a question may find."""

    path: Path
    digest: str
    passages: int


def counted(paths: Sequence[Path], progress: Progress = lambda *_: None) -> list[Counted]:
    """The volumes with their numbers of passages; SourceError for a file that is no volume."""
    found = []
    for done, path in enumerate(paths):
        progress("counting passages", done, len(paths))
        digest = hashlib.sha256(path.read_bytes()).hexdigest()
        found.append(Counted(path, digest, sum(map(_passages, read_volume(path).documents))))
    return found


@dataclass(frozen=True, slots=True)
class _Part:
    """At most `most` passages of a volume as it comes for the `time`-th time, from 1."""

    volume: Counted
    time: int
    most: int

    @property
    def id(self) -> str:
        return self.volume.path.stem if self.time == 1 else f"{self.volume.path.stem}-{self.time}"


class Shelf:
    """A library of about `passages` passages, made of the same volumes always in the same order.

    It ends with the document in which the number is reached. Raises InputError without volumes.
    """

    def __init__(self, volumes: Sequence[Counted], passages: int) -> None:
        if not any(volume.passages for volume in volumes):
            raise InputError("there are no passages to fill an index with; name volumes")
        self._parts = {part.id: part for part in _parts(volumes, passages)}

    def sources(self) -> list[Source]:
        """The volumes, in order of their ids."""
        return [self._source(part) for _, part in sorted(self._parts.items())]

    def read(self, source: Source) -> VolumeText:
        """The documents of one of them."""
        part = self._parts[source.volume]
        text = read_volume(part.volume.path)
        documents = tuple(_first(text.documents, part.most))
        text = VolumeText(text.volume, documents, text.glossary)
        return text if part.time == 1 else _again(text, part)

    def _source(self, part: _Part) -> Source:
        digest = hashlib.sha256(f"{part.volume.digest} {part.most}".encode()).hexdigest()
        return Source(part.id, (part.volume.path,), digest, shipped=False)


def _parts(volumes: Sequence[Counted], passages: int) -> Iterator[_Part]:
    left = passages
    for time in count(1):
        for volume in volumes:
            if left <= 0:
                return
            yield _Part(volume, time, min(left, volume.passages))
            left -= volume.passages


def _first(documents: Sequence[DocumentText], passages: int) -> Iterator[DocumentText]:
    for document in documents:
        if passages <= 0:
            return
        yield document
        passages -= _passages(document)


def _passages(document: DocumentText) -> int:
    return sum(found.sought for found in searched(document))


def _again(text: VolumeText, part: _Part) -> VolumeText:
    """The same volume under another id; its titles say so, so that its vectors are others too."""
    volume = replace(text.volume, id=part.id)
    documents = []
    for held in text.documents:
        old = held.document
        new = replace(
            old,
            id=f"{part.id}/{old.id.partition('/')[2]}",
            volume=volume,
            title=f"{old.title} ({part.time})",
        )
        passages = tuple(_moved(passage, new.id) for passage in held.passages)
        documents.append(DocumentText(new, passages))
    return VolumeText(volume, tuple(documents), text.glossary)


def _moved(passage: Passage, document: str) -> Passage:
    def moved(id_: str) -> str:
        return f"{document}/{id_.rpartition('/')[2]}"

    anchor = passage.anchor
    if anchor is not None:
        anchor = replace(anchor, passage=moved(anchor.passage))
    return replace(passage, id=moved(passage.id), document=document, anchor=anchor)
