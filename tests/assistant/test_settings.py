"""Where the home lies, and that nothing is sent anywhere."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from assistant.settings import DEFAULT_HOME, Settings, read_settings, stay_offline
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
