"""From weighed sentences to statements: what is quoted, in which order, with which footnotes."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from assistant.answer import Quote, Statement
from assistant.reader import Candidate
from assistant.render import quoted
from corpus.passage import Passage
from corpus.sentences import sentence_spans

# Of the tuning halves of our own sets 37 of the 48 questions that the record answers are answered
# so, and 17 of the other 25 refused. It is low because only one of the five sentences weighed for a
# question can be the one that answers.
ANSWERS = 0.08
#: Below this an answer is given with the word that it may be none. Of the tuning halves, 18 of 26
#: answers above it begin with a sentence that answers, and 9 of 19 below.
SURE = 0.25
_NEAR_BEST = 0.75  # a further sentence must come this close to the best one
_STATEMENTS = 3
_WORDS = 160  # in all quotations of an answer; the first statement is always whole
_NOTE_WORDS = 70  # of a footnote joined to a quoted sentence

# A sentence that opens like this hangs in the air without the one before it.
_HANGING = re.compile(
    r"(?:This|These|Those|That|They|He|She|Such|His|Her|Their|Its)\b(?!\s+is\s+to\b)"
    r"|(?:[A-Z]\w+\s+){1,3}(?:on|in|of)\s+(?:that|this|such)\s+(?:basis|regard|respect|connection)"
)


def compose(
    candidates: Sequence[Candidate], passages_of: Callable[[str], Sequence[Passage]]
) -> list[Statement]:
    """Statements from candidates, best first; none where no sentence answers.

    `passages_of` gives all passages of a document, in order; its footnotes are taken from them.
    """
    chosen: list[Quote] = []
    for candidate in _near_best(candidates):
        quote = _with_context(candidate.quote)
        if any(_overlap(quote, other) for other in chosen):
            continue
        if chosen and _words([*chosen, quote]) > _WORDS:
            break
        chosen.append(quote)
        if len(chosen) == _STATEMENTS:
            break
    used = {quote.passage.id for quote in chosen}
    return [_statement(quote, passages_of(quote.document.id), used) for quote in chosen]


def _near_best(candidates: Sequence[Candidate]) -> Iterator[Candidate]:
    best = candidates[0].probability if candidates else 0.0
    for candidate in candidates:
        if candidate.probability >= max(ANSWERS, _NEAR_BEST * best):
            yield candidate


def _with_context(quote: Quote) -> Quote:
    """The quotation, with the sentence before it where it would hang in the air alone."""
    if not _HANGING.match(quote.text):
        return quote
    before = [span for span in sentence_spans(quote.passage.text) if span[1] <= quote.start]
    if not before:
        return quote
    return Quote(quote.passage, quote.document, before[-1][0], quote.end)


def _overlap(one: Quote, other: Quote) -> bool:
    return one.passage.id == other.passage.id and one.start < other.end and other.start < one.end


def _words(quotes: Sequence[Quote]) -> int:
    return sum(len(quote.text.split()) for quote in quotes)


def _statement(quote: Quote, passages: Sequence[Passage], used: set[str]) -> Statement:
    own = [
        _opening(note, quote)
        for note in passages
        if note.anchor is not None
        and note.anchor.passage == quote.passage.id
        and _marks(note.anchor.offset, quote)
        and note.id not in used
    ]
    quotes = (quote, *own)
    return Statement(" ".join(quoted(part) for part in quotes), quotes)


def _marks(offset: int, quote: Quote) -> bool:
    """Whether a mark at `offset` of the quotation's passage opens, ends or stands in it.

    A mark that ends the sentence before stands behind its last character, a space before this.
    """
    return quote.start <= offset <= quote.end


def _opening(note: Passage, quote: Quote) -> Quote:
    """As many whole sentences of a footnote as fit beside a quotation, at least one."""
    end = 0
    for _, stop in sentence_spans(note.text):
        if end and len(note.text[:stop].split()) > _NOTE_WORDS:
            break
        end = stop
    return Quote(note, quote.document, 0, end)
