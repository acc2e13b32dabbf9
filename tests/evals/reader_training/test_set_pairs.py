"""Sets as pairs, what is held out of them, near misses; paragraphs of volumes and sets."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest

from corpus.errors import InputError
from evals.reader_training.hold_out import HeldTexts, HoldOut
from evals.reader_training.paragraphs import of_sets, of_volumes
from evals.reader_training.set_pairs import near_misses, read_pairs, split
from tests.evals.reader_training.conftest import ARTICLES, ASKED, PASSAGES, RECORD, write_set

NILE = HoldOut("article", "Nile")


def test_a_set_is_read_with_the_words_that_answer_where_they_are_known(rivers: Path) -> None:
    pairs = read_pairs(rivers)
    assert [pair.question.text for pair in pairs] == [asked for _, asked, _, _ in ASKED]
    for pair, (passage, _, sentence, answer) in zip(pairs, ASKED, strict=True):
        text = pair.pair.text
        assert text == PASSAGES[passage][1]
        assert [text[slice(*gold)] for gold in pair.pair.gold] == ([sentence] if sentence else [])
        known = [answer] if answer in sentence and sentence else []
        assert [text[slice(*words)] for words in pair.pair.answers] == known


def test_what_is_held_out_is_learnt_from_nowhere(rivers: Path) -> None:
    found = split([rivers, rivers], [NILE])
    assert {pair.question.article for pair in found.held["rivers"]} == {"Nile"}
    assert len(found.held["rivers"]) == 3
    learnt = [pair.question.id for pair in found.learnt]
    assert learnt == [f"q{number}" for number in range(3, 10)] * 2
    # n2 is asked about nowhere, but is of the article.
    assert [found.texts.hold(text) for _, text in PASSAGES.values()] == [
        True, True, False, False, False,
    ]  # fmt: skip


def test_a_set_without_articles_is_held_out_by_parts(tmp_path: Path) -> None:
    copper = write_set(tmp_path / "copper", tuple(row for row in ASKED if row[0] not in ARTICLES))
    parts = [split([copper], [HoldOut.parse(f"part={n}/4")]) for n in (2, 3)]
    held = [pair.question.id for part in parts for pair in part.held["copper"]]
    assert sorted(held) == ["q0", "q1"]
    # Both questions are on one passage: with one of them held out, neither is learnt.
    assert [part.learnt for part in parts] == [(), ()]


@pytest.mark.parametrize(
    ("written", "reason"),
    [
        ("article", "as article=Warsaw"),
        ("=Warsaw", "as article=Warsaw"),
        ("part=3", "as part=0/3"),
        ("part=3/3", "as part=0/3"),
        ("part=0/0", "as part=0/3"),
    ],
)
def test_a_hold_out_that_names_nothing_is_refused(written: str, reason: str) -> None:
    with pytest.raises(InputError, match=reason):
        HoldOut.parse(written)


def test_a_hold_out_without_questions_is_refused(rivers: Path) -> None:
    with pytest.raises(InputError, match="article=Nil: no question"):
        split([rivers], [HoldOut("article", "Nil")])


def test_half_the_runs_of_a_text_make_it_held() -> None:
    held = HeldTexts(["one two three four five six seven eight nine ten eleven twelve"])
    assert held.hold("One two, three four five six seven eight nine!")
    assert held.hold("one two three four five six seven eight nine ten and more")
    assert not held.hold("eight nine ten eleven twelve thirteen fourteen fifteen sixteen")
    assert not held.hold("…")


def test_near_misses_share_the_article_and_nothing_answers_them(rivers: Path) -> None:
    pairs = split([rivers, rivers], []).learnt
    missed = near_misses(pairs, 99, Random(1))  # noqa: S311  # a sample
    # Answerable, of an article with two passages that are asked about: only those on the Danube.
    assert sorted(pair.question for pair in missed) == sorted(
        asked for passage, asked, sentence, _ in ASKED if sentence and passage in ("d1", "d2")
    )
    own = {pair.question.text: pair.pair.text for pair in pairs}
    assert all(pair.text != own[pair.question] and not pair.answerable for pair in missed)
    assert {pair.text for pair in missed} == {PASSAGES["d1"][1], PASSAGES["d2"][1]}
    assert len(near_misses(pairs, 2, Random(1))) == 2  # noqa: S311  # a sample


def test_paragraphs_are_those_of_volumes_but_the_measured_one(volumes: Path) -> None:
    paragraphs, digests = of_volumes([volumes, volumes], 1)
    assert sorted(paragraph.text for paragraph in paragraphs) == sorted(RECORD)
    assert list(digests) == ["frus1949v01"]
    assert len({paragraph.document for paragraph in paragraphs}) == 3
    assert paragraphs == of_volumes([volumes], 1)[0]


def test_a_home_without_volumes_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no volume is installed there"):
        of_volumes([tmp_path], 1)


def test_passages_of_a_set_are_paragraphs_unless_held_out(
    rivers: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert of_sets([rivers], HeldTexts([])) == []  # all too short
    monkeypatch.setattr("evals.reader_training.paragraphs._OF_SETS", (5, 200))
    found = of_sets([rivers], split([rivers], [NILE]).texts)
    assert [paragraph.text for paragraph in found] == [
        PASSAGES[passage][1] for passage in ("d1", "d2", "c1")
    ]
    assert [paragraph.document for paragraph in found] == [
        "rivers Danube", "rivers Danube", "rivers c1",
    ]  # fmt: skip
