"""Handouts: golden files that a person can read, and quotations that are the store's words."""

from __future__ import annotations

import json
import os
import re
from dataclasses import replace
from datetime import date
from html import unescape
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.answer import Answer, IndexInfo, Quote, Reason, Refusal, Statement
from assistant.app import Assistant
from assistant.handout.file import check_name, write
from assistant.handout.handout import Entry, Handout
from assistant.handout.markdown import markdown
from assistant.handout.of_conversation import conversation_handout
from assistant.handout.of_lesson import lesson_handout
from assistant.handout.page import html
from assistant.handout.record import record
from assistant.lessons.finding import lesson_named
from assistant.ui.conversation import Conversation
from assistant.ui.talk import converse
from corpus.document import Document, Volume
from corpus.errors import InputError
from corpus.passage import Kind, Passage, Voice

GOLDEN = Path(__file__).parent / "golden"
DAY = date(2026, 3, 2)
INFO = IndexInfo("3f9c21", "all-MiniLM-L6-v2", 9)
VOLUME = Volume(id="v1", title="A *Volume*", year="1950")
DOCUMENT = Document(id="v1/d1", volume=VOLUME, number="1", title="A <Paper>")


@pytest.fixture(scope="module")
def taught(assistant: Assistant) -> Handout:
    lesson = lesson_named("reading-a-briefing-paper", Path("nowhere"))
    return replace(lesson_handout(lesson, assistant, DAY), index=INFO)


def require_golden(name: str, text: str) -> None:
    path = GOLDEN / name
    if os.environ.get("WRITE_GOLDEN"):
        path.write_text(text, encoding="utf-8")
    assert path.read_text(encoding="utf-8") == text


def test_a_lesson_reads_as_its_golden_files(taught: Handout) -> None:
    pupils = replace(taught, answers=False, lines=3)
    require_golden("teacher.md", markdown(taught))
    require_golden("pupils.md", markdown(pupils))
    require_golden("teacher.html", html(taught))
    require_golden("pupils.html", html(pupils))


def test_a_source_that_is_quoted_twice_keeps_its_number(assistant: Assistant) -> None:
    talk = Conversation()
    for question in (
        "Where are the records of the Tehran Conference?",
        "What is perilously close to collusion?",
        "Where are the records of the Moscow Conference?",
    ):
        *_, talk = converse(assistant, question, talk)
    handout = conversation_handout(talk, assistant, DAY)
    first, second, third = (
        {handout.numbers[quote] for quote in entry.quotes} for entry in handout.entries
    )
    assert first == {1}
    assert 2 in second
    assert 1 in third
    assert len(handout.sources) == len(set(handout.numbers.values()))
    text = markdown(handout)
    assert text.count("history.state.gov/historicaldocuments/frus1944Quebec/d123fn2") == 1
    told = record(handout)
    assert json.loads(json.dumps(told))["entries"][0]["answer"]["citations"]


def test_pupils_have_questions_and_lines_alone(taught: Handout) -> None:
    pupils = replace(taught, answers=False, lines=4)
    shown = html(pupils)
    for entry in taught.entries:
        assert entry.question in unescape(shown)
        assert entry.look_for not in unescape(shown)
    sentences = [quote for quote in taught.numbers if quote.passage.kind is not Kind.HEADING]
    assert sentences
    for quote in sentences:
        assert quote.text not in unescape(re.sub(r"<[^>]+>", "", shown))


def test_silence_is_told_where_the_record_holds_nothing(taught: Handout) -> None:
    assert "not silence in the archive" in markdown(taught)
    told = [entry for entry in taught.entries if not entry.silent]
    assert "not silence in the archive" not in markdown(replace(taught, entries=tuple(told)))


def made(words: str) -> Handout:
    passage = Passage(
        id="v1/d1/p1", document="v1/d1", kind=Kind.PARAGRAPH, voice=Voice.AUTHOR, text=words
    )
    quote = Quote(passage, DOCUMENT, 0, len(words))
    answer = Answer(
        question=words,
        searched=words,
        statements=(Statement(f"“{words}”", (quote,)),),
        index=INFO,
    )
    entry = Entry(question=words, reply=answer, look_for=words, discussion=words)
    return Handout(
        title=words, introduction=words, entries=(entry,), made=DAY, index=INFO, volumes=(VOLUME,)
    )


WORDS = st.text(
    st.characters(exclude_categories=["Cs", "Cc", "Cf", "Zl", "Zp"]), min_size=1, max_size=60
).filter(lambda text: bool(text.strip()) and text == " ".join(text.split()))


@given(WORDS)
def test_every_quotation_is_the_store_s_words(words: str) -> None:
    page = html(made(words))
    shown = " ".join(unescape(re.sub(r"<[^>]*>", "", page)).split())
    assert f"“{words}”" in shown
    written = re.sub(r"\\([\\`*_{}\[\]()<>#+\-.!~|$&=])", r"\1", markdown(made(words)))
    assert f"“{words}”" in written


def test_hostile_words_are_no_markup() -> None:
    hostile = "<script>x</script> [a](javascript:b) ![c](http://d) </style> # e"
    page = html(made(hostile))
    assert "<script" not in page
    assert not re.search(r"(?<!\\)\]\(|(?<!\\)<", markdown(made(hostile)))
    assert "http://d" not in re.findall(r'(?:src|href)="([^"]*)"', page)


def test_a_file_is_written_whole_or_not_at_all(taught: Handout, tmp_path: Path) -> None:
    for name in ("a.md", "a.html", "a.json"):
        write(taught, tmp_path / name)
        assert (tmp_path / name).stat().st_size > 1_000
    with pytest.raises(InputError, match=r"\.html"):
        check_name(tmp_path / "a.pdf")
    with pytest.raises(InputError):
        write(taught, tmp_path / "gone" / "a.md")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.html", "a.json", "a.md"]


def test_what_is_no_handout_is_refused(taught: Handout) -> None:
    with pytest.raises(ValueError, match="13 lines"):
        replace(taught, lines=13)
    with pytest.raises(ValueError, match="at least one question"):
        replace(taught, entries=())
    refusal = Refusal(Reason.NOT_ANSWERED, "No.")
    answer = Answer(question="Q", searched="Q", refusal=refusal, index=INFO)
    with pytest.raises(ValueError, match="one of the two"):
        Entry(question="Q", reply=answer, trouble="No.")
    with pytest.raises(InputError):
        conversation_handout(Conversation(), None, DAY)  # type: ignore[arg-type]
