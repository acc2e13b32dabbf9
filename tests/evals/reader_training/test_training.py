"""A training of a few steps: the loss falls, and the product reads what was written."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from random import Random

import numpy as np
import pytest
import torch
from typer.testing import CliRunner

from assistant.span_reader.model import MiniLMReader
from assistant.span_reader.openvino_runtime import OpenVino
from assistant.span_reader.reading import Reading, SentenceReading
from assistant.span_reader.weights import read_card, read_weights, write_weights
from evals.cli import app
from evals.reader_training.encoding import Encoder, Example
from evals.reader_training.figures import measure
from evals.reader_training.network import FIRST, LAST, SENTENCE, WHOLE, Network
from evals.reader_training.objective import loss, padded
from evals.reader_training.pair import Pair
from evals.reader_training.set_pairs import read_pairs
from evals.reader_training.training import Step, batched, share, train
from vectorstore.minilm import packaged_model, packaged_tokenizer


@pytest.fixture(autouse=True)
def one_thread() -> Iterator[None]:
    """Beside other work, two threads that wait for each other take ten times as long as one."""
    usual = torch.get_num_threads()
    torch.set_num_threads(1)
    yield
    torch.set_num_threads(usual)


@pytest.fixture
def pairs(rivers: Path) -> list[Pair]:
    return [pair.pair for pair in read_pairs(rivers)]


@pytest.fixture
def examples(pairs: list[Pair]) -> list[Example]:
    encoder = Encoder(packaged_tokenizer())
    return [example for pair in pairs for example in encoder.examples(pair)]


def parameters(network: Network) -> dict[str, np.ndarray]:
    return {name: value.numpy().copy() for name, value in network.state_dict().items()}


def test_the_loss_falls_and_the_product_reads_what_was_learnt(
    pairs: list[Pair], examples: list[Example], tmp_path: Path
) -> None:
    network = Network(packaged_model(), seed=1)
    before = parameters(network)
    with torch.no_grad():
        first = loss(network(padded(examples)), examples)
    told: list[Step] = []
    ended: list[int] = []
    train(network, [[examples]] * 8, 1e-3, 1, told.append, ended.append)
    with torch.no_grad():
        last = loss(network(padded(examples)), examples)
    assert all(now < then for now, then in zip(last.parts, first.parts, strict=True))
    assert last.total < 0.7 * first.total
    assert told[-1].done == told[-1].total == 8
    assert ended == list(range(1, 9))

    moved = {name for name, value in parameters(network).items() if (value != before[name]).any()}
    assert before.keys() - moved == {"encoder.embeddings.word_embeddings.weight"}

    path = tmp_path / "weights.safetensors"
    write_weights(path, network.weights(), packaged_model(), {"made": "here"})
    with torch.no_grad():
        expected = network(padded(examples)).numpy()
    found = OpenVino(path, packaged_model()).scores([example.window for example in examples])
    for mine, theirs in zip(expected, found, strict=True):
        assert np.abs(mine[: len(theirs)] - theirs).max() < 0.05
    readings = MiniLMReader(path).read(pairs[0].question, [pairs[0].text])
    assert readings[0].answered == pytest.approx(float(expected[0, 0, WHOLE]), abs=0.05)
    inside = [
        float(expected[0, run.first : run.last, SENTENCE].mean()) for run in examples[0].window.runs
    ]
    assert [s.sentence for s in readings[0].sentences] == pytest.approx(inside, abs=0.05)


def test_the_loss_is_what_its_formula_says(examples: list[Example]) -> None:
    """One answered, one not, one whose sentence alone is known; each by itself and by hand."""
    figures = torch.randn((len(examples), 40, 4), generator=torch.Generator().manual_seed(3))
    by_kind = {(bool(e.answers), e.answerable): row for row, e in enumerate(examples)}
    assert by_kind.keys() == {(True, True), (False, False), (False, True)}
    for (told, answerable), row in by_kind.items():
        example, own = examples[row], figures[row].double().numpy()
        found = loss(figures[row : row + 1], [example])
        text = [0, *range(example.window.asked, len(example.window.ids) - 1)]
        right = example.answers[0] if told else (0, 1)
        span = [
            np.log(np.exp(own[text, of]).sum()) - own[token, of]
            for of, token in ((FIRST, right[0]), (LAST, right[1] - 1))
        ]
        expected = np.mean(span) if told or not answerable else 0.0
        assert found.span.item() == pytest.approx(expected, abs=1e-5)
        whole = np.log1p(np.exp(-own[0, WHOLE] if answerable else own[0, WHOLE]))
        assert found.whole.item() == pytest.approx(whole, abs=1e-5)
        means = [own[run.first : run.last, SENTENCE].mean() for run in example.window.runs]
        sentence = np.mean(
            [
                np.log1p(np.exp(-mean if gold else mean))
                for mean, gold in zip(means, example.gold, strict=True)
            ]
        )
        assert found.sentence.item() == pytest.approx(sentence, abs=1e-5)
        assert found.total.item() == pytest.approx(expected + sentence + whole / 2, abs=1e-5)


def test_padding_changes_no_figure(examples: list[Example]) -> None:
    network = Network(packaged_model(), seed=1).eval()
    lengths = [len(example.window.ids) for example in examples]
    length = min(lengths)
    place = lengths.index(length)
    with torch.no_grad():
        together = network(padded(examples))[place, :length]
        alone = network(padded([examples[place]]))[0, :length]
    assert torch.allclose(together, alone, atol=1e-4)


def test_every_example_is_in_one_batch_of_the_size_allowed(examples: list[Example]) -> None:
    batches = batched(examples, 60, Random(1))  # noqa: S311  # an order
    assert sorted(id(e) for batch in batches for e in batch) == sorted(map(id, examples))
    sizes = [len(batch) * max(len(e.window.ids) for e in batch) for batch in batches]
    assert all(size <= 60 or len(b) == 1 for size, b in zip(sizes, batches, strict=True))
    assert len(batches) < len(examples)


def test_the_rate_rises_to_the_highest_and_falls_to_nothing() -> None:
    shares = [share(step, 100) for step in range(101)]
    assert shares[5] == max(shares) == 1.0
    assert shares[0] == pytest.approx(1 / 6)
    assert shares[:6] == sorted(shares[:6])
    assert shares[5:] == sorted(shares[5:], reverse=True)
    assert shares[100] == 0


Two = tuple[float, float]


class Told:
    """A reader that knows what it will say."""

    def __init__(self, readings: list[Reading]) -> None:
        self._readings = iter(readings)

    def read(
        self, question: str, texts: Sequence[str], contexts: Sequence[str] = ()
    ) -> list[Reading]:
        return [next(self._readings)]


def test_figures_are_of_what_a_reader_says() -> None:
    text = "It began. It ended."

    def reading(
        spans: tuple[float, float], sentences: tuple[float, float], whole: float
    ) -> Reading:
        places = ((0, 9), (10, 19))
        return Reading(
            tuple(
                SentenceReading(start=start, end=end, span=span, sentence=sentence)
                for (start, end), span, sentence in zip(places, spans, sentences, strict=True)
            ),
            whole,
        )

    pairs = [
        Pair(question="What?", text=text, gold=((10, 19),)),
        Pair(question="Who?", text=text, gold=((0, 9),)),
        Pair(question="Why?", text=text),
    ]
    said = [
        reading((-1, 5), (-1, 2), 3),  # all right
        reading((1, 2), (-1, -3), -2),  # the sentence right, the span wrong
        reading((-9, -9), (-2, 0), -2),
    ]
    found = measure(Told(said), pairs)
    assert (found.pairs, found.answerable) == (3, 2)
    assert found.auroc["span"] == 1.0
    assert found.auroc["sentence"] == 0.5
    assert found.auroc["whole"] == 0.75
    assert found.top_right == {"span": 0.5, "sentence": 1.0, "together": 1.0}
    alone = measure(Told(said[2:]), pairs[2:])
    assert alone.auroc["span"] is None
    assert alone.top_right["span"] is None


def invoke(*arguments: object) -> str:
    ran = CliRunner().invoke(app, ["train-reader", *map(str, arguments)])
    assert ran.exit_code == 0, ran.output
    return ran.output


def of(rivers: Path) -> tuple[object, ...]:
    return ("--set", rivers, "--hold-out", "article=Nile", "--seed", 3, "--threads", 1)


def test_the_command_trains_and_notes_how(rivers: Path, volumes: Path, tmp_path: Path) -> None:
    out = tmp_path / "weights.safetensors"
    said = invoke(*of(rivers), "--home", volumes, "--cloze", 6, "--epochs", 1, "--out", out)
    assert "6 questions made from 3 paragraphs" in said
    assert said.count("rivers: AUROC answerable span") == 2
    card = read_card(out)
    assert json.loads(card["held out"]) == ["article=Nile"]
    assert json.loads(card["figures"])["rivers"]["pairs"] == 3
    assert list(json.loads(card["cloze"])["volumes"]) == ["frus1949v01"]
    assert json.loads(card["sets"])["epochs"] == 1
    assert (card["seed"], "torch" in json.loads(card["made with"])) == ("3", True)


@pytest.mark.slow
def test_going_on_is_the_same_to_the_bit_as_going_through(
    rivers: Path, volumes: Path, tmp_path: Path
) -> None:
    begun, through, on = (tmp_path / name for name in ("begun", "through", "on"))
    made = ("--home", volumes, "--cloze", 6)
    invoke(*of(rivers), *made, "--epochs", 2, "--out", through)
    invoke(*of(rivers), *made, "--cloze-only", begun)
    invoke(*of(rivers), "--start", begun, "--epochs", 2, "--out", on)
    assert read_card(on) == read_card(through)
    weights = [read_weights(path, packaged_model()) for path in (through, on)]
    assert all(np.array_equal(value, weights[1][name]) for name, value in weights[0].items())


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        (["--home", "h"], "give --out for the weights, or --cloze-only"),
        (["--out", "o"], "give either --home and --texts, or --start"),
        (["--home", "h", "--start", "s", "--out", "o"], "give either --home and --texts, or"),
        (["--start", "s", "--cloze-only", "c"], "--cloze-only makes what --start goes on from"),
        (["--start", "s", "--out", "o"], "s: cannot be gone on from"),
        (["--home", "h", "--out", "o", "--hold-out", "x"], "--hold-out x: write a field"),
    ],
)
def test_the_command_says_what_it_lacks(arguments: list[str], reason: str, rivers: Path) -> None:
    ran = CliRunner().invoke(app, ["train-reader", "--set", str(rivers), *arguments])
    assert ran.exit_code == 2
    assert reason in ran.output


def test_a_start_that_has_seen_what_is_held_out_is_refused(rivers: Path, tmp_path: Path) -> None:
    from evals.reader_training import checkpoint

    begun = tmp_path / "begun"
    checkpoint.save(begun, checkpoint.Checkpoint({}, {"held out": "[]", "cloze": "{}"}))
    named = {"--set": rivers, "--start": begun, "--out": tmp_path / "out"}
    options = [str(word) for option in named.items() for word in option]
    ran = CliRunner().invoke(app, ["train-reader", "--hold-out", "article=Nile", *options])
    assert ran.exit_code == 2
    assert "made without --hold-out article=Nile" in ran.output
