"""Citation recall and precision of statements, as ALCE defines them, with an offline judge.

Gao et al. 2023, "Enabling Large Language Models to Generate Text with Citations" (EMNLP), section
3: a statement is recalled if all that it cites, together, supports it; a citation of a recalled
statement is precise unless it does not support it alone and the others do without it. A citation
that resolves to nothing zeroes its statement. A statement without any would too; none exists here.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.answer import Quote, Statement
from assistant.language_model.support import heading_of
from assistant.quotes import find
from assistant.render import pieces
from corpus.sentences import sentence_spans
from evals.checks.prose import own_words
from evals.record.unit import Record, flat
from evals.support.judge import Judgement, judge


@dataclass(frozen=True, slots=True, kw_only=True)
class Supported:
    """What ALCE makes of a statement: `prose` are its own words, empty where all is quoted.

    `precise` is aligned with the statement's quotations. `outcome` says why it is recalled or not.
    """

    prose: str
    outcome: str
    recalled: bool
    precise: tuple[bool, ...]


def supported(statement: Statement, record: Record) -> Supported:
    """Whether what `statement` cites supports it, and whether each citation is needed.

    Quoted words are supported by themselves where they stand in the cited document, be it folded
    or with marked omissions; words of its own are, where the judge finds nothing against them.
    """
    quotes = statement.quotes
    prose = _prose(statement)
    if not all(_stands(record, quote) for quote in quotes):
        return Supported(
            prose=prose, outcome="altered", recalled=False, precise=(False,) * len(quotes)
        )
    if not prose:
        # Without any one of them its own words are no longer cited: each is needed.
        return Supported(prose="", outcome="quoted", recalled=True, precise=(True,) * len(quotes))
    whole = _judged(prose, quotes)
    return Supported(
        prose=prose,
        outcome=str(whole.doubt or "supported"),
        recalled=whole.supported,
        precise=tuple(whole.supported and _needed(prose, quotes, at) for at in range(len(quotes))),
    )


def _prose(statement: Statement) -> str:
    """What a statement says beside its quotations and their lead-ins."""
    if not own_words(statement):
        return ""
    return " ".join("".join(p.text for p in pieces(statement) if p.quote is None).split())


def _stands(record: Record, quote: Quote) -> bool:
    source = record.get(quote.document.id)
    words = flat(quote.text)
    return source is not None and any(find(words, unit.text) for unit in source.units.values())


def _needed(prose: str, quotes: Sequence[Quote], at: int) -> bool:
    others = [*quotes[:at], *quotes[at + 1 :]]
    alone = _judged(prose, quotes[at : at + 1]).supported
    return alone or not others or not _judged(prose, others).supported


def _judged(prose: str, quotes: Sequence[Quote]) -> Judgement:
    """The judge's view of the sentences quoted, each read under its document's heading."""
    sentences = [
        f"{heading_of(quote)}\n{quote.text[start:end]}"
        for quote in quotes
        for start, end in sentence_spans(quote.text)
    ]
    return judge(prose, sentences)
