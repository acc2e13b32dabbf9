"""Questions and answers as the HTML of chat messages. Pure functions.

The page cleans messages before it shows them: ``class``, ``id`` and ``href`` survive, ``data-``
and ``aria-`` attributes do not, so a citation is a link to its card and labels are hidden words.
"""

from __future__ import annotations

from collections.abc import Sequence

from assistant.answer import Answer, Quote, Statement
from assistant.render import (
    pieces,
    place_label,
    searched_differently,
    voice_label,
)
from assistant.ui.conversation import MOST_EXCHANGES, Conversation, Exchange
from assistant.ui.linking import changed_html, copy_link_html, next_html
from assistant.ui.markup import hidden, line, text
from assistant.ui.verdict_card import verdict_html
from assistant.ui.words import asking
from assistant.ui.words import chat as words


def messages(conversation: Conversation) -> list[dict[str, str]]:
    """The chat's messages, each with ``role`` and ``content``, oldest first."""
    shown: list[dict[str, str]] = []
    for exchange in conversation.exchanges:
        shown.append({"role": "user", "content": question_html(exchange)})
        last = exchange is conversation.exchanges[-1]
        shown.append({"role": "assistant", "content": reply_html(exchange, last=last)})
    if conversation.dropped:
        note = f'<div class="frus-dropped">{text(words.dropped(MOST_EXCHANGES))}</div>'
        shown.insert(0, {"role": "assistant", "content": note})
    return shown


def question_html(exchange: Exchange) -> str:
    """The question as it was typed; once it is replied to, with the way to edit it."""
    asked = line(exchange.question.strip()) or text(words.NO_QUESTION)
    question = f'<div class="frus-question">{hidden(words.QUESTION_NAME + ": ")}{asked}</div>'
    edit = _button("frus-edit", exchange, asking.EDIT) if exchange.ended else ""
    return _block("frus-asked", question + _actions(edit)) if edit else question


def reply_html(exchange: Exchange, *, last: bool = False) -> str:
    """What came of the question: an answer, a refusal, trouble, or how far the search is.

    What to ask next stands below the `last` answer alone.
    """
    revising = _revising(exchange) if last else ""
    if exchange.answer is not None:
        change = changed_html(exchange.change) if exchange.change else ""
        answer = answer_html(exchange.answer, exchange.number, linked=exchange.link is not None)
        led_on = next_html(exchange.next) if last else ""
        scope = _scope(exchange)
        return _block("frus-reply", f"{change}{scope}{answer}{revising}{led_on}{_told(exchange)}")
    if exchange.verdict is not None:
        return _block("frus-reply", verdict_html(exchange.verdict) + revising + _told(exchange))
    if exchange.trouble:
        trouble = f"<p><strong>{text(words.TROUBLE)}</strong> {line(exchange.trouble)}</p>"
        return _block("frus-reply frus-trouble", trouble + revising + _told(exchange))
    searched = ""
    if exchange.searched and exchange.searched.split() != exchange.question.split():
        searched = _searched_as(exchange.searched)
    waiting = f'<p class="frus-waiting">{text(exchange.progress or words.SEARCHING)}</p>'
    written = "".join(_statements(exchange.written, exchange.number))
    return _block("frus-reply", searched + written + waiting)


def answer_html(answer: Answer, exchange: int, *, linked: bool = False) -> str:
    """The answer to the conversation's question number `exchange`; `linked` where it has a link."""
    parts = []
    if searched_differently(answer):
        edit = f'<button type="button" class="frus-edit-search" id="search-{exchange}">'
        parts.append(_searched_as(answer.searched, f"{edit}{text(asking.EDIT_SEARCH)}</button>"))
    if answer.notice:
        notice = f"<strong>{text(words.NOTICE)}</strong> {line(answer.notice)}"
        parts.append(f'<p class="frus-notice">{notice}</p>')
    if answer.refusal is not None:
        parts += _refused(answer, exchange, linked=linked)
    else:
        parts += _statements(answer.statements, exchange)
        shown = words.show_sources(len(answer.quotes))
        parts.append(_actions(_show(exchange, shown), _copy(exchange, linked=linked)))
    return "".join(parts)


def card_id(exchange: int, mark: str) -> str:
    """The HTML id of the card that citation `mark` of question `exchange` leads to."""
    return f"source-{exchange}-{mark}"


def citation_id(exchange: int, mark: str) -> str:
    """The HTML id of the first citation `mark` in the answer to question `exchange`."""
    return f"cite-{exchange}-{mark}"


def _statements(statements: Sequence[Statement], exchange: int) -> list[str]:
    """Statements with the numbers of their quotations, from 1, in order of first use."""
    quotes = dict.fromkeys(quote for statement in statements for quote in statement.quotes)
    numbers = {quote: number for number, quote in enumerate(quotes, start=1)}
    cited: set[int] = set()
    return [_statement(each, numbers, exchange, cited) for each in statements]


def _statement(
    statement: Statement, numbers: dict[Quote, int], exchange: int, cited: set[int]
) -> str:
    """One statement; adds the numbers that it cites to `cited`."""
    parts = []
    for piece in pieces(statement):
        if piece.quote is None:
            parts.append(f'<span class="frus-own">{line(piece.text)}</span>')
            continue
        if piece.text:
            parts.append(f'<span class="frus-verbatim">{line(piece.text)}</span>')
        number = numbers[piece.quote]
        parts.append(_citation(number, exchange, first=number not in cited))
        cited.add(number)
    places = "<br>".join(line(place) for place in _places(statement, numbers))
    return (
        f'<div class="frus-statement"><p>{"".join(parts)}</p>'
        f'<p class="frus-where">{places}</p></div>'
    )


def _places(statement: Statement, numbers: dict[Quote, int]) -> list[str]:
    """Where each quotation stands, under its number where there are several."""
    if len(statement.quotes) == 1:
        return [_place(statement.quotes[0])]
    quotes = dict.fromkeys(statement.quotes)
    return [f"{numbers[quote]}. {_place(quote)}" for quote in quotes]


def _place(quote: Quote) -> str:
    place = ", ".join(part for part in (quote.document.title, place_label(quote)) if part)
    return f"{voice_label(quote.passage)} · {place}"


def _citation(number: int, exchange: int, *, first: bool) -> str:
    mark = str(number)
    own = f'id="{citation_id(exchange, mark)}" ' if first else ""
    return (
        f'<a class="frus-cite" {own}'
        f'href="#{card_id(exchange, mark)}">{hidden(words.SOURCE + " ")}{mark}</a>'
    )


def _refused(answer: Answer, exchange: int, *, linked: bool) -> list[str]:
    if answer.refusal is None:
        return []
    parts = [f'<p class="frus-refusal">{line(answer.refusal.message)}</p>']
    if answer.related:
        show = _show(exchange, words.SHOW_RELATED)
        parts.append(_actions(show, _copy(exchange, linked=linked)))
    elif linked:
        parts.append(_actions(copy_link_html(exchange)))
    return parts


def _actions(*buttons: str) -> str:
    return f'<p class="frus-actions">{"".join(buttons)}</p>'


def _show(exchange: int, name: str) -> str:
    return f'<a class="frus-show" href="#sources-{exchange}">{text(name)}</a>'


def _copy(exchange: int, *, linked: bool) -> str:
    answer = (
        f'<button type="button" class="frus-copy-answer" id="copy-{exchange}">'
        f"{text(words.COPY_ANSWER)}</button>"
    )
    return answer + (copy_link_html(exchange) if linked else "")


def _searched_as(searched: str, edit: str = "") -> str:
    label = f"<span>{text(words.SEARCHED_AS)}</span>"
    return f'<p class="frus-searched">{label} {line(searched)}</p>' + (
        _actions(edit) if edit else ""
    )


def _scope(exchange: Exchange) -> str:
    """What alone was searched, where that is not everything."""
    if not exchange.within:
        return ""
    return f'<p class="frus-scope">{text(asking.ONLY)}: {text(exchange.within)}</p>'


def _revising(exchange: Exchange) -> str:
    again = _button("frus-again", exchange, asking.AGAIN)
    return _actions(again, _button("frus-remove", exchange, asking.REMOVE))


def _button(name: str, exchange: Exchange, label: str) -> str:
    """A button whose id ends in the question's number, which the page's script reads there."""
    spoken = hidden(asking.of_question(exchange.number))
    return (
        f'<button type="button" class="{name}" id="{name}-{exchange.number}">'
        f"{text(label)}{spoken}</button>"
    )


def _told(exchange: Exchange) -> str:
    """What is said aloud once, when the reply has come; the page's script reads it there."""
    return f'<span class="frus-told-aloud frus-unseen">{text(_aloud(exchange))}</span>'


def _aloud(exchange: Exchange) -> str:
    if exchange.verdict is not None:
        return asking.CHECKED
    if exchange.answer is None:
        return asking.NOT_ANSWERED
    if exchange.answer.refusal is not None:
        return asking.refused(len(exchange.answer.related))
    return asking.quoted(len(exchange.answer.quotes))


def _block(classes: str, inside: str) -> str:
    return f'<div class="{classes}">{inside}</div>'
