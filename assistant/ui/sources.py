"""The sources panel: a card for each citation, or the passages that are still being read. Pure."""

from __future__ import annotations

from collections.abc import Iterable

from assistant.answer import Answer, Quote
from assistant.link import to_query
from assistant.render import markdown, place_label, voice_label
from assistant.ui.card import card_html
from assistant.ui.conversation import Conversation, Exchange
from assistant.ui.markup import text
from assistant.ui.words import chat
from assistant.ui.words import sources as words
from corpus.passage import Passage
from vectorstore.retriever import Hit

# The letters of related passages: numbers are for citations alone.
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
# So many characters of a passage that is being read are shown, to the end of a word.
FIRST_WORDS = 160


def panel_html(conversation: Conversation) -> str:
    """The panel: a section for each question with a reply, the last one open.

    While the last question is being answered, its section lists the passages found for it.
    """
    told = [one for one in conversation.exchanges if one.answer is not None or _is_read(one)]
    if not told:
        return (
            f'<div class="frus-panel frus-panel-empty"><h2>{text(chat.SOURCES)}</h2>'
            f'<p class="frus-hint">{text(chat.SOURCES_EMPTY)}</p></div>'
        )
    sections = [_section(exchange, shown=exchange is told[-1]) for exchange in told]
    return f'<div class="frus-panel">{"".join(sections)}</div>'


def _is_read(exchange: Exchange) -> bool:
    """Whether the passages found for a question are still being read."""
    ended = exchange.answer is not None or exchange.verdict is not None or exchange.trouble
    return bool(exchange.found) and not ended


def _section(exchange: Exchange, *, shown: bool) -> str:
    answer = exchange.answer
    if answer is None:
        title, hint, inside = words.READING, words.READING_TEXT, _found(exchange.found)
    elif answer.refusal is None:
        title, hint, inside = chat.SOURCES, "", _quoted_cards(answer, exchange)
    elif answer.related:
        title, hint = chat.RELATED, chat.RELATED_TEXT
        inside = _related_cards(answer, exchange)
    else:
        title, hint, inside = chat.SOURCES, chat.SOURCES_NONE, ""
    asked = chat.sources_of(" ".join(exchange.question.split())) if exchange.question else ""
    copied = f' data-markdown="{text(markdown(answer))}"' if answer is not None else ""
    linked = f' data-link="{text(to_query(exchange.link))}"' if exchange.link is not None else ""
    return (
        f'<section id="sources-{exchange.number}" class="frus-sources" tabindex="-1" '
        f'aria-label="{text(title)}"{copied}{linked}'
        f"{'' if shown else ' hidden'}>"
        f'<h2>{text(title)}</h2><p class="frus-for">{text(asked)}</p>'
        + (f'<p class="frus-hint">{text(hint)}</p>' if hint else "")
        + f"{inside}</section>"
    )


def _found(hits: Iterable[Hit]) -> str:
    """The passages that are being read, in a list without numbers or cards: no sources yet."""
    listed = "".join(_found_one(hit) for hit in hits)
    return f'<ul class="frus-found">{listed}</ul>'


def _found_one(hit: Hit) -> str:
    place = place_label(Quote(hit.passage, hit.document, 0, len(hit.passage.text)))
    head = " · ".join(part for part in (voice_label(hit.passage), place) if part)
    return (
        f'<li class="frus-found-one"><p class="frus-found-title">{text(hit.document.title)}</p>'
        f'<p class="frus-about">{text(head)}</p>'
        f'<p class="frus-found-words">{text(_first_words(hit.passage.text))}</p></li>'
    )


def _first_words(whole: str) -> str:
    """The first whole words of a text, with an ellipsis where something is left out."""
    line = " ".join(whole.split())
    if len(line) <= FIRST_WORDS:
        return line
    cut = line.rfind(" ", 0, FIRST_WORDS)
    return f"{line[: cut if cut > 0 else FIRST_WORDS]}…"


def _quoted_cards(answer: Answer, exchange: Exchange) -> str:
    return "".join(
        _card(quote, str(number), answer, exchange, cited=True)
        for number, quote in enumerate(answer.quotes, start=1)
    )


def _related_cards(answer: Answer, exchange: Exchange) -> str:
    return "".join(
        _card(quote, LETTERS[place], answer, exchange, cited=False)
        for place, quote in enumerate(answer.related)
    )


def _card(quote: Quote, mark: str, answer: Answer, exchange: Exchange, *, cited: bool) -> str:
    return card_html(
        quote,
        mark=mark,
        exchange=exchange.number,
        cited=cited,
        known=_passages(answer, exchange.carriers),
        notes=exchange.notes.get(quote.passage.id, ()),
    )


def _passages(answer: Answer, carriers: Iterable[Passage]) -> dict[str, Passage]:
    quoted: Iterable[Passage] = (quote.passage for quote in (*answer.quotes, *answer.related))
    found = (hit.passage for hit in answer.hits)
    return {passage.id: passage for passage in (*found, *quoted, *carriers)}
