"""A handout in a file: whole, or not at all."""

from __future__ import annotations

import json
from pathlib import Path

from assistant.handout.handout import Handout
from assistant.handout.markdown import markdown
from assistant.handout.record import record
from corpus.errors import InputError
from vectorstore.durable import replace_text

ENDINGS = (".html", ".md", ".json")


def as_json(handout: Handout) -> str:
    """The record of the handout as text, with a line break at its end.

    Half characters, which no file of UTF-8 can hold, stand as "?".
    """
    whole = json.dumps(record(handout), ensure_ascii=False, indent=2) + "\n"
    return whole.encode(errors="replace").decode()


def check_name(path: Path) -> None:
    """Raise InputError unless the ending of `path` says which form of a handout is wanted."""
    if path.suffix.lower() not in ENDINGS:
        raise InputError(
            f"{path} names no form of a handout; end it in {', '.join(ENDINGS[:-1])} or "
            f"{ENDINGS[-1]}"
        )


def write(handout: Handout, path: Path) -> None:
    """Write `handout` to `path` in the form that its ending names.

    Raises InputError for another ending, and where the file cannot be written; what stood there
    before is then still there.
    """
    check_name(path)
    try:
        replace_text(path, text(handout, path.suffix.lower()))
    except OSError as error:
        raise InputError(
            f"{path} cannot be written ({error.strerror}); name a file in a folder that can be"
        ) from error


def text(handout: Handout, ending: str) -> str:
    """The handout in the form of `ending`, one of ENDINGS."""
    if ending == ".html":
        from assistant.handout.page import html

        return html(handout)
    return markdown(handout) if ending == ".md" else as_json(handout)
