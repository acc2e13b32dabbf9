"""The top of the page: its name and what is searched; and the page before any question. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.answer import IndexInfo
from assistant.ui.markup import text
from assistant.ui.words import chat as words
from assistant.ui.words import site
from corpus.document import Volume


def head_html(volumes: Sequence[Volume], info: IndexInfo) -> str:
    """The name of the assistant and the line that says which volumes it searches."""
    line = text(words.corpus_line(volumes, info))
    if len(volumes) > 1:
        listed = "".join(f"<li>{text(words.volume_line(volume))}</li>" for volume in volumes)
        about = f"<details><summary>{line}</summary><ul>{listed}</ul></details>"
    else:
        about = f"<p>{line}</p>"
    return (
        f'<header class="frus-head"><h1>{text(words.TITLE)}</h1>'
        f'<p class="frus-subtitle">{text(words.SUBTITLE)}</p>'
        f'{_navigation()}<div class="frus-corpus">{about}</div></header>'
    )


def _navigation() -> str:
    pages = {
        "/check": site.CHECK,
        "/compare": site.COMPARE,
        "/documents": site.VOLUMES,
        "/lessons": site.LESSONS,
    }
    links = "".join(f'<a href="{path}">{text(name)}</a>' for path, name in pages.items())
    return f'<nav class="frus-nav" aria-label="{text(site.NAVIGATION)}">{links}</nav>'


def empty_html() -> str:
    """What the conversation shows before its first question."""
    return (
        f'<div class="frus-welcome"><h2>{text(words.EMPTY_TITLE)}</h2>'
        f"<p>{text(words.EMPTY_TEXT)}</p>"
        f'<p class="frus-examples-label">{text(words.EXAMPLES_LABEL)}</p></div>'
    )
