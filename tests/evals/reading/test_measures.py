"""Every measure, on replies of which the right values are plain."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import ir_measures
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.answer import Reason, Turn
from evals.question_sets import SetQuestion
from evals.reading.measures import Marks, measures, recall, sliced
from evals.reading.reply import Alone, Cited, Reply, Way

Asked = Callable[..., SetQuestion]

RIGHT, WRONG = Cited("p", 0, 10, "one two three"), Cited("q", 0, 10, "four")


def reply(question: SetQuestion, *citations: Cited, **fields: Any) -> Reply:
    """An answer that quotes these, or a refusal without any."""
    given = {
        "searched": question.text,
        "reason": None if citations else Reason.NOT_ANSWERED,
        "answerability": 0.5,
        "leading": citations[0] if citations else None,
    }
    return Reply(question=question, citations=citations, **(given | fields))


def values(*replies: Reply, k: int = 10) -> dict[str, float]:
    found = measures(Marks(replies), k)
    return {name: float(one(np.ones((1, len(replies))))[0]) for name, one in found.items()}


def test_what_is_quoted_is_held_against_the_gold_sentences(asked: Asked) -> None:
    found = values(
        reply(asked(0, 40), RIGHT, WRONG),  # one of two gold sentences, by one of two quotations
        reply(asked(0), WRONG),
        reply(asked(0)),  # refused
        reply(asked(), WRONG),  # nothing to find
    )
    assert found["first quote right, of answered"] == 1 / 2
    assert found["first quote right, of answerable"] == 1 / 3
    assert found["sentence recall"] == pytest.approx((1 / 2 + 0) / 2)
    assert found["sentence precision"] == pytest.approx((1 / 2 + 0) / 2)
    assert found["words per answer"] == pytest.approx((4 + 1 + 1) / 3)
    assert found["precision (correct / answered)"] == 1 / 3
    assert found["accuracy (correct / all)"] == 1 / 4


def test_two_quotations_of_one_sentence_recall_it_once(asked: Asked) -> None:
    halves = Cited("p", 0, 6, "one"), Cited("p", 4, 10, "two")
    found = values(reply(asked(0, 40), *halves))
    assert (found["sentence recall"], found["sentence precision"]) == (0.5, 1.0)


def test_without_gold_sentences_passages_judge(asked: Asked) -> None:
    question = asked(answerable=True, gold_passages=("q",))
    found = values(reply(question, WRONG), reply(question, RIGHT), reply(question))
    assert np.isnan(found["first quote right, of answered"])
    assert found["first quote in a gold passage, of answered"] == 1 / 2
    assert found["first quote in a gold passage, of answerable"] == 1 / 3
    assert found["precision (correct / answered)"] == 1 / 2


def test_refusals_are_right_where_nothing_answers(asked: Asked) -> None:
    found = values(
        *[reply(asked())] * 3,  # right refusals
        *[reply(asked(), WRONG)] * 2,  # should have been refused
        reply(asked(0)),  # should not
        *[reply(asked(0), RIGHT)] * 4,
    )
    assert found["abstention precision"] == 3 / 4
    assert found["abstention recall"] == 3 / 5
    assert found["abstention F1"] == pytest.approx(2 / (4 / 3 + 5 / 3))
    assert found["false refusals"] == 1 / 5
    assert found["right replies"] == 7 / 10


def test_the_score_is_judged_by_what_it_parts(asked: Asked) -> None:
    found = values(
        reply(asked(0), RIGHT, answerability=0.9),
        reply(asked(), WRONG, answerability=0.7),
        reply(asked(0), leading=RIGHT, answerability=0.4),  # refused, yet it had it
        reply(asked(0), leading=WRONG, answerability=0.1),
    )
    assert found["AUROC, in the loop"] == pytest.approx(1 / 3)
    assert found["AURC"] == pytest.approx((0 + 1 / 2 + 1 / 3 + 2 / 4) / 4)


def test_the_reader_alone_is_judged_apart(asked: Asked) -> None:
    found = values(
        reply(asked(0), alone=Alone(RIGHT, 0.8)),
        reply(asked(0), alone=Alone(WRONG, 0.3)),
        reply(asked(0), alone=Alone(None, 0.0)),
        reply(asked(), alone=Alone(RIGHT, 0.5)),
        reply(asked()),  # written for no passage
    )
    assert found["top sentence right, reader alone"] == 1 / 3
    assert found["AUROC, reader alone"] == pytest.approx(1 / 3)


def test_underspecified_questions_are_apart(asked: Asked) -> None:
    vague = {"meta": {"label": "UNDERSPECIFIED"}}
    plain = [reply(asked(0), RIGHT, answerability=0.9), reply(asked(), answerability=0.2)]
    found = values(
        *plain,
        reply(asked(**vague), reason=Reason.UNDERSPECIFIED),
        reply(asked(**vague)),
        reply(asked(**vague, gold_passages=("p",)), RIGHT, answerability=1.0),
    )
    assert found.pop("underspecified: asked back") == pytest.approx(1 / 3)
    assert found.pop("underspecified: answered") == pytest.approx(1 / 3)
    assert found == pytest.approx(values(*plain), nan_ok=True)


def test_follow_ups_are_searched_in_three_ways(asked: Asked) -> None:
    later = {"history": (Turn("Before?"),)}
    ways = {Way.RAW: ("x",), Way.LAST_TURN: ("x", "p"), Way.RESOLVED: ("p",)}
    found = values(
        reply(asked(0, **later), RIGHT, ways=ways),
        reply(asked(0, **later), RIGHT, ways=ways | {Way.RESOLVED: ()}),
        reply(asked(0), RIGHT),
    )
    told = {name.removeprefix("follow-ups, R@5: "): found[name] for name in found if "ups" in name}
    assert told == {
        "raw question": 0.0,
        "last user turn + question": 1.0,
        "resolved question": 0.5,
        "gain by resolving": 0.5,
    }
    assert not any("ups" in name for name in values(reply(asked(0), RIGHT)))


def test_no_depth_is_measured_that_was_not_retrieved(asked: Asked) -> None:
    found = values(reply(asked(0), RIGHT, retrieved=("p",)), k=4)
    assert found["R@1"] == 1.0
    assert not {"R@5", "R@10", "success@5", "MRR@10"} & found.keys()


@given(st.lists(st.sampled_from("abcdefghijklmnop"), unique=True), st.sets(st.sampled_from("abcd")))
def test_retrieval_is_measured_as_trec_eval_does(ranking: list[str], gold: set[str]) -> None:
    question = SetQuestion(
        id="q", text="?", gold=(), answerable=bool(gold), article="a", gold_passages=tuple(gold)
    )
    found = values(reply(question, retrieved=tuple(ranking)))
    if not gold:
        assert recall(reply(question), ranking, 5) == 0.0
        assert np.isnan(found["R@5"])
        return
    judged = {"q": dict.fromkeys(gold, 1)}
    scored = {"q": {id_: -float(rank) for rank, id_ in enumerate(ranking[:10])}}
    names = {"R@1": "R@1", "R@5": "R@5", "R@10": "R@10", "RR": "MRR@10", "Success@5": "success@5"}
    wanted = [ir_measures.parse_measure(name) for name in names]
    told = ir_measures.calc_aggregate(wanted, judged, scored) if ranking else {}
    for measure in wanted:
        assert found[names[str(measure)]] == pytest.approx(told.get(measure, 0.0))


def test_a_slice_is_over_its_own_questions(asked: Asked) -> None:
    marks = Marks(
        [reply(asked(0), RIGHT, retrieved=("p",)), reply(asked(0)), reply(asked(), WRONG)]
    )
    part = np.array([True, False, True])
    found = {name: float(one(np.ones((1, 3)))[0]) for name, one in sliced(marks, part, 10).items()}
    assert found == {"refused": 0.0, "first quote right": 1.0, "R@5": 1.0}
