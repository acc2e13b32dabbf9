"""What an answer's headers say of versions and parts of a file (RFC 9110, sections 8.8 and 14)."""

from __future__ import annotations

import re
from collections.abc import Mapping

PARTIAL = 206
_UNSATISFIABLE = 416
_STRONG_ETAG = re.compile(r'"[\x21\x23-\x7e]*"')
_LENGTH = re.compile(r"[0-9]{1,18}")
_RANGE = re.compile(r"bytes ([0-9]{1,18})-[0-9]{1,18}/([0-9]{1,18}|\*)")


def strong_etag(headers: Mapping[str, str]) -> str:
    """The name of the file's version, empty where none stands for each of its bytes."""
    etag = headers.get("ETag", "")
    return etag if _STRONG_ETAG.fullmatch(etag) else ""


def total_bytes(status: int, headers: Mapping[str, str]) -> int | None:
    """The bytes of the whole file, None where the answer does not say."""
    if status == PARTIAL:
        given = _RANGE.fullmatch(headers.get("Content-Range", ""))
        return int(given[2]) if given and given[2] != "*" else None
    length = headers.get("Content-Length", "")
    return int(length) if _LENGTH.fullmatch(length) else None


def is_usable(status: int, headers: Mapping[str, str], start: int, etag: str) -> bool:
    """Whether an answer to the wish for what follows `start` in the version `etag` can be read.

    It cannot where it is some other part, or that of another version, or says that the file does
    not go on from there. An answer without a part is for its status to tell.
    """
    if status != PARTIAL:
        return status != _UNSATISFIABLE
    given = _RANGE.fullmatch(headers.get("Content-Range", ""))
    return given is not None and int(given[1]) == start and headers.get("ETag") == etag
