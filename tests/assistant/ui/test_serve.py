"""Addresses that can and cannot be served on, and what is set before Gradio is imported."""

from __future__ import annotations

import json
import os
import re
import socket

import pytest

from assistant.ui.privacy import keep_private
from assistant.ui.serve import address, check_free, is_loopback
from assistant.ui.theme import script, style
from corpus.errors import InputError


def test_a_taken_port_is_told_with_its_remedy() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(InputError, match=rf"port {port} .*taken.*--port"):
            check_free("127.0.0.1", port)
    check_free("127.0.0.1", port)


@pytest.mark.parametrize("port", [0, -1, 65_536])
def test_a_number_that_is_no_port_is_refused(port: int) -> None:
    with pytest.raises(InputError, match="--port"):
        check_free("127.0.0.1", port)


@pytest.mark.parametrize("host", ["192.0.2.1", "999.1.1.1", "a" * 70])
def test_an_address_of_another_machine_is_refused(host: str) -> None:
    with pytest.raises(InputError, match="--host"):
        check_free(host, 7860)


def test_addresses_are_written_as_a_browser_takes_them() -> None:
    assert address("127.0.0.1", 7860) == "http://127.0.0.1:7860"
    assert address("0.0.0.0", 80) == "http://127.0.0.1:80"  # noqa: S104
    assert address("::1", 80) == "http://[::1]:80"


@pytest.mark.parametrize(
    ("host", "own"),
    [("127.0.0.1", True), ("::1", True), ("localhost", True), ("0.0.0.0", False)],  # noqa: S104
)
def test_loopback_is_told_from_the_rest(host: str, own: bool) -> None:
    assert is_loopback(host) is own


def test_telemetry_is_off_and_this_machine_needs_no_proxy(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for name in ("GRADIO_ANALYTICS_ENABLED", "HF_HUB_OFFLINE", "no_proxy"):
        monkeypatch.setenv(name, "")
    monkeypatch.setenv("NO_PROXY", "example.org")
    keep_private()
    keep_private()
    assert os.environ["GRADIO_ANALYTICS_ENABLED"] == "False"
    assert os.environ["HF_HUB_OFFLINE"] == "1"
    assert os.environ["NO_PROXY"] == "example.org,127.0.0.1,localhost"
    assert os.environ["no_proxy"] == "127.0.0.1,localhost"


def test_style_and_script_fetch_nothing() -> None:
    for text in (style(), script()):
        assert not re.search(r"https?:|url\(|@import|//\w+\.", text)
    spoken = re.search(r"const frus = (\{.*\});", script())
    assert spoken is not None
    known = set(json.loads(spoken[1])["words"])
    assert known == set(re.findall(r"\bwords\.(\w+)", script())) | {"user", "bot"}
