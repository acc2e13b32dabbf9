"""What a question points to among the quotations shown: "the second one", "that telegram"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.answer import Quote

#: What a document is called.
PAPER = (
    r"(?:documents?|papers?|memorand(?:um|a)|memos?|telegrams?|cables?|letters?|reports?|despatch(?:es)?"
    r"|dispatch(?:es)?|airgrams?|messages?|minutes|conversations?|editorial notes?)"
)
_ORDINALS = (
    *("first", "second", "third", "fourth", "fifth"),
    *("sixth", "seventh", "eighth", "ninth", "tenth"),
)
_ORDINAL = rf"(?P<ordinal>{'|'.join(_ORDINALS)}|last)"
_QUOTED = r"(?:citations?|quotations?|quotes?|sources?|passages?)"
_NUMBERED = re.compile(
    rf"\b(?:the\s+)?(?:citation|quotation|quote|source)\s+(?:number\s+|no\.\s*)?\[?(?P<number>\d{{1,3}})\b\]?"
    rf"|\[(?P<bracketed>\d{{1,3}})\]"
    rf"|\bthe\s+{_ORDINAL}\s+(?P<kind>one|{_QUOTED}|documents?)\b",
    re.I,
)
_THAT_PAPER = re.compile(rf"\b(?:that|this|the\s+same|the\s+said)\s+(?P<paper>{PAPER})\b", re.I)
_SAYS = re.compile(
    r"\b(?:does|did)\s+(?:it|this|that)\s+(?:also\s+|then\s+|actually\s+)?"
    r"(?:say|mention|state|report|tell|add)\b",
    re.I,
)
# One kind of paper goes by several names, and titles use one of them.
_KINDS = {"memo": "memorandum", "memoranda": "memorandum", "cable": "telegram"}
_INSIDE = re.compile(r"\b(?:in|from|within|according\s+to)\s*$", re.I)


@dataclass(frozen=True, slots=True)
class Pointed:
    """A question with "that" for what it points to, the quotations meant, and how many are shown.

    `wanted` says what was asked for, as in "citation 3"; none are meant where there is none.
    """

    plain: str
    quotes: tuple[Quote, ...]
    wanted: str


def by_number(question: str, shown: Sequence[Quote]) -> Pointed | None:
    """What a question points to by number: "citation 2", "[2]", "the second document"."""
    found = _NUMBERED.search(question)
    if found is None:
        return None
    of_documents = (found["kind"] or "").lower().startswith("document")
    groups = _by_document(shown) if of_documents else [(quote,) for quote in shown]
    at = _place(found, len(groups))
    plain = f"{question[: found.start()]}that{question[found.end() :]}"
    meant = groups[at] if 0 <= at < len(groups) else ()
    unit = "document" if of_documents else "citation"
    return Pointed(plain, meant, f"{unit} {at + 1}")


def within(question: str, shown: Sequence[Quote], last: Sequence[Quote]) -> Pointed | None:
    """The quotations to whose documents a question keeps, and what else it asks.

    They are of those `shown` for what they say; numbers count the `last` ones.

    "In the second one, who wrote it?" asks "who wrote it?" of one; "What else does that telegram
    say about oil?" of the first telegram shown; "Does it say why?" of every document shown.
    """
    number = _NUMBERED.search(question)
    if number is not None and _kept_to(question, number):
        pointed = by_number(question, last)
        rest = _without(question, number)
        return pointed and Pointed(rest, pointed.quotes, pointed.wanted)
    paper = _THAT_PAPER.search(question)
    if paper is not None and shown:
        return Pointed(_without(question, paper), (_of_kind(paper["paper"], shown),), "")
    if _SAYS.search(question) and shown:
        return Pointed(question, tuple(shown), "")
    return None


def _place(found: re.Match[str], count: int) -> int:
    number = found["number"] or found["bracketed"]
    if number is not None:
        return int(number) - 1
    ordinal = found["ordinal"].lower()
    return max(count - 1, 0) if ordinal == "last" else _ORDINALS.index(ordinal)


def _kept_to(question: str, found: re.Match[str]) -> bool:
    before, after = question[: found.start()], question[found.end() :]
    inside = _INSIDE.search(before)
    says = re.match(r"\s+(?:also\s+)?(?:say|mention|state|report|tell|add)\b", after, re.I)
    return bool(inside or says)


def _without(question: str, found: re.Match[str]) -> str:
    """The question without "in that telegram", and with "it" for "that telegram" alone."""
    before, after = question[: found.start()], question[found.end() :]
    inside = _INSIDE.search(before)
    rest = f"{before[: inside.start()]} {after.lstrip(' ,;:')}" if inside else f"{before}it{after}"
    return re.sub(r"\s+([?.!,])", r"\1", " ".join(rest.split()))


def _by_document(shown: Sequence[Quote]) -> list[tuple[Quote, ...]]:
    groups: dict[str, tuple[Quote, ...]] = {}
    for quote in shown:
        groups[quote.document.id] = (*groups.get(quote.document.id, ()), quote)
    return list(groups.values())


def _of_kind(paper: str, shown: Sequence[Quote]) -> Quote:
    """The first quotation from such a paper, by its title; the first of all without one."""
    plain = paper.lower()
    kind = _KINDS.get(plain.removesuffix("s"), _KINDS.get(plain, plain.removesuffix("s")))
    titled = (quote for quote in shown if kind in quote.document.title.lower())
    return next(titled, shown[0])
