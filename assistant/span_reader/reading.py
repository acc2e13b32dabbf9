"""What is read out of a passage for a question."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True, kw_only=True)
class SentenceReading:
    """What a model makes of ``text[start:end]``, a sentence of the text it read.

    Both figures are log-odds, without bounds: `span` that the best run of words in the sentence
    answers, against nothing in the text answering (Devlin et al. 2019, section 4.3, for SQuAD
    2.0); `sentence` that the sentence is one of those that answer.
    """

    start: int
    end: int
    span: float
    sentence: float


@dataclass(frozen=True, slots=True)
class Reading:
    """What a model makes of a text: its sentences in order, and the log-odds that any answers."""

    sentences: tuple[SentenceReading, ...]
    answered: float


class SpanReader(Protocol):
    """A model that reads questions beside texts."""

    def read(
        self, question: str, texts: Sequence[str], contexts: Sequence[str] = ()
    ) -> list[Reading]:
        """One reading of each text, of all its sentences.

        `contexts`, one for each text where there are any, say what a reader of the text knows
        already: its heading and date, the sentence that a footnote belongs to. They answer nothing.
        """
        ...
