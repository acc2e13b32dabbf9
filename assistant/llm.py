"""The optional language model: it chooses sentences of the record, and may lead in to them.

Every quotation is cut from the store by the id of its sentence, never taken from the model's
reply, and what the model writes of its own is left out where it fails a check.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pydantic import ValidationError

from assistant.answer import Quote, Statement, Turn
from assistant.model_failure import reason
from assistant.prompts import JSON_FORM, SYSTEM, Reply, Span, numbered, request
from assistant.prose import Prose, check
from assistant.render import quoted
from corpus.errors import InputError, ModelError
from vectorstore.retriever import Hit

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel

FORM = "provider:model, such as openai:gpt-4o-mini, anthropic:claude-haiku-4-5 or ollama:llama3.2"

# More than this is a reading list: the model has not chosen.
MOST_SENTENCES = 20

# A reader waits this long at most for one try; then the extractive answer is better.
_SECONDS = 60
_TRIES_MORE = 1
_LIMITS = {"timeout": _SECONDS, "max_retries": _TRIES_MORE}
# By the sources of the providers' packages: these take seconds under the name of timeout.
# OpenRouter takes milliseconds; the others take none, or are not known to.
_LIMITS_OF: Mapping[str, Mapping[str, Any]] = {
    **dict.fromkeys(("anthropic", "deepseek", "google_genai", "groq", "mistralai"), _LIMITS),
    **dict.fromkeys(("openai", "together", "xai"), _LIMITS),
    "ollama": {"client_kwargs": {"timeout": _SECONDS}},
}
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


def open_model(name: str) -> BaseChatModel:
    """The chat model `name`, a "provider:model", at temperature 0. Nothing is sent yet.

    Raises InputError for a name of another form or an unknown provider, and ModelError where
    the provider's package or key is missing or it will not start.
    """
    named = re.fullmatch(r"\s*([A-Za-z][\w-]*):(\S+)\s*", name)
    if named is None:
        raise InputError(f"language model {name!r}: write {FORM}")
    provider, model = named[1].replace("-", "_").lower(), named[2]

    from langchain.chat_models import init_chat_model

    limits = _LIMITS_OF.get(provider, {})
    try:
        opened: BaseChatModel = init_chat_model(
            model, model_provider=provider, temperature=0, **limits
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


def _installation(error: ImportError) -> str:
    line = re.search(r"pip install [\w.\[\]-]*\w\]?", str(error))
    return f"run {line[0]}" if line else f"install {error.name or 'what its provider asks for'}"


def _require_key(name: str, provider: str) -> None:
    variables = _KEYS.get(provider)
    # A gateway, where one is set, holds the keys itself.
    if variables and not any(map(os.environ.get, (*variables, "LANGSMITH_GATEWAY"))):
        raise ModelError(f"{name} needs a key: set the environment variable {variables[0]}")


@dataclass(frozen=True, slots=True)
class LanguageModel:
    """A chat model that answers by choosing sentences; `name` is how messages speak of it."""

    name: str
    chat: BaseChatModel

    def write(
        self, question: str, hits: Sequence[Hit], history: Sequence[Turn] = ()
    ) -> tuple[Statement, ...]:
        """Statements that answer `question` from the passages of `hits`; empty where none does.

        Raises ModelError where the model cannot be reached or its reply cannot be used.
        """
        spans = numbered(hits)
        if not spans:
            return ()
        reply = self._reply(request(question, spans, history))
        if not reply.answered:
            return ()
        known = {span.id: span for span in spans}
        chosen = known.keys() & {one for sentence in reply.sentences for one in sentence.spans}
        if len(chosen) > MOST_SENTENCES:
            raise ModelError(
                f"{self.name} chose {len(chosen)} sentences, which is no choice "
                f"(the most is {MOST_SENTENCES}); ask again or try another model"
            )
        return tuple(_statements(reply, known, question))

    def _reply(self, asked: str) -> Reply:
        try:
            said = self._ask(asked)
        except Exception as error:
            raise ModelError(f"{self.name} did not answer: {reason(error)}") from error
        try:
            return _read(said)
        except ValueError as error:
            raise ModelError(
                f"the reply of {self.name} is not in the form asked for ({_flaw(error)}); "
                "ask again or try another model"
            ) from error

    def _ask(self, asked: str) -> object:
        """The reply: a schema's, or plain text of a model that cannot be held to a schema."""
        try:
            structured = self.chat.with_structured_output(Reply, include_raw=True)
        except NotImplementedError:
            messages = [("system", f"{SYSTEM}\n\n{JSON_FORM}"), ("human", asked)]
            return self.chat.invoke(messages).text
        return structured.invoke([("system", SYSTEM), ("human", asked)])


def _read(said: object) -> Reply:
    """The reply in a model's words; ValueError where it is not one."""
    if isinstance(said, str):
        fenced = re.fullmatch(r"\s*```(?:json)?\s*(.*?)\s*```\s*", said, re.DOTALL)
        return Reply.model_validate_json(fenced[1] if fenced else said, strict=True)
    parsed = said.get("parsed") if isinstance(said, dict) else said
    if parsed is None:
        flaw = said.get("parsing_error") if isinstance(said, dict) else None
        if isinstance(flaw, ValueError):
            raise flaw
        raise ValueError("it is empty") from flaw
    return Reply.model_validate(parsed)


def _flaw(error: ValueError) -> str:
    """What is wrong with a reply, without the reply's own words."""
    if isinstance(error, ValidationError):
        first = error.errors(include_input=False, include_url=False)[0]
        return ": ".join(part for part in (".".join(map(str, first["loc"])), first["msg"]) if part)
    return str(error) if type(error) is ValueError else type(error).__name__


def _statements(reply: Reply, known: Mapping[str, Span], question: str) -> Iterator[Statement]:
    """The statements of a reply; a sentence is quoted once, an id that was not shown never."""
    quoted_already: set[str] = set()
    for sentence in reply.sentences:
        ids = [one for one in dict.fromkeys(sentence.spans) if one in known]
        new = [known[one] for one in ids if one not in quoted_already]
        quoted_already.update(ids)
        if new:
            yield _statement(sentence.prose, _merged(new), question)


def _merged(chosen: Sequence[Span]) -> tuple[Quote, ...]:
    """Quotations of the sentences chosen: passages as first chosen, each in its own order.

    Sentences that follow one another become one quotation.
    """
    passages = list(dict.fromkeys(span.quote.passage.id for span in chosen))
    merged: list[Span] = []
    for span in sorted(chosen, key=lambda s: (passages.index(s.quote.passage.id), s.number)):
        quote, last = span.quote, merged[-1] if merged else None
        if last and last.number + 1 == span.number and last.quote.passage.id == quote.passage.id:
            quote = Quote(quote.passage, quote.document, last.quote.start, quote.end)
            merged.pop()
        merged.append(Span(span.number, quote))
    return tuple(span.quote for span in merged)


def _statement(prose: str, quotes: tuple[Quote, ...], question: str) -> Statement:
    bare = Statement(" ".join(map(quoted, quotes)), quotes)
    checked = check(prose, quotes, question)
    if not isinstance(checked, Prose):
        return bare
    lead = checked.text if checked.text[-1] in ".:;,!?”" else f"{checked.text}:"
    rest = [quote for quote in quotes if quote not in checked.quotes]
    led = Statement(" ".join([lead, *map(quoted, rest)]), (*checked.quotes, *rest))
    return led if _found_in_place(led) else bare


def _found_in_place(statement: Statement) -> bool:
    """Whether the first place where each quotation's words stand is the one in quotation marks.

    It is there that a citation is set, and prose may happen to use the same words before it.
    """
    last = 0
    for quote in statement.quotes:
        start = statement.text.find(f"“{quote.text}”", last)
        if start < 0 or statement.text.find(quote.text, last) != start + 1:
            return False
        last = start + len(quote.text) + 2
    return True
