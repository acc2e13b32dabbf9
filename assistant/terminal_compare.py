"""A comparison on a terminal, by rich: one document below the other, or side by side."""

from __future__ import annotations

import sys

from rich.console import Console, Group
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from assistant.answer import Quote
from assistant.compare import Comparison
from assistant.compare_render import facts, label, left_out, summary, ties
from assistant.render import citation_numbers, reference_line, searched_differently
from assistant.terminal import out, print_answer
from assistant.ties import Spoken
from corpus.citation import plain_title

# Columns narrower than this break a quotation into lines that are hard to read.
_NARROWEST = 58
_GAP = 3


def print_comparison(comparison: Comparison) -> None:
    """Each document with its quotations, what ties them together, and the references below.

    As many documents stand side by side as the terminal has room for, if all of them do.
    """
    answer = comparison.answer
    if answer.refusal is not None:
        print_answer(answer)
        _print_lines(left_out(comparison))
        return
    # Wrapped here, unlike other results: of columns a terminal could make nothing.
    console = Console(file=sys.stdout, highlight=False)
    if searched_differently(answer):
        console.print(Text(f"Searched as: {answer.searched}", "dim"))
    console.print(Text(f"{summary(comparison)}\n", "bold"))
    numbers = citation_numbers(answer)
    sides = [_side(side, numbers) for side in comparison.sides]
    if 1 < len(sides) <= (console.width + _GAP) // (_NARROWEST + _GAP):
        abreast = Table.grid(*[""] * len(sides), padding=(0, _GAP, 0, 0), expand=True)
        for column in abreast.columns:
            column.ratio = 1
        abreast.add_row(*sides)
        console.print(abreast)
    else:
        for side in sides:
            console.print(side)
    _print_lines([*ties(comparison), *left_out(comparison)])
    # An address that is broken over two lines can no longer be copied.
    unbroken = out()
    for quote, number in numbers.items():
        unbroken.print(Text.assemble((f"[{number}] ", "bold cyan"), reference_line(quote)))


def _side(side: Spoken, numbers: dict[Quote, int]) -> Group:
    lines: list[Text | Padding] = [
        Text(plain_title(side.document), "bold cyan"),
        Text(facts(side.document), "dim"),
    ]
    for quote in side.quotes:
        number = (f" [{numbers[quote]}]", "bold cyan")
        lines.append(_indented(Text(label(quote), "italic"), 2))
        lines.append(_indented(Text.assemble(f"“{quote.text}”", number), 4))
    return Group(*lines, Text())


def _indented(text: Text, by: int) -> Padding:
    return Padding(text, (0, 0, 0, by), expand=False)


def _print_lines(lines: list[str]) -> None:
    console = Console(file=sys.stdout, highlight=False)
    for line in lines:
        console.print(Text(line))
    if lines:
        console.print()
