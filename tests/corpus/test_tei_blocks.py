"""Which blocks of print are one passage."""

from __future__ import annotations

from collections.abc import Callable
from itertools import chain

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.passage import DocumentText, Kind, PageBreak
from corpus.tei_blocks import LEAST, MOST, SHORT, Block, joined, passages_of
from corpus.tei_line import Line, Link
from corpus.tei_nature import Bundle, Nature

Read = Callable[..., DocumentText]

LONG = "This paragraph is long enough to stand alone."


def block(
    text: str, bundle: Bundle | None = None, *, paper: int = 0, heading: bool = False
) -> Block:
    line = Line(text, (), {})
    return Block(line=line, nature=Nature(bundle=bundle), paper=paper, heading=heading)


def passages(read: Read, inside: str) -> list[str]:
    return [passage.text for passage in read(inside).passages]


@pytest.mark.parametrize(
    ("inside", "expected"),
    [
        (f"<p>Mr. Rusk:</p><p>{LONG}</p>", [f"Mr. Rusk:\n{LONG}"]),
        (f"<p>He made the following points in turn:</p><p>{LONG}</p>",
         [f"He made the following points in turn:\n{LONG}"]),
        (f"<p>{LONG}</p><p>Background of it</p><p>{LONG}</p>",
         [LONG, f"Background of it\n{LONG}"]),
        (f"<p>{LONG}</p><p>2.</p><p>{LONG}</p>", [LONG, f"2.\n{LONG}"]),
        (f"<p>{LONG}</p><p>He agreed.</p><p>{LONG}</p>", [f"{LONG}\nHe agreed.", LONG]),
        (f"<p>{LONG}</p><p>Sincerely,</p><signed>Dean Rusk</signed>",
         [f"{LONG}\nSincerely,\nDean Rusk"]),
        (f"<p>{LONG}</p><closer><salute>Sincerely yours,</salute><signed>Robert D. Murphy</signed>"
         "</closer>", [LONG, "Sincerely yours,\nRobert D. Murphy"]),
        ("<dateline>Rome, May 1, 1961, 7 p.m.</dateline><opener><salute>Dear Bob:</salute>"
         f"</opener><p>{LONG}</p>", [f"Rome, May 1, 1961, 7 p.m.\nDear Bob:\n{LONG}"]),
        ("<p>None.</p>", ["None."]),
        (f"<p>None.</p><p>{LONG}</p>", [f"None.\n{LONG}"]),
        (f"<p>{LONG}</p><p>Not so</p>", [f"{LONG}\nNot so"]),
        (f"<p>{LONG}</p><closer>[<signed>Dean Rusk</signed>].</closer>", [f"{LONG}\n[Dean Rusk]."]),
    ],
)  # fmt: skip
def test_short_blocks_go_with_a_neighbour(read_tei: Read, inside: str, expected: list[str]) -> None:
    assert passages(read_tei, inside) == expected


def test_a_heading_stays_apart(read_tei: Read) -> None:
    inside = f"""<p>{LONG}</p><p>Mr. Rusk:</p><p rend="center">Part</p><p>No.</p>
      <p rend="center">Two</p><p>{LONG}</p>"""
    document = read_tei(inside)
    assert [(p.kind, p.text) for p in document.passages] == [
        (Kind.PARAGRAPH, f"{LONG}\nMr. Rusk:"),
        (Kind.HEADING, "Part"),
        (Kind.PARAGRAPH, "No."),
        (Kind.HEADING, "Two"),
        (Kind.PARAGRAPH, LONG),
    ]


def test_no_passage_runs_into_an_attachment_or_out_of_it(read_tei: Read) -> None:
    inside = f"""<p>{LONG}</p><p>Attached:</p><frus:attachment><p>Tab</p><signed>Hay</signed>
      </frus:attachment><frus:attachment><p>Tab B</p></frus:attachment><p>{LONG}</p>"""
    assert passages(read_tei, inside) == [f"{LONG}\nAttached:", "Tab\nHay", "Tab B", LONG]


def test_a_small_list_is_one_passage_and_a_large_one_several(read_tei: Read) -> None:
    item = "<item>Someone or other, Minister of This</item>"
    inside = f"<list type='participants'><head>PARTICIPANTS</head>{item * 40}</list>"
    found = passages(read_tei, f"{inside}<p>{LONG}</p>")
    counts = [len(text.split()) for text in found]
    assert counts == [97, 96, 48, 8]
    assert found[0].startswith("PARTICIPANTS\nSomeone or other, Minister of This\nSomeone")
    whole = "word " * SHORT
    found = passages(read_tei, f"<list><item>{whole}</item><item>{whole}</item></list>")
    assert found == [whole.strip()] * 2


def test_lists_that_follow_one_another_share_a_passage(read_tei: Read) -> None:
    inside = f"""<list type="subject"><head>SUBJECT</head><item>Wheat</item></list>
      <list type="participants"><head>PARTICIPANTS</head><item>The President</item>
      <item>Mr. Rusk</item></list><p>{LONG}</p>"""
    assert passages(read_tei, inside) == [
        "SUBJECT\nWheat\nPARTICIPANTS\nThe President\nMr. Rusk", LONG
    ]  # fmt: skip


def test_a_list_never_ends_with_what_leads_over(read_tei: Read) -> None:
    items = "".join(f"<item>Item number {n} of them</item>" for n in range(19))
    inside = f"<list>{items}<item>Then these:</item><item>{'long ' * 24}</item></list>"
    first, second = passages(read_tei, inside)
    assert first.endswith("Item number 18 of them")
    assert second.startswith("Then these:\nlong long")


def test_short_answers_do_not_heap_up_behind_a_long_paragraph(read_tei: Read) -> None:
    answers = "".join(f"<p>Answer {n}.</p>" for n in range(1, 8))
    found = passages(read_tei, f"<p>{'long ' * 150}</p>{answers}<p>{LONG}</p>")
    assert found[0].endswith("long\nAnswer 1.")
    assert found[1:] == ["Answer 2.\nAnswer 3.\nAnswer 4.\nAnswer 5.\nAnswer 6.\nAnswer 7.", LONG]


def test_a_passage_is_called_after_the_longest_of_its_blocks(read_tei: Read) -> None:
    inside = f"""<dateline>Rome, undated.</dateline><p>{LONG}</p><p>Yours,</p>
      <signed>John Quincy Adams</signed><postscript><p>{LONG}</p></postscript>"""
    first, second = read_tei(inside).passages
    assert first.text == f"Rome, undated.\n{LONG}\nYours,\nJohn Quincy Adams"
    assert [p.id.rpartition("/")[2] for p in (first, second)] == ["p1", "p2"]


def test_joined_lines_keep_pages_marks_and_links() -> None:
    one = Line("Mr. Rusk:", (PageBreak(0, "1"),), {0: 9}, (Link(0, 8, "#p"),))
    two = Line("He [“", (PageBreak(0, "1"), PageBreak(3, "2")), {1: 0}, ())
    three = Line(".", (PageBreak(0, "3"),), {}, ())
    four = Line("See d.", (PageBreak(0, "3"),), {2: 6}, (Link(4, 5, "#d"),))
    assert joined([one, two, three, four]) == Line(
        "Mr. Rusk:\nHe [“.\nSee d.",
        (PageBreak(0, "1"), PageBreak(13, "2"), PageBreak(15, "3")),
        {0: 9, 1: 10, 2: 23},
        (Link(0, 8, "#p"), Link(21, 22, "#d")),
    )
    assert joined([]) == Line("", (), {})


TEXTS = st.builds(
    lambda words, end: " ".join(["word"] * words) + end,
    st.integers(1, 130) | st.integers(1, 6),
    st.sampled_from(["", ".", ":", ",", ".”"]),
)
BLOCKS = st.builds(
    lambda text, bundle, heading: block(text, bundle, heading=heading),
    TEXTS,
    st.sampled_from([None, None, *Bundle]),
    st.sampled_from([False] * 9 + [True]),
)


@given(st.lists(st.tuples(BLOCKS, st.sampled_from([0, 0, 0, 0, 1])), max_size=30))
def test_every_block_is_in_one_passage_and_none_is_needlessly_short(
    steps: list[tuple[Block, int]],
) -> None:
    paper, blocks = 0, []
    for given_block, step in steps:
        paper += step
        text, bundle = given_block.line.text, given_block.nature.bundle
        blocks.append(block(text, bundle, paper=paper, heading=given_block.heading))
    groups = list(passages_of(blocks))
    assert list(map(id, chain.from_iterable(groups))) == list(map(id, blocks))
    for number, group in enumerate(groups):
        assert len({(b.heading, b.paper) for b in group}) == 1
        assert len(group) == 1 or not group[0].heading
        if sum(b.words for b in group) < LEAST and not group[0].heading:
            around = groups[max(0, number - 1) : number] + groups[number + 1 : number + 2]
            neighbours = {(b.heading, b.paper) for other in around for b in other}
            assert (False, group[0].paper) not in neighbours


@given(st.lists(TEXTS.filter(lambda text: not text.endswith(":")), max_size=30))
def test_parts_of_a_list_gather_up_to_a_limit(texts: list[str]) -> None:
    for group in passages_of([block(text, Bundle.LIST) for text in texts]):
        counts = [b.words for b in group]
        assert sum(counts) - max(counts) < MOST + LEAST
