"""The tools for language models, asked by a real client over standard input and output."""

from __future__ import annotations

import asyncio
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from mcp import Client
from mcp.client.stdio import StdioServerParameters

from assistant.app import Assistant

CHECKOUT = Path(__file__).parents[2]
TEHRAN = "Where are the records of the Tehran Conference?"
_SERVE = "from assistant.cli import app; app(['mcp'])"
_WITHOUT = (
    "import sys, importlib.util as util; find = util.find_spec\n"
    "util.find_spec = lambda name, *more: None if name == 'mcp' else find(name, *more)\n"
    "from assistant.cli import main; sys.argv = ['frus', 'mcp']; main()"
)


@pytest.fixture(scope="module")
def replies(assistant: Assistant, home: Path) -> dict[str, Any]:
    """What a server over the home of this run gave to a client, by the names of what was asked."""
    calls: dict[str, tuple[str, dict[str, Any]]] = {
        "answered": ("ask", {"question": TEHRAN}),
        "refused": ("ask", {"question": "What did Stalin reply?"}),
        "followed": ("ask", {"question": "And of the Moscow Conference?", "history": [TEHRAN]}),
        "found": ("search", {"query": "Tehran Conference", "k": 1}),
        "altered": ("check", {"quotation": "perilously akin to collusion on that basis"}),
        "read": ("read_document", {"id": "frus1944Quebec/d123"}),
        "absent": ("read_document", {"id": "frus1944Quebec/d999"}),
        "misdated": ("ask", {"question": TEHRAN, "after": "yesterday"}),
        "volumes": ("volumes", {}),
    }

    async def call_all() -> dict[str, Any]:
        server = StdioServerParameters(
            command=sys.executable,
            args=["-c", _SERVE],
            cwd=str(CHECKOUT),
            env={"FRUS_HOME": str(home)},
        )
        async with Client(server) as client:
            tools = await client.list_tools()
            given = {name: await client.call_tool(*call) for name, call in calls.items()}
            return {"tools": tools.tools, **given}

    return asyncio.run(call_all())


def test_tools_say_how_to_quote(replies: dict[str, Any]) -> None:
    tools = {tool.name: tool for tool in replies["tools"]}
    assert set(tools) == {"ask", "search", "check", "read_document", "volumes"}
    assert all(tool.description for tool in tools.values())
    assert "word for word" in tools["ask"].description
    assert tools["ask"].input_schema["properties"]["question"]["maxLength"] == 2_000


def test_an_answer_is_the_record_of_the_command(replies: dict[str, Any]) -> None:
    record = replies["answered"].structured_content
    assert record["citations"][0]["passage"] == "frus1944Quebec/d123/fn2"
    assert record["citations"][0]["pages"] == ["193"]
    assert json.loads(replies["answered"].content[0].text)["question"] == TEHRAN
    assert replies["refused"].structured_content["refusal"]["reason"] == "not answered"
    assert not replies["refused"].is_error
    assert "Moscow" in replies["followed"].structured_content["citations"][0]["quote"]


def test_the_other_tools_give_theirs(replies: dict[str, Any]) -> None:
    assert len(replies["found"].structured_content["hits"]) == 1
    assert replies["altered"].structured_content["verdict"] in ("altered", "not found")
    assert len(replies["read"].structured_content["passages"]) == 11
    (volume,) = replies["volumes"].structured_content["volumes"]
    assert volume["volume"] == "frus1944Quebec"


def test_what_can_be_mended_is_the_tool_s_error(replies: dict[str, Any]) -> None:
    assert replies["absent"].is_error
    assert "has no document" in replies["absent"].content[0].text
    assert replies["misdated"].is_error
    assert "'yesterday' is not a date" in replies["misdated"].content[0].text


def test_without_the_extra_it_says_what_to_install() -> None:
    ran = subprocess.run(
        [sys.executable, "-c", _WITHOUT], cwd=CHECKOUT, capture_output=True, text=True, check=False
    )
    assert ran.returncode == 2
    assert "pip install 'frus-assistant[mcp]'" in ran.stderr
    assert ran.stdout == ""
