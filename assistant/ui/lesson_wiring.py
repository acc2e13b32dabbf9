"""A lesson in the chat page: where it is shown, how it is drawn, and how its questions are asked.

The lesson and its current step are in the page's address and script; what was asked and quoted
is in the visitor's conversation. The script acts with ``{lesson}`` to have the side bar drawn,
which comes back as ``{lesson, html}``, and with ``{lesson, step}`` to have a step asked.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, TypedDict

from assistant.lessons.lesson import Lesson
from assistant.ui.acts import Detail, answer_act
from assistant.ui.conversation import Conversation
from assistant.ui.lesson_bar import bar_html, unknown_html
from assistant.ui.lesson_standing import not_installed, standings
from assistant.ui.protocol import Assistant

if TYPE_CHECKING:
    import gradio as gr


class Drawn(TypedDict):
    """The side bar of the lesson `lesson`; nothing where none is open."""

    lesson: str
    html: str


def lesson_place() -> gr.HTML:
    """Where the script puts the side bar."""
    import gradio as gr

    return gr.HTML("", elem_id="frus-lesson", apply_default_css=False)


def answer_lessons(assistant: Assistant, lessons: Sequence[Lesson], conversation: gr.State) -> None:
    """Draw the lesson that the script names, as it stands in `conversation`."""

    def draw(detail: Detail, talk: Conversation) -> Drawn:
        return drawn(assistant, lessons, str(detail.get("lesson", "")), talk)

    answer_act("lesson", draw, [conversation])


def drawn(
    assistant: Assistant, lessons: Sequence[Lesson], id_: str, conversation: Conversation
) -> Drawn:
    """The side bar of lesson `id_`; where there is no such lesson it lists those there are."""
    lesson = next((one for one in lessons if one.id == id_), None)
    if lesson is None:
        return Drawn(lesson=id_, html=unknown_html(id_, lessons) if id_ else "")
    with assistant.stored() as stored:
        standing = standings(lesson, conversation, stored)
        missing = not_installed(lesson, stored)
    return Drawn(lesson=id_, html=bar_html(lesson, standing, missing))


def step_asker(
    lessons: Sequence[Lesson], reply: Callable[..., Iterator[Any]]
) -> Callable[..., Iterator[Any]]:
    """Has `reply` answer the question of the step that the script names, if there is such a one."""

    def ask(detail: Detail, *values: Any) -> Iterator[Any]:
        question = question_of(lessons, detail)
        if question is not None:
            yield from reply(question, *values)

    return ask


def question_of(lessons: Sequence[Lesson], detail: Detail) -> str | None:
    """The question of the step, numbered from 1, that `detail` names."""
    step = detail.get("step")
    for lesson in lessons:
        if lesson.id != detail.get("lesson") or not isinstance(step, int):
            continue
        if 1 <= step <= len(lesson.steps):
            return lesson.steps[step - 1].question
    return None
