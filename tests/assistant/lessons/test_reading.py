"""Lessons as teachers write them, and what is said of those that cannot be used."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.lessons.finding import SHIPPED, find_lessons, lesson_named
from assistant.lessons.lesson import Expected
from assistant.lessons.reading import read_lesson
from corpus.errors import InputError, SourceError

LESSON = """\
title: A lesson
level: Ages 14 to 18
introduction: >-
  One paragraph
  on two lines.

  And another.
sources:
  - frus1944Quebec/d123
steps:
  - question: How was it sent?
    look_for: Footnote 1.
    discussion: Whose words are they?
    expected:
      passage: frus1944Quebec/d123/fn1
      words: sent to the White House
  - question: What did Stalin reply?
    look_for: What is said instead.
    discussion: Does it follow?
    expected: null
"""


def written(folder: Path, text: str | bytes, name: str = "mine.yaml") -> Path:
    path = folder / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def test_a_lesson_is_read_whole(tmp_path: Path) -> None:
    lesson = read_lesson(written(tmp_path, LESSON))
    assert (lesson.id, lesson.title, lesson.level) == ("mine", "A lesson", "Ages 14 to 18")
    assert lesson.introduction == "One paragraph on two lines.\nAnd another."
    assert lesson.sources == ("frus1944Quebec/d123",)
    first, second = lesson.steps
    assert first.expected == Expected("frus1944Quebec/d123/fn1", "sent to the White House")
    assert (second.question, second.expected) == ("What did Stalin reply?", None)


@pytest.mark.parametrize(
    ("old", "new", "line", "said"),
    [
        ("title: A lesson", "tittle: A lesson", 1, "'tittle' is no field here; did you mean title"),
        ("title: A lesson\n", "", 1, "has no title; add a line “title: …”"),
        ("title: A lesson", "title: ''", 1, "title: is empty"),
        ("title: A lesson", "title: [a, b]", 1, "title: has to be a text"),
        ("title: A lesson", "title: A lesson # one", 1, "would be left out as a comment"),
        ("title: A lesson", "title: A\u202elesson", 1, "cannot be seen"),
        ("level: Ages", "title: Ages", 2, "title stands here twice"),
        ("level: Ages", "level: &a Ages", 2, "anchors"),
        ("level: Ages 14 to 18", "level: !!python/name:os.system x", 2, "tags (!)"),
        ("level: Ages 14 to 18", "level: a: b", 2, "not YAML"),
        ("  - frus1944Quebec/d123\n", "  - d123\n", 9, "source 1: 'd123' is no document"),
        ("  - frus1944Quebec/d123\nsteps", "\nsteps", 8, "sources: has to be a list"),
        ("    look_for: Footnote 1.\n", "", 11, "step 1: has no look_for"),
        ("    look_for: Foot", "\t look_for: Foot", 12, "begins with a tab"),
        ("/fn1\n", "\n", 15, "step 1, expected, passage: 'frus1944Quebec/d123' is no passage"),
        ("quebec", "quebec", 0, ""),
        ("passage: frus1944Quebec/d123/fn1", "passage: frus1945Malta/d1/p1", 15, "add frus1945"),
        ("    expected: null\n", "", 17, "step 2: has no expected"),
        ("question: How was", "question: >-\n      " + "x" * 2_001 + "\n#", 11, "2,000 characters"),
        ("expected: null\n", "expected: null\n---\ntitle: two\n", 21, "one lesson"),
    ],
)
def test_a_flaw_names_file_line_and_field(
    tmp_path: Path, old: str, new: str, line: int, said: str
) -> None:
    if not line:  # what is unchanged is read
        read_lesson(written(tmp_path, LESSON.replace(old, new)))
        return
    assert old in LESSON
    path = written(tmp_path, LESSON.replace(old, new, 1))
    with pytest.raises(SourceError) as flaw:
        read_lesson(path)
    assert said in flaw.value.reason
    assert flaw.value.line == line
    assert str(flaw.value).startswith(f"{path}:{line}: ")


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "holds nothing"),
        (b"title: caf\xe9\n", "is not UTF-8; save the file as UTF-8"),
        (b"title: \x07\n", "cannot be seen (U+0007)"),
        (b"- a\n- b\n", "has to hold fields: title"),
        (b"x" * (256 * 1024 + 1), "more than 256 KB"),
        (b"a: [[[[[[[1]]]]]]]", "nested deeper"),
        (b'title: "\\U00110000"', "names no character"),
    ],
)
def test_a_file_that_is_no_lesson_is_told(tmp_path: Path, data: bytes, said: str) -> None:
    with pytest.raises(SourceError) as flaw:
        read_lesson(written(tmp_path, data))
    assert said in flaw.value.reason


@given(st.binary(max_size=200) | st.text(max_size=200).map(lambda text: (LESSON + text).encode()))
def test_any_bytes_are_a_lesson_or_a_flaw(
    tmp_path_factory: pytest.TempPathFactory, data: bytes
) -> None:
    path = written(tmp_path_factory.getbasetemp(), data, "any.yaml")
    try:
        lesson = read_lesson(path)
    except SourceError:
        return
    assert lesson.id == "any"


def test_a_file_s_name_is_the_id(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match=r"the file's name gives the id"):
        read_lesson(written(tmp_path, LESSON, "My Lesson.yaml"))


def test_a_teacher_s_lessons_are_found_beside_those_that_ship(tmp_path: Path) -> None:
    written(tmp_path, LESSON)
    written(tmp_path, LESSON, f"{SHIPPED[0]}.yaml")
    written(tmp_path, "title", "flawed.yaml")
    found = find_lessons(tmp_path)
    assert [lesson.id for lesson in found.lessons] == [*SHIPPED, "mine"]
    assert [flaw.path.name for flaw in found.flaws] == ["flawed.yaml", f"{SHIPPED[0]}.yaml"]
    assert "rename this file" in found.told[1]
    assert str(tmp_path) not in "".join(found.told)
    assert lesson_named("mine", tmp_path).title == "A lesson"
    assert lesson_named(str(tmp_path / "mine.yaml"), tmp_path / "none").id == "mine"
    with pytest.raises(InputError, match=f"there are {SHIPPED[0]}, {SHIPPED[1]}, mine"):
        lesson_named("yours", tmp_path)
    with pytest.raises(SourceError, match="has to hold fields"):
        lesson_named("flawed", tmp_path)
    with pytest.raises(InputError, match="no such file"):
        lesson_named("gone.yaml", tmp_path)
