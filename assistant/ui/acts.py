"""What the page's own script asks of Python, beside what Gradio's components ask.

The script calls ``frus.act(name, detail)``; `detail`, a JSON object, comes to the handler of that
name, and what the handler gives back comes to the script's ``frus.done(name, ...)``, or changes
components as any handler does.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import gradio as gr
    from gradio.blocks import Block
    from gradio.components import Component

Detail = Mapping[str, Any]

_LISTENS = "document.addEventListener('frus-act-{name}', (e) => trigger('submit', e.detail));"
_ANSWERS = (
    "(reply) => {{ document.dispatchEvent(new CustomEvent('frus-done-{name}', "
    "{{ detail: reply }})); }}"
)


def on_act(
    name: str,
    handler: Callable[..., Any],
    inputs: Sequence[Component],
    outputs: Sequence[Block],
) -> Any:
    """Have `handler`, a generator, change `outputs` on the act `name`; the event, to be cancelled.

    It is given the detail and the values of `inputs`, and yields as Gradio's handlers do.
    """
    return _bridge(name).submit(
        _given_detail(handler),
        list(inputs),
        list(outputs),
        show_progress="hidden",
        api_visibility="private",
    )


def answer_act(
    name: str, handler: Callable[..., Mapping[str, Any]], inputs: Sequence[Component]
) -> None:
    """Have what `handler` makes of the act `name`, a JSON object, told to the script."""
    import gradio as gr

    reply = gr.JSON(visible="hidden")

    def once(detail: Detail, *values: Any) -> Iterator[Mapping[str, Any]]:
        try:
            reply = handler(detail, *values)
        except Exception:
            # The script hears of it, and the server's log has the rest.
            yield {**detail, "failed": True}
            raise
        yield reply

    on_act(name, once, inputs, [reply]).then(
        None,
        reply,
        None,
        js=_ANSWERS.format(name=name),
        show_progress="hidden",
        api_visibility="private",
    )


def or_nothing(changes: Iterable[Any]) -> Iterator[Any]:
    """The changes or, where there are none, one that leaves everything as it is.

    Gradio empties every output of a generator that yields nothing.
    """
    import gradio as gr

    found = False
    for change in changes:
        if change:
            found = True
            yield change
    if not found:
        yield gr.skip()


def _bridge(name: str) -> gr.HTML:
    """An element without content, which hands the script's events on."""
    import gradio as gr

    return gr.HTML(
        "",
        elem_id=f"frus-act-{name}",
        elem_classes="frus-act",
        apply_default_css=False,
        js_on_load=_LISTENS.format(name=name),
    )


def _given_detail(handler: Callable[..., Any]) -> Callable[..., Any]:
    import gradio as gr

    def given(event: Any, *values: Any) -> Iterator[Any]:
        detail = event._data  # Gradio has no other name for the whole
        # Whoever speaks to the server without the script may send anything.
        yield from or_nothing(handler(detail if isinstance(detail, dict) else {}, *values))

    # Gradio goes by the annotation, and finds none that this module's namespace lacks.
    given.__annotations__["event"] = gr.EventData
    return given
