"""The loop of training: batches, steps, and the rate at which it learns."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from random import Random

import numpy as np
import torch
from torch.nn.utils import clip_grad_norm_

from evals.reader_training.encoding import Example
from evals.reader_training.network import Network, head_parameter
from evals.reader_training.objective import loss, padded

#: AdamW (Loshchilov and Hutter 2019) and its schedule, as models of this kind are trained on.
BETAS, EPSILON, DECAY = (0.9, 0.98), 1e-6, 0.01
WARM_UP = 0.06  # of the steps, in which the rate rises; then it falls to 0
HEAD_FASTER = 5.0  # the head, which is new, learns at so many times the rate
CLIPPED = 1.0  # the most that the gradient's norm may be
_UNDECAYED = ("bias", "LayerNorm")

_SORTED = 400  # examples among which those of one length come together
_TOLD = 50  # steps after which it is said how it goes


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """Where training stands: steps done, of all; the mean parts of the loss since last told.

    `losses` are those of spans, sentences and windows; `pace` is examples a second.
    """

    done: int
    total: int
    losses: tuple[float, float, float]
    pace: float

    def __str__(self) -> str:
        parts = " ".join(f"{part:.3f}" for part in self.losses)
        return f"step {self.done} of {self.total}: loss {parts}, {self.pace:.1f} examples/s"


Batches = Sequence[Sequence[Example]]


def batched(examples: Sequence[Example], tokens: int, rng: Random) -> list[list[Example]]:
    """The examples in batches of at most `tokens` tokens, padding included, or one example.

    The order is drawn; a batch has examples of about one length.
    """
    drawn = rng.sample(examples, len(examples))
    batches: list[list[Example]] = []
    for start in range(0, len(drawn), _SORTED):
        near = sorted(drawn[start : start + _SORTED], key=_length)
        batch: list[Example] = []
        for example in near:
            if batch and (len(batch) + 1) * _length(example) > tokens:
                batches.append(batch)
                batch = []
            batch.append(example)
        batches.append(batch)
    rng.shuffle(batches)
    return batches


def use_threads(count: int | None) -> int:
    """Have torch use so many threads, or leave it at what it likes; how many it uses."""
    if count is not None:
        torch.set_num_threads(count)
    return torch.get_num_threads()


def train(
    network: Network,
    epochs: Sequence[Batches],
    rate: float,
    seed: int,
    told: Callable[[Step], None],
    after: Callable[[int], None],
) -> None:
    """Train the network, at the highest at `rate`, on each epoch's batches in turn.

    `seed` is of dropout. `after` is called with an epoch's number, from 1, when it is over.
    """
    torch.manual_seed(seed)
    total = sum(map(len, epochs))
    optimizer = torch.optim.AdamW(_groups(network, rate), betas=BETAS, eps=EPSILON)
    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda step: share(step, total))
    done = 0
    for number, batches in enumerate(epochs, start=1):
        network.train()
        losses: list[tuple[float, float, float]] = []
        seen, begun = 0, time.perf_counter()
        for batch in batches:
            found = loss(network(padded(batch), halved=True), batch)
            optimizer.zero_grad()
            found.total.backward()  # type: ignore[no-untyped-call]
            clip_grad_norm_(network.parameters(), CLIPPED)
            optimizer.step()
            schedule.step()
            done, seen = done + 1, seen + len(batch)
            losses.append(found.parts)
            if done % _TOLD == 0 or done == total:
                mean = np.mean(losses, axis=0).tolist()
                pace = seen / (time.perf_counter() - begun)
                told(Step(done=done, total=total, losses=tuple(mean), pace=pace))
                losses = []
        network.eval()
        after(number)


def share(step: int, total: int) -> float:
    """The share of the highest rate at this step, from 0: it rises to 1, and falls to 0."""
    return min((step + 1) / (WARM_UP * total), (total - step) / ((1 - WARM_UP) * total), 1.0)


def _groups(network: Network, rate: float) -> list[dict[str, object]]:
    """The parameters by how they learn: matrices decay, vectors do not, the head is faster."""
    decayed, vectors, head = [], [], []
    for name, parameter in network.named_parameters():
        if not parameter.requires_grad:
            continue
        if head_parameter(name):
            head.append(parameter)
        elif any(part in name for part in _UNDECAYED):
            vectors.append(parameter)
        else:
            decayed.append(parameter)
    return [
        {"params": decayed, "lr": rate, "weight_decay": DECAY},
        {"params": vectors, "lr": rate, "weight_decay": 0.0},
        {"params": head, "lr": rate * HEAD_FASTER, "weight_decay": 0.0},
    ]


def _length(example: Example) -> int:
    return len(example.window.ids)
