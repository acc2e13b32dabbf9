"""Questions without number, made from the paragraphs of a record: half of them are answered."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import cycle
from random import Random

from corpus.errors import InputError
from corpus.sentences import sentence_spans
from evals.reader_training.blanks import blank_in
from evals.reader_training.fates import Fate, Fates, Paragraph
from evals.reader_training.pair import Pair

#: How much of the questions meets which fate.
SHARES = {Fate.ANSWERED: 0.5, Fate.CHANGED: 0.25, Fate.REMOVED: 0.125, Fate.ELSEWHERE: 0.125}
_TRIES = 4  # draws of a blank in a paragraph
_PASSES = 20  # over the paragraphs without one question, after which there is none in them


def cloze_pairs(paragraphs: Sequence[Paragraph], count: int, seed: int) -> list[Pair]:
    """`count` pairs in which the paragraphs take turns, the same for the same `seed`.

    Raises InputError where no questions can be made of the paragraphs.
    """
    rng = Random(seed)  # noqa: S311  # a sample, no secret
    fates = Fates(paragraphs)
    made: list[Pair] = []
    fate, waited = _drawn(rng), 0
    turns = cycle(paragraphs)
    while len(made) < count:
        if waited >= _PASSES * len(paragraphs):
            raise InputError(
                f"no question can be made ({fate}) of {len(paragraphs)} paragraphs; give more "
                "volumes or sets"
            )
        pair = _pair(fates, fate, next(turns), rng)
        waited += 1
        if pair is not None:
            # A fate waits for a paragraph that allows it: else the easy ones were too many.
            made.append(pair)
            fate, waited = _drawn(rng), 0
    return made


def _drawn(rng: Random) -> Fate:
    (fate,) = rng.choices(list(SHARES), list(SHARES.values()))
    return fate


def _pair(fates: Fates, fate: Fate, paragraph: Paragraph, rng: Random) -> Pair | None:
    sentences = sentence_spans(paragraph.text)
    for _ in range(_TRIES):
        blank = blank_in(paragraph.text, sentences, rng)
        pair = None if blank is None else fates.pair(fate, paragraph, blank, rng)
        if pair is not None:
            return pair
    return None
