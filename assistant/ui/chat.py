"""The chat page: components, and what happens on a question or a new conversation."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from assistant.ui.conversation import Conversation
from assistant.ui.head import empty_html, head_html
from assistant.ui.message import messages
from assistant.ui.privacy import keep_private
from assistant.ui.protocol import Assistant
from assistant.ui.reporting import answer_reports
from assistant.ui.sources import panel_html
from assistant.ui.talk import converse
from assistant.ui.words import chat as words

if TYPE_CHECKING:
    import gradio as gr

#: As many characters as the assistant reads; the box takes no more.
MOST_CHARACTERS = 2_000


def build_chat(assistant: Assistant, reports: Path) -> gr.Blocks:
    """The chat as a Gradio application, not yet launched.

    What a visitor asks is kept in the visitor's own session and nowhere else, but for what the
    visitor reports: that is kept in the file at `reports`.
    """
    keep_private()
    import gradio as gr

    page = gr.Blocks(title=words.TITLE, analytics_enabled=False)
    with page:
        with gr.Row(elem_id="frus-top"):
            head = gr.HTML(head_html(assistant.volumes, assistant.info), apply_default_css=False)
            anew = gr.Button(words.NEW_CONVERSATION, elem_id="frus-new", size="sm")
        with gr.Column(elem_id="frus-layout"):
            with gr.Column(elem_id="frus-talk"):
                with gr.Column(elem_id="frus-empty") as welcome:
                    gr.HTML(empty_html(), apply_default_css=False)
                    examples = tuple(
                        gr.Button(example, elem_classes="frus-example")
                        for example in words.EXAMPLES
                    )
                chat = _chatbot()
            with gr.Row(elem_id="frus-composer"):
                question = _question_box()
                ask = gr.Button(words.ASK, variant="primary", elem_id="frus-ask")
            with gr.Column(elem_id="frus-side"):
                panel = gr.HTML(
                    panel_html(Conversation()),
                    elem_id="frus-sources",
                    apply_default_css=False,
                )
        _wire(
            page,
            assistant,
            reports,
            _Parts(
                head=head,
                conversation=gr.State(Conversation()),
                welcome=welcome,
                examples=examples,
                chat=chat,
                panel=panel,
                question=question,
                ask=ask,
                anew=anew,
            ),
        )
    return page


@dataclass(frozen=True, slots=True, kw_only=True)
class _Parts:
    """The components that events read and change."""

    head: gr.HTML
    conversation: gr.State
    welcome: gr.Column
    examples: tuple[gr.Button, ...]
    chat: gr.Chatbot
    panel: gr.HTML
    question: gr.Textbox
    ask: gr.Button
    anew: gr.Button


def _wire(page: gr.Blocks, assistant: Assistant, reports: Path, parts: _Parts) -> None:
    answer_reports(parts.conversation, reports)
    # Asked at every visit: the index may be another than when the server began.
    page.load(
        lambda: head_html(assistant.volumes, assistant.info),
        None,
        parts.head,
        show_progress="hidden",
        api_visibility="private",
    )
    outputs = [
        parts.head,
        parts.conversation,
        parts.welcome,
        parts.chat,
        parts.panel,
        parts.question,
    ]
    reply = _replier(assistant, parts)
    asking: list[dict[str, Any]] = [
        trigger(
            reply,
            [source, parts.conversation],
            outputs,
            show_progress="hidden",
            api_visibility="private",
        )
        for trigger, source in (
            (parts.question.submit, parts.question),
            (parts.ask.click, parts.question),
            *((example.click, example) for example in parts.examples),
        )
    ]
    parts.anew.click(
        _beginner(parts),
        None,
        outputs,
        cancels=asking,
        show_progress="hidden",
        api_visibility="private",
    )


def _replier(
    assistant: Assistant, parts: _Parts
) -> Callable[[str | None, Conversation], Iterator[dict[Any, Any]]]:
    import gradio as gr

    def reply(question: str | None, conversation: Conversation) -> Iterator[dict[Any, Any]]:
        for count, talk in enumerate(converse(assistant, question or "", conversation)):
            change: dict[Any, Any] = {parts.conversation: talk, parts.chat: messages(talk)}
            if count == 0:
                # Once only: later steps leave alone what is typed in the meantime.
                change |= {parts.question: "", parts.welcome: gr.Column(visible=False)}
            if talk.exchanges[-1].answer is not None:
                change[parts.panel] = panel_html(talk)
                # The index may be another than when the page was opened.
                change[parts.head] = head_html(assistant.volumes, assistant.info)
            yield change

    return reply


def _beginner(parts: _Parts) -> Callable[[], dict[Any, Any]]:
    import gradio as gr

    def begin() -> dict[Any, Any]:
        return {
            parts.conversation: Conversation(),
            parts.welcome: gr.Column(visible=True),
            parts.chat: [],
            parts.panel: panel_html(Conversation()),
            parts.question: "",
        }

    return begin


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
