"""The chat page: components, and what happens on a question or a new conversation."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from assistant.lessons.lesson import Lesson
from assistant.ui.acts import on_act
from assistant.ui.choice import chosen
from assistant.ui.conversation import Conversation
from assistant.ui.examples import first_questions
from assistant.ui.exporting import answer_exports, export_menu
from assistant.ui.filters import Filters, build_filters
from assistant.ui.head import empty_html, head_html
from assistant.ui.lesson_wiring import answer_lessons, lesson_place, step_asker
from assistant.ui.pinning import answer_pins
from assistant.ui.privacy import keep_private
from assistant.ui.protocol import Assistant
from assistant.ui.quick_import import import_gradio
from assistant.ui.reopening import Opened, asker, on_open, trouble_html
from assistant.ui.reporting import answer_reports
from assistant.ui.revising import answer_revisions
from assistant.ui.stage import Stage, build_sources
from assistant.ui.words import chat as words

if TYPE_CHECKING:
    import gradio as gr

#: As many characters as the assistant reads; the box takes no more.
MOST_CHARACTERS = 2_000


def build_chat(assistant: Assistant, reports: Path, lessons: Sequence[Lesson] = ()) -> gr.Blocks:
    """The chat as a Gradio application, not yet launched.

    What a visitor asks is kept in the visitor's own session and nowhere else, but for what the
    visitor reports: that is kept in the file at `reports`.
    """
    keep_private()
    import_gradio()
    import gradio as gr

    page = gr.Blocks(title=words.TITLE, analytics_enabled=False)
    with page:
        with gr.Row(elem_id="frus-top"):
            head = gr.HTML(head_html(assistant.volumes, assistant.info), apply_default_css=False)
            export_menu()
            anew = gr.Button(words.NEW_CONVERSATION, elem_id="frus-new", size="sm")
        # The order of the keyboard; the style sheet says what stands where.
        with gr.Column(elem_id="frus-layout"):
            lesson_place()
            with gr.Column(elem_id="frus-composer"):
                chip = gr.HTML("", elem_id="frus-pinned", apply_default_css=False)
                revising = gr.HTML("", elem_id="frus-revising", apply_default_css=False)
                with gr.Row(elem_id="frus-asking"):
                    question = _question_box()
                    ask = gr.Button(words.ASK, variant="primary", elem_id="frus-ask")
                filters = build_filters(assistant, chip)
            with gr.Column(elem_id="frus-talk"):
                link_trouble = gr.HTML(elem_id="frus-link-trouble", apply_default_css=False)
                with gr.Column(elem_id="frus-empty") as welcome:
                    gr.HTML(empty_html(), apply_default_css=False)
                    examples = tuple(
                        gr.Button(**shown, elem_classes="frus-example")
                        for shown in _examples(assistant)
                    )
                chat = _chatbot()
            with gr.Column(elem_id="frus-side"), gr.Column(elem_id="frus-sources"):
                sources = build_sources()
        stage = Stage(
            assistant=assistant,
            head=head,
            link_trouble=link_trouble,
            conversation=gr.State(Conversation()),
            welcome=welcome,
            chat=chat,
            sources=sources,
            question=question,
            editing=gr.State(0),
            revising=revising,
        )
        answer_reports(stage.conversation, reports)
        answer_exports(assistant, stage.conversation)
        answer_lessons(assistant, lessons, stage.conversation)
        answer_pins(assistant, filters)
        filters.wire()
        _refresh(page, assistant, head, filters, examples)
        asking = [
            *_wire_asking(stage, filters, ask, examples),
            on_open(
                page,
                assistant,
                partial(_opened, stage, filters),
                stage.conversation,
                [*stage.outputs, *filters.outputs],
            ),
            on_act(
                "lesson-ask", step_asker(lessons, stage.reply), [stage.conversation], stage.outputs
            ),
        ]
        anew.click(
            partial(_begun, stage, filters),
            filters.fields,
            [*stage.outputs, *filters.told],
            cancels=asking,
            show_progress="hidden",
            api_visibility="private",
        )
    return page


def _refresh(
    page: gr.Blocks,
    assistant: Assistant,
    head: gr.HTML,
    filters: Filters,
    examples: Sequence[gr.Button],
) -> None:
    """Tell at every visit what is installed: it may be other than when the server began."""
    import gradio as gr

    def installed() -> dict[Any, Any]:
        buttons = (gr.Button(**shown) for shown in _examples(assistant))
        return {
            head: head_html(assistant.volumes, assistant.info),
            **filters.refreshed(),
            **dict(zip(examples, buttons, strict=True)),
        }

    page.load(
        installed,
        None,
        [head, filters.volumes, filters.waiting, *examples],
        show_progress="hidden",
        api_visibility="private",
    )


def _wire_asking(
    stage: Stage, filters: Filters, button: gr.Button, examples: Sequence[gr.Button]
) -> list[Any]:
    """Have questions answered, however they come; the events, to be cancelled."""
    import gradio as gr

    ask = partial(ask_chosen, stage, filters)

    def submit(
        question: str, talk: Conversation, editing: int, *values: Any
    ) -> Iterator[dict[Any, Any]]:
        """What was typed leaves the box when it is asked, and replaces what was edited."""
        typed: dict[Any, Any] = {stage.question: "", **stage.settled()}
        for change in ask(question, talk.before(editing) if editing else talk, *values):
            yield change if stage.conversation not in change else {**typed, **change}
            typed = {}

    settings: dict[str, Any] = {
        "outputs": [*stage.outputs, *filters.told],
        "show_progress": "hidden",
        "api_visibility": "private",
    }
    fields = filters.fields
    typed = [stage.question, stage.conversation, stage.editing, *fields]
    return [
        gr.on([stage.question.submit, button.click], submit, typed, **settings),
        *(one.click(ask, [one, stage.conversation, *fields], **settings) for one in examples),
        on_act("ask", asker(ask), [stage.conversation, *fields], settings["outputs"]),
        *answer_revisions(stage, ask, filters),
    ]


def ask_chosen(
    stage: Stage, filters: Filters, question: str | None, talk: Conversation, *values: Any
) -> Iterator[dict[Any, Any]]:
    """What changes while `question` is answered from what the fields' `values` admit.

    Where a date is no date, only that is told, and nothing is asked.
    """
    choice = chosen(*values)
    if any(choice.troubles):
        yield filters.showing(choice)
        return
    yield from stage.reply(question, talk, choice.scope)


def _opened(stage: Stage, filters: Filters, opened: Opened) -> dict[Any, Any]:
    """What shows a step of opening a link; what it searches stays set."""
    change = filters.setting(opened.scope) if opened.first and not opened.trouble else {}
    if opened.conversation.exchanges:
        return change | stage.step(opened.conversation, first=opened.first)
    return change | {stage.link_trouble: trouble_html(opened.trouble)}


def _begun(stage: Stage, filters: Filters, *values: Any) -> dict[Any, Any]:
    """A new conversation: nothing asked, nothing pinned, and the filters as they were."""
    return {**stage.redrawn(Conversation()), stage.question: "", **filters.unpinned(*values)}


def _examples(assistant: Assistant) -> list[dict[str, Any]]:
    """The buttons of the first questions, hidden where there are too few questions."""
    with assistant.stored() as stored:
        questions = first_questions(stored)
    hidden = [""] * (len(words.EXAMPLES) - len(questions))
    return [{"value": one, "visible": bool(one)} for one in (*questions, *hidden)]


def _chatbot() -> gr.Chatbot:
    import gradio as gr

    return gr.Chatbot(
        elem_id="frus-chat",
        label=words.CONVERSATION_LABEL,
        show_label=False,
        container=False,
        height=None,
        layout="panel",
        latex_delimiters=[],
        sanitize_html=True,
        allow_tags=False,
        buttons=[],
        feedback_options=None,
        group_consecutive_messages=False,
        autoscroll=False,
        placeholder=" ",
    )


def _question_box() -> gr.Textbox:
    import gradio as gr

    return gr.Textbox(
        elem_id="frus-question-box",
        label=words.QUESTION_LABEL,
        placeholder=words.QUESTION_PLACEHOLDER,
        show_label=False,
        container=False,
        lines=1,
        max_lines=6,
        max_length=MOST_CHARACTERS,
        autofocus=True,
        scale=1,
    )
