"""Batches and histories are checked whole, and every flaw is named with its line and field."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest

from assistant.answer import Turn
from assistant.app import Assistant
from assistant.batch import (
    QueryLine,
    QuestionLine,
    QuotationLine,
    read_batch,
    read_history,
    read_numbered,
    talks,
    turns,
)
from corpus.errors import InputError


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "lines.jsonl"


def write(path: Path, *values: object) -> None:
    lines = [value if isinstance(value, str) else json.dumps(value) for value in values]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def test_lines_come_in_order_with_their_ids(path: Path) -> None:
    write(
        path, {"id": 7, "question": "One?"}, "", {"id": "b", "question": "Two?"}, {"question": ""}
    )
    lines = read_batch(path, QuestionLine)
    assert [(line.id, line.question) for line in lines] == [(7, "One?"), ("b", "Two?"), (None, "")]


def test_earlier_turns_are_strings_or_objects(path: Path) -> None:
    history = ["One?", {"user": "Two?"}, {"user": "Three?", "assistant": "Yes.", "time": 5}]
    write(path, {"question": "Four?", "history": history, "note": "ignored"})
    (line,) = read_batch(path, QuestionLine)
    assert turns(line.history) == (Turn("One?"), Turn("Two?"), Turn("Three?", "Yes."))


CITED = {"passage": "frus1944Quebec/d123/fn2", "start": 8, "end": 15, "number": 1, "quote": "…"}


def test_what_an_earlier_reply_showed_is_cut_from_the_store(
    path: Path, assistant: Assistant
) -> None:
    history = [{"user": "One?", "citations": [CITED, {**CITED, "start": 0, "end": 3}]}, "Two?"]
    write(path, {"question": "Three?", "history": history})
    ((line, talk),) = talks(read_numbered(path, QuestionLine), assistant.index.passages, str(path))
    assert line.question == "Three?"
    assert [[quote.text for quote in turn.shown] for turn in talk] == [["records", "For"], []]
    assert talk[0].shown[0].document.id == "frus1944Quebec/d123"


@pytest.mark.parametrize(
    ("cited", "flaw"),
    [
        ({"passage": "frus1944Quebec/d9/p1"}, "no passage 'frus1944Quebec/d9/p1' is indexed"),
        ({"passage": "\ud800"}, "no passage '\\ud800' is indexed"),
        (
            {"end": 5000},
            "[8, 5000) is no span of frus1944Quebec/d123/fn2, which has 231 characters",
        ),
        ({"start": -1}, "[-1, 15) is no span"),
        ({"start": 15}, "[15, 15) is no span"),
    ],
)
def test_a_citation_that_the_store_does_not_have_is_named(
    path: Path, assistant: Assistant, cited: dict[str, object], flaw: str
) -> None:
    history = ["One?", {"user": "Two?", "citations": [CITED, {**CITED, **cited}]}]
    write(path, {"question": "Fine?"}, {"question": "Three?", "history": history})
    lines = read_numbered(path, QuestionLine)
    with pytest.raises(InputError) as refused:
        talks(lines, assistant.index.passages, str(path))
    assert str(refused.value).startswith(f"{path}:2: turn 2, citation 2: {flaw}")


def test_a_citation_without_its_span_is_no_citation(path: Path) -> None:
    write(path, {"question": "Q", "history": [{"user": "A", "citations": [{"passage": "x"}]}]})
    with pytest.raises(InputError, match=r"lines\.jsonl:1: field history\.0\..*start: Field req"):
        read_batch(path, QuestionLine)


def test_queries_and_quotations_have_their_own_fields(path: Path) -> None:
    write(path, {"query": "grain"})
    assert read_batch(path, QueryLine)[0].query == "grain"
    write(path, {"quote": "grain", "cite": "frus1944Quebec"}, {"quote": "ships", "cite": None})
    lines = read_batch(path, QuotationLine)
    assert [(line.quote, line.cite) for line in lines] == [
        ("grain", "frus1944Quebec"),
        ("ships", None),
    ]


@pytest.mark.parametrize("end", ["\n", "\r\n", ""])
def test_line_ends_and_a_byte_order_mark_do_not_matter(path: Path, end: str) -> None:
    path.write_bytes(b"\xef\xbb\xbf" + f'{{"question": "é"}}{end}'.encode())
    assert read_batch(path, QuestionLine)[0].question == "é"


def test_a_line_separator_within_a_string_ends_no_line(path: Path) -> None:
    path.write_text('{"question": "one\u2028two"}\n', encoding="utf-8")
    assert read_batch(path, QuestionLine)[0].question == "one\u2028two"


@pytest.mark.parametrize(
    ("line", "flaw"),
    [
        ("{bad", "not JSON: Expecting property name"),
        ("nothing", "not JSON: Expecting value"),
        ("[]", "not a JSON object"),
        ('"question"', "not a JSON object"),
        ("null", "not a JSON object"),
        ("[" * 100_000, "JSON that cannot be used"),
        ('{"id": ' + "9" * 5000 + ', "question": ""}', "JSON that cannot be used"),
        ("{}", "field question: Field required"),
        ('{"qestion": "x"}', "field question: Field required"),
        ('{"question": 5}', "field question: Input should be a valid string"),
        ('{"question": null}', "field question: Input should be a valid string"),
        ('{"question": "x", "id": true}', "field id: Input should be"),
        ('{"question": "x", "id": 1.5}', "field id: Input should be"),
        ('{"question": "x", "id": [1]}', "field id: Input should be"),
        ('{"question": "x", "history": "y"}', "field history: Input should be a valid list"),
        ('{"question": "x", "history": [5]}', "field history.0: Input should be a string or an"),
        ('{"question": "x", "history": ["a", {}]}', "field history.1.user: Field required"),
        (
            '{"question": "x", "history": [{"user": "a", "assistant": 5}]}',
            "field history.0.assistant: Input should be a valid string",
        ),
    ],
)
def test_a_bad_line_is_named_by_file_line_and_field(path: Path, line: str, flaw: str) -> None:
    write(path, {"question": "Good?"}, "", line, "also bad")
    with pytest.raises(InputError) as refused:
        read_batch(path, QuestionLine)
    assert str(refused.value).startswith(f"{path}:3: {flaw}")


@pytest.mark.parametrize("content", [b"", b"\n \n\t\n", b"\xef\xbb\xbf"])
def test_an_empty_batch_is_refused(path: Path, content: bytes) -> None:
    path.write_bytes(content)
    with pytest.raises(InputError, match="no lines; write one JSON object a line"):
        read_batch(path, QuestionLine)


def test_a_file_that_cannot_be_read_is_named(path: Path, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="lines.jsonl: No such file"):  # noqa: RUF043
        read_batch(path, QuestionLine)
    with pytest.raises(InputError, match="Is a directory"):
        read_batch(tmp_path, QuestionLine)
    path.write_bytes(b'{"question": "\xff"}')
    with pytest.raises(InputError, match="not UTF-8 at byte 14; save it as UTF-8"):
        read_batch(path, QuestionLine)


def test_standard_input_is_read_as_utf_8(monkeypatch: pytest.MonkeyPatch) -> None:
    def given(content: bytes) -> None:
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(content), encoding="latin-1"))

    given('{"question": "Tübingen?"}\n'.encode())
    assert read_batch(Path("-"), QuestionLine)[0].question == "Tübingen?"
    given(b'{"question": "\xff"}\n')
    with pytest.raises(InputError, match="-: not UTF-8 at byte 14"):
        read_batch(Path("-"), QuestionLine)
    given(b'{"question": 1}\n')
    with pytest.raises(InputError, match="-:1: field question"):
        read_batch(Path("-"), QuestionLine)


@pytest.mark.parametrize(
    "content",
    [
        '["One?", {"user": "Two?", "assistant": "Yes."}]',
        '[\n "One?",\n {"user": "Two?", "assistant": "Yes."}\n]\n',
        '"One?"\n{"user": "Two?", "assistant": "Yes."}\n',
        '{"user": "One?"}\r\n\r\n{"user": "Two?", "assistant": "Yes."}',
    ],
)
def test_a_history_is_an_array_or_one_turn_a_line(path: Path, content: str) -> None:
    path.write_text(content, encoding="utf-8")
    assert turns(read_history(path)) == (Turn("One?"), Turn("Two?", "Yes."))


@pytest.mark.parametrize(
    ("content", "told"), [("[]", ()), ('"One?"', (Turn("One?"),)), ('{"user": "A"}', (Turn("A"),))]
)
def test_a_history_may_be_one_turn_or_none(
    path: Path, content: str, told: tuple[Turn, ...]
) -> None:
    path.write_text(content, encoding="utf-8")
    assert turns(read_history(path)) == told


@pytest.mark.parametrize(
    ("content", "flaw"),
    [
        ("[1]", "field 0: Input should be a string or an object; write strings or user/assistant"),
        ('[{"usr": "x"}]', "field 0.user: Field required"),
        ("5", "field 0: Input should be a string or an object"),
        ("One?", "1: not JSON: Expecting value"),
        ('"One?"\n{', "2: not JSON"),
        ("[" * 100_000, "1: JSON that cannot be used"),
    ],
)
def test_a_bad_history_is_named(path: Path, content: str, flaw: str) -> None:
    path.write_text(content, encoding="utf-8")
    with pytest.raises(InputError) as refused:
        read_history(path)
    assert str(refused.value).removeprefix(f"{path}:").strip().startswith(flaw)


@pytest.mark.parametrize(
    ("line", "field"),
    [
        ({"quote": "…"}, "quote"),
        ({"quote": "w" * 5001}, "quote"),
        ({"quote": "words", "cite": "FRUS 1944, p. 3"}, "cite"),
    ],
)
def test_a_quotation_that_cannot_be_checked_is_named_before_any_is(
    path: Path, line: dict[str, str], field: str
) -> None:
    write(path, {"quote": "fine words"}, line)
    with pytest.raises(InputError, match=rf"lines\.jsonl:2: field {field}: "):
        read_batch(path, QuotationLine)
