"""The verdict on a quotation as HTML, in words first: no colour says anything alone. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.quotes import Change
from assistant.render import voice_label
from assistant.ui.document_link import document_link, passage_link
from assistant.ui.markup import hidden, line, text
from assistant.ui.words import chat as words
from assistant.ui.words.check import READ
from assistant.verdict import Outcome, Verdict
from corpus.citation import passage_url, reference


def verdict_html(verdict: Verdict, *, leading_on: bool = False) -> str:
    """The verdict, the source's words, how the quoted ones differ, and where they stand.

    A page that may be left is `leading_on`: to the documents themselves. The chat is not, since
    its conversation would be left behind.
    """
    name = str(verdict.outcome)
    parts = [
        f'<p class="frus-verdict-says"><strong>{text(name.capitalize())}.</strong> '
        f"{line(verdict.explanation)}</p>",
        _source(verdict),
        _compared(verdict.diff),
        _elsewhere(verdict, linked=leading_on),
        _foot(verdict, linked=leading_on),
    ]
    kind = name.replace(" ", "-")
    return f'<div class="frus-verdict frus-verdict-{kind}">{"".join(parts)}</div>'


def _source(verdict: Verdict) -> str:
    if not verdict.quotes:
        return ""
    near = verdict.outcome is Outcome.ALTERED
    label = words.NEAREST_WORDS if near else words.SOURCE_WORDS
    voice = voice_label(verdict.quotes[0].passage)
    quoted = "<br>".join(line(quote.text) for quote in verdict.quotes)
    return (
        f'<p class="frus-verdict-label">{text(label)} · {text(voice)}</p>'
        f'<blockquote class="frus-text">“{quoted}”</blockquote>'
    )


def _compared(diff: Sequence[Change]) -> str:
    if not diff:
        return ""
    runs = " ".join(_change(change) for change in diff)
    return (
        f'<p class="frus-verdict-label">{text(words.COMPARED)}</p>'
        f'<p class="frus-diff">{runs}</p><p class="frus-hint">{text(words.COMPARED_KEY)}</p>'
    )


def _change(change: Change) -> str:
    if change.source == change.quoted:
        return line(change.source)
    gone = f"<del>{hidden(words.ONLY_QUOTED)}{line(change.quoted)}</del>" if change.quoted else ""
    kept = f"<ins>{hidden(words.ONLY_SOURCE)}{line(change.source)}</ins>" if change.source else ""
    return " ".join(filter(None, (gone, kept)))


def _elsewhere(verdict: Verdict, *, linked: bool) -> str:
    if not verdict.elsewhere:
        return ""
    more = verdict.elsewhere_count - len(verdict.elsewhere)
    ids = ", ".join(_passage(id_) if linked else text(id_) for id_ in verdict.elsewhere)
    rest = text(words.and_more(more)) if more else ""
    return f'<p class="frus-hint">{text(words.ELSEWHERE)} {ids}{rest}</p>'


def _passage(id_: str) -> str:
    return f'<a href="{text(passage_link(id_))}">{text(id_)}</a>'


def _foot(verdict: Verdict, *, linked: bool) -> str:
    passage, document, pages = verdict.passage, verdict.document, verdict.pages
    if passage is None or document is None:
        return ""
    url = passage_url(passage, document, pages)
    read = f'<a href="{text(document_link(verdict.quotes[0]))}">{text(READ)}</a>' if linked else ""
    return (
        f'<p class="frus-reference">{text(reference(passage, document, pages))}</p>'
        f'<p class="frus-actions">{read}<a class="frus-site" href="{text(url)}" target="_blank" '
        f'rel="noopener noreferrer">{text(words.OPEN_SITE)}{hidden(" " + words.NEW_TAB)}</a></p>'
    )
