"""A lesson beside the conversation: what is drawn, what came of its steps, and what is asked."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from html import unescape
from typing import Any

import pytest

from assistant.lessons.lesson import Expected, Lesson, LessonStep
from assistant.ui.conversation import Conversation
from assistant.ui.lesson_bar import bar_html, unknown_html
from assistant.ui.lesson_standing import not_installed, standings
from assistant.ui.lesson_wiring import drawn, question_of, step_asker
from assistant.ui.protocol import Assistant
from assistant.ui.talk import converse
from assistant.ui.words import lesson as words
from assistant.verdict import Outcome
from tests.assistant.ui.scripted import BROKEN, PAYLOAD

PAPER = "frus1944Quebec/d123"
DANGER = "What of friendliness and weakness?"
SILENT = "What did Churchill think?"
CHECK = "Is this quotation right: “the Soviet Government will mistake friendliness for weakness”?"
NOWHERE = "Is this quotation right: “Ruritania will join the alliance before the winter”?"


def step(
    question: str, passage: str | None, quoted: str = "", verdict: Outcome | None = None
) -> LessonStep:
    return LessonStep(
        question=question,
        look_for="The verb.\n\nThe noun.",
        discussion="Why “may”?",
        expected=Expected(passage, quoted) if passage else None,
        verdict=verdict,
    )


def lesson(*steps: LessonStep, **other: Any) -> Lesson:
    told: dict[str, Any] = {
        "id": "a-lesson",
        "title": "A lesson",
        "level": "Ages 15 to 18",
        "introduction": "First this.\nThen that.",
        "sources": (PAPER,),
    }
    return Lesson(steps=steps, **(told | other))


def asked(assistant: Assistant, *questions: str) -> Conversation:
    conversation = Conversation()
    for question in questions:
        *_, conversation = converse(assistant, question, conversation)
    return conversation


def bar(assistant: Assistant, taught: Lesson, conversation: Conversation) -> str:
    with assistant.stored() as stored:
        return bar_html(taught, standings(taught, conversation, stored))


def came(assistant: Assistant, one: LessonStep) -> str:
    """The paragraph that says what came of `one`, asked once."""
    html = bar(assistant, lesson(one), asked(assistant, one.question))
    (outcome,) = re.findall(r'<p class="frus-step-outcome.*?</p>', html)
    return str(outcome)


def told(html: str) -> str:
    return unescape(re.sub("<[^>]+>", "", html))


def test_a_lesson_is_told_before_anything_is_asked(scripted: Assistant) -> None:
    html = bar(scripted, lesson(step(DANGER, f"{PAPER}/p4"), step(SILENT, None)), Conversation())
    assert "<h2>A lesson</h2>" in html
    assert "For: Ages 15 to 18" in html
    assert '<details class="frus-lesson-intro" open>' in html
    assert "<p>First this.</p><p>Then that.</p>" in html
    assert "<p>The verb.</p><p>The noun.</p>" in html
    assert html.index(DANGER) < html.index(SILENT)
    assert "no question asked yet" in html
    assert html.count(words.ASK) == 2
    assert "frus-step-outcome" not in html
    assert 'href="/lessons/a-lesson/handout"' in html
    assert 'href="/lessons"' in html


def test_the_introduction_is_folded_once_the_lesson_is_begun(scripted: Assistant) -> None:
    taught = lesson(step(DANGER, f"{PAPER}/p4"), step(SILENT, None))
    html = bar(scripted, taught, asked(scripted, DANGER))
    assert '<details class="frus-lesson-intro">' in html
    assert "1 question asked" in html
    assert (html.count(words.ASK_AGAIN), html.count(" data-done")) == (1, 1)


def test_the_expected_passage_leads_to_its_card(scripted: Assistant) -> None:
    outcome = came(scripted, step("Tell Everything.", f"{PAPER}/p4", "a danger"))
    assert told(outcome) == "The expected passage is quoted: source 2"
    assert 'href="#source-1-2"' in outcome
    assert "frus-outcome-good" in outcome


def test_a_passage_that_is_not_quoted_is_told_with_the_way_to_it(scripted: Assistant) -> None:
    outcome = came(scripted, step(DANGER, f"{PAPER}/p6", "perilously close"))
    assert told(outcome).startswith(
        "Not quoted this time: the expected passage is "
        "p. 193, paragraph 6 of Department of State Briefing Paper"
    )
    (span,) = re.findall(r"quote=p6:(\d+)-(\d+)#quote", outcome)
    with scripted.stored() as stored:
        passage = stored.passage(f"{PAPER}/p6")
    assert passage is not None
    assert passage.text[int(span[0]) : int(span[1])] == "perilously close"
    assert "frus-outcome-other" in outcome


def test_other_words_of_the_expected_passage_are_not_taken_for_those_expected(
    scripted: Assistant,
) -> None:
    outcome = came(scripted, step("What of permits?", f"{PAPER}/p5", "It would be a mistake"))
    assert told(outcome).endswith("in other words than “It would be a mistake”: source 1 source 2")


def test_a_passage_that_is_not_installed_is_named(scripted: Assistant) -> None:
    outcome = came(scripted, step(DANGER, "frus1945Malta/d1/p1"))
    assert told(outcome) == words.missed_unknown("frus1945Malta/d1/p1")


def test_a_lesson_tells_which_of_its_documents_are_not_installed(scripted: Assistant) -> None:
    taught = lesson(step(SILENT, None), sources=(PAPER, "frus1945Malta/d1"))
    with scripted.stored() as stored:
        missing = not_installed(taught, stored)
    assert missing == ("frus1945Malta/d1",)
    html = drawn(scripted, [taught], taught.id, Conversation())["html"]
    assert f"{words.NOT_INSTALLED} frus1945Malta/d1</p>" in html


def test_where_no_answer_is_expected_none_is_right(scripted: Assistant) -> None:
    assert told(came(scripted, step(SILENT, None))) == "As expected, the record does not answer."
    outcome = told(came(scripted, step(DANGER, None)))
    assert outcome == words.not_refused(1)
    assert outcome.endswith("the reply quotes 1 passage.")


@pytest.mark.parametrize(
    ("one", "expected"),
    [
        (step(CHECK, f"{PAPER}/p4", verdict=Outcome.ALTERED), "As expected, the check says: al"),
        (
            step(CHECK, f"{PAPER}/p4", verdict=Outcome.VERIFIED),
            "Not as expected: the check says al",
        ),
        (step(NOWHERE, None, verdict=Outcome.NOT_FOUND), "As expected, the check says: not found."),
    ],
)
def test_a_checked_quotation_is_judged_by_its_verdict(
    scripted: Assistant, one: LessonStep, expected: str
) -> None:
    assert told(came(scripted, one)).startswith(expected)


def test_trouble_is_told_and_the_question_can_be_asked_again(scripted: Assistant) -> None:
    assert told(came(scripted, step(BROKEN, None))) == words.NO_ANSWER


def test_a_step_goes_by_the_last_time_that_its_question_was_asked(scripted: Assistant) -> None:
    taught = lesson(step(DANGER, f"{PAPER}/p4"))
    talk = asked(scripted, DANGER, SILENT, f"  {DANGER.replace(' ', '  ')} ")
    with scripted.stored() as stored:
        (standing,) = standings(taught, talk, stored)
    assert standing.exchange is talk.exchanges[-1]
    assert 'href="#source-3-1"' in bar(scripted, taught, talk)


def test_a_question_under_way_has_no_outcome_yet(scripted: Assistant) -> None:
    html = bar(scripted, lesson(step(DANGER, f"{PAPER}/p4")), Conversation().asked(DANGER))
    assert "frus-step-outcome" not in html
    assert "data-done" not in html


def test_presenter_mode_shows_the_quotation_and_where_it_stands(scripted: Assistant) -> None:
    html = bar(scripted, lesson(step(DANGER, f"{PAPER}/p4")), asked(scripted, DANGER))
    (shown,) = re.findall(r'<figure class="frus-shown">.*?</figure>', html)
    assert "<blockquote>“There is a danger that" in shown
    assert "p. 193." in shown
    for does, keys in words.LEGEND:
        assert f"<dt>{does}</dt>" in html
        assert all(f"<kbd>{key}</kbd>" in html for key in keys)


def test_presenter_mode_folds_the_nearest_passages_below_a_refusal(scripted: Assistant) -> None:
    html = bar(scripted, lesson(step(SILENT, None)), asked(scripted, SILENT))
    (related,) = re.findall(r'<details class="frus-shown-related">.*?</details>', html)
    assert "None of them was found to answer the question." in related
    assert related.count("<blockquote>") == 2
    assert html.count("<blockquote>") == 2


def test_what_a_teacher_wrote_and_a_reader_asked_for_stays_text(scripted: Assistant) -> None:
    taught = lesson(step(PAYLOAD, None), title=PAYLOAD, level=PAYLOAD, introduction=PAYLOAD)
    assert "<img" not in bar(scripted, taught, asked(scripted, PAYLOAD))
    assert "<img" not in unknown_html(PAYLOAD, [taught])


def test_an_unknown_lesson_is_told_with_those_there_are(scripted: Assistant) -> None:
    reply = drawn(scripted, [lesson(step(SILENT, None))], "other", Conversation())
    assert reply["lesson"] == "other"
    assert "There is no lesson “other”." in reply["html"]
    assert '<a href="/?lesson=a-lesson">A lesson</a>' in reply["html"]
    assert words.NONE in unknown_html("other", [])


def test_without_a_lesson_nothing_is_drawn(scripted: Assistant) -> None:
    assert drawn(scripted, [], "", Conversation()) == {"lesson": "", "html": ""}


@pytest.mark.parametrize(
    "detail",
    [
        {},
        {"lesson": "other", "step": 1},
        *({"lesson": "a-lesson", "step": at} for at in (0, 3, -1, "1", None, 1.0)),
    ],
)
def test_a_step_that_there_is_not_asks_nothing(detail: dict[str, Any]) -> None:
    taught = [lesson(step(DANGER, None), step(SILENT, None))]
    assert question_of(taught, detail) is None
    assert list(step_asker(taught, lambda *_: iter("asked"))(detail, Conversation())) == []


def test_a_step_is_asked_in_the_conversation() -> None:
    taught = [lesson(step(DANGER, None), step(SILENT, None))]
    talk = Conversation().asked("Before.")

    def reply(*values: Any) -> Iterator[Sequence[Any]]:
        yield values

    ask = step_asker(taught, reply)
    assert list(ask({"lesson": "a-lesson", "step": 2}, talk)) == [(SILENT, talk)]
