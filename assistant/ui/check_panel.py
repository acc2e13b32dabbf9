"""The panel "Check a quotation": the words, where they are said to stand, and the verdict."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from assistant.check import LONGEST
from assistant.ui import words
from assistant.ui.protocol import Assistant
from assistant.ui.verdict_card import trouble_html, verdict_html
from corpus.errors import FrusError

_LONGEST_CITATION = 300


def check_panel(assistant: Assistant) -> None:
    """Add the panel, closed at first, to the page that is being built."""
    import gradio as gr

    with gr.Accordion(words.CHECK_TITLE, open=False, elem_id="frus-check"):
        quotation = gr.Textbox(
            label=words.CHECK_QUOTATION,
            placeholder=words.CHECK_PLACEHOLDER,
            lines=4,
            max_lines=12,
            max_length=LONGEST,
            elem_id="frus-check-quotation",
        )
        cite = gr.Textbox(
            label=words.CHECK_CITATION,
            placeholder=words.CHECK_CITATION_PLACEHOLDER,
            max_lines=1,
            max_length=_LONGEST_CITATION,
            elem_id="frus-check-citation",
        )
        button = gr.Button(words.CHECK, elem_id="frus-check-button")
        # There from the start: what is then put into it is read aloud.
        verdict = gr.HTML(checked(""), elem_id="frus-check-verdict", apply_default_css=False)
    for trigger in (button.click, cite.submit):
        trigger(
            _checker(assistant),
            [quotation, cite],
            verdict,
            show_progress="hidden",
            api_visibility="private",
        )


def checked(inside: str) -> str:
    """The place of the verdict, whose changes are told to those who listen."""
    return f'<div role="status">{inside}</div>'


def _checker(
    assistant: Assistant,
) -> Callable[[str | None, str | None], Iterator[str]]:
    def answer(quotation: str | None, cite: str | None) -> Iterator[str]:
        given = (cite or "").strip() or None
        try:
            yield checked(verdict_html(assistant.check(quotation or "", given)))
        except FrusError as error:
            yield checked(trouble_html(str(error)))
        except Exception:
            yield checked(trouble_html(words.FAILURE))
            raise

    return answer
