"""The shape of the corpus card: the JSON of `frus corpus list`, a contract (README)."""

from __future__ import annotations

from typing_extensions import TypedDict

from assistant.shapes.answer import IndexRecord
from assistant.shapes.described import described


@described
class FileCard(TypedDict):
    """A file of a volume; null where it is not recorded where it came from."""

    name: str
    """The file."""
    sha256: str
    """Its SHA-256 now."""
    place: str | None
    """The address or the file name it was added from."""
    added: str | None
    """When, in UTC."""


@described
class VolumeCard(TypedDict):
    """What a volume is and holds; null where it is not known, as before it is indexed."""

    volume: str
    """The volume's id."""
    title: str
    """Its title."""
    subseries: str
    """Such as `1961–1963`."""
    number: str
    """Such as `Volume V`."""
    first_year: int | None
    """The year of its earliest document."""
    last_year: int | None
    """Of its latest."""
    published: str
    """When the book was published."""
    documents: int | None
    """How many it holds."""
    paragraphs: int | None
    """How many."""
    footnotes: int | None
    """How many."""
    licence: str
    """Under what terms its text is."""
    source: str
    """Where it came from."""
    checksum: str | None
    """SHA-256 of its file, or one over all of its files."""
    files: list[FileCard]
    """Its files."""
    state: str
    """Whether the index holds it, as it is now."""
    gaps: list[str]
    """What it lacks, in words."""


@described
class VolumesRecord(TypedDict):
    """The volumes installed, and the index that searches them."""

    volumes: list[VolumeCard]
    """A card for each, in order of their ids."""
    index: IndexRecord
    """Which index answers."""
