"""A page from its template: every string in it is text, whatever it holds."""

from __future__ import annotations

from functools import cache
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup
from starlette.responses import HTMLResponse

from assistant.render import visible
from assistant.ui.words import site as words


def page(template: str, *, title: str, status: int = 200, **values: Any) -> HTMLResponse:
    """The page `template` (a file of `templates` without its ending), called `title`."""
    return HTMLResponse(html(template, title=title, **values), status)


def html(template: str, **values: Any) -> str:
    """The text of a template; values that are Markup are taken as they are."""
    return _environment().get_template(f"{template}.html").render(words=words, **values)


@cache
def _environment() -> Environment:
    return Environment(
        loader=PackageLoader("assistant.ui.pages"),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_shown,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def _shown(value: object) -> object:
    return visible(value) if isinstance(value, str) and not isinstance(value, Markup) else value
