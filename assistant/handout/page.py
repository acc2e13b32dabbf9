"""A handout as a page of HTML that stands alone: it runs nothing and fetches nothing."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from importlib.resources import files

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from assistant.answer import Answer
from assistant.handout import words
from assistant.handout.handout import Handout
from assistant.handout.sourcing import facts
from assistant.handout.wording import differences, elsewhere, place, within
from assistant.render import (
    pieces,
    quoted,
    reference_line,
    searched_differently,
    visible,
    voice_label,
)
from assistant.scope_words import in_words
from assistant.verdict import Outcome, Verdict
from corpus.citation import passage_url, plain_title


def html(handout: Handout, bar: Markup = Markup("")) -> str:  # noqa: B008  # immutable
    """The page. `bar` is markup to stand above it on a screen, and never on paper."""
    template = _environment().get_template("handout.html")
    return template.render(
        handout=handout,
        numbers=handout.numbers,
        made=in_words(handout.made.isoformat()),
        introduction=_paragraphs(handout.introduction),
        bar=bar,
        style=Markup(files(__package__).joinpath("handout.css").read_text("utf-8")),  # noqa: S704
    )


def _paragraphs(text: str) -> Sequence[str]:
    return [one for one in re.split(r"\n\s*\n", text) if one.strip()]


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("assistant.handout", "."),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_shown,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.globals |= {
        "words": words,
        "facts": facts,
        "pieces": pieces,
        "quoted": quoted,
        "place": place,
        "within": within,
        "differences": differences,
        "elsewhere": elsewhere,
        "plain_title": plain_title,
        "reference_line": reference_line,
        "passage_url": passage_url,
        "searched_differently": searched_differently,
        "voice_label": voice_label,
        "nearest": Outcome.ALTERED,
    }
    environment.tests |= {
        "answer": lambda reply: isinstance(reply, Answer),
        "verdict": lambda reply: isinstance(reply, Verdict),
    }
    return environment


def _shown(value: object) -> object:
    return visible(value) if isinstance(value, str) and not isinstance(value, Markup) else value
