"""The menu in the foot of a source card that cites its words in the styles of readers."""

from __future__ import annotations

from urllib.parse import quote as percent
from urllib.parse import urlencode

from assistant.answer import Quote
from assistant.ui.markup import text
from assistant.ui.words import citing as words


def cite_menu_html(quote: Quote, card_id: str) -> str:
    """A menu of styles for `quote`; `card_id` is the HTML id of the card that it stands in.

    Its script, citing.js, fetches the citation, shows it below the styles and copies it.
    """
    box = f"{card_id}-cited"
    buttons = "".join(_button(quote, style, name, box) for style, name in words.STYLES)
    return (
        f'<details class="frus-citing"><summary>{text(words.CITE)}</summary>'
        f'<p class="frus-actions">{buttons}</p>'
        f'<div class="frus-cited" id="{text(box)}" role="region" '
        f'aria-label="{text(words.CITATION)}" hidden></div></details>'
    )


def cite_address(quote: Quote, style: str) -> str:
    """Where the citation of `quote` in `style` is told, as text."""
    span = {"start": quote.start, "end": quote.end, "style": style}
    return f"/cite/{percent(quote.passage.id)}?{urlencode(span)}"


def _button(quote: Quote, style: str, name: str, box: str) -> str:
    return (
        f'<button type="button" class="frus-cite-as" aria-controls="{text(box)}" '
        f'data-address="{text(cite_address(quote, style))}" '
        f'title="{text(words.copy_as(name))}">{text(name)}</button>'
    )
