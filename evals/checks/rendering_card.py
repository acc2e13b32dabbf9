"""A card of the chat's panel of sources, taken apart, and what must stand on it."""

from __future__ import annotations

import re
from collections.abc import Mapping

from assistant.answer import Quote
from assistant.shapes.answer import CitationRecord
from corpus.passage import Anchor, Kind, Passage
from evals.checks.prose import printed_place
from evals.checks.rendering_html import Node
from evals.checks.rendering_shown import Facts, voice_name

_TURN = re.compile(r"\[page (?P<label>.+)\]")
_CALLED = re.compile(r"(?P<note>Footnote \S+|Note) to (?P<named>.+)", re.DOTALL)
_AT_ITS_MARK = "at its mark"
# What stands among the words of a paragraph and is none of them: marks of notes, spoken words.
_OURS = frozenset({"frus-note-mark", "frus-unseen"})


def card_facts(card: Node, quote: Quote | None, passages: Mapping[str, Passage]) -> Facts:
    """What a card says, which should be that of `quote`, if of any.

    `passages` by id are those of the answer: what the mark of a note stands behind is shown where
    it is one of them.
    """
    facts = {
        "number": _text(card, "frus-number"),
        "voice": _text(card, "frus-voice"),
        "place": _text(card, "frus-place"),
        "title": _text(card, "h3"),
        **_paragraph(card),
        "reference": _text(card, "frus-reference"),
        "copied": _attribute(card, "frus-copy", "data-copy"),
        "url": _attribute(card, "frus-site", "href"),
    }
    if card.all("frus-anchor"):
        anchor = quote.passage.anchor if quote is not None else None
        facts["note"] = _called(card, anchor, passages)
    if card.all("frus-back"):
        facts["back"] = _attribute(card, "frus-back", "href")
    return facts


def wanted(quote: Quote, number: str, record: CitationRecord, back: str) -> Facts:
    """What the card of a citation must say; `back` is the address of its number in the answer."""
    return {**offered(quote, number, record), "marked": quote.text, "back": back}


def offered(quote: Quote, letter: str, record: CitationRecord) -> Facts:
    """What the card of a passage beside a refusal must say."""
    passage = quote.passage
    turns = [f"{page.label}@{page.offset}" for page in passage.pages if page.offset > 0]
    facts = {
        "number": letter,
        "voice": voice_name(passage),
        "place": printed_place(quote),
        "title": quote.document.title,
        "words": passage.text,
        "turns": " ".join(turns),
        "marked": "",
        "reference": record["reference"],
        "copied": record["reference"],
        "url": record["url"],
    }
    if passage.kind is Kind.FOOTNOTE and passage.anchor is not None:
        name = "Note" if passage.label is None else f"Footnote {passage.label}"
        facts["note"] = f"{name} {_AT_ITS_MARK}"
    return facts


def _paragraph(card: Node) -> Facts:
    """The passage on a card without the marks of its pages; those with their offsets; and what is
    marked of it.
    """
    blocks = card.all("blockquote")
    shown = "\ue000".join(_turned(block) for block in blocks)
    words, turns = "", []
    for place, part in enumerate(re.split("\ue001(.*?)\ue001 ?", shown)):
        if place % 2 == 0:
            words += part
        else:
            found = _TURN.fullmatch(part)
            turns.append(f"{found['label'] if found else part}@{len(words)}")
    marked = "".join(node.text() for block in blocks for node in block.all("mark"))
    return {"words": words, "turns": " ".join(turns), "marked": marked}


def _turned(block: Node) -> str:
    def told(node: Node) -> str | None:
        if "frus-page" in node.classes:
            return f"\ue001{node.text()}\ue001"
        return "" if node.classes & _OURS else None

    return block.text(told)


def _called(card: Node, anchor: Anchor | None, passages: Mapping[str, Passage]) -> str:
    """The note's name, where the card names the passage that has its mark and shows, if that is
    one of `passages`, the mark at its place in a run of the passage's words; else what it says.
    """
    line = _text(card, "frus-anchor")
    found = _CALLED.fullmatch(line)
    if found is None or anchor is None:
        return line
    right = found["named"] == _name(anchor.passage.rpartition("/")[2])
    holder = passages.get(anchor.passage)
    if holder is not None:
        shown = "".join(map(_carried, card.all("frus-carrier")))
        before, mark, after = shown.partition("\ue002")
        words = (holder.text[: anchor.offset], holder.text[anchor.offset :])
        right = right and bool(mark) and bool((before + after).strip())
        right = right and words[0].endswith(before) and words[1].startswith(after)
    return f"{found['note']} {_AT_ITS_MARK}" if right else line


def _carried(sentence: Node) -> str:
    return sentence.text(lambda node: "\ue002" if "frus-note-mark" in node.classes else None)


def _name(own: str) -> str:
    """What a passage with this id in its document is called."""
    if re.fullmatch(r"p\d+", own):
        return f"paragraph {own[1:]}"
    return "the title" if own.startswith("h") else "the document"


def _text(card: Node, name: str) -> str:
    """What is read of the elements of this class or tag, without what is for screen readers."""
    return "".join(
        node.text(lambda child: "" if "frus-unseen" in child.classes else None)
        for node in card.all(name)
    )


def _attribute(card: Node, name: str, attribute: str) -> str:
    return "".join(node.attributes.get(attribute, "") for node in card.all(name))
