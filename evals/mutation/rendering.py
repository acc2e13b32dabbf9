"""Faults in how an answer is shown: Markdown, chat, terminal and JSON."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from assistant.answer import Answer, Quote, Statement
from assistant.render import Piece
from evals.mutation.fault import Family, Fault, Plant
from evals.mutation.seam import seam


def faults() -> tuple[Fault, ...]:
    """The faults of the family."""
    return (
        _fault(
            "numbers swapped",
            "the numbers of citations are swapped",
            seam("assistant.render:citation_numbers", _swapped),
            "Markdown",
        ),
        _fault(
            "no numbers",
            "statements are shown without numbers",
            seam("assistant.render:statement_markdown", _unnumbered),
            "Markdown",
        ),
        _fault(
            "sources reversed",
            "sources are listed backwards",
            seam("assistant.render:_listed", _backwards),
            "Markdown",
        ),
        _fault(
            "related as sources",
            "what is offered beside a refusal is listed as its sources",
            seam("assistant.render:_refused", _as_sources),
            "Markdown",
        ),
        _fault(
            "markup not escaped",
            "the corpus's characters keep their meaning",
            seam("assistant.render:_INLINE", lambda _: re.compile(r"(?!)")),
            "Markdown",
        ),
        _fault(
            "message dropped",
            "a refusal's message is not shown",
            seam("assistant.render:_refused", _without_first),
            "Markdown",
        ),
        _fault(
            "second quotation dropped",
            "only the first quotation of a statement is shown",
            seam("assistant.ui.message:pieces", _first_piece),
            "chat",
        ),
        _fault(
            "mark on another number",
            "a citation leads to the next card",
            seam("assistant.ui.message:card_id", _next_card),
            "chat",
        ),
        _fault(
            "voice on the card",
            "every card says author's words",
            seam("assistant.ui.card:voice_label", lambda _: lambda _passage: "Author's words"),
            "chat",
        ),
        _fault(
            "voice below a statement",
            "every statement says author's words",
            seam("assistant.ui.message:voice_label", lambda _: lambda _passage: "Author's words"),
            "chat",
        ),
        _fault(
            "whole paragraph marked",
            "the mark on a card is the paragraph, not the quotation",
            seam("assistant.ui.card:_marked", _marking_all),
            "chat",
        ),
        _fault(
            "page of another",
            "the terminal shows the next page",
            seam("assistant.terminal:reference_line", _next_page),
            "terminal",
        ),
        _fault(
            "last statement dropped",
            "the terminal shows all statements but the last",
            seam("assistant.terminal:print_answer", _but_last),
            "terminal",
        ),
        _fault(
            "related unnamed",
            "the terminal offers passages without saying that they are no answer",
            seam("assistant.terminal:_print_related", _unnamed),
            "terminal",
        ),
        _fault("offsets in bytes", "offsets count bytes of UTF-8", _cited(_in_bytes), "JSON"),
        _fault(
            "offsets in UTF-16",
            "ends are counted in code units, and one too many",
            _cited(_end_included),
            "JSON",
        ),
        _fault(
            "first page alone",
            "only the first page is given, or none",
            _cited(lambda found, _: {**found, "pages": found["pages"][:0]}),
            "JSON",
        ),
        _fault(
            "footnote lost",
            "the number of the footnote is not given",
            _cited(lambda found, _: {**found, "footnote": None}),
            "JSON",
        ),
        _fault(
            "voice of all the author",
            "every quotation is the author's",
            _cited(lambda found, _: {**found, "voice": "author"}),
            "JSON",
        ),
        _fault(
            "quotation stripped of marks",
            "apostrophes are straightened",
            _cited(lambda found, _: {**found, "quote": found["quote"].replace("’", "'")}),
            "JSON",
        ),
    )


def _fault(name: str, breaks: str, plant: Plant, surface: str) -> Fault:
    return Fault(
        name=f"{surface}: {name}",
        family=Family.RENDERING,
        breaks=breaks,
        metric=f"shipped/rendered {surface}",
        plant=plant,
        unseen=name == "markup not escaped",  # no answer of smoke holds any
    )


def _swapped(right: Any) -> Callable[[Answer], dict[Quote, int]]:
    def numbers(answer: Answer) -> dict[Quote, int]:
        found: dict[Quote, int] = right(answer)
        return dict(zip(found, reversed(found.values()), strict=True))

    return numbers


def _unnumbered(right: Any) -> Callable[..., str]:
    return lambda *given: re.sub(r" \[\d+\\?\]", "", right(*given))


def _backwards(right: Any) -> Callable[[Sequence[Quote]], str]:
    return lambda quotes: str(right(quotes[::-1]))


def _as_sources(right: Any) -> Callable[[Answer], list[str]]:
    return lambda answer: [
        block.replace("**Related, but no answer**", "**Sources**") for block in right(answer)
    ]


def _without_first(right: Any) -> Callable[[Answer], list[str]]:
    return lambda answer: right(answer)[1:]


def _first_piece(right: Any) -> Callable[[Statement], list[Piece]]:
    def pieces(statement: Statement) -> list[Piece]:
        found: list[Piece] = right(statement)
        ends = [at for at, piece in enumerate(found, start=1) if piece.quote is not None]
        return found[: ends[0]] if ends else found

    return pieces


def _next_card(right: Any) -> Callable[[int, str], str]:
    return lambda exchange, mark: str(right(exchange, str(int(mark) + 1)))


def _marking_all(right: Any) -> Callable[..., str]:
    def marked(quote: Quote, *told: Any, cited: bool) -> str:
        whole = replace(quote, start=0, end=len(quote.passage.text))
        return str(right(whole, *told, cited=cited))

    return marked


def _next_page(right: Any) -> Callable[[Quote], str]:
    def line(quote: Quote) -> str:
        return re.sub(r"(?<=p\. )\d+", lambda page: str(int(page[0]) + 1), right(quote))

    return line


def _but_last(right: Any) -> Callable[[Answer], None]:
    def printed(answer: Answer) -> None:
        several = len(answer.statements) > 1
        right(replace(answer, statements=answer.statements[:-1]) if several else answer)

    return printed


def _unnamed(_: Any) -> Callable[..., None]:
    def printed(console: Any, answer: Answer) -> None:
        for quote in answer.related:
            console.print(f"  {quote.text}", markup=False)

    return printed


def _cited(change: Callable[[dict[str, Any], Quote], dict[str, Any]]) -> Plant:
    def make(right: Any) -> Callable[[Quote, int], dict[str, Any]]:
        return lambda quote, number: change(right(quote, number), quote)

    return seam("assistant.record:_citation", make)


def _in_bytes(found: dict[str, Any], quote: Quote) -> dict[str, Any]:
    text = quote.passage.text
    start, end = (len(text[:at].encode()) for at in (quote.start, quote.end))
    return {**found, "start": start, "end": end}


def _end_included(found: dict[str, Any], _quote: Quote) -> dict[str, Any]:
    return {**found, "end": found["end"] - 1}
