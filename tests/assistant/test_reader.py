"""Sentences weighed against a question: real spans, likeliest first, and few of them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from assistant.app import Assistant
from assistant.reader import Reader
from assistant.word_table import read_word_table
from corpus.sentences import sentence_spans
from vectorstore.arms import DENSE
from vectorstore.minilm import MiniLM
from vectorstore.retriever import Filter

FRIENDLINESS = "What mistake might the Soviet Government make about friendliness?"


@pytest.fixture
def reader(assistant: Assistant, embedder: MiniLM) -> Reader:
    index = assistant.index
    return Reader(embedder, read_word_table(), index.lexical.words, index.passages)


def test_the_sentence_that_answers_is_likeliest(reader: Reader, assistant: Assistant) -> None:
    hits = assistant.search(FRIENDLINESS, 10, Filter())
    candidates = reader.weigh(FRIENDLINESS, hits, Filter())
    best = candidates[0]
    assert "mistake friendliness for weakness" in best.quote.text
    likely = [candidate.probability for candidate in candidates]
    assert likely == sorted(likely, reverse=True)
    assert all(0.0 < probability < 1.0 for probability in likely)


def test_every_candidate_is_a_sentence_of_a_passage_found(
    reader: Reader, assistant: Assistant
) -> None:
    hits = assistant.search("Soviet policy in Europe", 10, Filter())
    candidates = reader.weigh("Soviet policy in Europe", hits, Filter())
    found = {hit.passage.id: hit.passage for hit in hits}
    assert 0 < len(candidates) <= 8
    for candidate in candidates:
        quote = candidate.quote
        assert quote.passage == found[quote.passage.id]
        assert (quote.start, quote.end) in sentence_spans(quote.passage.text)


def test_weighing_is_repeatable_and_remembers_nothing_of_other_questions(
    reader: Reader, assistant: Assistant
) -> None:
    hits = assistant.search(FRIENDLINESS, 10, Filter())
    first = reader.weigh(FRIENDLINESS, hits, Filter())
    reader.weigh("What is said of Poland?", hits, Filter())
    again = reader.weigh(FRIENDLINESS, hits, Filter())
    assert [(c.quote, c.evidence) for c in again] == [(c.quote, c.evidence) for c in first]


def test_nothing_found_leaves_nothing_to_weigh(reader: Reader) -> None:
    assert reader.weigh(FRIENDLINESS, [], Filter()) == []


def test_a_question_about_the_document_reaches_its_source_note(
    reader: Reader, assistant: Assistant
) -> None:
    question = "Which collection does this paper come from?"
    paragraphs = Filter(kind=assistant.search("Poland", 1, Filter())[0].passage.kind)
    hits = [hit for hit in assistant.search(question, 3, paragraphs) if hit.passage.label is None]
    best = reader.weigh(question, hits, Filter())[0]
    assert best.quote.passage.id == "frus1944Quebec/d123/source"
    assert best.evidence.sourcing == 1.0


def test_with_two_documents_in_sight_neither_is_the_document(
    reader: Reader, assistant: Assistant
) -> None:
    question = "Which collection does this paper come from?"
    (hit,) = assistant.search("Poland", 1, Filter())
    other = replace(hit.document, id="frus1944Quebec/d124")
    passage = replace(hit.passage, id="frus1944Quebec/d124/p3", document=other.id)
    hits = [hit, replace(hit, passage=passage, document=other)]
    candidates = reader.weigh(question, hits, Filter())
    assert {candidate.evidence.sourcing for candidate in candidates} == {0.0}


def test_hits_that_wait_for_their_vectors_are_compared_all_the_same(
    reader: Reader, assistant: Assistant
) -> None:
    hits = assistant.search(FRIENDLINESS, 10, Filter())
    waiting = [replace(hit, arms={k: v for k, v in hit.arms.items() if k != DENSE}) for hit in hits]
    whole = reader.weigh(FRIENDLINESS, hits, Filter())
    told = reader.weigh(FRIENDLINESS, waiting, Filter())
    assert told[0].quote == whole[0].quote
    assert told[0].evidence.passage_similarity > 0.3
    assert told[0].probability == pytest.approx(whole[0].probability, abs=0.1)
