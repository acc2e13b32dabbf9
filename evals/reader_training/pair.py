"""What is learnt from: a question beside a text, and which of its words answer."""

from __future__ import annotations

from dataclasses import dataclass

from evals.question_sets import Span
from evals.reading.reply import Cited, same_sentence

Spans = tuple[tuple[int, int], ...]

_TEXT = ""  # spans of one text are compared: it needs no name


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """A question, a text, and the half-open spans of characters of the text that answer.

    `gold` are sentences, none where nothing in the text answers; `answers` the words themselves
    within them, where they are known.
    """

    question: str
    text: str
    gold: Spans = ()
    answers: Spans = ()

    def __post_init__(self) -> None:
        if not self.question.strip() or not self.text.strip():
            raise ValueError("a pair has words in its question and in its text")
        for start, end in (*self.gold, *self.answers):
            if not 0 <= start < end <= len(self.text):
                raise ValueError(f"[{start}, {end}) is not within {len(self.text)} characters")
        for start, end in self.answers:
            if not any(first <= start and end <= last for first, last in self.gold):
                raise ValueError(f"the answer [{start}, {end}) is in no sentence that answers")

    @property
    def answerable(self) -> bool:
        """Whether the text answers the question."""
        return bool(self.gold)

    def answered_in(self, start: int, end: int) -> bool:
        """Whether the sentence [start, end) of the text is one of those that answer."""
        sentence = Cited(_TEXT, start, end, _TEXT)
        return any(same_sentence(sentence, Span(_TEXT, *gold)) for gold in self.gold)
