"""What is wrong with a question set is told with file, line and field."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.answer import Turn
from corpus.errors import InputError
from evals.question_sets import QuestionSet, Span

PASSAGE = {"id": "p", "text": "One two. Three four.", "title": "Numbers"}
QUESTION = {
    "id": "q",
    "question": "What follows two?",
    "history": [{"user": "What follows one?", "assistant": "Two."}],
    "gold_passages": ["p"],
    "gold_sentences": ["Three four."],
    "gold_spans": [{"passage": "p", "start": 9, "end": 20}],
    "answerable": True,
    "meta": {"article": "Numbers", "label": "ANSWERABLE", "about_passage": "p"},
}


def write(folder: Path, passages: list[Any], questions: list[Any]) -> QuestionSet:
    for name, rows in (("passages", passages), ("questions", questions)):
        text = "".join(f"{json.dumps(row)}\n" for row in rows)
        (folder / f"{name}.jsonl").write_text(text, encoding="utf-8")
    return QuestionSet.of_files(folder / "passages.jsonl", folder / "questions.jsonl")


def test_everything_that_a_question_says_is_read(tmp_path: Path) -> None:
    (question,) = write(tmp_path, [PASSAGE], [QUESTION]).questions()
    assert question.history == (Turn("What follows one?", "Two."),)
    assert question.gold == (Span("p", 9, 20),)
    assert question.gold_passages == ("p",)
    assert (question.article, question.label, question.near_miss) == ("Numbers", "ANSWERABLE", "p")


def test_what_may_be_left_out_may_be(tmp_path: Path) -> None:
    bare = {"id": "q", "question": "?!", "answerable": False}
    spanned = {
        "id": "r",
        "question": "What?",
        "answerable": True,
        "gold_spans": QUESTION["gold_spans"],
        "meta": None,
    }
    first, second = write(tmp_path, [PASSAGE], [bare, spanned]).questions()
    assert (first.gold, first.history, first.near_miss, first.label) == ((), (), None, "")
    assert second.gold_passages == ("p",)
    assert second.article == "r"


def test_passages_without_titles_are_documents_of_their_own(tmp_path: Path) -> None:
    rows = [
        PASSAGE,
        {"id": "a", "text": "A."},
        {"id": "b", "text": "B.", "title": None},
        PASSAGE | {"id": "c"},
    ]
    questions = write(tmp_path, rows, [QUESTION])
    (source,) = questions.sources()
    texts = questions.read(source).documents
    assert [[p.text for p in text.passages] for text in texts] == [
        [PASSAGE["text"], PASSAGE["text"]],
        ["A."],
        ["B."],
    ]


def test_the_digest_is_that_of_what_is_indexed(tmp_path: Path) -> None:
    one = write(tmp_path, [PASSAGE], [QUESTION]).digest
    assert write(tmp_path, [PASSAGE | {"note": "unread"}], [QUESTION]).digest == one
    assert write(tmp_path, [PASSAGE | {"title": "Other"}], [QUESTION]).digest != one
    assert write(tmp_path, [PASSAGE | {"text": "One two. Three fou"}], [QUESTION]).digest != one


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"id": ""}, "field id: holds no words"),
        ({"id": 7}, "field id: Input should be a valid string"),
        ({"text": " \n"}, "field text: holds no words"),
        ({"text": None}, "field text: Input should be a valid string"),
        ({"title": 5}, "field title: Input should be a valid string"),
    ],
)
def test_a_bad_passage_is_named(tmp_path: Path, change: dict[str, Any], reason: str) -> None:
    questions = write(tmp_path, [PASSAGE | {"id": "o"}, PASSAGE | change], [QUESTION])
    with pytest.raises(InputError, match=rf"passages\.jsonl:2: {reason}"):
        questions.sources()


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"question": " "}, "field question: holds no words"),
        ({"answerable": "yes"}, "field answerable: Input should be a valid boolean"),
        ({"history": [{"assistant": "Two."}]}, "field history.0.user: Field required"),
        ({"history": "before"}, "field history: Input should be a valid list"),
        ({"gold_passages": ["p", "x"]}, "field gold_passages.1: there is no passage 'x'"),
        (
            {"gold_spans": [{"passage": "x", "start": 0, "end": 1}]},
            "field gold_spans.0.passage: there is no passage 'x'",
        ),
        (
            {"gold_spans": [{"passage": "p", "start": 9, "end": 21}]},
            r"field gold_spans.0: \[9, 21\) is not within the 20 characters",
        ),
        (
            {"gold_spans": [{"passage": "p", "start": 9, "end": 9}]},
            r"field gold_spans.0: \[9, 9\) is not within",
        ),
        (
            {"gold_spans": [{"passage": "p", "start": -1, "end": 3}]},
            r"field gold_spans.0: \[-1, 3\) is not within",
        ),
        (
            {"gold_spans": [{"passage": "p", "start": 1.5, "end": 3}]},
            "field gold_spans.0.start: Input should be a valid integer",
        ),
        ({"gold_passages": ["o"]}, "field gold_spans.0.passage: 'p' is not among gold_passages"),
        (
            {"gold_sentences": ["Three  four."]},
            "field gold_sentences.0: 'Three  four.' is not what stands there, 'Three four.'",
        ),
        (
            {"gold_sentences": ["Three four.", "One two."]},
            "field gold_sentences: 2 sentences for 1 gold_spans",
        ),
        (
            {"gold_sentences": [], "gold_spans": [], "gold_passages": []},
            "field gold_passages: empty, yet the question is answerable",
        ),
        ({"answerable": False}, "field gold_spans: something answers, yet"),
        ({"meta": {"about_passage": "x"}}, "field meta.about_passage: there is no passage 'x'"),
        ({"meta": ["x"]}, "field meta: Input should be a valid dictionary"),
    ],
)
def test_a_bad_question_is_named(tmp_path: Path, change: dict[str, Any], reason: str) -> None:
    rows = [QUESTION | {"id": "first"}, QUESTION | change]
    questions = write(tmp_path, [PASSAGE, PASSAGE | {"id": "o"}], rows)
    with pytest.raises(InputError, match=rf"questions\.jsonl:2: {reason}"):
        questions.questions()


def test_an_id_stands_once(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"passages\.jsonl:3: field id: 'p' is line 1's too"):
        write(tmp_path, [PASSAGE, PASSAGE | {"id": "o"}, PASSAGE], [QUESTION]).sources()
    with pytest.raises(InputError, match=r"questions\.jsonl:2: field id: 'q' is line 1's too"):
        write(tmp_path, [PASSAGE], [QUESTION, QUESTION]).questions()


def test_an_empty_file_is_no_set(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"passages\.jsonl: no lines"):
        write(tmp_path, [], [QUESTION]).sources()
    with pytest.raises(InputError, match=r"questions\.jsonl: no lines"):
        write(tmp_path, [PASSAGE], []).questions()


@given(st.text(min_size=1).filter(str.strip), st.data())
def test_gold_sentences_are_where_their_spans_say(text: str, data: st.DataObject) -> None:
    from tempfile import TemporaryDirectory

    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    row = QUESTION | {
        "gold_sentences": [text[start:end]],
        "gold_spans": [{"passage": "p", "start": start, "end": end}],
    }
    with TemporaryDirectory() as folder:
        questions = write(Path(folder), [PASSAGE | {"text": text}], [row])
        (question,) = questions.questions()
        assert (
            questions.texts["p"][question.gold[0].start : question.gold[0].end] == text[start:end]
        )
        wrong = row | {"gold_sentences": [text[start:end] + "x"]}
        with pytest.raises(InputError, match=r"field gold_sentences\.0"):
            write(Path(folder), [PASSAGE | {"text": text}], [wrong]).questions()
