"""The handout of a conversation: every question that it still holds, and what came of it."""

from __future__ import annotations

from datetime import date

from assistant.handout import words
from assistant.handout.handout import Entry, Handout
from assistant.ui.conversation import MOST_EXCHANGES, Conversation, Exchange
from assistant.ui.protocol import Assistant
from corpus.errors import InputError


def conversation_handout(conversation: Conversation, assistant: Assistant, made: date) -> Handout:
    """The handout of `conversation`, made on the day `made`.

    Raises InputError where nothing was asked.
    """
    if not conversation.exchanges:
        raise InputError(words.NOTHING_ASKED)
    dropped = words.dropped(MOST_EXCHANGES) if conversation.dropped else ""
    return Handout(
        title=words.CONVERSATION,
        introduction=dropped,
        entries=tuple(entry_of(exchange) for exchange in conversation.exchanges),
        made=made,
        index=assistant.info,
        volumes=tuple(assistant.volumes),
    )


def entry_of(exchange: Exchange, look_for: str = "", discussion: str = "") -> Entry:
    """What was asked and what came of it, with what a teacher says of it."""
    reply = exchange.answer or exchange.verdict
    return Entry(
        question=exchange.question,
        reply=reply,
        trouble="" if reply is not None else exchange.trouble or words.NO_REPLY_YET,
        scope=exchange.scope,
        look_for=look_for,
        discussion=discussion,
    )
