"""What is quoted of the weighed sentences, and in which words."""

from __future__ import annotations

from dataclasses import fields, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.answer import Quote
from assistant.compose import ANSWERS, compose
from assistant.evidence import Evidence
from assistant.reader import Candidate
from assistant.render import lead_in, quoted
from corpus.library import SHIPPED
from corpus.page_text import read_page
from corpus.passage import Kind, Passage, Voice
from corpus.sentences import sentence_spans

TEXT = read_page(SHIPPED / "frus1944Quebec" / "d123.txt")
BY_NAME = {passage.id.rsplit("/", 1)[1]: passage for passage in TEXT.passages}
NOTHING = Evidence(**{field.name: 0.0 for field in fields(Evidence)})


def sentence(name: str, number: int = 0) -> Quote:
    passage = BY_NAME[name]
    return Quote(passage, TEXT.document, *sentence_spans(passage.text)[number])


def candidate(name: str, probability: float, number: int = 0) -> Candidate:
    return Candidate(sentence(name, number), NOTHING, probability)


def passages_of(document: str) -> tuple[Passage, ...]:
    assert document == TEXT.document.id
    return TEXT.passages


def names(*candidates: Candidate) -> list[list[str]]:
    """The passages that each statement quotes."""
    return [
        [quote.passage.id.rsplit("/", 1)[1] for quote in statement.quotes]
        for statement in compose(candidates, passages_of)
    ]


def test_a_sentence_below_the_threshold_is_not_quoted() -> None:
    assert names() == []
    assert names(candidate("p1", ANSWERS - 0.001)) == []
    assert names(candidate("p1", ANSWERS)) == [["p1"]]


def test_only_sentences_near_the_best_one_stand_beside_it() -> None:
    assert names(candidate("p1", 0.9), candidate("p4", 0.7)) == [["p1"], ["p4"]]
    assert names(candidate("p1", 0.9), candidate("p4", 0.6)) == [["p1"]]


def test_an_answer_has_three_statements_at_most() -> None:
    same = [candidate("p1", 0.9), candidate("fn1", 0.9), candidate("fn2", 0.9, 1)]
    assert len(names(*same, candidate("p6", 0.9, 1))) == 3


def test_an_answer_stays_short_but_its_first_statement_is_whole() -> None:
    words = " ".join(["word"] * 300) + "."
    long = replace(BY_NAME["p1"], text=words)
    first = Candidate(Quote(long, TEXT.document, 0, len(words)), NOTHING, 0.9)
    (statement,) = compose([first, candidate("p4", 0.9)], passages_of)
    assert statement.quotes[0].text == words


def test_a_sentence_is_quoted_once() -> None:
    assert names(candidate("p1", 0.9), candidate("p1", 0.9)) == [["p1"]]


def test_a_sentence_that_hangs_in_the_air_brings_the_one_before_it() -> None:
    (statement,) = compose([candidate("p5", 0.9, 1)], passages_of)
    assert statement.quotes[0].text.startswith("Nothing should be done along political lines")
    assert statement.quotes[0].text.endswith("its policies in Europe.")
    (statement,) = compose([candidate("p6", 0.9, 1)], passages_of)
    assert statement.quotes[0].text.endswith("is perilously close to collusion.")
    assert statement.quotes[0].text.startswith("It is nevertheless important")


def test_a_footnote_on_the_quoted_sentence_is_quoted_with_it() -> None:
    (statement,) = compose([candidate("p3", 0.9, 0)], passages_of)
    marked, note = statement.quotes
    assert (marked.passage.id, note.passage.id) == (BY_NAME["p3"].id, BY_NAME["fn2"].id)
    assert note.text == BY_NAME["fn2"].text
    assert statement.text == f"“{marked.text}” Footnote 2, by the editors: “{note.text}”"
    assert names(candidate("p3", 0.9, 1)) == [["p3"]]  # the other sentence carries no mark
    assert names(candidate("head", 0.9)) == [["head", "fn1"]]  # a mark at its very end is its own


def test_a_footnote_that_is_quoted_anyway_is_not_quoted_twice() -> None:
    assert names(candidate("fn2", 0.9), candidate("p3", 0.9)) == [["fn2"], ["p3"]]


def test_of_a_long_footnote_whole_sentences_are_quoted() -> None:
    note = replace(BY_NAME["fn2"], text="First words here. " + "Some words more. " * 40)
    passages = [note if passage.id == note.id else passage for passage in TEXT.passages]
    (statement,) = compose([candidate("p3", 0.9)], lambda _: passages)
    part = statement.quotes[1].text
    assert part.endswith("more.")
    assert 60 < len(part.split()) <= 70


@pytest.mark.parametrize(
    ("name", "changes", "label"),
    [
        ("p1", {}, ""),
        ("head", {}, ""),
        ("source", {}, "Source note"),
        ("fn2", {}, "Footnote 2, by the editors"),
        ("fn2", {"voice": Voice.AUTHOR, "label": "*"}, "Footnote *, by the author"),
        ("fn2", {"voice": Voice.SOURCE_NOTE}, "Source note"),
        ("fn2", {"label": None}, "Editors’ note"),
        ("p1", {"voice": Voice.EDITOR}, "The editors"),
        ("p1", {"voice": Voice.SUMMARY}, "Summary, by the editors"),
    ],
)
def test_words_that_are_not_the_authors_are_led_in(
    name: str, changes: dict[str, object], label: str
) -> None:
    passage = replace(BY_NAME[name], **changes)  # type: ignore[arg-type]
    assert lead_in(passage) == label
    quote = Quote(passage, TEXT.document, 0, 5)
    assert quoted(quote) == (f"{label}: “{quote.text}”" if label else f"“{quote.text}”")


ANY = st.lists(
    st.builds(
        candidate,
        st.sampled_from(sorted(BY_NAME)),
        st.floats(0, 1, allow_subnormal=False),
    ),
    max_size=8,
).map(lambda found: sorted(found, key=lambda one: -one.probability))


@given(ANY)
def test_every_statement_shows_its_quotations_verbatim(candidates: list[Candidate]) -> None:
    statements = compose(candidates, passages_of)
    best = candidates[0].probability if candidates else 0.0
    assert bool(statements) == (best >= ANSWERS)
    first = [statement.quotes[0].passage.id for statement in statements]
    assert len(first) <= 3
    for statement in statements:
        rest = statement.text
        for quote in statement.quotes:
            assert quote.text == quote.passage.text[quote.start : quote.end]
            before, mark, rest = rest.partition(f"“{quote.text}”")
            assert mark
            assert before.strip() in ("", f"{lead_in(quote.passage)}:")
        assert rest == ""


def test_kinds_of_the_shipped_page_are_what_these_tests_take_them_for() -> None:
    assert BY_NAME["fn2"].kind is Kind.FOOTNOTE
    assert BY_NAME["p3"].kind is Kind.PARAGRAPH
