"""The reply in the chat: its message, and the panel of sources beside it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import zip_longest

from assistant.answer import Answer, Quote, Statement
from assistant.render import markdown
from assistant.shapes.answer import CitationRecord
from evals.checks.prose import printed_place
from evals.checks.rendering_card import card_facts, offered, wanted
from evals.checks.rendering_html import Node, read_html
from evals.checks.rendering_shown import Facts, Said, Shown, single, voice_name

# The elements of the message and of the panel. One with a class stands for the chat's own; of
# those without, none does anything to what a reader sees but set it.
_BARE = frozenset({"", "p", "span", "strong", "br", "h2", "h3", "mark", "summary"})
_ATTRIBUTES = frozenset(
    {
        *("class", "id", "href", "type", "tabindex", "target", "rel", "role", "title", "hidden"),
        *("aria-controls", "aria-expanded", "aria-hidden", "aria-label", "aria-labelledby"),
        *("data-address", "data-close", "data-copy", "data-document", "data-failed"),
        *("data-markdown", "data-shown"),
    }
)
_EXCHANGE = 1


class Chat:
    """What a visitor of the chat sees of a reply."""

    inline = True

    def shown(self, answer: Answer) -> Shown:
        """The message and the cards of the panel, read from their HTML."""
        message, panel = html_of(answer)
        root, broken = read_html(message + panel)
        passages = {quote.passage.id: quote.passage for quote in (*answer.quotes, *answer.related)}
        passages |= {hit.passage.id: hit.passage for hit in answer.hits}
        quotes = answer.quotes if answer.refusal is None else answer.related
        held = zip_longest(root.all("article"), quotes, fillvalue=None)
        cards = [card_facts(card, quote, passages) for card, quote in held if card]
        refused = root.all("frus-refusal")
        return Shown(
            said=tuple(_said(node) for node in root.all("frus-statement")),
            cited=tuple(facts for facts in cards if "back" in facts),
            related=tuple(facts for facts in cards if "back" not in facts),
            message="\n".join(map(_lines, refused)),
            notice=" ".join(single(_lines(n)) for n in root.all("frus-notice")).removeprefix(
                "Notice:"
            ),
            strange=(*broken, *_strange(root, answer), *_ended(message)),
        )

    def cited(self, quote: Quote, number: int, record: CitationRecord) -> Facts:
        """The card of a quotation, marked in its paragraph."""
        return wanted(quote, str(number), record, back=f"#cite-{_EXCHANGE}-{number}")

    def related(self, quote: Quote, place: int, record: CitationRecord) -> Facts:
        """The card of a passage that is offered: its letter, and nothing marked."""
        return offered(quote, chr(ord("A") + place - 1), record)

    def where(self, statement: Statement, numbers: Mapping[Quote, int]) -> tuple[str, ...]:
        """Voice, document, pages and note of each quotation, under its number if there are more."""
        lines = []
        for quote in dict.fromkeys(statement.quotes):
            before = f"{numbers[quote]}. " if len(statement.quotes) > 1 else ""
            place = (single(quote.document.title), printed_place(quote))
            named = ", ".join(part for part in place if part)
            lines.append(f"{before}{voice_name(quote.passage)} · {named}")
        return tuple(lines)


def html_of(answer: Answer) -> tuple[str, str]:
    """The message and the panel of sources of a conversation with this one answer."""
    from assistant.ui.conversation import Conversation, Exchange
    from assistant.ui.message import reply_html
    from assistant.ui.sources import panel_html

    exchange = Exchange(number=_EXCHANGE, question=answer.question, answer=answer)
    return reply_html(exchange), panel_html(Conversation((exchange,)))


def _said(statement: Node) -> Said:
    (words, *_), where = statement.all("p"), statement.all("frus-where")
    return Said(single(words.text(_number)), tuple(_lines(where[0]).split("\n") if where else ()))


def _number(node: Node) -> str | None:
    """A citation's number as other surfaces have it, and a line break as one."""
    if "frus-cite" in node.classes:
        return f" [{node.text(_unseen)}]"
    return "\n" if node.tag == "br" else None


def _unseen(node: Node) -> str | None:
    return "" if "frus-unseen" in node.classes else None


def _lines(node: Node) -> str:
    return node.text(lambda child: "\n" if child.tag == "br" else None)


def _strange(root: Node, answer: Answer) -> Iterator[str]:
    ids = [node.attributes["id"] for node in root.nodes() if "id" in node.attributes]
    yield from (f"the id {id_} twice" for id_ in set(ids) if ids.count(id_) > 1)
    for node in root.nodes():
        own = any(name.startswith("frus-") for name in node.classes)
        if not own and node.tag not in _BARE:
            yield f"<{node.tag}> of no kind of the chat's: {node.text()}"
        yield from (f"<{node.tag} {name}>" for name in node.attributes.keys() - _ATTRIBUTES)
        target = node.attributes.get("href", "")
        if target.startswith("#") and target[1:] not in ids:
            yield f"a link to nothing: {target}"
        if "frus-cite" in node.classes and target != f"#source-{_EXCHANGE}-{node.text(_unseen)}":
            yield f"the number {node.text(_unseen)} leads to {target}"
    for section in root.all("frus-sources"):
        if section.attributes.get("data-markdown") != markdown(answer):
            yield "what is copied is not the Markdown of the answer"


def _ended(message: str) -> Iterator[str]:
    """The page reads messages as Markdown, in which a blank line would end the HTML."""
    if "\n" in message:
        yield f"a line break in the message: {message}"
