"""What went wrong between here and a language model, in words that hold no secret."""

from __future__ import annotations


def reason(error: Exception) -> str:
    """Why a provider failed and what to do, by the kind of `error`.

    Nothing of the error's own message is repeated: providers put keys, addresses and whole
    requests into theirs. The message stays with the error, which is the cause of what is raised.
    """
    status = _status(error)
    shown = type(error).__name__ + (f", HTTP {status}" if status else "")
    return f"{_advice(error, status)} ({shown})"


def _advice(error: Exception, status: int | None) -> str:
    from langchain_core import exceptions as known

    kind = type(error).__name__
    if isinstance(error, TimeoutError | known.ModelTimeoutError) or "Timeout" in kind:
        return "it took too long; ask again later"
    if isinstance(error, known.ContextOverflowError):
        return "the passages found are more than it can read; search for fewer"
    by_kind = (known.ModelAuthenticationError, known.ModelPermissionDeniedError)
    if isinstance(error, by_kind) or status in (401, 403):
        return "its provider refused the key; check the key and what it may use"
    if isinstance(error, known.ModelNotFoundError) or status == 404:
        return "its provider has no such model; check the name"
    if isinstance(error, known.ModelRateLimitError) or status == 429:
        return "its provider allows no more requests for now; ask again later"
    if isinstance(error, known.ModelAPIError) or (status is not None and status >= 500):
        return "its provider has a fault; ask again later"
    if isinstance(error, OSError | known.ModelConnectionError) or "Connect" in kind:
        return "it cannot be reached; check the network and that its server runs"
    return "the request failed; check the model's name and settings"


def _status(error: Exception) -> int | None:
    """The HTTP status that a provider's error carries, where it carries one."""
    for holder in (error, getattr(error, "response", None)):
        status = getattr(holder, "status_code", None)
        if isinstance(status, int) and not isinstance(status, bool):
            return status
    return None
