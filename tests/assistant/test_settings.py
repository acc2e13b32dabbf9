"""Where the home lies, and that nothing is sent anywhere."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from assistant.settings import DEFAULT_HOME, Settings, read_settings, stay_offline
from corpus.catalog import SOURCE_URL
from corpus.errors import InputError


def test_without_a_variable_the_home_lies_in_the_checkout() -> None:
    assert read_settings({}) == Settings(DEFAULT_HOME)
    assert DEFAULT_HOME.parts[-2:] == ("vectorstore", "data")


def test_a_variable_names_the_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert read_settings({"FRUS_HOME": str(tmp_path)}).home == tmp_path
    assert read_settings({"FRUS_HOME": str(tmp_path)}).index == tmp_path / "index"
    monkeypatch.chdir(tmp_path)
    assert read_settings({"FRUS_HOME": "some where"}).home == tmp_path / "some where"
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("USERPROFILE", str(tmp_path))
    assert read_settings({"FRUS_HOME": "~/frus"}).home == tmp_path / "frus"


@pytest.mark.parametrize("named", ["", "  ", "a\nb", "a\0b", "~nobody-of-this-name/x", "a\udcff"])
def test_a_variable_that_names_no_folder_is_refused(named: str) -> None:
    with pytest.raises(InputError, match="FRUS_HOME"):
        read_settings({"FRUS_HOME": named})


def test_a_variable_names_where_volumes_come_from() -> None:
    assert read_settings({}).source_url == SOURCE_URL
    named = {"FRUS_SOURCE_URL": "https://mirror.example:8443/frus/volumes/"}
    assert read_settings(named).source_url == "https://mirror.example:8443/frus/volumes"
    assert read_settings({"FRUS_SOURCE_URL": "http://[::1]:80"}).source_url == "http://[::1]:80"


@pytest.mark.parametrize(
    "named",
    [
        "", " ", "mirror.example", "ftp://mirror.example", "file:///etc", "https://", "https:///x",
        "https://mirror.example/\n", "https://mirror.example/a b", "https://mirror.example/\x1b[0m",
        "https://mirror.example/\u202e", "https://mirror.example/\udcff", "https://x:port/",
        "https://name@mirror.example", "https://name:word@mirror.example", "https://[::1",
        "https://mirror.example/?a", "https://mirror.example/#a", "https://mirror.example\\a",
    ],
)  # fmt: skip
def test_an_address_that_cannot_be_used_is_refused_and_not_repeated(named: str) -> None:
    with pytest.raises(InputError, match="FRUS_SOURCE_URL is not an address such as") as refused:
        read_settings({"FRUS_SOURCE_URL": named})
    assert "word" not in str(refused.value).replace("password", "")


def test_libraries_are_told_to_stay_offline(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "environ", {"HF_HUB_OFFLINE": "0", "OTHER": "kept"})
    stay_offline()
    switches = {"HF_HUB_OFFLINE": "1", "TRANSFORMERS_OFFLINE": "1", "ANONYMIZED_TELEMETRY": "False"}
    assert switches.items() <= os.environ.items()
    assert os.environ["LANGSMITH_TRACING"] == "false"
    assert os.environ["OTHER"] == "kept"


@pytest.mark.parametrize(
    "switch",
    ["LANGCHAIN_TRACING", "LANGCHAIN_TRACING_V2", "LANGSMITH_TRACING", "LANGSMITH_TRACING_V2"],
)
def test_no_question_is_traced_whatever_was_set_before(
    switch: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "environ", {switch: "true"})
    stay_offline()
    assert os.environ[switch] == "false"
