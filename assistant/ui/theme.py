"""How the chat looks: the theme's values, the style sheet and the page's own script."""

from __future__ import annotations

import json
from importlib.resources import files
from typing import TYPE_CHECKING

from assistant.ui.reporting import LONGEST_SAID
from assistant.ui.words import chat as words
from assistant.ui.words import citing, exporting

if TYPE_CHECKING:
    from gradio.themes import Base

# The chat's style sheets and scripts, in order: what comes later builds on what comes before.
_STYLES = (
    "colours",
    "record",
    "chat",
    "verdict",
    "citing",
    "around",
    "filters",
    "linking",
    "lesson",
    "exporting",
)
_SCRIPTS = (
    *("core", "copying", "cards", "around", "citing", "reporting", "messages"),
    *("asking", "linking", "exporting", "lesson"),
)

# Only fonts that are on the reader's machine: nothing is fetched.
SANS = ("system-ui", "-apple-system", "Segoe UI", "Noto Sans", "Liberation Sans", "sans-serif")
MONO = ("ui-monospace", "Cascadia Mono", "DejaVu Sans Mono", "monospace")

# Each value with its dark twin. Text on its ground keeps a contrast of at least 4.5 to 1
# (WCAG 2.2, AA), which the browser tests measure.
_COLOURS = {
    "body_background_fill": ("#f7f4ec", "#171614"),
    "body_text_color": ("#23211d", "#ebe6da"),
    "body_text_color_subdued": ("#5f594e", "#aaa294"),
    "background_fill_primary": ("#fffdf8", "#1f1e1b"),
    "background_fill_secondary": ("#f1ecdf", "#26241f"),
    "block_background_fill": ("#fffdf8", "#1f1e1b"),
    "block_border_color": ("#ddd5c3", "#3a372f"),
    "border_color_primary": ("#ddd5c3", "#3a372f"),
    "border_color_accent": ("#24496e", "#9cc3e8"),
    "color_accent_soft": ("#e7edf3", "#24303b"),
    "input_background_fill": ("#ffffff", "#26241f"),
    "input_background_fill_focus": ("#ffffff", "#26241f"),
    "input_border_color": ("#8f8672", "#7d7667"),
    "input_border_color_focus": ("#24496e", "#9cc3e8"),
    "input_placeholder_color": ("#6b6457", "#a39b8c"),
    "button_primary_background_fill": ("#24496e", "#9cc3e8"),
    "button_primary_background_fill_hover": ("#1a3651", "#b9d5ef"),
    "button_primary_text_color": ("#ffffff", "#12202d"),
    "button_secondary_background_fill": ("#fffdf8", "#26241f"),
    "button_secondary_background_fill_hover": ("#f1ecdf", "#322f28"),
    "button_secondary_border_color": ("#8f8672", "#7d7667"),
    "button_secondary_text_color": ("#23211d", "#ebe6da"),
    "link_text_color": ("#24496e", "#9cc3e8"),
    "link_text_color_visited": ("#24496e", "#9cc3e8"),
}


def theme() -> Base:
    """Paper and ink by day, dim paper by night, with the machine's own fonts."""
    import gradio as gr

    values: dict[str, str] = {}
    for name, (day, night) in _COLOURS.items():
        values |= {name: day, f"{name}_dark": night}
    return gr.themes.Base(
        font=[gr.themes.Font(name) for name in SANS],
        font_mono=[gr.themes.Font(name) for name in MONO],
        radius_size=gr.themes.sizes.radius_sm,
    ).set(block_shadow="none", block_shadow_dark="none", **values)


def style() -> str:
    """The chat's style sheet."""
    return styles(*_STYLES)


def styles(*names: str) -> str:
    """The style sheets of these names, one after another."""
    return "\n".join(_static("styles", f"{name}.css") for name in names)


def script() -> str:
    """The chat's script: a JavaScript function that is called once, when the page is ready."""
    return f"() => {{\n{scripts(*_SCRIPTS)}\n}}"


def scripts(*names: str) -> str:
    """The scripts of these names, each a function of `frus`, called one after another."""
    spoken = {
        "copied": words.COPIED,
        "user": words.QUESTION_NAME,
        "bot": words.ANSWER_NAME,
        "wrong": words.REPORT_WRONG,
        "keep": words.REPORT_KEEP,
        "cancel": words.REPORT_CANCEL,
        "failed": words.REPORT_FAILURE,
        "longest": LONGEST_SAID,
        "citing": citing.WAITING,
        "uncited": citing.NOT_CITED,
        "unreached": citing.UNREACHED,
        **exporting.SPOKEN,
    }
    # In a page a script ends at the first "</", wherever that stands.
    known = json.dumps({"words": spoken}).replace("</", "<\\/")
    called = (f"((frus) => {{\n{_static('scripts', f'{name}.js')}}})(frus);" for name in names)
    return "\n".join((f"const frus = {known};", *called))


def _static(folder: str, name: str) -> str:
    return files("assistant.ui").joinpath("static", folder, name).read_text(encoding="utf-8")
