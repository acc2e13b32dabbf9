"""What a language model chose, made into statements: the store's words, and prose that passed.

Every quotation is cut from the store by the id of its sentence, never taken from the model's
reply; what fails a check is left out and counted.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from assistant.answer import Quote, Statement
from assistant.language_model.prompts import Span
from assistant.language_model.prose import Prose, check
from assistant.language_model.reply import Sentence
from assistant.language_model.support import Objection
from assistant.render import quoted
from corpus.errors import ModelError

# More than this is a reading list: the model has not chosen.
MOST_SENTENCES = 20


class Draft:
    """The statements of a reply, as its sentences come; a sentence of the record is quoted once.

    `spans` are the sentences that the model was shown, `name` is how messages speak of it.
    """

    def __init__(self, name: str, spans: Sequence[Span]) -> None:
        self._name = name
        self._known = {span.id: span for span in spans}
        self._quoted: set[str] = set()
        self._statements: list[Statement] = []
        self._leads_left_out: list[Objection] = []
        self._statements_left_out: list[Objection] = []

    @property
    def statements(self) -> tuple[Statement, ...]:
        """Those that are whole and checked, in order."""
        return tuple(self._statements)

    @property
    def notice(self) -> str:
        """What was left out and why, in one sentence for the reader; empty where nothing was."""
        left_out = [*self._leads_left_out, *self._statements_left_out]
        if not left_out:
            return ""
        told = (
            _counted(self._leads_left_out, "lead-in"),
            _counted(self._statements_left_out, "statement"),
        )
        why = "; ".join(
            f"{objection} ({count})" if len(left_out) > 1 else str(objection)
            for objection, count in Counter(left_out).items()
        )
        what = " and ".join(filter(None, told))
        return f"Of what the language model wrote, {what} did not pass the checks: {why}."

    def add(self, sentence: Sentence) -> bool:
        """Whether `sentence` made a statement. Raises ModelError where the model chose too many."""
        ids = [one for one in dict.fromkeys(sentence.spans) if one in self._known]
        new = [self._known[one] for one in ids if one not in self._quoted]
        self._quoted.update(ids)
        if len(self._quoted) > MOST_SENTENCES:
            raise ModelError(
                f"{self._name} chose more than {MOST_SENTENCES} sentences, which is no choice; "
                "ask again or try another model"
            )
        if not new:
            self._statements_left_out.append(Objection.REPEATED if ids else Objection.UNCITED)
            return False
        self._statements.append(self._statement(sentence.prose, _merged(new)))
        return True

    def _statement(self, prose: str, quotes: tuple[Quote, ...]) -> Statement:
        led = _led_in(prose, quotes)
        if isinstance(led, Statement):
            return led
        if led is not Objection.EMPTY:
            self._leads_left_out.append(led)
        return Statement(" ".join(map(quoted, quotes)), quotes)


def _counted(left_out: Sequence[Objection], thing: str) -> str:
    if not left_out:
        return ""
    return f"{len(left_out)} {thing}" + ("s" if len(left_out) > 1 else "")


def _merged(chosen: Sequence[Span]) -> tuple[Quote, ...]:
    """Quotations of the sentences chosen: passages as first chosen, each in its own order.

    Sentences that follow one another become one quotation.
    """
    passages = list(dict.fromkeys(span.quote.passage.id for span in chosen))
    merged: list[Span] = []
    for span in sorted(chosen, key=lambda s: (passages.index(s.quote.passage.id), s.number)):
        quote, last = span.quote, merged[-1] if merged else None
        if last and last.number + 1 == span.number and last.quote.passage.id == quote.passage.id:
            quote = Quote(quote.passage, quote.document, last.quote.start, quote.end)
            merged.pop()
        merged.append(Span(span.number, quote))
    return tuple(span.quote for span in merged)


def _led_in(prose: str, quotes: tuple[Quote, ...]) -> Statement | Objection:
    """`quotes` after the model's lead-in, or what speaks against it."""
    checked = check(prose, quotes)
    if not isinstance(checked, Prose):
        return checked
    lead = checked.text if checked.text[-1] in ".:;,!?”" else f"{checked.text}:"
    rest = [quote for quote in quotes if quote not in checked.quotes]
    statement = Statement(" ".join([lead, *map(quoted, rest)]), (*checked.quotes, *rest))
    return statement if _found_in_place(statement) else Objection.TWICE


def _found_in_place(statement: Statement) -> bool:
    """Whether the first place where each quotation's words stand is the one in quotation marks.

    It is there that a citation is set, and prose may happen to use the same words before it.
    """
    last = 0
    for quote in statement.quotes:
        start = statement.text.find(f"“{quote.text}”", last)
        if start < 0 or statement.text.find(quote.text, last) != start + 1:
            return False
        last = start + len(quote.text) + 2
    return True
