"""Visitors of a real server, and what they waited."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from io import StringIO

import pytest
from rich.console import Console

from assistant.app import Assistant
from assistant.live import LiveAssistant
from assistant.ui.pages.site import Site
from assistant.ui.serve import launch
from corpus.errors import InputError, StoreError
from evals.cost import visitors
from evals.cost.chat import ChatCost, Started, chat_json, print_chat
from evals.cost.visitor import Visitor, Waited
from evals.cost.visitors import Visits, visit, visit_together

ASKED = ("Where are the records of the Tehran Conference?", "What did Stalin reply?", "Hello")


@pytest.fixture(scope="module")
def chat(assistant: Assistant, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    live = LiveAssistant(assistant, assistant.index.folder.parent)
    reports = tmp_path_factory.mktemp("reports") / "reports.jsonl"
    page = launch(Site(assistant=live, cards=list), "127.0.0.1", port, reports=reports)
    yield f"http://127.0.0.1:{port}"
    page.close(verbose=False)


def test_a_visitor_waits_for_sources_and_then_for_the_answer(chat: str) -> None:
    with Visitor(chat) as visitor:
        for question in ASKED:
            waited = visitor.ask(question)
            assert 0 < waited.sources <= waited.answer < 60


def test_a_class_is_answered_whole(chat: str) -> None:
    visits = visit_together(chat, 6, ASKED)
    assert (visits.visitors, visits.together, len(visits.waited)) == (6, True, 6)


def test_those_who_read_ask_one_after_another(chat: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(visitors, "READING", (0.0, 0.01))
    assert len(visit(chat, 2, ASKED, each=2).waited) == 4


def test_what_is_no_chat_is_told(chat: str) -> None:
    from pytest_httpserver import HTTPServer

    with HTTPServer() as other:
        other.expect_request("/config").respond_with_json({"components": [], "dependencies": []})
        with pytest.raises(InputError, match="serves no chat"):
            Visitor(other.url_for("")).__enter__()


def test_an_answer_that_never_comes_is_told() -> None:
    from pytest_httpserver import HTTPServer

    page = {
        "components": [{"id": 1, "props": {"elem_id": "frus-question-box"}}],
        "dependencies": [{"id": 4, "targets": [[1, "submit"]], "inputs": [1]}],
    }
    with HTTPServer() as other:
        other.expect_request("/config").respond_with_json(page)
        other.expect_request("/gradio_api/queue/join").respond_with_json({})
        other.expect_request("/gradio_api/queue/data").respond_with_data(
            'data: {"msg": "process_completed", "success": false}\n\n'
        )
        with Visitor(other.url_for("")) as visitor, pytest.raises(StoreError, match="not answer"):
            visitor.ask("Anyone?")


def test_the_cost_is_printed_in_milliseconds_and_ratios() -> None:
    waited = tuple(Waited(number / 10, number / 5) for number in range(1, 11))
    found = ChatCost(
        ours=(Started(served=2.0, usable=2.5),),
        bare=(Started(served=1.0, usable=2.0),),
        visits=(Visits(visitors=5, together=False, waited=waited),),
        load=None,
    )
    said = StringIO()
    print_chat(found, Console(file=said, width=110))
    assert "2.00" in said.getvalue()
    assert "1.25" in said.getvalue()
    assert "550 / 955" in said.getvalue()
    assert '"usable": 2.5' in chat_json(found)
