"""Where the page shows a conversation, and what changes there with each of its steps."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from assistant.ui.conversation import EVERYTHING, MOST_EXCHANGES, Conversation, Exchange
from assistant.ui.head import head_html
from assistant.ui.message import messages
from assistant.ui.protocol import Assistant
from assistant.ui.sources import panel_html
from assistant.ui.talk import converse
from vectorstore.retriever import Filter

if TYPE_CHECKING:
    import gradio as gr
    from gradio.blocks import Block


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """The components that a conversation is shown in.

    Each exchange has a place of its own among `sources`, so that an answer sends its own sources
    and not those of the whole conversation again. `editing` is the number of the question that is
    edited, 0 where none is, and `revising` says so.
    """

    assistant: Assistant
    head: gr.HTML
    link_trouble: gr.HTML
    conversation: gr.State
    welcome: gr.Column
    chat: gr.Chatbot
    sources: tuple[gr.HTML, ...]
    question: gr.Textbox
    editing: gr.State
    revising: gr.HTML

    @property
    def outputs(self) -> list[Block]:
        """Everything that the methods change."""
        places = (self.head, self.link_trouble, self.conversation, self.welcome, self.chat)
        return [*places, *self.sources, self.question, self.editing, self.revising]

    def reply(
        self, question: str | None, conversation: Conversation, scope: Filter = EVERYTHING
    ) -> Iterator[dict[Any, Any]]:
        """What changes with each step of the reply to `question`, asked of what is in `scope`.

        Nothing while another is being answered: a conversation has one question at a time.
        """
        import gradio as gr

        if conversation.awaited:
            yield gr.skip()
            return
        steps = converse(self.assistant, question or "", conversation, scope)
        for count, talk in enumerate(steps):
            yield self.step(talk, first=count == 0)

    def step(self, talk: Conversation, *, first: bool) -> dict[Any, Any]:
        """What changes with a step of the last reply; `first` says that it is the first one."""
        import gradio as gr

        last = talk.exchanges[-1]
        change: dict[Any, Any] = {self.conversation: talk, self.chat: messages(talk)}
        if first:
            # Once only: later steps leave alone what is done in the meantime.
            change |= {self.welcome: gr.Column(visible=False), self.link_trouble: ""}
            change |= self._cleared(talk)
        # The passages found are sent once, however long the line and the reply.
        if last.ended or (last.found and not last.ahead and not last.written):
            change[self._place(last)] = _sources(last)
        if _of_another_index(talk):
            change[self.head] = head_html(self.assistant.volumes, self.assistant.info)
        return change

    def redrawn(self, talk: Conversation) -> dict[Any, Any]:
        """What shows `talk`, which lost its last questions or all of them."""
        import gradio as gr

        return {
            self.conversation: talk,
            self.chat: messages(talk),
            self.welcome: gr.Column(visible=not talk.exchanges),
            self.link_trouble: "",
            **self._cleared(talk),
            **self.settled(),
        }

    def settled(self) -> dict[Any, Any]:
        """What shows that no question is being edited."""
        return {self.editing: 0, self.revising: ""}

    def _cleared(self, talk: Conversation) -> dict[Any, Any]:
        kept = {self._place(exchange) for exchange in talk.exchanges if exchange.ended}
        return {place: "" for place in self.sources if place not in kept}

    def _place(self, exchange: Exchange) -> gr.HTML:
        return self.sources[exchange.number % MOST_EXCHANGES]


def build_sources() -> tuple[gr.HTML, ...]:
    """The places for the sources of a conversation's exchanges, empty."""
    import gradio as gr

    gr.HTML(panel_html(Conversation()), elem_id="frus-sources-none", apply_default_css=False)
    return tuple(
        gr.HTML("", elem_classes="frus-sources-of-one", apply_default_css=False)
        for _ in range(MOST_EXCHANGES)
    )


def _sources(exchange: Exchange) -> str:
    if exchange.verdict is not None or exchange.trouble:
        return ""
    return panel_html(Conversation((exchange,)))


def _of_another_index(talk: Conversation) -> bool:
    """Whether the last answer is the first one from its index: what is said of it may be old."""
    answers = [one.answer for one in talk.exchanges if one.answer is not None]
    last = talk.exchanges[-1].answer
    return last is not None and (len(answers) < 2 or answers[-2].index != last.index)
