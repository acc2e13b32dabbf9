"""Filters, volumes and days in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from assistant.answer import Looked
from assistant.gaps import counted
from corpus.document import MONTHS, Volume
from corpus.passage import Kind, Voice
from vectorstore.retriever import Filter

_VOICES = {
    Voice.AUTHOR: "in the author’s voice",
    Voice.EDITOR: "in the editors’ voice",
    Voice.SOURCE_NOTE: "of source notes",
    Voice.SUMMARY: "of editors’ summaries",
}


def place(looked: Looked, installed: Sequence[Volume]) -> str:
    """Where was looked: "documents of 1962 from 6 of the 17 volumes installed"."""
    scope = looked.scope
    dated = dates(scope)
    if len(scope.documents) == 1:
        whole = f"document {scope.documents[0]}"
    elif scope.documents:
        whole = f"the {len(scope.documents):,} documents named"
    else:
        whole = _volumes(looked.volumes, installed)
        return f"documents {dated} from {whole}" if dated else whole
    return f"{whole}, if {dated}" if dated else whole


def passages(looked: Looked) -> str:
    """How many passages: "56,796 paragraphs and footnotes", "1 paragraph or footnote"."""
    kind, voice = looked.scope.kind, looked.scope.voice
    if kind is None and looked.passages == 1:
        number = "1 paragraph or footnote"
    elif kind is None:
        number = f"{looked.passages:,} paragraphs and footnotes"
    else:
        number = counted(looked.passages, str(kind))
    return f"{number} {_VOICES[voice]}" if voice else number


def filters(scope: Filter) -> str:
    """The filters alone, each in words, for a scope that holds nothing."""
    kind = {None: "", Kind.PARAGRAPH: "paragraphs", Kind.FOOTNOTE: "footnotes"}
    return ", ".join(
        part
        for part in (
            ", ".join(scope.volumes),
            ", ".join(scope.documents),
            f"documents {dates(scope)}" if dates(scope) else "",
            kind.get(scope.kind, str(scope.kind)),
            f"passages {_VOICES[scope.voice]}" if scope.voice else "",
        )
        if part
    )


def limits(scope: Filter, titles: Mapping[str, str]) -> str:
    """What `scope` comes to, for a reader; nothing where it admits everything.

    `titles` are those of volumes and documents, by their ids; ids stand in for what they lack.
    """
    kind = {None: "", Kind.PARAGRAPH: "the text without footnotes", Kind.FOOTNOTE: "footnotes"}
    return ", ".join(
        part
        for part in (
            _one_or_many(scope.volumes, "volume", titles),
            _one_or_many(scope.documents, "document", titles),
            f"documents {dates(scope)}" if dates(scope) else "",
            kind.get(scope.kind, f"{scope.kind}s"),
            f"passages {_VOICES[scope.voice]}" if scope.voice else "",
        )
        if part
    )


def _one_or_many(ids: Sequence[str], name: str, titles: Mapping[str, str]) -> str:
    if len(ids) == 1:
        return f"the {name} “{titles.get(ids[0], ids[0])}”"
    return counted(len(ids), name) if ids else ""


def dates(scope: Filter) -> str:
    """The range of dates: "of 1962", "of 1961 to June 1963", "of 1962 or later"; or nothing."""
    if scope.after and scope.before:
        days = dict.fromkeys((in_words(scope.after), in_words(scope.before)))
        return f"of {' to '.join(days)}"
    if scope.after:
        return f"of {in_words(scope.after)} or later"
    return f"of {in_words(scope.before)} or earlier" if scope.before else ""


def in_words(iso: str) -> str:
    """A day, a month or a year: "September 6, 1944", "September 1944", "1944"."""
    year, *rest = iso.split("-")
    if not rest:
        return year
    month = MONTHS[int(rest[0]) - 1]
    return f"{month} {int(rest[1])}, {year}" if len(rest) > 1 else f"{month} {year}"


def _volumes(ids: Sequence[str], installed: Sequence[Volume]) -> str:
    every = f"the {counted(len(installed), 'volume')} installed"
    if len(ids) == 1:
        (volume,) = (volume for volume in installed if volume.id == ids[0])
        parts = (volume.subseries, volume.number, volume.title)
        named = f"“{', '.join(part for part in parts if part)}”"
        return f"{named}, the one volume installed" if len(installed) == 1 else named
    return every if len(ids) == len(installed) else f"{len(ids):,} of {every}"
