"""What is told where a request cannot be answered: one shape, and what to do."""

from __future__ import annotations

import re
from typing import Any, NotRequired

from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException
from starlette.requests import Request
from typing_extensions import TypedDict

from assistant.shapes.described import described
from corpus.errors import CorpusError, FrusError, InputError

#: Seconds after which one who was turned away may come again.
COME_AGAIN = "10"

# What the checks of the assistant call a field themselves.
_OWN_NAME = re.compile(r"^(?:after|before|quotation|citation): ")


@described
class FlawRecord(TypedDict):
    """What is wrong."""

    message: str
    """What is wrong, and what to do."""
    field: NotRequired[str]
    """The field of the request that is meant, as `scope.after`, where it is one."""


@described
class ErrorRecord(TypedDict):
    """Why there is no result."""

    error: FlawRecord
    """What is wrong."""


#: Which errors any request may meet, in words.
ERRORS: dict[int | str, dict[str, Any]] = {
    400: {"description": "The request cannot be used; the field is named."},
    413: {"description": "The body has more than 64 KB."},
    500: {"description": "Something went wrong here; the log of the assistant says what."},
    503: {"description": "Too many are asking at once, or the index cannot be read."},
    "default": {"description": "Any other error has the same shape."},
}


def told(status: int, message: str, field: str = "", **headers: str) -> JSONResponse:
    """The one shape of all errors."""
    flaw: FlawRecord = {"message": message, "field": field} if field else {"message": message}
    return JSONResponse(ErrorRecord(error=flaw), status, headers or None)


def tell_errors(application: FastAPI) -> None:
    """Have every error of `application` told in the one shape."""
    application.add_exception_handler(RequestValidationError, _refused)
    application.add_exception_handler(HTTPException, _stopped)
    application.add_exception_handler(FrusError, _unanswered)
    application.add_exception_handler(Exception, _failed)


def _refused(_: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, RequestValidationError)  # noqa: S101  # told to the type checker
    first = error.errors()[0]
    if first["type"] == "json_invalid":
        return told(400, f"The body is not JSON: {first['ctx']['error']}")
    where = [str(part) for part in first["loc"][1:]]
    if not where:
        return told(400, "Send a JSON object, with the header content-type: application/json")
    field = ".".join(where)
    return told(400, f"{field}: {_flaw(first)}", field)


def _flaw(found: dict[str, Any]) -> str:
    match found["type"]:
        case "missing":
            return "this field is required"
        case "extra_forbidden":
            return "there is no such field; leave it out"
        case "string_too_long":
            limit = found["ctx"]["max_length"]
            return f"{len(found['input']):,} characters; the limit is {limit:,}"
        case "value_error":
            return _OWN_NAME.sub("", str(found["ctx"]["error"]))
        case _:
            return str(found["msg"])


def _stopped(request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, HTTPException)  # noqa: S101  # told to the type checker
    path = request.url.path
    message = {
        404: f"There is nothing at {path}; what there is, /api lists",
        405: f"{path} does not take {request.method}; see /api",
    }.get(error.status_code, str(error.detail))
    return told(error.status_code, message, **(error.headers or {}))


def _unanswered(_: Request, error: Exception) -> JSONResponse:
    if isinstance(error, CorpusError):
        return told(404, str(error))
    if isinstance(error, InputError):
        return told(400, str(error))
    return told(503, str(error), **{"retry-after": COME_AGAIN})


def _failed(*_: object) -> JSONResponse:
    return told(500, "Something went wrong here; the log of the assistant says what")
