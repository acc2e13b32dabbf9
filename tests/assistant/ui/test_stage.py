"""What changes on the page while a question is answered."""

from __future__ import annotations

from typing import Any

import pytest

from assistant.ui.conversation import Conversation
from assistant.ui.privacy import keep_private
from assistant.ui.protocol import Assistant
from assistant.ui.stage import Stage, build_sources

TEHRAN = "Where are the records of the Tehran Conference?"


@pytest.fixture(scope="module")
def stage(scripted: Assistant) -> Stage:
    keep_private()
    import gradio as gr

    with gr.Blocks(analytics_enabled=False):
        with gr.Column() as welcome:
            pass
        return Stage(
            assistant=scripted,
            head=gr.HTML(),
            link_trouble=gr.HTML(),
            conversation=gr.State(),
            welcome=welcome,
            chat=gr.Chatbot(),
            sources=build_sources(),
            question=gr.Textbox(),
            editing=gr.State(0),
            revising=gr.HTML(),
        )


def told(stage: Stage, talk: Conversation, question: str = TEHRAN) -> list[dict[Any, Any]]:
    return list(stage.reply(question, talk))


def test_sources_come_before_the_answer_and_alone(stage: Stage) -> None:
    steps = told(stage, Conversation())
    shown = [[change[place] for place in stage.sources if change.get(place)] for change in steps]
    found = next(number for number, places in enumerate(shown) if places)
    assert "frus-found" in shown[found][0]
    assert steps[found][stage.conversation].awaited
    assert "frus-card" in shown[-1][0]
    assert all(len(places) <= 1 for places in shown)


def test_a_second_question_leaves_the_sources_of_the_first_where_they_are(stage: Stage) -> None:
    talk = told(stage, Conversation())[-1][stage.conversation]
    places = stage.sources
    first = places[1]
    changed = [place for change in told(stage, talk) for place in places if place in change]
    assert first not in changed
    assert changed


def test_while_a_reply_is_awaited_nothing_else_is_asked(stage: Stage) -> None:
    import gradio as gr

    awaited = Conversation().asked(TEHRAN)
    assert told(stage, awaited) == [gr.skip()]
