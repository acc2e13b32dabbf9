"""The bar below the question box: what is searched, told in one line and set where it unfolds."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from assistant.ui.choice import Choice, chosen, in_words
from assistant.ui.markup import text
from assistant.ui.pin import pinned_html
from assistant.ui.protocol import Assistant
from assistant.ui.words import asking as words
from assistant.ui.words.chat import volume_line
from assistant.words_first import by_words_alone
from corpus.document import Document
from corpus.passage import Kind
from vectorstore.retriever import Filter

if TYPE_CHECKING:
    import gradio as gr
    from gradio.components import Component


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """The fields in which a reader sets what is searched, and the places that tell of it."""

    assistant: Assistant
    volumes: gr.Dropdown
    after: gr.Textbox
    before: gr.Textbox
    kind: gr.Radio
    pinned: gr.State
    line: gr.Button
    everything: gr.Button
    chip: gr.HTML
    not_after: gr.HTML
    not_before: gr.HTML
    note: gr.HTML
    waiting: gr.HTML

    @property
    def fields(self) -> list[Component]:
        """What `chosen` takes, in its order."""
        return [self.volumes, self.after, self.before, self.kind, self.pinned]

    @property
    def told(self) -> list[Component]:
        """What `showing` may change."""
        places = (self.chip, self.not_after, self.not_before, self.note)
        return [self.line, self.everything, self.pinned, *places]

    @property
    def outputs(self) -> list[Component]:
        """What `setting` may change."""
        return [*self.fields, *(one for one in self.told if one is not self.pinned)]

    def showing(self, choice: Choice, note: str = "") -> dict[Component, Any]:
        """What tells of `choice` and of `note`; the fields themselves are left alone."""
        import gradio as gr

        after, before = choice.troubles
        if choice.pinned and (choice.volumes or choice.after or choice.before):
            note = note or words.PINNED_ALONE
        return {
            self.line: gr.Button(value=in_words(choice, self.assistant.volumes)),
            self.everything: gr.Button(visible=choice != Choice()),
            self.pinned: choice.pinned,
            self.chip: pinned_html(choice.pinned),
            self.not_after: _trouble("after", after),
            self.not_before: _trouble("before", before),
            self.note: f'<p role="status">{text(note)}</p>' if note else "",
        }

    def setting(self, scope: Filter) -> dict[Component, Any]:
        """What sets the fields to `scope`, as far as they can tell it: all but a voice."""
        with self.assistant.stored() as stored:
            held = (stored.document(id_) for id_ in scope.documents)
            pinned: tuple[Document, ...] = tuple(one for one in held if one is not None)
        installed = {volume.id for volume in self.assistant.volumes}
        return self._set(
            Choice(
                volumes=tuple(id_ for id_ in scope.volumes if id_ in installed),
                after=scope.after or "",
                before=scope.before or "",
                kind=scope.kind if scope.kind in (Kind.PARAGRAPH, Kind.FOOTNOTE) else None,
                pinned=pinned,
            )
        )

    def unpinned(self, *values: Any) -> dict[Component, Any]:
        """What a new conversation makes of the fields' `values`: it lets go of the document."""
        choice = chosen(*values)
        kept = replace(choice, pinned=())
        note = words.stays(pinned=bool(choice.pinned), filtered=kept != Choice())
        return self.showing(kept, note)

    def refreshed(self) -> dict[Component, Any]:
        """The volumes installed now, and those of them that wait for their vectors."""
        import gradio as gr

        choices = _choices(self.assistant)
        return {
            self.volumes: gr.Dropdown(choices=choices, visible=len(choices) > 1),
            self.waiting: waiting_html(self.assistant.waiting),
        }

    def wire(self) -> None:
        """Tell of what is set as soon as it is, and set everything back when asked to."""
        import gradio as gr

        def told(*values: Any) -> dict[Component, Any]:
            return self.showing(chosen(*values))

        gr.on(
            [
                *(self.volumes.input, self.kind.input),
                *(self.after.blur, self.after.submit, self.before.blur, self.before.submit),
            ],
            told,
            self.fields,
            self.told,
            show_progress="hidden",
            api_visibility="private",
        )
        self.everything.click(
            lambda: self._set(Choice()),
            None,
            self.outputs,
            show_progress="hidden",
            api_visibility="private",
        )

    def _set(self, choice: Choice) -> dict[Component, Any]:
        return {
            self.volumes: list(choice.volumes),
            self.after: choice.after,
            self.before: choice.before,
            self.kind: str(choice.kind or ""),
        } | self.showing(choice)


def build_filters(assistant: Assistant, chip: gr.HTML) -> Filters:
    """The bar and its fields, folded away; pinned documents are told of in `chip`."""
    import gradio as gr

    choices = _choices(assistant)
    with gr.Row(elem_id="frus-filter-line"):
        line = gr.Button(words.EVERYTHING, elem_id="frus-filter-open", size="sm")
        everything = gr.Button(
            words.EVERYTHING_AGAIN, elem_id="frus-everything", size="sm", visible=False
        )
    note = _place("frus-filter-note")
    waiting = _place("frus-waiting-volumes", waiting_html(assistant.waiting))
    with gr.Column(elem_id="frus-filters"):
        volumes = gr.Dropdown(
            choices,
            value=[],
            multiselect=True,
            label=words.VOLUMES,
            info=words.VOLUMES_HINT,
            visible=len(choices) > 1,
            elem_id="frus-volumes",
        )
        with gr.Row(elem_id="frus-dates"):
            after, not_after = _day(words.AFTER, "after")
            before, not_before = _day(words.BEFORE, "before")
        _place("frus-dates-hint", f"<p>{text(words.DATES_HINT)}</p>")
        kind = gr.Radio(
            [(words.BOTH, ""), (words.TEXT, "paragraph"), (words.FOOTNOTES, "footnote")],
            value="",
            label=words.KIND,
            elem_id="frus-kind",
        )
    return Filters(
        assistant=assistant,
        volumes=volumes,
        after=after,
        before=before,
        kind=kind,
        pinned=gr.State(()),
        line=line,
        everything=everything,
        chip=chip,
        not_after=not_after,
        not_before=not_before,
        note=note,
        waiting=waiting,
    )


def waiting_html(volumes: Collection[str]) -> str:
    """Which volumes are found by their words alone as yet."""
    return f"<p>{text(by_words_alone(volumes))}.</p>" if volumes else ""


def _choices(assistant: Assistant) -> list[tuple[str | Any, str | int | float]]:
    return [(volume_line(volume), volume.id) for volume in assistant.volumes]


def _day(label: str, name: str) -> tuple[gr.Textbox, gr.HTML]:
    import gradio as gr

    with gr.Column(min_width=140):
        field = gr.Textbox(
            label=label,
            placeholder=words.DATE_PLACEHOLDER,
            max_length=40,
            max_lines=1,
            elem_id=f"frus-{name}",
        )
        trouble = _place(f"frus-not-{name}")
    return field, trouble


def _place(id_: str, html: str = "") -> gr.HTML:
    import gradio as gr

    return gr.HTML(html, elem_id=id_, apply_default_css=False)


def _trouble(name: str, said: str) -> str:
    if not said:
        return ""
    return f'<p class="frus-misdated" id="frus-{name}-trouble" role="alert">{text(said)}</p>'
