"""What went wrong between here and a language model, in words that hold no secret."""

from __future__ import annotations


class DeclinedError(Exception):
    """A model that would not answer."""


class OverlongError(Exception):
    """A reply that is longer than a reply may be, or was cut off there."""


def reason(error: Exception) -> str:
    """Why a provider failed and what to do, by the kind of `error`.

    Nothing of the error's own message is repeated: providers put keys, addresses and whole
    requests into theirs. The message stays with the error, which is the cause of what is raised.
    """
    status = _status(error)
    shown = type(error).__name__ + (f", HTTP {status}" if status else "")
    return f"{_advice(error, status)} ({shown})"


def passing(error: Exception) -> bool:
    """Whether the same request may well succeed in a moment.

    A reply that took too long is not asked for again: the reader has waited already.
    """
    from langchain_core import exceptions as known

    if _took_too_long(error):
        return False
    status = _status(error)
    if status is not None:
        return status in (409, 425, 429) or status >= 500
    by_kind = (known.ModelRateLimitError, known.ModelAPIError, known.ModelConnectionError)
    # Connections are reset under many names: httpx, which most providers use, has no OSError.
    names = {kind.__name__ for kind in type(error).__mro__}
    dropped = names & {"APIConnectionError", "ConnectError", "NetworkError", "ProtocolError"}
    return isinstance(error, (*by_kind, ConnectionError)) or bool(dropped)


def takes_no_schema(error: Exception) -> bool:
    """Whether a server may have refused the request for the form of reply that it asks for."""
    from langchain_core.exceptions import ContextOverflowError

    return _status(error) in (400, 422, 501) and not isinstance(error, ContextOverflowError)


def _took_too_long(error: Exception) -> bool:
    from langchain_core.exceptions import ModelTimeoutError

    by_kind = isinstance(error, TimeoutError | ModelTimeoutError)
    return by_kind or "Timeout" in type(error).__name__


def _advice(error: Exception, status: int | None) -> str:
    from langchain_core import exceptions as known

    # OpenAI's package tells both by errors of its own.
    kind = type(error).__name__
    if isinstance(error, DeclinedError) or kind == "ContentFilterFinishReasonError":
        return "it declined to answer; put the question in other words"
    if isinstance(error, OverlongError) or kind == "LengthFinishReasonError":
        return "its reply was too long; ask again, ask for less, or raise FRUS_LLM_TOKENS"
    if _took_too_long(error):
        return "it took too long; ask again later, or raise FRUS_LLM_SECONDS"
    if isinstance(error, known.ContextOverflowError):
        return "the passages are more than it can read; lower FRUS_LLM_CHARACTERS"
    by_kind = (known.ModelAuthenticationError, known.ModelPermissionDeniedError)
    if isinstance(error, by_kind) or status in (401, 403):
        return "its provider refused the key; check the key and what it may use"
    if isinstance(error, known.ModelNotFoundError) or status == 404:
        return "its provider has no such model; check the name"
    if isinstance(error, known.ModelRateLimitError) or status == 429:
        return "its provider allows no more requests for now; ask again later"
    if isinstance(error, known.ModelAPIError) or (status is not None and status >= 500):
        return "its provider has a fault; ask again later"
    connection = isinstance(error, OSError | known.ModelConnectionError) or passing(error)
    if connection or "Connect" in kind:
        return "it cannot be reached; check the network and that its server runs"
    return "the request failed; check the model's name and settings"


def _status(error: Exception) -> int | None:
    """The HTTP status that a provider's error carries, where it carries one."""
    for holder in (error, getattr(error, "response", None)):
        status = getattr(holder, "status_code", None)
        if isinstance(status, int) and not isinstance(status, bool):
            return status
    return None
