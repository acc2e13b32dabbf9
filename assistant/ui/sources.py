"""The sources panel: one card for each citation, the words marked in their paragraph. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from itertools import pairwise

from assistant.answer import Answer, Quote
from assistant.render import markdown, place_label, reference_line, voice_label
from assistant.ui.conversation import Conversation, Exchange
from assistant.ui.markup import hidden, text
from assistant.ui.message import card_id, citation_id
from assistant.ui.words import chat as words
from corpus.citation import passage_url
from corpus.document import Document
from corpus.passage import Kind, Passage

# The letters of related passages: numbers are for citations alone.
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
# A paragraph longer than this, about a printed page, scrolls within its card.
LONG_PARAGRAPH = 3_000
# So many characters of the anchoring text are shown before a footnote's mark.
ANCHOR_WORDS = 60


def panel_html(conversation: Conversation) -> str:
    """The panel: a section for each question with a reply, the last one open."""
    replied = [exchange for exchange in conversation.exchanges if exchange.answer is not None]
    if not replied:
        return (
            f'<div class="frus-panel frus-panel-empty"><h2>{text(words.SOURCES)}</h2>'
            f'<p class="frus-hint">{text(words.SOURCES_EMPTY)}</p></div>'
        )
    sections = [_section(exchange, shown=exchange is replied[-1]) for exchange in replied]
    return f'<div class="frus-panel">{"".join(sections)}</div>'


def _section(exchange: Exchange, *, shown: bool) -> str:
    answer = exchange.answer
    if answer is None:
        return ""
    if answer.refusal is None:
        title, hint, cards = words.SOURCES, "", _quoted_cards(answer, exchange.number)
    elif answer.related:
        title, hint = words.RELATED, words.RELATED_TEXT
        cards = _related_cards(answer, exchange.number)
    else:
        title, hint, cards = words.SOURCES, words.SOURCES_NONE, ""
    asked = words.sources_of(" ".join(exchange.question.split())) if exchange.question else ""
    return (
        f'<section id="sources-{exchange.number}" class="frus-sources" tabindex="-1" '
        f'aria-label="{text(title)}" data-markdown="{text(markdown(answer))}"'
        f"{'' if shown else ' hidden'}>"
        f'<h2>{text(title)}</h2><p class="frus-for">{text(asked)}</p>'
        + (f'<p class="frus-hint">{text(hint)}</p>' if hint else "")
        + f"{cards}</section>"
    )


def _quoted_cards(answer: Answer, exchange: int) -> str:
    known = _passages(answer)
    return "".join(
        card_html(quote, mark=str(number), exchange=exchange, cited=True, known=known)
        for number, quote in enumerate(answer.quotes, start=1)
    )


def _related_cards(answer: Answer, exchange: int) -> str:
    known = _passages(answer)
    return "".join(
        card_html(quote, mark=LETTERS[place], exchange=exchange, cited=False, known=known)
        for place, quote in enumerate(answer.related)
    )


def card_html(
    quote: Quote, *, mark: str, exchange: int, cited: bool, known: Mapping[str, Passage]
) -> str:
    """The card of one quotation. `cited` ones are numbered and marked; related ones are not.

    `known` are passages by id, in which the words that a footnote belongs to are looked up.
    """
    name = words.SOURCE if cited else words.RELATED_ITEM
    foot = _foot(quote, *(_about_citation(mark, exchange) if cited else ("", "")))
    card = card_id(exchange, mark)
    return (
        f'<article id="{card}" class="frus-card{"" if cited else " frus-related"}" tabindex="-1" '
        f'aria-labelledby="{card}-title">{_head(quote, name, mark)}{_title(quote, card)}'
        f"{_note(quote.passage, known)}{_paragraph(quote, cited=cited)}"
        f"{foot}</article>"
    )


def _head(quote: Quote, name: str, mark: str) -> str:
    voice = quote.passage.voice.replace(" ", "-")
    place = place_label(quote)
    return (
        f'<div class="frus-card-head"><span class="frus-number">{hidden(name + " ")}'
        f'{text(mark)}</span><span class="frus-voice frus-voice-{voice}">'
        f'{text(voice_label(quote.passage))}</span><span class="frus-place">{text(place)}</span>'
        "</div>"
    )


def _title(quote: Quote, card: str) -> str:
    document = quote.document
    parts = (document.volume.title, document.subtitle, _day(document))
    about = " · ".join(part for part in parts if part)
    return (
        f'<h3 id="{card}-title">{text(document.title)}</h3><p class="frus-about">{text(about)}</p>'
    )


def _day(document: Document) -> str:
    """The date as printed, and the known one where the book prints none ("[Undated.]")."""
    known = words.days(document.date) if document.date else ""
    if not known or any(character.isdigit() for character in document.date_printed):
        return document.date_printed
    return (
        f"{document.date_printed} Dated by the editors: {known}" if document.date_printed else known
    )


def _note(passage: Passage, known: Mapping[str, Passage]) -> str:
    if passage.kind is not Kind.FOOTNOTE or passage.anchor is None:
        return ""
    anchoring = known.get(passage.anchor.passage)
    where = (
        f"“{_before(anchoring.text, passage.anchor.offset)}”"
        if anchoring is not None
        else _named(passage.anchor.passage)
    )
    return f'<p class="frus-anchor">{text(words.footnote_to(passage.label, where))}</p>'


def _before(words_around: str, offset: int) -> str:
    """The last whole words before `offset`, with an ellipsis where something is left out."""
    start = max(0, offset - ANCHOR_WORDS)
    if start > 0:
        space = re.search(r"\s", words_around[start:offset])
        start += space.end() if space else 0
    return ("…" if start > 0 else "") + words_around[start:offset].strip()


def _named(passage_id: str) -> str:
    """A passage told by its id alone: "paragraph 3", "the title"."""
    own = passage_id.rsplit("/", 1)[-1]
    numbered = re.fullmatch(r"p(\d+)", own)
    if numbered:
        return words.paragraph(numbered[1])
    return words.THE_TITLE if own.startswith("h") else words.THE_DOCUMENT


def _paragraph(quote: Quote, *, cited: bool) -> str:
    long = " frus-long" if len(quote.passage.text) > LONG_PARAGRAPH else ""
    reach = ' tabindex="0"' if long else ""
    return f'<blockquote class="frus-text{long}"{reach}>{_marked(quote, cited=cited)}</blockquote>'


def _marked(quote: Quote, *, cited: bool) -> str:
    """The whole paragraph, page breaks shown, and the quotation marked where it is cited."""
    passage = quote.passage
    labels = {page.offset: page.label for page in passage.pages if page.offset > 0}
    edges = sorted({0, quote.start, quote.end, *labels, len(passage.text)})
    parts: list[str] = []
    for start, end in pairwise(edges):
        if start in labels:
            parts.append(_page(labels[start]))
        words_here = text(passage.text[start:end])
        within = cited and quote.start <= start < quote.end
        parts.append(f"<mark>{words_here}</mark>" if within else words_here)
    return "".join(parts)


def _page(label: str) -> str:
    return f'<span class="frus-page">{text(f"[{words.PAGE_BEGINS} {label}]")}</span> '


def _about_citation(mark: str, exchange: int) -> tuple[str, str]:
    """What the card of a citation has besides: the way to report it, and the way back to it."""
    report = (
        f'<button type="button" class="frus-report" aria-label="{text(words.report(mark))}">'
        f"{text(words.REPORT)}</button>"
    )
    back = f'<a class="frus-back" href="#{citation_id(exchange, mark)}">{text(words.BACK)}</a>'
    return report, back


def _foot(quote: Quote, report: str, back: str) -> str:
    line = reference_line(quote)
    url = passage_url(quote.passage, quote.document, quote.pages)
    return (
        f'<div class="frus-card-foot"><p class="frus-reference">{text(line)}</p>'
        f'<p class="frus-actions"><button type="button" class="frus-copy" '
        f'data-copy="{text(line)}" aria-label="{text(words.COPY_REFERENCE)}">'
        f"{text(words.COPY_REFERENCE)}</button>"
        f'<a class="frus-site" href="{text(url)}" target="_blank" rel="noopener noreferrer">'
        f"{text(words.OPEN_SITE)}{hidden(' ' + words.NEW_TAB)}</a>{report}{back}</p></div>"
    )


def _passages(answer: Answer) -> dict[str, Passage]:
    quoted: Iterable[Passage] = (quote.passage for quote in (*answer.quotes, *answer.related))
    return {passage.id: passage for passage in (*(hit.passage for hit in answer.hits), *quoted)}
