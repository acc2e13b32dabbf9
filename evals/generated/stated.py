"""What a TEI file marks of each document: who wrote to whom, and what its dateline prints."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from evals.record.tei_divisions import documents
from evals.record.tei_events import End, Event, Start, read_events

# What stands in one of these is of another paper, or of an editor, not of the document itself.
_APART = frozenset({"note", "quote", "attachment", "floatingText"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Stated:
    """Words as a document prints them, white space single; each empty where none is marked.

    `writers` and `recipients` are of the heading; `date` and `place` of the first own dateline.
    """

    writers: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()
    date: str = ""
    place: str = ""


def read_stated(path: Path) -> dict[str, Stated]:
    """What each document of the TEI volume at `path` states, by the document's own id ("d3").

    Raises SourceError for a file that is no such volume.
    """
    events = read_events(path)
    return {one.own: _stated(events[one.first : one.last + 1]) for one in documents(events)}


def _stated(document: Sequence[Event]) -> Stated:
    marked = list(_marked(document))
    dated = [words for kind, words in marked if kind == "date"]
    placed = [words for kind, words in marked if kind == "placeName"]
    return Stated(
        writers=tuple(words for kind, words in marked if kind == "from"),
        recipients=tuple(words for kind, words in marked if kind == "to"),
        date=dated[0] if dated else "",
        place=placed[0] if placed else "",
    )


def _marked(document: Sequence[Event]) -> Iterator[tuple[str, str]]:
    """The kind and the words of each element that is asked about, in order."""
    open_: list[str] = []
    gathering: list[tuple[str, int, list[str]]] = []
    datelines = 0
    for event in document:
        if isinstance(event, Start):
            open_.append(event.name)
            datelines += event.name == "dateline" and not _APART.intersection(open_)
            if kind := _kind(open_, event, first=datelines == 1):
                gathering.append((kind, len(open_), []))
        elif isinstance(event, End):
            if gathering and gathering[-1][1] == len(open_):
                kind, _, words = gathering.pop()
                if text := " ".join("".join(words).split()):
                    yield kind, text
            open_.pop()
        elif gathering and "note" not in open_:
            gathering[-1][2].append(event)


def _kind(open_: Sequence[str], tag: Start, *, first: bool) -> str:
    """What an element is asked about for: "from", "to", "date" or "placeName"; or nothing."""
    if _APART.intersection(open_):
        return ""
    role = tag.attributes.get("type", "")
    if open_[1:2] == ["head"] and tag.name in ("persName", "gloss") and role in ("from", "to"):
        return role
    return tag.name if "dateline" in open_ and first and tag.name in ("date", "placeName") else ""
