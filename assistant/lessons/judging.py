"""Whether a reply brought what a lesson's step expects. Pure functions.

A reply is an answer or, where a question asks for a quotation to be checked, a verdict.
"""

from __future__ import annotations

from assistant.answer import Answer, Quote, Reason
from assistant.document_lines import Stored, whole
from assistant.folding import fold
from assistant.lessons.lesson import Expected, LessonStep
from assistant.verdict import Verdict


def stands(expected: Expected, stored: Stored) -> Quote | None:
    """The expected words as they stand in the record, or the whole passage where none are said.

    None where the passage is not installed, or does not hold them.
    """
    passage, document = stored.passage(expected.passage), stored.document(expected.document)
    if passage is None or document is None:
        return None
    if not expected.words:
        return whole(passage, document)
    text, words = fold(passage.text), fold(expected.words).text
    start = text.text.find(words)
    if start < 0:
        return None
    return Quote(passage, document, *text.span(start, start + len(words)))


def found(step: LessonStep, answer: Answer | Verdict) -> Quote | None:
    """The first quotation of `answer` that holds the words expected of the expected passage.

    Differences of typography do not count. None where no quotation does, and for a step that
    expects none.
    """
    if step.expected is None:
        return None
    words = fold(step.expected.words).text
    for quote in quoted(step, answer):
        if words in fold(quote.text).text:
            return quote
    return None


def quoted(step: LessonStep, answer: Answer | Verdict) -> tuple[Quote, ...]:
    """What `answer` quotes of the expected passage, whichever words of it."""
    expected = step.expected
    if expected is None:
        return ()
    return tuple(quote for quote in answer.quotes if quote.passage.id == expected.passage)


def as_expected(step: LessonStep, answer: Answer | Verdict) -> bool:
    """Whether the class sees what the step is for.

    That is the expected words among the quotations or, where none are expected, that the record
    does not answer. A reply that asks back, or that searched nothing, has not said so. Of a
    quotation the expected verdict has to be given, where the step has one.
    """
    if isinstance(answer, Verdict) and step.verdict not in (None, answer.outcome):
        return False
    if step.expected is not None:
        return found(step, answer) is not None
    if isinstance(answer, Verdict):
        return not answer.quotes
    return answer.refusal is not None and answer.refusal.reason is Reason.NOT_ANSWERED
