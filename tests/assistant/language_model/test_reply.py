"""A reply is read strictly: its sentences as they become whole, and all of it at the end."""

from __future__ import annotations

import json
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from assistant.language_model.reply import Reply, Sentence, Unfinished, flaw, read

SENTENCES = st.lists(
    st.builds(
        Sentence,
        prose=st.text(max_size=12) | st.sampled_from(['"}]}', "}, {", '\\"', '{"prose": "x"']),
        spans=st.lists(st.sampled_from(["s1", "s22", "]", '"']), max_size=3),
    ),
    max_size=4,
)


def added(*pieces: str) -> list[str]:
    """The prose of the sentences that become whole, a comma where a piece brings none."""
    unfinished = Unfinished()
    return [",".join(sentence.prose for sentence in unfinished.add(piece)) for piece in pieces]


@given(
    sentences=SENTENCES,
    cuts=st.lists(st.integers(0, 400)),
    indent=st.sampled_from([None, 1]),
    fence=st.booleans(),
)
def test_a_reply_in_pieces_brings_its_sentences_whatever_the_pieces(
    sentences: list[Sentence], cuts: list[int], indent: int | None, fence: bool
) -> None:
    said = Reply(answered=True, sentences=sentences).model_dump()
    text = json.dumps(said, indent=indent)
    text = f"```json\n{text}\n```" if fence else text
    bounds = [0, *sorted(min(cut, len(text)) for cut in cuts), len(text)]
    unfinished = Unfinished()
    came = [
        sentence for start, end in pairwise(bounds) for sentence in unfinished.add(text[start:end])
    ]
    assert came == sentences == read(text).sentences


@given(sentences=SENTENCES, cut=st.integers(0, 400))
def test_of_a_reply_cut_off_nothing_comes_that_was_not_whole(
    sentences: list[Sentence], cut: int
) -> None:
    text = json.dumps(Reply(answered=True, sentences=sentences).model_dump())
    came = list(Unfinished().add(text[:cut]))
    assert came == sentences[: len(came)]
    if cut < len(text):
        with pytest.raises(ValidationError):
            read(text[:cut])


OPENING = '{"answered": true, "sentences": ['
ONE = '{"prose": "a", "spans": ["s1"]}'


def test_a_sentence_comes_with_the_piece_that_closes_it() -> None:
    assert added(OPENING, ONE[:-1], "}", ", " + ONE.replace("a", "b", 1)[:9], "]}") == [
        *("", "", "a"),
        *("", ""),
    ]


@pytest.mark.parametrize(
    "text",
    [
        '{"answered": false, "sentences": [' + ONE + "]}",
        '{"sentences": [' + ONE + '], "answered": true}',
        "Certainly! " + OPENING + ONE + "]}",
        OPENING + '{"prose": "a", "spans": "s1"}, ' + ONE + "]}",
        OPENING + '{"prose": "a", "spans": ["s1"], "more": 1}, ' + ONE + "]}",
        OPENING + "[" * 100_000 + ONE,
        OPENING + '{"prose": ' + "[" * 100_000 + ONE,
        OPENING + "null, " + ONE,
    ],
    ids=lambda text: text[:60],
)
def test_what_is_not_as_asked_for_brings_nothing_early(text: str) -> None:
    assert added(text) == [""]


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("", "Invalid JSON"),
        ('"secret', "Invalid JSON"),
        ('{"answered": "secret", "sentences": []}', "answered: Input should be a valid boolean"),
        ('{"answered": true, "sentences": [], "secret": 1}', "a field that was not asked for"),
        (OPENING + '{"prose": "secret", "spans": [7]}]}', "sentences.0.spans.0: Input should be"),
        (OPENING + "[" * 10_000, "Invalid JSON"),
    ],
)
def test_a_flaw_is_told_without_the_models_words(said: str, told: str) -> None:
    with pytest.raises(ValidationError) as failure:
        read(said)
    assert told in flaw(failure.value)
    assert "secret" not in flaw(failure.value)


@pytest.mark.parametrize("opening", ["", "```", "```json", "{"])
def test_white_space_without_end_takes_no_time(opening: str) -> None:
    said = opening + " " * 24_000
    with pytest.raises(ValidationError):
        read(said)
    unfinished = Unfinished()
    assert [one for piece in said for one in unfinished.add(piece)] == []


@pytest.mark.parametrize("said", ["```", "`````", "``````", "```json```"])
def test_a_fence_around_nothing_is_no_reply(said: str) -> None:
    with pytest.raises(ValidationError):
        read(said)
