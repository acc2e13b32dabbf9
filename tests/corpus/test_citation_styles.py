"""What holds of every citation, whatever is cited and in whichever style."""

from __future__ import annotations

import json
import threading
import warnings
from datetime import date
from pathlib import Path

import pytest
from citeproc import CitationStylesStyle
from hypothesis import given, settings
from hypothesis import strategies as st

import corpus.citation_styles
from corpus.citation_styles import Citer, Style
from corpus.document import Document, Volume
from corpus.passage import Kind, Passage, Voice

DATA = Path(corpus.citation_styles.__file__).parent / "data"
CITER = Citer()
# Characters of any script and of markup; those that cannot be written as UTF-8 apart.
WORDS = st.text(st.characters(codec="utf-8"), max_size=20)
TITLES = WORDS.filter(bool)
LABELS = st.from_regex(r"\[?[A-Za-z]?[0-9]{1,5}\]?|[ivxlcIVXLC]{1,6}", fullmatch=True)
DAYS = st.none() | st.dates()


@st.composite
def places(draw: st.DrawFn) -> tuple[Passage | None, Document, tuple[str, ...]]:
    """A passage or none, its document, and pages."""
    volume = Volume(
        id="frusX",
        title=draw(TITLES),
        series=draw(WORDS | st.just("Foreign Relations of the United States")),
        subseries=draw(WORDS),
        number=draw(WORDS | st.sampled_from(("Volume XIX, Part 1", "Volume E–5", "Part IV"))),
        editors=tuple(draw(st.lists(WORDS | st.just("William F. Sanford, Jr."), max_size=12))),
        publisher=draw(WORDS),
        place=draw(WORDS),
        year=draw(WORDS | st.just("1972")),
    )
    document = Document(
        id="frusX/d7",
        volume=volume,
        number=draw(WORDS | st.just("7")),
        title=draw(TITLES),
        numbered=draw(st.booleans()),
        linked_pages=draw(st.booleans()),
    )
    kind, voice = draw(st.sampled_from(list(Kind))), draw(st.sampled_from(list(Voice)))
    label = draw(st.none() | TITLES) if kind is Kind.FOOTNOTE else None
    own = draw(st.sampled_from(("p4", "fn2", "source", "fn-sym1")))
    passage = Passage(
        id=f"frusX/d7/{own}", document="frusX/d7", kind=kind, voice=voice, text="W", label=label
    )
    pages = tuple(draw(st.lists(LABELS, max_size=4)))
    return draw(st.sampled_from((passage, None))), document, pages


@given(places(), st.sampled_from(list(Style)), DAYS)
def test_every_style_cites_every_place(
    place: tuple[Passage | None, Document, tuple[str, ...]], style: Style, day: date | None
) -> None:
    cited = CITER.cite(*place, style, day)
    assert cited.strip()
    assert cited == CITER.cite(*place, style, day)


@settings(max_examples=30)
@given(places())
def test_a_list_of_works_names_no_footnote_and_no_page_of_the_site(
    place: tuple[Passage | None, Document, tuple[str, ...]],
) -> None:
    _, document, pages = place
    for style in (Style.CHICAGO_BIBLIOGRAPHY, Style.MLA):
        assert CITER.cite(*place, style) == CITER.cite(None, document, pages, style)


def a_document(title: str = "A Paper") -> Document:
    volume = Volume(id="frusX", title="The Book", number="Volume II", year="1972")
    return Document(id="frusX/d7", volume=volume, number="7", title=title)


def test_a_passage_of_another_document_is_refused() -> None:
    other = Passage(
        id="frusX/d8/p1", document="frusX/d8", kind=Kind.PARAGRAPH, voice=Voice.AUTHOR, text="W"
    )
    with pytest.raises(ValueError, match="frusX/d8/p1 is not of document frusX/d7"):
        CITER.cite(other, a_document(), (), Style.OFFICE)


@pytest.mark.parametrize("name", ["chicago", "mla"])
def test_the_styles_are_valid_csl(name: str) -> None:
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        CitationStylesStyle(str(DATA / f"{name}.csl"), validate=True)
    assert [str(warning.message) for warning in caught] == []


def test_threads_share_a_citer() -> None:
    citer = Citer()
    titles = [f"Paper {number}" for number in range(8)]
    cited: dict[str, list[str]] = {title: [] for title in titles}

    def work(title: str) -> None:
        for style in (Style.CHICAGO_NOTE_SHORT, Style.MLA, Style.CHICAGO_BIBLIOGRAPHY):
            cited[title].append(citer.cite(None, a_document(title), (), style))

    threads = [threading.Thread(target=work, args=(title,)) for title in titles]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for title in titles:
        assert len(cited[title]) == 3
        assert all(f"“{title}" in words for words in cited[title])


def test_csl_json_is_an_array_of_one_item() -> None:
    (item,) = json.loads(CITER.cite(None, a_document(), ("1", "2"), Style.CSL_JSON))
    assert item["type"] == "chapter"
    assert item["page"] == "1-2"
    assert item["issued"] == {"date-parts": [[1972]]}
