"""A passage's text as HTML."""

from __future__ import annotations

import re
from html import unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.render import visible
from assistant.ui.paragraph import Around, Between, breaks, links, note_marks, woven
from corpus.passage import Anchor, Kind, PageBreak, Passage, Reference, Voice
from evals.checks.rendering_html import read_html

TEXTS = st.text(max_size=60) | st.text(alphabet="ab <>&\"'\n\u202e\x00é", max_size=60)


def spans(length: int) -> st.SearchStrategy[tuple[int, int]]:
    ends = st.integers(0, length - 1).flatmap(
        lambda start: st.tuples(st.just(start), st.integers(start + 1, length))
    )
    return ends if length else st.nothing()


@given(st.data())
def test_whatever_is_woven_in_the_words_stay(data: st.DataObject) -> None:
    words = data.draw(TEXTS)
    drawn = data.draw(st.lists(spans(len(words)), max_size=6)) if words else []
    around = [
        Around(start=start, end=end, tag="mark", attributes=f' class="m{at}"', named=f' id="n{at}"')
        for at, (start, end) in enumerate(drawn)
    ]
    offsets = data.draw(st.lists(st.integers(0, len(words)), max_size=4))
    between = [Between(offset, f'<sup class="ours">{offset}</sup>') for offset in offsets]
    page = woven(words, around, between)
    root, broken = read_html(page)
    assert broken == ()
    assert root.text(lambda node: "" if node.tag == "sup" else None) == visible(words)
    before = [
        unescape(re.sub(r"<[^>]*>", "", re.sub(r"<sup.*?</sup>", "", part)))
        for part in re.split(r'(?=<sup class="ours">)', page)
    ]
    assert len(before) == len(offsets) + 1
    reached = ""
    for part, offset in zip(before, sorted(offsets), strict=False):
        reached += part
        assert reached == visible(words[:offset])
    for at, (start, end) in enumerate(drawn):
        held = "".join(node.text() for node in root.nodes() if f"m{at}" in node.classes)
        assert held == visible(words[start:end])
        assert page.count(f'id="n{at}"') == 1
    assert all(not node.all("sup") for node in root.all("mark"))


@given(st.data())
def test_a_part_is_cut_from_the_whole(data: st.DataObject) -> None:
    words = data.draw(TEXTS.filter(bool))
    start, end = data.draw(spans(len(words)))
    marked = data.draw(spans(len(words)))
    around = [Around(start=marked[0], end=marked[1], tag="mark")]
    page = woven(words, around, [Between(0, ""), Between(len(words), "")], (start, end))
    root, broken = read_html(page)
    assert broken == ()
    assert root.text() == visible(words[start:end])
    inside = words[max(start, marked[0]) : min(end, marked[1])]
    assert "".join(node.text() for node in root.all("mark")) == visible(inside)


def test_elements_that_cross_come_in_pieces_and_a_link_stays_whole() -> None:
    link = Around(start=0, end=7, tag="a", attributes=' href="#x"')
    mark = Around(start=4, end=11, tag="mark", named=' id="quote"')
    assert woven("See Document", [link, mark]) == (
        '<a href="#x">See <mark id="quote">Doc</mark></a><mark>umen</mark>t'
    )


def test_no_words_cannot_be_surrounded() -> None:
    with pytest.raises(ValueError, match="no words"):
        Around(start=3, end=3, tag="mark")


def test_marks_breaks_and_references_of_a_passage() -> None:
    passage = Passage(
        id="v1/d1/p1",
        document="v1/d1",
        kind=Kind.PARAGRAPH,
        voice=Voice.AUTHOR,
        text="See Document 2. More.",
        pages=(PageBreak(0, "1"), PageBreak(16, "2")),
        references=(Reference(start=4, end=14, volume="v1", document="v1/d2"),),
    )
    note = Passage(
        id="v1/d1/fn1",
        document="v1/d1",
        kind=Kind.FOOTNOTE,
        voice=Voice.EDITOR,
        text="Not printed.",
        label="1",
        anchor=Anchor(passage.id, 15),
    )
    page = woven(
        passage.text,
        links(passage.references, lambda one: f"/documents/{one.document}"),
        [*note_marks([note], lambda _: "fn1"), *breaks(passage)],
    )
    assert page == (
        'See <a class="frus-pointer" href="/documents/v1/d2">Document 2</a>.'
        '<sup class="frus-note-mark"><a class="frus-to-note" id="mark-fn1" href="#fn1">'
        '<span class="frus-unseen">Footnote </span>1</a></sup>'
        ' <span class="frus-page">[page 2]</span> More.'
    )
