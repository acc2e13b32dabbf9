"""Links that last: written, read again, and refused where no address may hold them."""

from __future__ import annotations

from contextlib import suppress
from urllib.parse import parse_qsl

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.link import LONGEST_QUESTION, MOST_PARAMETERS, Link, from_query, to_query
from assistant.receipt import Quoted, Receipt
from corpus.errors import InputError
from corpus.passage import Kind, Voice
from vectorstore.retriever import Filter

_NAME = st.from_regex(r"\A\w[\w.-]{0,20}\Z")
_DAY = st.dates().map(lambda day: f"{day.year:04}-{day.month:02}-{day.day:02}")


@st.composite
def scopes(draw: st.DrawFn) -> Filter:
    days = sorted(draw(st.lists(_DAY, min_size=2, max_size=2)))
    after, before = (draw(st.sampled_from((day, None))) for day in days)
    documents = st.builds("{}/{}".format, _NAME, _NAME)
    return Filter(
        volumes=tuple(draw(st.lists(_NAME, max_size=3))),
        documents=tuple(draw(st.lists(documents, max_size=3))),
        kind=draw(st.sampled_from((None, *Kind))),
        voice=draw(st.sampled_from((None, *Voice))),
        after=after,
        before=before,
    )


@st.composite
def quotations(draw: st.DrawFn) -> Quoted:
    start = draw(st.integers(0, 999_999))
    return Quoted(
        "/".join(draw(st.tuples(_NAME, _NAME, _NAME))),
        start,
        draw(st.integers(start + 1, 9_999_999)),
        draw(st.from_regex(r"\A[0-9a-f]{8}\Z")),
    )


_RECEIPTS = st.builds(
    Receipt, st.from_regex(r"\A[0-9a-f]{6,12}\Z"), st.lists(quotations(), max_size=4).map(tuple)
)
_QUESTIONS = st.text(min_size=1, max_size=200)


@st.composite
def links(draw: st.DrawFn) -> Link:
    question = draw(st.just("") | _QUESTIONS)
    return Link(
        question=question,
        earlier=tuple(draw(st.lists(_QUESTIONS, max_size=2))) if question else (),
        scope=draw(scopes()),
        receipt=draw(st.none() | _RECEIPTS) if question else None,
    )


def read(query: str) -> Link:
    """The link of a query, decoded as a server does it."""
    return from_query(parse_qsl(query, keep_blank_values=True))


@given(links())
def test_what_is_written_is_read(link: Link) -> None:
    query = to_query(link)
    assert query.isascii()
    assert read(query) == link


def test_an_address_can_be_read_by_people() -> None:
    quoted = Quoted("frus1944Quebec/d123/p4", 12, 90, "1f0c2a9b")
    link = Link(
        question="Who wrote it?",
        scope=Filter(documents=("frus1944Quebec/d123",), after="1944-09"),
        receipt=Receipt("3f9c21", (quoted,)),
    )
    assert to_query(link) == (
        "q=Who+wrote+it%3F&doc=frus1944Quebec/d123&after=1944-09&v=3f9c21"
        "&quoted=frus1944Quebec/d123/p4:12-90:1f0c2a9b"
    )


def test_parameters_of_others_are_passed_over() -> None:
    assert read("__theme=dark&utm_source=letter") == Link()
    assert read("q=Who%3F&__theme=dark&kind=") == Link(question="Who?")


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("kind=banana", "kind: there is no 'banana'; choose one of paragraph, footnote, heading"),
        ("voice=x", "voice: there is no 'x'; choose one of author, editor"),
        ("kind=footnote&kind=heading", "kind: it is given more than once"),
        ("after=yesterday", "after: 'yesterday' is not a date; write 1944"),
        ("after=1950&before=1940", "1940 is before 1950; swap after and before"),
        ("volume=a/b", "volume: write it like frus1944Quebec, not as 'a/b'"),
        ("doc=frus1944Quebec", "doc: write it like frus1944Quebec/d123, not as 'frus1944Quebec'"),
        ("doc=a/%0Ab", r"not as 'a/\\nb'"),
        ("v=abc", "v: it is not said which question it is of"),
        ("q=a&v=a%20b", "v: 'a b' is no index; copy the whole link again"),
        ("q=a&quoted=f/d/p:1-2:12345678", "quoted: it is not said which index answered"),
        ("q=a&v=b&quoted=f/d/p:1-2", "quoted: 'f/d/p:1-2' is no quotation"),
        ("q=a&v=b&quoted=f/d/p:2-2:12345678", "quoted: 'f/d/p:2-2:12345678' is no quotation"),
        (f"q={'a' * (LONGEST_QUESTION + 1)}", "q: a question may have at most 2,000 characters"),
        ("&".join(["q=a"] * 9), "q: a link holds at most 8 questions"),
        ("&".join(["volume=a"] * (MOST_PARAMETERS + 1)), "a link holds at most 200 parts"),
    ],
)
def test_what_cannot_be_opened_says_why(query: str, said: str) -> None:
    with pytest.raises(InputError) as refused:
        read(query)
    assert said in str(refused.value)


def test_half_a_character_is_refused() -> None:
    with pytest.raises(InputError, match="half a character"):
        Link(question="\ud83d")


@given(st.lists(st.tuples(st.sampled_from(("q", "doc", "kind", "v", "quoted")), st.text())))
def test_anything_else_is_a_link_or_an_input_error(parameters: list[tuple[str, str]]) -> None:
    with suppress(InputError):
        link = from_query(parameters)
        assert read(to_query(link)) == link
