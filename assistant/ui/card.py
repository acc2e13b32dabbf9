"""A source card: one quotation, marked in its whole paragraph, and where it stands. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from assistant.answer import Quote
from assistant.render import place_label, reference_line, voice_label
from assistant.ui.card_notes import carrier_html, marks_on, notes_html
from assistant.ui.citing import cite_menu_html
from assistant.ui.document_link import document_link
from assistant.ui.markup import hidden, text
from assistant.ui.message import card_id, citation_id
from assistant.ui.paragraph import Around, breaks, links, woven
from assistant.ui.pin import pin_html
from assistant.ui.pointing import page_pointed_to
from assistant.ui.words import chat
from assistant.ui.words import sources as words
from corpus.citation import passage_url
from corpus.document import Document
from corpus.passage import Passage

# A paragraph longer than this, about a printed page, scrolls within its card.
LONG_PARAGRAPH = 3_000


def card_html(
    quote: Quote,
    *,
    mark: str,
    exchange: int,
    cited: bool,
    known: Mapping[str, Passage],
    notes: Sequence[Passage] = (),
) -> str:
    """The card of one quotation. `cited` ones are numbered and marked; related ones are not.

    `known` are passages by id, in which the words that a footnote belongs to are looked up;
    `notes` are the footnotes whose marks stand in the quoted passage, in order.
    """
    name = chat.SOURCE if cited else chat.RELATED_ITEM
    card = card_id(exchange, mark)
    verbatim = f'<p class="frus-card-verdict">{text(words.VERBATIM)}</p>' if cited else ""
    return (
        f'<article id="{card}" class="frus-card{"" if cited else " frus-related"}" tabindex="-1" '
        f'aria-labelledby="{card}-title">{_head(quote, name, mark)}{_title(quote, card)}'
        f"{carrier_html(quote.passage, known)}{_paragraph(quote, card, notes, cited=cited)}"
        f"{verbatim}{notes_html(card, notes)}"
        f"{_foot(quote, card, _about_citation(mark, exchange) if cited else '')}</article>"
    )


def _head(quote: Quote, name: str, mark: str) -> str:
    voice = quote.passage.voice.replace(" ", "-")
    return (
        f'<div class="frus-card-head"><span class="frus-number">{hidden(name + " ")}'
        f'{text(mark)}</span><span class="frus-voice frus-voice-{voice}">'
        f"{text(voice_label(quote.passage))}</span>"
        f'<span class="frus-place">{text(place_label(quote))}</span></div>'
    )


def _title(quote: Quote, card: str) -> str:
    document = quote.document
    parts = (document.volume.title, document.subtitle, day_printed(document))
    about = " · ".join(part for part in parts if part)
    return (
        f'<h3 id="{card}-title">{text(document.title)}</h3><p class="frus-about">{text(about)}</p>'
    )


def day_printed(document: Document) -> str:
    """The date as printed, and the known one where the book prints none ("[Undated.]")."""
    known = chat.days(document.date) if document.date else ""
    if not known or any(character.isdigit() for character in document.date_printed):
        return document.date_printed
    return (
        f"{document.date_printed} Dated by the editors: {known}" if document.date_printed else known
    )


def _paragraph(quote: Quote, card: str, notes: Sequence[Passage], *, cited: bool) -> str:
    long = " frus-long" if len(quote.passage.text) > LONG_PARAGRAPH else ""
    reach = ' tabindex="0"' if long else ""
    marked = _marked(quote, card, notes, cited=cited)
    return f'<blockquote class="frus-text{long}"{reach}>{marked}</blockquote>'


def _marked(quote: Quote, card: str, notes: Sequence[Passage], *, cited: bool) -> str:
    """The whole paragraph with its page breaks, footnote marks and links; the quotation marked."""
    passage = quote.passage
    around = links(passage.references, page_pointed_to, new_tab=True)
    if cited:
        around.append(Around(start=quote.start, end=quote.end, tag="mark"))
    return woven(passage.text, around, [*marks_on(card, notes), *breaks(passage)])


def _about_citation(mark: str, exchange: int) -> str:
    """What the card of a citation has besides: the way to report it, and the way back to it."""
    return (
        f'<button type="button" class="frus-report" aria-label="{text(chat.report(mark))}">'
        f"{text(chat.REPORT)}</button>"
        f'<a class="frus-back" href="#{citation_id(exchange, mark)}">{text(chat.BACK)}</a>'
    )


def _foot(quote: Quote, card: str, about: str) -> str:
    line = reference_line(quote)
    url = passage_url(quote.passage, quote.document, quote.pages)
    return (
        f'<div class="frus-card-foot"><p class="frus-actions frus-reading-actions">{_around(quote)}'
        f"{_elsewhere('frus-read', document_link(quote), words.READ_DOCUMENT)}"
        f"{pin_html(quote.document)}</p>"
        f'<p class="frus-reference">{text(line)}</p>'
        f'<p class="frus-actions"><button type="button" class="frus-copy" '
        f'data-copy="{text(line)}" aria-label="{text(chat.COPY_REFERENCE)}">'
        f"{text(chat.COPY_REFERENCE)}</button>"
        f"{_elsewhere('frus-site', url, chat.OPEN_SITE)}{about}</p>"
        f"{cite_menu_html(quote, card)}</div>"
    )


def _around(quote: Quote) -> str:
    """The button whose script, around.js, fetches what stands around the paragraph."""
    return (
        f'<button type="button" class="frus-around" aria-expanded="false" '
        f'data-address="/around/{text(quote.passage.id)}" '
        f'data-close="{text(words.AROUND_CLOSE)}" '
        f'data-shown="{text(words.AROUND_SHOWN)}" data-failed="{text(words.AROUND_FAILED)}">'
        f"{text(words.AROUND)}</button>"
    )


def _elsewhere(name: str, url: str, label: str) -> str:
    return (
        f'<a class="{name}" href="{text(url)}" target="_blank" rel="noopener noreferrer">'
        f"{text(label)}{hidden(' ' + chat.NEW_TAB)}</a>"
    )
