"""Which language model a name means, and what it is opened with."""

from __future__ import annotations

import sys
from types import ModuleType

import pytest

from assistant.language_model.limits import Limits
from assistant.language_model.provider import open_model
from corpus.errors import InputError, ModelError
from tests.assistant.language_model.scripted import Script, Scripted

LIMITS = Limits()


@pytest.mark.parametrize("name", ["", "gpt-4o", ":x", "openai:", "openai: ", "open ai:x", "a:b c"])
def test_a_malformed_name_is_an_input_error(name: str) -> None:
    with pytest.raises(InputError, match="write provider:model, such as"):
        open_model(name, LIMITS)


def test_an_unknown_provider_is_an_input_error() -> None:
    with pytest.raises(InputError, match="no provider 'nobody'; write provider:model"):
        open_model("nobody:x", LIMITS)


def test_a_missing_package_is_named_with_its_installation() -> None:
    with pytest.raises(ModelError, match=r"run pip install langchain-upstage$"):
        open_model("upstage:solar-pro", LIMITS)


class Provider(Scripted):
    """A provider's class as LangChain builds it."""

    script: Script = str
    model: str
    temperature: float
    timeout: float
    max_retries: int
    max_tokens: int
    model_config = {"extra": "forbid"}  # noqa: RUF012 (a pydantic setting)


def offer(monkeypatch: pytest.MonkeyPatch, module: str, chat: str, opened: object) -> None:
    """Puts a provider's package where LangChain looks for it."""
    package = ModuleType(module)
    setattr(package, chat, opened)
    monkeypatch.setitem(sys.modules, module, package)


# LangChain remembers a provider once found, so each of these tests has a provider to itself.
def test_a_model_is_opened_with_limits_and_at_temperature_zero(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    offer(monkeypatch, "langchain_groq", "ChatGroq", Provider)
    monkeypatch.setenv("GROQ_API_KEY", "x")
    opened = open_model("Groq:llama:8b", LIMITS)
    assert isinstance(opened, Provider)
    settled = (opened.model, opened.temperature, opened.timeout, opened.max_retries)
    assert settled == ("llama:8b", 0, 60, 0)
    assert opened.max_tokens == 4_000


def test_a_missing_key_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    offer(monkeypatch, "langchain_mistralai", "ChatMistralAI", Provider)
    for variable in ("MISTRAL_API_KEY", "LANGSMITH_GATEWAY"):
        monkeypatch.delenv(variable, raising=False)
    with pytest.raises(ModelError, match="set the environment variable MISTRAL_API_KEY"):
        open_model("mistralai:mistral-small", LIMITS)


def test_a_provider_that_will_not_start_is_a_model_error(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(**settings: object) -> None:
        raise OSError("sk-secret")

    offer(monkeypatch, "langchain_ollama", "ChatOllama", refuse)
    with pytest.raises(
        ModelError, match="ollama:x will not start: it cannot be reached"
    ) as failure:
        open_model("ollama:x", LIMITS)
    assert "secret" not in str(failure.value)
