"""Going back on what was asked: a question edited, asked again or removed, a search edited.

The page's script acts with ``{question}``, the number of the question whose button was pressed.
Whoever speaks to the server without the script may name any: what the conversation does not have,
and what is still awaited, is left alone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from assistant.ui.acts import Detail, on_act
from assistant.ui.conversation import Conversation, Exchange
from assistant.ui.filters import Filters
from assistant.ui.markup import text
from assistant.ui.stage import Stage
from assistant.ui.words import asking as words

Changes = Iterator[dict[Any, Any]]
Ask = Callable[..., Changes]


def answer_revisions(stage: Stage, ask: Ask, filters: Filters) -> list[Any]:
    """Go back on what was asked as the reader wants it; the events, to be cancelled.

    `ask` takes a question, the conversation before it and the values of the fields of `filters`.
    """

    def edit(detail: Detail, talk: Conversation) -> Changes:
        exchange = asked(talk, detail)
        if exchange is not None:
            yield {
                stage.question: exchange.question,
                stage.editing: exchange.number,
                stage.revising: revising_html(exchange, talk),
            }

    def leave(_: Detail) -> Changes:
        yield {stage.question: "", **stage.settled()}

    def search(detail: Detail, talk: Conversation) -> Changes:
        exchange = asked(talk, detail)
        if exchange is not None and exchange.answer is not None:
            yield {stage.question: exchange.answer.searched, **stage.settled()}

    def again(detail: Detail, talk: Conversation, *values: Any) -> Changes:
        exchange = asked(talk, detail)
        if exchange is not None and exchange is talk.exchanges[-1]:
            yield from ask(exchange.question, talk.before(exchange.number), *values)

    def remove(detail: Detail, talk: Conversation) -> Changes:
        exchange = asked(talk, detail)
        if exchange is not None and exchange is talk.exchanges[-1]:
            yield stage.redrawn(talk.before(exchange.number))

    talk = [stage.conversation]
    on_act("edit", edit, talk, stage.outputs)
    on_act("leave", leave, [], stage.outputs)
    on_act("search", search, talk, stage.outputs)
    on_act("remove", remove, talk, stage.outputs)
    return [on_act("again", again, [*talk, *filters.fields], [*stage.outputs, *filters.told])]


def asked(talk: Conversation, detail: Detail) -> Exchange | None:
    """The exchange that `detail` names by its number; none while a reply is awaited."""
    if talk.awaited:
        return None
    number = detail.get("question")
    return next((one for one in talk.exchanges if one.number == number), None)


def revising_html(exchange: Exchange, talk: Conversation) -> str:
    """What stands by the question box while the question of `exchange` is edited in it."""
    after = talk.exchanges[-1].number - exchange.number
    return (
        '<p class="frus-revising" role="status">'
        f"<span>{text(words.revising(exchange.number, after))}</span>"
        f'<button type="button" class="frus-leave">{text(words.KEEP)} '
        f"<kbd>{text(words.KEEP_KEY)}</kbd></button></p>"
    )
