"""A page opened by a link: its questions asked, its scope set, and what changed since told."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from assistant.link import EVERYTHING, Link, from_query
from assistant.receipt import changed
from assistant.ui.acts import Detail, or_nothing
from assistant.ui.conversation import Conversation
from assistant.ui.markup import line, text
from assistant.ui.protocol import Assistant
from assistant.ui.talk import converse
from assistant.ui.words import linking as words
from corpus.errors import FrusError
from vectorstore.retriever import Filter

if TYPE_CHECKING:
    import gradio as gr
    from gradio.blocks import Block


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """The chat as a link has it: the talk so far, what is searched, and why the link is no good.

    `first` says that it is the first step of opening the link.
    """

    conversation: Conversation
    scope: Filter = EVERYTHING
    trouble: str = ""
    first: bool = False


def reopen(
    assistant: Assistant, parameters: Iterable[tuple[str, str]], conversation: Conversation
) -> Iterator[Opened]:
    """The chat after each step of opening the address with these parameters, decoded, in order.

    Nothing where they hold no link. What is wrong with a link becomes its trouble, and the chat
    stays empty.
    """
    try:
        link = from_query(parameters)
        assistant.require(link.scope)
    except FrusError as error:
        yield Opened(conversation=conversation, trouble=str(error), first=True)
        return
    if not link.questions and link.scope != EVERYTHING:
        yield Opened(conversation=conversation, scope=link.scope, first=True)
    for count, talk in enumerate(asked(assistant, link, conversation)):
        yield Opened(conversation=talk, scope=link.scope, first=count == 0)


def asked(assistant: Assistant, link: Link, conversation: Conversation) -> Iterator[Conversation]:
    """The conversation after each step of asking a link's questions, one after another.

    The last answer tells how it differs from the one that the link was made of.
    """
    first = conversation.exchanges[-1].number if conversation.exchanges else 0
    for number, question in enumerate(link.questions, start=first + 1):
        for talk in converse(assistant, question, conversation, link.scope):
            last = number == first + len(link.questions)
            conversation = _compared(assistant, link, talk) if last else talk
            yield conversation


def trouble_html(trouble: str) -> str:
    """What is said of a link that cannot be opened; nothing where there is no trouble."""
    if not trouble:
        return ""
    return (
        f'<p class="frus-link-trouble" role="alert"><strong>{text(words.NOT_OPENED)}</strong> '
        f"{line(trouble.rstrip('.'))}. {text(words.ASK_INSTEAD)} "
        f'<a href="/documents">{text(words.SEE_VOLUMES)}</a>.</p>'
    )


def _compared(assistant: Assistant, link: Link, talk: Conversation) -> Conversation:
    answer = talk.exchanges[-1].answer
    if answer is None or link.receipt is None:
        return talk
    with assistant.stored() as stored:
        return talk.reopened(changed(link.receipt, answer, stored))


def asker(reply: Callable[..., Iterator[Any]]) -> Callable[..., Iterator[Any]]:
    """Has `reply` answer the question that the page's script acts with."""

    def ask(detail: Detail, *values: Any) -> Iterator[Any]:
        yield from reply(str(detail.get("question", "")), *values)

    return ask


def on_open(
    page: gr.Blocks,
    assistant: Assistant,
    show: Callable[[Opened], dict[Any, Any]],
    conversation: gr.State,
    outputs: Sequence[Block],
) -> Any:
    """Open the link in the page's address, where it has one; the event, to be cancelled.

    `show` gives the changes of `outputs` for each step.
    """
    import gradio as gr

    def opened(talk: Conversation, request: Any) -> Iterator[dict[Any, Any]]:
        parameters = request.query_params.multi_items()
        yield from or_nothing(map(show, reopen(assistant, parameters, talk)))

    # Gradio goes by the annotation, and finds none that this module's namespace lacks.
    opened.__annotations__["request"] = gr.Request
    return page.load(
        opened,
        [conversation],
        list(outputs),
        show_progress="hidden",
        api_visibility="private",
    )
