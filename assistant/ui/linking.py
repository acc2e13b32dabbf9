"""What leads on from an answer: the link back to it, and what to ask next. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.answer import Answer, Reason
from assistant.by_place import ByPlace
from assistant.document_lines import Stored
from assistant.link import Link
from assistant.receipt import Change, Now, Quoted, receipt_of
from assistant.ui.conversation import Conversation, Exchange
from assistant.ui.document_link import document_page
from assistant.ui.markup import text
from assistant.ui.words import linking as words
from assistant.ui.words import suggesting as asking
from corpus.errors import InputError

# Said to whoever asked nothing: there is nothing to come back to.
_NOTHING_ASKED = frozenset(
    (Reason.EMPTY, Reason.GREETING, Reason.THANKS, Reason.TOO_LONG, Reason.HELP, Reason.UNCLEAR)
)


def link_to(conversation: Conversation, stored: Stored) -> Link | None:
    """A link to the last answer, of `stored`; None where it is no answer, or no address holds it.

    The question is linked as it was searched, and one that was not searched, as "What page is
    that?", together with those that it leans on.
    """
    last = conversation.exchanges[-1]
    answer = last.answer
    if answer is None or (answer.refusal and answer.refusal.reason in _NOTHING_ASKED):
        return None
    chain = _leant_on(conversation, stored)
    if any(one.scope != last.scope for one in chain):
        return None
    questions = tuple(_asked(one) for one in chain)
    try:
        return Link(
            question=questions[-1],
            earlier=questions[:-1],
            scope=last.scope,
            receipt=receipt_of(answer),
        )
    except InputError:
        return None  # longer than an address may be


def changed_html(change: Change) -> str:
    """What an answer says of the one that its link was made of."""
    gone, unquoted = change.became(Now.GONE), change.became(Now.UNQUOTED)
    listed = [f"<li>{text(words.GONE)} {text(quoted.passage)}</li>" for quoted in gone]
    listed += [f"<li>{text(words.UNQUOTED)} {_linked(quoted)}</li>" for quoted in unquoted]
    items = f"<ul>{''.join(listed)}</ul>" if listed else ""
    said = " ".join(words.told(change))
    return f'<div class="frus-reopened"><p>{text(said)}</p>{items}</div>'


def copy_link_html(exchange: int) -> str:
    """The button that copies the link to the answer to question number `exchange`."""
    return (
        f'<button type="button" class="frus-copy-link" id="link-{exchange}">'
        f"{text(words.COPY_LINK)}</button>"
    )


def next_html(questions: Sequence[str]) -> str:
    """What can be asked next, each asked by a click; nothing where there is nothing."""
    if not questions:
        return ""
    buttons = "".join(
        f'<li><button type="button" class="frus-next">{text(question)}</button></li>'
        for question in questions
    )
    return f'<div class="frus-suggested"><p>{text(asking.ASK_NEXT)}</p><ul>{buttons}</ul></div>'


def _linked(quoted: Quoted) -> str:
    document = quoted.passage.rpartition("/")[0]
    return f'<a href="{text(document_page(document))}">{text(quoted.passage)}</a>'


def _leant_on(conversation: Conversation, stored: Stored) -> list[Exchange]:
    """The last exchange, after those that it leans on: back to one that quotes and stands alone."""
    answered = [one for one in conversation.exchanges if one.answer is not None]
    chain = answered[-1:]
    for earlier in reversed(answered[:-1]):
        first = chain[0].answer
        ends = first is not None and (bool(first.quotes) or len(chain) == 1)
        if ends and _stands_alone(chain[0], stored):
            break
        chain.insert(0, earlier)
    return chain


def _stands_alone(exchange: Exchange, stored: Stored) -> bool:
    answer = exchange.answer
    if answer is None:
        return False
    if answer.hits or (answer.refusal is not None and answer.refusal.looked is not None):
        return True
    found = ByPlace(stored).resolve(_asked(exchange), (), exchange.scope)
    return bool(answer.quotes) and found == answer.quotes


def _asked(exchange: Exchange) -> str:
    answer: Answer | None = exchange.answer
    return (answer.searched if answer else "") or exchange.question
