"""Lessons and their handouts as pages."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from assistant.app import Assistant
from assistant.lessons.finding import SHIPPED, find_lessons
from assistant.ui.pages import handout, lessons
from assistant.ui.pages.handout import Handouts
from assistant.ui.pages.site import Site

LESSON = f"/lessons/{SHIPPED[1]}"
ANSWERED = "may mistake friendliness for weakness and continue to operate"


@pytest.fixture(scope="module")
def client(assistant: Assistant, tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    folder = tmp_path_factory.mktemp("lessons")
    (folder / "mine.yaml").write_text("title: <b>x</b>\n", encoding="utf-8")
    found = find_lessons(folder)
    site = Site(assistant=assistant, cards=list, lessons=found.lessons, flawed_lessons=found.told)
    routes = [*lessons.routes(site), *handout.routes(site)]
    with TestClient(Starlette(routes=routes), headers={"accept": "text/html"}) as client:
        yield client


def words(page: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", page)).split())


def test_all_lessons_are_listed_and_a_flawed_file_is_told(client: TestClient) -> None:
    page = client.get("/lessons").text
    for id_ in SHIPPED:
        assert f"/?lesson={id_}" in page
        assert f'href="/lessons/{id_}"' in page
    assert "mine.yaml, line 1: has no level" in words(page)


def test_a_lesson_shows_its_steps_and_where_the_expected_words_stand(client: TestClient) -> None:
    page = client.get(LESSON)
    assert page.status_code == 200
    assert "What mistake might the Soviet Government make" in words(page.text)
    assert "/documents/frus1944Quebec/d123?quote=p4:" in page.text
    assert f"frus demo {SHIPPED[1]} --check" in words(page.text)


def test_an_unknown_lesson_is_told(client: TestClient) -> None:
    for path in ("/lessons/nothing", "/lessons/nothing/handout"):
        page = client.get(path)
        assert page.status_code == 404
        assert "nothing" in words(page.text)


def test_a_handout_is_the_teacher_s_or_the_pupils_(client: TestClient) -> None:
    teachers = words(client.get(f"{LESSON}/handout").text)
    pupils = client.get(f"{LESSON}/handout?answers=no&lines=12").text
    assert ANSWERED in teachers
    assert ANSWERED not in words(pupils)
    assert "@page" in pupils
    asked = client.get(f"{LESSON}/handout?format=md&answers=no")
    assert asked.headers["content-type"].startswith("text/markdown")
    disposition = asked.headers["content-disposition"]
    assert re.fullmatch(r'attachment; filename="frus-lesson-[a-z0-9-]+\.md"', disposition)
    assert asked.text.startswith("# Friendliness and weakness")


@pytest.mark.parametrize("query", ["lines=13", "lines=-1", "lines=x", "answers=2", "format=pdf"])
def test_what_a_handout_cannot_be_is_told(client: TestClient, query: str) -> None:
    page = client.get(f"{LESSON}/handout?{query}")
    assert page.status_code == 400
    assert query.partition("=")[2] in words(page.text)


def test_a_class_has_a_handout_asked_once(assistant: Assistant) -> None:
    lesson = find_lessons(Path("nowhere")).lessons[0]
    kept = Handouts(assistant)
    assert kept.of(lesson).entries is kept.of(lesson).entries
