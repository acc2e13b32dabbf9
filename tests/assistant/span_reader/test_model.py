"""The shipped reader: sentences that answer stand out, whatever computes them and however long."""

from __future__ import annotations

import pytest

from assistant.span_reader.model import MiniLMReader
from assistant.span_reader.openvino_runtime import OpenVino
from assistant.span_reader.torch_runtime import Torch
from assistant.span_reader.weights import shipped_weights
from corpus.sentences import sentence_spans
from vectorstore.minilm import packaged_model

LETTER = (
    "The Ambassador called on Tuesday. He said that the ship had reached Puerto Barrios on May 15. "
    "Its cargo was not known. The Minister thanked him."
)
QUESTION = "When did the ship reach Puerto Barrios?"


@pytest.fixture(scope="module")
def reader() -> MiniLMReader:
    return MiniLMReader()


def test_every_sentence_is_read_in_order(reader: MiniLMReader) -> None:
    (reading,) = reader.read(QUESTION, [LETTER])
    assert [(one.start, one.end) for one in reading.sentences] == sentence_spans(LETTER)


def test_the_sentence_that_answers_stands_out(reader: MiniLMReader) -> None:
    answering, other = reader.read(QUESTION, [LETTER, LETTER.replace("Puerto Barrios", "Lisbon")])
    best = max(answering.sentences, key=lambda one: one.span)
    assert "Puerto Barrios" in LETTER[best.start : best.end]
    assert best.span > max(one.span for one in other.sentences)


def test_a_reading_does_not_depend_on_what_is_read_beside_it(reader: MiniLMReader) -> None:
    alone = reader.read(QUESTION, [LETTER])
    among = reader.read(QUESTION, ["A short one.", LETTER, LETTER * 3])
    assert among[1] == alone[0]


def test_long_texts_and_long_questions_are_read_whole(reader: MiniLMReader) -> None:
    filler = "The delegation discussed the arrangements for the session at some length. " * 60
    (reading,) = reader.read(QUESTION, [filler + LETTER + " " + filler])
    assert len(reading.sentences) == len(sentence_spans(filler + LETTER + " " + filler))
    best = max(reading.sentences, key=lambda one: one.span)
    assert "Puerto Barrios" in (filler + LETTER + " " + filler)[best.start : best.end]
    (long,) = reader.read("Tell me this. " * 100 + QUESTION, ["word " * 2_000 + "." + LETTER])
    assert all(abs(one.span) < 1e6 for one in long.sentences)


def test_nothing_to_read_gives_nothing(reader: MiniLMReader) -> None:
    assert reader.read(QUESTION, []) == []
    assert reader.read(QUESTION, [""])[0].sentences == ()


def test_both_libraries_compute_the_same(reader: MiniLMReader) -> None:
    texts = [LETTER, "A short one.", LETTER * 8]
    by = []
    for runtime in (OpenVino, Torch):
        own = MiniLMReader()
        own.__dict__["_loaded_runtime"] = runtime(shipped_weights(), packaged_model())
        by.append(own.read(QUESTION, texts))
    for one, other in zip(*by, strict=True):
        assert one.answered == pytest.approx(other.answered, abs=1e-3)
        for mine, theirs in zip(one.sentences, other.sentences, strict=True):
            assert mine.span == pytest.approx(theirs.span, abs=1e-3)
            assert mine.sentence == pytest.approx(theirs.sentence, abs=1e-3)
