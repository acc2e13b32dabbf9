"""The command `frus demo`: lessons listed, checked before class, and handed out."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from assistant.app import Assistant
from assistant.cli import app
from assistant.lessons.finding import SHIPPED
from corpus.errors import InputError, SourceError

LESSON = """\
title: One question
level: All
introduction: Short.
sources: [frus1944Quebec/d123]
steps:
  - question: Where are the records of the Tehran Conference?
    look_for: A footnote.
    discussion: Whose is it?
    expected: {passage: frus1944Quebec/d123/EXPECTED}
"""


@pytest.fixture
def lessons(tmp_path: Path) -> Path:
    for name, passage in (("right", "fn2"), ("wrong", "p6")):
        text = LESSON.replace("EXPECTED", passage)
        (tmp_path / f"{name}.yaml").write_text(text, encoding="utf-8")
    return tmp_path


def demo(*arguments: str) -> Result:
    return CliRunner().invoke(app, ["demo", *arguments])


def test_lessons_are_listed(assistant: Assistant) -> None:
    listed = demo("--json").stdout.splitlines()
    assert [json.loads(line)["id"] for line in listed] == list(SHIPPED)
    assert all(id_ in demo().stdout for id_ in SHIPPED)


def test_a_lesson_is_checked_before_class(assistant: Assistant, lessons: Path) -> None:
    right = demo(str(lessons / "right.yaml"), "--check")
    assert right.exit_code == 0
    assert right.stdout.endswith("1 of 1 step gives the expected citations.\n")
    wrong = demo(str(lessons / "wrong.yaml"), "--check")
    assert wrong.exit_code == 1
    assert "Not as expected. Expected: frus1944Quebec/d123/p6" in wrong.stdout
    assert "0 of 1 step gives" in wrong.stdout
    record = json.loads(demo(str(lessons / "wrong.yaml"), "--check", "--json").stdout)
    assert (record["passed"], record["steps"][0]["as_expected"]) == (False, False)


def test_a_handout_is_written_whole(assistant: Assistant, lessons: Path) -> None:
    for name, holds in (("h.md", "# One question"), ("h.html", "<title>"), ("h.json", '"title"')):
        done = demo(str(lessons / "right.yaml"), "--handout", str(lessons / name))
        assert done.exit_code == 0, done.output
        text = (lessons / name).read_text(encoding="utf-8")
        assert holds in text
        assert "For the records of the Tehran Conference" in text
    done = demo(
        *(str(lessons / "right.yaml"), "--handout", str(lessons / "p.md"), "--pupils"),
        *("--lines", "3"),
    )
    assert done.exit_code == 0
    text = (lessons / "p.md").read_text(encoding="utf-8")
    assert "For the records of the Tehran Conference" not in text
    assert "A footnote." not in text


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--check",), "name a lesson"),
        (("nothing",), "there is no lesson 'nothing'; there are reading-a-briefing-paper"),
        (("gone.yaml", "--check"), "there is no such file"),
        ((SHIPPED[0], "--check", "--present"), "either --check or --present"),
        ((SHIPPED[0], "--json"), "--json goes with --check"),
        ((SHIPPED[0], "--lines", "3"), "go with --handout"),
        ((SHIPPED[0], "--handout", "a.pdf"), ".html"),
        ((SHIPPED[0], "--handout", "a.md", "--check"), "goes with a lesson alone"),
    ],
)
def test_what_cannot_be_meant_is_told(arguments: tuple[str, ...], said: str) -> None:
    done = demo(*arguments)
    assert isinstance(done.exception, InputError)
    assert said in str(done.exception)


def test_a_flawed_lesson_is_told(lessons: Path) -> None:
    (lessons / "bad.yaml").write_text("title: x\n", encoding="utf-8")
    done = demo(str(lessons / "bad.yaml"), "--check")
    assert isinstance(done.exception, SourceError)
    assert "has no level" in str(done.exception)
