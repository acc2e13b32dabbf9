"""Text made safe for a page: the one door through which a string enters HTML."""

from __future__ import annotations

from html import escape

from assistant.render import visible


def text(words: str) -> str:
    """`words` as HTML text or as a quoted attribute value; shown exactly, never interpreted."""
    return escape(visible(words), quote=True)


def line(words: str) -> str:
    """`words` as HTML on one line, with ``<br>`` for line breaks.

    Messages pass through a Markdown reader, which leaves an HTML block alone until its first
    blank line; so a message may hold no line break of its own.
    """
    return "<br>".join(text(part) for part in words.splitlines())


def hidden(words: str) -> str:
    """Words for a screen reader alone."""
    return f'<span class="frus-unseen">{text(words)}</span>'
