"""Which language model is meant by a name, and how it is opened."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from assistant.language_model.failure import reason
from assistant.language_model.limits import Limits
from corpus.errors import InputError, ModelError

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel

FORM = "provider:model, such as openai:gpt-4o-mini, anthropic:claude-haiku-4-5 or ollama:llama3.2"

# By the sources of their packages these take seconds, tries and tokens under the same names.
_ALIKE = frozenset(
    {"anthropic", "deepseek", "google_genai", "groq", "mistralai", "openai", "together", "xai"}
)
# Which variables hold a provider's key, one of them; the first is the one to name. Providers
# that can do without, or take it in some other way, are not listed.
_KEYS: Mapping[str, Sequence[str]] = {
    "anthropic": ("ANTHROPIC_API_KEY", "ANTHROPIC_AUTH_TOKEN"),
    "deepseek": ("DEEPSEEK_API_KEY",),
    "google_genai": ("GOOGLE_API_KEY", "GEMINI_API_KEY"),
    "groq": ("GROQ_API_KEY",),
    "mistralai": ("MISTRAL_API_KEY",),
    "openai": ("OPENAI_API_KEY",),
    "openrouter": ("OPENROUTER_API_KEY",),
    "together": ("TOGETHER_API_KEY",),
    "xai": ("XAI_API_KEY",),
}


def open_model(name: str, limits: Limits) -> BaseChatModel:
    """The chat model `name`, a "provider:model", at temperature 0. Nothing is sent yet.

    `limits` are handed on as far as the provider's package takes them.

    Raises InputError for a name of another form or an unknown provider, and ModelError where
    the provider's package or key is missing or it will not start.
    """
    named = re.fullmatch(r"\s*([A-Za-z][\w-]*):(\S+)\s*", name)
    if named is None:
        raise InputError(f"language model {name!r}: write {FORM}")
    provider, model = named[1].replace("-", "_").lower(), named[2]

    from langchain.chat_models import init_chat_model

    try:
        opened: BaseChatModel = init_chat_model(
            model, model_provider=provider, temperature=0, **_handed_on(provider, limits)
        )
    except ImportError as error:
        raise ModelError(f"{name} needs a package: {_installation(error)}") from error
    except Exception as error:
        if "Unsupported provider" in str(error):
            raise InputError(f"LangChain knows no provider {provider!r}; write {FORM}") from error
        _require_key(name, provider)
        raise ModelError(f"{name} will not start: {reason(error)}") from error
    # Some providers look for their key only when they are first asked.
    _require_key(name, provider)
    return opened


def _handed_on(provider: str, limits: Limits) -> Mapping[str, Any]:
    """The limits under the names that the sources of the providers' packages give them.

    Where a package takes none, the reply is still left alone when it is too late or too long.
    Failed requests are sent again by ourselves, so that it happens once, within one time limit.
    """
    seconds, tokens = limits.seconds, limits.tokens
    if provider in _ALIKE:
        return {"timeout": seconds, "max_retries": 0, "max_tokens": tokens}
    if provider == "ollama":
        return {"client_kwargs": {"timeout": seconds}, "num_predict": tokens}
    return {}


def _installation(error: ImportError) -> str:
    line = re.search(r"pip install [\w.\[\]-]*\w\]?", str(error))
    return f"run {line[0]}" if line else f"install {error.name or 'what its provider asks for'}"


def _require_key(name: str, provider: str) -> None:
    variables = _KEYS.get(provider)
    # A gateway, where one is set, holds the keys itself.
    if variables and not any(map(os.environ.get, (*variables, "LANGSMITH_GATEWAY"))):
        raise ModelError(f"{name} needs a key: set the environment variable {variables[0]}")
