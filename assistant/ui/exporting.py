"""The conversation as a file to keep or a page to print; nothing of it is kept on the server.

The page's script acts with ``{format}``, one of "md", "html", "json" and "print", and gets
``{format, name, type, text}`` back, or ``{format, told}`` where there is nothing to save.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING

from assistant.handout.file import text as written
from assistant.handout.of_conversation import conversation_handout
from assistant.render import visible
from assistant.ui.acts import Detail, answer_act
from assistant.ui.conversation import Conversation
from assistant.ui.markup import text
from assistant.ui.protocol import Assistant
from assistant.ui.words import exporting as words
from corpus.errors import FrusError, InputError

if TYPE_CHECKING:
    import gradio as gr

_TYPES = {
    "md": "text/markdown",
    "html": "text/html",
    "json": "application/json",
    "print": "text/html",
}
_NAME = 40  # characters of the first question in a file's name


def menu_html() -> str:
    """The menu "Save or print": it says why while there is nothing to save."""
    choices = "".join(
        f'<button type="button" class="frus-export-choice" value="{form}" disabled>'
        f"{text(name)}</button>"
        for form, name in words.CHOICES.items()
    )
    return (
        f'<details class="frus-export"><summary>{text(words.MENU)}</summary>'
        f'<div class="frus-export-choices" role="group" aria-label="{text(words.MENU)}">'
        f'<p class="frus-export-why">{text(words.NOTHING_YET)}</p>{choices}</div></details>'
    )


def export_menu() -> gr.HTML:
    """The menu's place in the page."""
    import gradio as gr

    return gr.HTML(menu_html(), elem_id="frus-export", apply_default_css=False)


def answer_exports(assistant: Assistant, conversation: gr.State) -> None:
    """Give the script `conversation` in the form that it asks for."""

    def export(detail: Detail, talk: Conversation) -> Mapping[str, str]:
        return exported(talk, assistant, str(detail.get("format", "")), datetime.now())

    answer_act("export", export, [conversation])


def exported(
    conversation: Conversation, assistant: Assistant, form: str, now: datetime
) -> dict[str, str]:
    """`conversation` as a file of the format `form`, made `now`, local time."""
    try:
        if form not in _TYPES:
            raise InputError(words.no_format(form))
        handout = conversation_handout(conversation, assistant, now.date())
    except FrusError as error:
        return {"format": visible(form), "told": visible(f"{words.NOT_SAVED} {error}")}
    ending = "html" if form == "print" else form
    first = conversation.exchanges[0].question
    return {
        "format": form,
        "name": file_name("conversation", first, now, ending),
        "type": _TYPES[form],
        "text": written(handout, f".{ending}"),
    }


def file_name(kind: str, about: str, now: datetime, ending: str) -> str:
    """What a file holds and when it was made: "frus-lesson-grain-20251124-0931.md"."""
    plain = re.sub(r"[^a-z0-9]+", "-", about.lower())[:_NAME].strip("-")
    parts = ("frus", kind, plain, f"{now:%Y%m%d-%H%M}")
    return f"{'-'.join(part for part in parts if part)}.{ending}"
