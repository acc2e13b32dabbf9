"""The report of a wrong quotation: from its card in the panel to a line in a file of this machine.

The page's script asks for what is wrong and raises ``frus-report`` on the panel with
``{card, wrong}``; what came of it goes back to the script as ``{card, kept, told}``.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, TypedDict

from assistant.answer import Answer, Quote
from assistant.reported import Report, keep_report
from assistant.ui import words
from assistant.ui.conversation import Conversation, Exchange
from assistant.ui.message import card_id
from corpus.errors import FrusError, InputError
from vectorstore.retriever import Filter

if TYPE_CHECKING:
    import gradio as gr

#: What is wrong is a sentence or a few; so many characters are kept of it at most.
LONGEST_SAID = 500

#: Run once with the panel: hands the script's reports on to Python.
TELLS = "element.addEventListener('frus-report', (event) => trigger('submit', event.detail));"
_TOLD = "(told) => { document.dispatchEvent(new CustomEvent('frus-told', { detail: told })); }"


class Told(TypedDict):
    """What came of the report of the quotation on `card`, in words for its reader."""

    card: str
    kept: bool
    told: str


def answer_report(panel: gr.HTML, conversation: gr.State, reports: Path) -> None:
    """Keep in `reports` what is reported in `panel`, and tell the card."""
    import gradio as gr

    told = gr.JSON(visible="hidden")

    def keep(shown: Conversation, event: gr.EventData) -> Iterator[Told]:
        card = str(event.card)
        try:
            yield reported(shown, card, str(event.wrong), reports)
        except Exception:
            yield Told(card=card, kept=False, told=f"{words.NOT_REPORTED} {words.REPORT_FAILURE}")
            raise

    # Gradio goes by the annotation, and finds none that this module's namespace lacks.
    keep.__annotations__["event"] = gr.EventData
    panel.submit(keep, conversation, told, show_progress="hidden", api_visibility="private").then(
        None, told, None, js=_TOLD, show_progress="hidden", api_visibility="private"
    )


def reported(conversation: Conversation, card: str, wrong: str, reports: Path) -> Told:
    """Keep the report of the quotation on `card`; a report that cannot be kept says why."""
    try:
        keep_report(reports, report_of(conversation, card, wrong, date.today()))
    except FrusError as error:
        return Told(card=card, kept=False, told=f"{words.NOT_REPORTED} {error}")
    return Told(card=card, kept=True, told=words.reported(str(reports)))


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
        # The chat searches every volume: it offers its reader no scope.
        scope=Filter(),
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
