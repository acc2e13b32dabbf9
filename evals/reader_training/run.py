"""Both stages of training: questions made from the record, and those of question sets."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from assistant.span_reader.model import MiniLMReader
from assistant.span_reader.weights import write_weights
from corpus.errors import InputError
from evals.reader_training import checkpoint
from evals.reader_training.checkpoint import Checkpoint
from evals.reader_training.cloze import cloze_pairs
from evals.reader_training.encoding import Encoder, Example
from evals.reader_training.figures import Figures, measure
from evals.reader_training.network import Network
from evals.reader_training.pair import Pair
from evals.reader_training.paragraphs import of_sets, of_volumes
from evals.reader_training.plan import Card, Plan, card_of, digests, noted, require_held
from evals.reader_training.set_pairs import Split, near_misses, split
from evals.reader_training.training import batched, train, use_threads
from vectorstore.minilm import packaged_model, packaged_tokenizer

#: Tokens of a batch, padding included, in each stage.
CLOZE_TOKENS, SET_TOKENS = 3_000, 2_500
#: Of the questions made, those from volumes, where there are both volumes and sets.
FROM_VOLUMES = 5 / 6

Told = Callable[[str], None]


def run(plan: Plan, out: Path, told: Told) -> dict[str, Figures]:
    """Train a reader and write its weights to `out`; its figures on each set's held-out pairs.

    The same plan gives the same weights on the same machine, with the same number of threads and
    the same releases of the libraries; elsewhere sums are rounded otherwise, and training makes
    more of it.
    """
    return _Training(plan, told).whole(out)


def run_cloze(plan: Plan, out: Path, told: Told) -> None:
    """The first stage alone; what it has learnt goes to `out`, for `Plan.start`."""
    if plan.start is not None:
        raise InputError("--cloze-only makes what --start goes on from; give one of them")
    _Training(plan, told).cloze_alone(out)


class _Training:
    def __init__(self, plan: Plan, told: Told) -> None:
        self._plan, self._told = plan, told
        self._split: Split = split(plan.sets, plan.hold_outs)
        self._encoder = Encoder(packaged_tokenizer())
        self._card = card_of(plan) | {"threads": str(use_threads(plan.threads))}
        self._network = Network(packaged_model(), plan.seed)

    def cloze_alone(self, out: Path) -> None:
        self._learn_cloze()
        checkpoint.save(out, Checkpoint(self._network.learnt(), self._card))

    def whole(self, out: Path) -> dict[str, Figures]:
        if self._plan.start is None:
            self._learn_cloze()
        else:
            self._go_on(self._plan.start)
        found = self._learn_sets()
        figures = {name: asdict(one) for name, one in found.items()}
        self._write(out, self._card | {"figures": json.dumps(figures)})
        return found

    def _go_on(self, start: Path) -> None:
        begun = checkpoint.load(start)
        require_held(self._plan, start, dict(begun.card))
        self._network.learn(begun.learnt)
        self._card |= {"cloze": begun.card["cloze"]}

    def _learn_cloze(self) -> None:
        plan = self._plan
        paragraphs, volumes = of_volumes(plan.homes, plan.seed)
        passages = of_sets(plan.texts, self._split.texts)
        share = FROM_VOLUMES if passages and paragraphs else float(bool(paragraphs))
        first = round(plan.cloze * share)
        pairs = [
            *cloze_pairs(paragraphs, first, plan.seed),
            *cloze_pairs(passages, plan.cloze - first, plan.seed + 1),
        ]
        self._told(f"{len(pairs)} questions made from {len(paragraphs) + len(passages)} paragraphs")
        self._train([pairs], plan.cloze_rate, CLOZE_TOKENS)
        self._card["cloze"] = noted(
            questions=len(pairs),
            rate=plan.cloze_rate,
            tokens=CLOZE_TOKENS,
            volumes=volumes,
            texts=digests(plan.texts),
        )

    def _learn_sets(self) -> dict[str, Figures]:
        plan, learnt = self._plan, self._split.learnt
        own = [pair.pair for pair in learnt]
        epochs = [
            own + near_misses(learnt, plan.near, Random(f"{plan.seed} {number}"))  # noqa: S311  # a sample
            for number in range(plan.epochs)
        ]
        self._told(f"{len(epochs[0])} questions of sets, {plan.epochs} times")
        self._card["sets"] = noted(
            pairs=len(own),
            near=plan.near,
            epochs=plan.epochs,
            rate=plan.rate,
            tokens=SET_TOKENS,
            sets=digests(plan.sets),
            times={folder.name: plan.sets.count(folder) for folder in plan.sets},
        )
        return self._train(epochs, plan.rate, SET_TOKENS)

    def _train(
        self, epochs: Iterable[Sequence[Pair]], rate: float, tokens: int
    ) -> dict[str, Figures]:
        """Train; the figures on what is held out, after the last epoch."""
        # Every stage begins at the seed: one that goes on from a file is the same as a whole one.
        rng = Random(self._plan.seed)  # noqa: S311  # an order
        batches = [batched(self._examples(pairs), tokens, rng) for pairs in epochs]
        found: dict[str, Figures] = {}

        def after(number: int) -> None:
            found.update(self._figures())
            for name, figures in found.items():
                self._told(f"epoch {number}, {name}: {figures}")

        seed = self._plan.seed
        train(self._network, batches, rate, seed, lambda step: self._told(str(step)), after)
        return found

    def _examples(self, pairs: Sequence[Pair]) -> list[Example]:
        return [example for pair in pairs for example in self._encoder.examples(pair)]

    def _figures(self) -> dict[str, Figures]:
        """By the reader's own runtime, of the weights as they would be written.

        It is shown the texts alone. The product puts before each what is known of it.
        """
        if not self._split.held:
            return {}
        with TemporaryDirectory() as folder:
            path = Path(folder) / "weights.safetensors"
            self._write(path, {})
            reader = MiniLMReader(path)
            return {
                name: measure(reader, [pair.pair for pair in held])
                for name, held in self._split.held.items()
            }

    def _write(self, path: Path, card: Card) -> None:
        write_weights(path, self._network.weights(), packaged_model(), card)
