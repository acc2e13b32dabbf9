"""`frus mcp`: the assistant as tools for a program that holds a language model."""

from __future__ import annotations

from importlib.util import find_spec

from corpus.errors import InputError


def mcp() -> None:
    """Serve tools over the Model Context Protocol, on standard input and output.

    It needs the extra "mcp"; a program that holds a language model starts it.
    """
    if find_spec("mcp") is None:
        raise InputError("frus mcp needs the extra: pip install 'frus-assistant[mcp]'")
    from assistant.cards import read_cards
    from assistant.command import complain, opened
    from assistant.desk import Desk
    from assistant.mcp_server import build_server
    from assistant.settings import read_settings

    settings = read_settings()
    with opened(asking=True) as assistant:
        build_server(Desk(assistant, lambda: read_cards(settings, complain))).run("stdio")
