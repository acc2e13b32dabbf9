"""A refusal says where was looked, which words stand nowhere there, and what silence means."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

import pytest

from assistant.answer import Looked, Reason, Turn
from assistant.app import Assistant
from assistant.question import ABOUT, Asked
from assistant.reach import Reach
from assistant.refuse import nothing_answers, nothing_in_scope
from corpus.document import Volume
from corpus.passage import Kind
from vectorstore.retriever import Filter

SILENCE = "Silence in these pages is not silence in the archive."
SHIPPED = "“Conference at Quebec, 1944”, the one volume installed (9 paragraphs and footnotes)"


@pytest.fixture
def reach(assistant: Assistant) -> Reach:
    return Reach(assistant.index)


@pytest.mark.parametrize(
    ("question", "unmatched", "said"),
    [
        ("Who is Zelensky?", ["Zelensky"], "“Zelensky” stands nowhere in them."),
        (
            "What did Zelensky tweet?",
            ["Zelensky", "tweet"],
            "Neither “Zelensky” nor “tweet” stands anywhere in them.",
        ),
        (
            "What did Zelensky and zelensky TWEET about penguins and Poland?",
            ["Zelensky", "TWEET", "penguins"],
            "“Zelensky”, “TWEET” and “penguins” stand nowhere in them.",
        ),
        (
            "What does the paper say about Poland?",
            [],
            "Each of its words occurs somewhere in them, but no sentence that I weighed answers.",
        ),
        ("the Anglo-Soviet weakness", ["Anglo"], "“Anglo” stands nowhere in them."),
        ("Didn't they isn't?", [], ""),
        ("Why?", [], ""),
        (f"And Zelensky?{ABOUT}penguins)", ["Zelensky"], "“Zelensky” stands nowhere in them."),
        (f"And Nigerians?{ABOUT}Niger)", ["Nigerians"], "“Nigerians” stands nowhere in them."),
    ],
)
def test_words_that_stand_nowhere_are_named_as_they_are_written(
    apart: Callable[[str], Asked], reach: Reach, question: str, unmatched: list[str], said: str
) -> None:
    refusal = nothing_answers(apart(question), Filter(), reach)
    assert refusal.reason is Reason.NOT_ANSWERED
    assert list(refusal.unmatched) == unmatched
    middle = f" {said} " if said else " "
    assert refusal.message == f"I found no passage that answers this in {SHIPPED}.{middle}{SILENCE}"


def test_a_word_that_stands_there_by_another_of_the_same_meaning_is_not_missing(
    apart: Callable[[str], Asked], reach: Reach
) -> None:
    refusal = nothing_answers(apart("Was the Kremlin weak?"), Filter(), reach)
    assert refusal.unmatched == ()  # "Moscow" is there, "Kremlin" is not
    assert "occurs somewhere" not in refusal.message


def test_where_one_passage_was_looked_into_its_words_occur_in_it(
    apart: Callable[[str], Asked], reach: Reach
) -> None:
    held = Single(Looked(("frus1944Quebec",), 1, Filter()), reach)
    message = nothing_answers(apart("What of friendliness?"), Filter(), held).message  # type: ignore[arg-type]
    assert "(1 paragraph or footnote). Each of its words occurs somewhere in it, but" in message


def test_a_word_outside_the_scope_is_missing(apart: Callable[[str], Asked], reach: Reach) -> None:
    asked = apart("What of friendliness?")
    assert nothing_answers(asked, Filter(), reach).unmatched == ()
    refusal = nothing_answers(asked, Filter(kind=Kind.FOOTNOTE), reach)
    assert refusal.unmatched == ("friendliness",)
    assert "(3 footnotes)" in refusal.message
    assert refusal.looked == Looked(("frus1944Quebec",), 3, Filter(kind=Kind.FOOTNOTE))


def test_a_long_list_of_words_is_cut(apart: Callable[[str], Asked], reach: Reach) -> None:
    words = [f"zzyz{letter}x" for letter in "abcdefghijk"]
    refusal = nothing_answers(apart(" ".join(words)), Filter(), reach)
    assert list(refusal.unmatched) == words
    assert "“zzyzhx” and 3 more words stand nowhere in them." in refusal.message


@dataclass
class Single:
    """A reach of one passage, which holds every word."""

    found: Looked
    reach: Reach

    def looked(self, _: Filter) -> Looked:
        return self.found

    def holds(self, any_of: frozenset[str], _: Filter) -> bool:
        return bool(any_of)

    @property
    def volumes(self) -> tuple[Volume, ...]:
        return tuple(self.reach.volumes)

    def analysed(self, text: str) -> list[str]:
        return self.reach.analysed(text)


@dataclass
class Undated:
    """A reach of which some documents have no date."""

    count: int
    volumes: tuple[()] = ()
    scope: Filter = field(default_factory=Filter)

    def looked(self, scope: Filter) -> Looked:
        return Looked((), 0, scope, self.count)


@pytest.mark.parametrize(
    ("count", "said"),
    [
        (0, "documents of 1945 or later. Widen"),
        (1, "documents of 1945 or later. 1 document without a date was left out. Widen"),
        (1200, "documents of 1945 or later. 1,200 documents without a date were left out. Widen"),
    ],
)
def test_an_empty_scope_tells_its_filters(count: int, said: str) -> None:
    refusal = nothing_in_scope(Filter(after="1945"), Undated(count))  # type: ignore[arg-type]
    assert refusal.reason is Reason.OUT_OF_SCOPE
    assert f"Nothing that is installed lies within these filters: {said}" in refusal.message
    assert refusal.looked is not None
    assert (refusal.looked.volumes, refusal.looked.passages) == ((), 0)


def test_words_of_earlier_turns_are_never_named(assistant: Assistant) -> None:
    earlier = [Turn("What did Zelensky say about penguins?")]
    refusal = assistant.ask("And what did he tweet?", earlier).refusal
    assert refusal is not None
    assert refusal.unmatched == ("tweet",)
