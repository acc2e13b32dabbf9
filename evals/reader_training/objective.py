"""How far the network's figures are from what examples want: the loss, and its three parts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import torch
from torch import Tensor
from torch.nn.functional import binary_cross_entropy_with_logits

from evals.reader_training.encoding import Example
from evals.reader_training.network import FIRST, LAST, SENTENCE, WHOLE, Tokens

_STEP = 8  # windows are padded to a multiple of it
_SENTENCE_WEIGHT, _WHOLE_WEIGHT = 1.0, 0.5  # beside the span's 1

_NOTHING = 0  # the token that stands for "nothing in the window answers"


@dataclass(frozen=True, slots=True)
class Loss:
    """The parts of a loss, each a scalar tensor: of spans, of sentences, of whole windows."""

    span: Tensor
    sentence: Tensor
    whole: Tensor

    @property
    def total(self) -> Tensor:
        """Their weighted sum."""
        return self.span + _SENTENCE_WEIGHT * self.sentence + _WHOLE_WEIGHT * self.whole

    @property
    def parts(self) -> tuple[float, float, float]:
        """The parts as numbers."""
        return self.span.item(), self.sentence.item(), self.whole.item()


def padded(examples: Sequence[Example]) -> Tokens:
    """The windows of the examples, padded to the length of the longest, a multiple of eight."""
    longest = -(-max(len(example.window.ids) for example in examples) // _STEP) * _STEP
    ids, present, kinds = torch.zeros((3, len(examples), longest), dtype=torch.int64)
    for row, example in enumerate(examples):
        length = len(example.window.ids)
        ids[row, :length] = torch.from_numpy(example.window.ids)
        present[row, :length] = 1
        kinds[row, example.window.asked : length] = 1
    return Tokens(ids=ids, present=present, kinds=kinds)


def loss(figures: Tensor, examples: Sequence[Example]) -> Loss:
    """The loss of `figures`, shape (examples, tokens, 4), as the network gives them.

    Spans: the mean of the negative log-likelihoods of the first and of the last token over the
    window's text and token 0, which is right where nothing answers (Devlin et al. 2019, section
    4.3); where several spans are right, of any of them. Examples whose sentence is known and not
    its span have no part in it. Sentences: cross-entropy of the mean over a sentence's tokens.
    Windows: cross-entropy at token 0.
    """
    means = [
        figures[row, run.first : run.last, SENTENCE].mean()
        for row, example in enumerate(examples)
        for run in example.window.runs
    ]
    gold = [float(flag) for example in examples for flag in example.gold]
    answerable = torch.tensor([float(example.answerable) for example in examples])
    return Loss(
        _span_loss(figures, examples),
        binary_cross_entropy_with_logits(torch.stack(means), torch.tensor(gold)),
        binary_cross_entropy_with_logits(figures[:, 0, WHOLE], answerable),
    )


def _span_loss(figures: Tensor, examples: Sequence[Example]) -> Tensor:
    told = [row for row, e in enumerate(examples) if e.answers or not e.answerable]
    if not told:
        return torch.zeros(())
    allowed, first, last = torch.zeros((3, len(told), figures.shape[1]), dtype=torch.bool)
    for line, row in enumerate(told):
        window = examples[row].window
        allowed[line, _NOTHING] = True
        allowed[line, window.asked : len(window.ids) - 1] = True
        for start, end in examples[row].answers or ((_NOTHING, _NOTHING + 1),):
            first[line, start] = last[line, end - 1] = True
    return (
        _missed(figures[told, :, FIRST], allowed, first)
        + _missed(figures[told, :, LAST], allowed, last)
    ) / 2


def _missed(scores: Tensor, allowed: Tensor, right: Tensor) -> Tensor:
    """The mean negative log-likelihood of the right tokens among those allowed."""
    likely = scores.masked_fill(~allowed, -torch.inf).log_softmax(-1)
    return -likely.masked_fill(~right, -torch.inf).logsumexp(-1).mean()
