"""Filters and volumes in words."""

from __future__ import annotations

import pytest

from assistant.answer import Looked
from assistant.scope_words import dates, filters, in_words, passages, place
from corpus.document import Volume
from corpus.passage import Kind, Voice
from vectorstore.retriever import Filter

SOVIET = Volume(id="v5", title="Soviet Union", subseries="1961–1963", number="Volume V")
INSTALLED = (SOVIET, Volume(id="v6", title="Letters"), Volume(id="v7", title="Laos"))


@pytest.mark.parametrize(
    ("scope", "volumes", "words"),
    [
        (Filter(), ("v5", "v6", "v7"), "the 3 volumes installed"),
        (Filter(volumes=("v5", "v6")), ("v5", "v6"), "2 of the 3 volumes installed"),
        (Filter(volumes=("v5",)), ("v5",), "“1961–1963, Volume V, Soviet Union”"),
        (Filter(documents=("v5/d1",)), ("v5",), "document v5/d1"),
        (
            Filter(documents=("v5/d1",), after="1962"),
            ("v5",),
            "document v5/d1, if of 1962 or later",
        ),
        (Filter(documents=("v5/d1", "v5/d2")), ("v5",), "the 2 documents named"),
        (
            Filter(after="1962", before="1962"),
            ("v5", "v6"),
            "documents of 1962 from 2 of the 3 volumes installed",
        ),
    ],
)
def test_the_place_of_a_search(scope: Filter, volumes: tuple[str, ...], words: str) -> None:
    assert place(Looked(volumes, 9, scope), INSTALLED) == words


def test_a_volume_alone_is_named() -> None:
    assert place(Looked(("v7",), 9, Filter()), INSTALLED[2:]) == "“Laos”, the one volume installed"


@pytest.mark.parametrize(
    ("scope", "count", "words"),
    [
        (Filter(), 56_796, "56,796 paragraphs and footnotes"),
        (Filter(), 1, "1 paragraph or footnote"),
        (Filter(voice=Voice.EDITOR), 1, "1 paragraph or footnote in the editors’ voice"),
        (Filter(kind=Kind.FOOTNOTE), 1, "1 footnote"),
        (Filter(kind=Kind.PARAGRAPH), 2, "2 paragraphs"),
        (Filter(kind=Kind.FOOTNOTE, voice=Voice.EDITOR), 2, "2 footnotes in the editors’ voice"),
        (Filter(voice=Voice.SOURCE_NOTE), 2, "2 paragraphs and footnotes of source notes"),
    ],
)
def test_passages_are_counted_in_words(scope: Filter, count: int, words: str) -> None:
    assert passages(Looked((), count, scope)) == words


@pytest.mark.parametrize(
    ("after", "before", "words"),
    [
        (None, None, ""),
        ("1962", "1962", "of 1962"),
        ("1961", "1962-06", "of 1961 to June 1962"),
        ("1962-10-16", None, "of October 16, 1962 or later"),
        (None, "1962", "of 1962 or earlier"),
    ],
)
def test_dates_in_words(after: str | None, before: str | None, words: str) -> None:
    assert dates(Filter(after=after, before=before)) == words


def test_every_filter_is_told() -> None:
    scope = Filter(
        volumes=("v5", "v6"), kind=Kind.FOOTNOTE, voice=Voice.EDITOR, after="1962", before="1963"
    )
    told = "v5, v6, documents of 1962 to 1963, footnotes, passages in the editors’ voice"
    assert filters(scope) == told


@pytest.mark.parametrize(
    ("iso", "words"),
    [("1944", "1944"), ("1944-09", "September 1944"), ("1944-09-06", "September 6, 1944")],
)
def test_days(iso: str, words: str) -> None:
    assert in_words(iso) == words
