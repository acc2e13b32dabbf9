"""The report of a wrong quotation: from its card in the panel to a line in a file of this machine.

The page's script asks for what is wrong and acts with ``{card, wrong}``; what came of it goes back
to the script as ``{card, kept, told}``.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, TypedDict

from assistant.answer import Answer, Quote
from assistant.reported import Report, keep_report
from assistant.ui.acts import Detail, answer_act
from assistant.ui.conversation import Conversation, Exchange
from assistant.ui.message import card_id
from assistant.ui.words import chat as words
from corpus.errors import FrusError, InputError

if TYPE_CHECKING:
    import gradio as gr

#: What is wrong is a sentence or a few; so many characters are kept of it at most.
LONGEST_SAID = 500


class Told(TypedDict):
    """What came of the report of the quotation on `card`, in words for its reader."""

    card: str
    kept: bool
    told: str


def answer_reports(conversation: gr.State, reports: Path) -> None:
    """Keep in `reports` what is reported of `conversation`, and tell the card."""

    def keep(detail: Detail, shown: Conversation) -> Told:
        card, wrong = str(detail.get("card", "")), str(detail.get("wrong", ""))
        return reported(shown, card, wrong, reports)

    answer_act("report", keep, [conversation])


def reported(conversation: Conversation, card: str, wrong: str, reports: Path) -> Told:
    """Keep the report of the quotation on `card`; a report that cannot be kept says why."""
    try:
        keep_report(reports, report_of(conversation, card, wrong, date.today()))
    except FrusError as error:
        # A visitor from another machine has no business with the folders of this one.
        reason = str(error).replace(str(reports), reports.name)
        return Told(card=card, kept=False, told=f"{words.NOT_REPORTED} {reason}")
    return Told(card=card, kept=True, told=words.reported(reports.name))


def report_of(conversation: Conversation, card: str, wrong: str, day: date) -> Report:
    """The report of the quotation on `card`, made on `day`.

    Raises InputError for a card that `conversation` does not show, and for too many words.
    """
    if len(wrong) > LONGEST_SAID:
        raise InputError(words.report_too_long(LONGEST_SAID))
    exchange, answer, quote = _cited(conversation, card)
    earlier = (other for other in conversation.exchanges if other.number < exchange.number)
    return Report(
        question=_whole(exchange.question),
        history=tuple(
            _whole(other.question)
            for other in earlier
            if other.answer is not None and other.question.strip()
        ),
        searched=_whole(answer.searched),
        scope=exchange.scope,
        passage=quote.passage.id,
        start=quote.start,
        end=quote.end,
        words=quote.text,
        wrong=_whole(wrong.strip()),
        index=answer.index.version,
        day=day.isoformat(),
    )


def _cited(conversation: Conversation, card: str) -> tuple[Exchange, Answer, Quote]:
    for exchange in conversation.exchanges:
        if exchange.answer is None:
            continue
        for number, quote in enumerate(exchange.answer.quotes, start=1):
            if card_id(exchange.number, str(number)) == card:
                return exchange, exchange.answer, quote
    raise InputError(words.NOT_SHOWN)


def _whole(said: str) -> str:
    """`said` with half characters, which no file of UTF-8 can hold, as U+FFFD."""
    return said.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
