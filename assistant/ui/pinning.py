"""A document pinned by its reader: nothing else is searched until it is let go."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from assistant.ui.acts import Detail, on_act
from assistant.ui.choice import chosen
from assistant.ui.markup import text
from assistant.ui.protocol import Assistant
from assistant.ui.words import asking as words
from corpus.document import Document

if TYPE_CHECKING:
    from assistant.ui.filters import Filters


def pin_html(document: Document) -> str:
    """The button of a source that has its document alone searched."""
    return (
        f'<button type="button" class="frus-pin" data-document="{text(document.id)}" '
        f'aria-label="{text(words.pin(document))}">{text(words.PIN)}</button>'
    )


def pinned_html(documents: Sequence[Document]) -> str:
    """The documents that alone are searched, each with the way to let go of it."""
    return "".join(
        f'<p class="frus-pinned"><span>{text(words.PINNED)} <cite>{text(document.title)}</cite> '
        f"({text(document.id)})</span>"
        f'<button type="button" class="frus-unpin" data-document="{text(document.id)}" '
        f'aria-label="{text(words.unpin(document))}">{text(words.UNPIN)}</button></p>'
        for document in documents
    )


def answer_pins(assistant: Assistant, filters: Filters) -> None:
    """Pin and let go of documents as the reader asks for it."""

    def pin(detail: Detail, *values: Any) -> Iterator[Any]:
        with assistant.stored() as stored:
            document = stored.document(str(detail.get("document", "")))
        choice = chosen(*values)
        yield filters.showing(replace(choice, pinned=(document,) if document else choice.pinned))

    def unpin(detail: Detail, *values: Any) -> Iterator[Any]:
        choice = chosen(*values)
        gone = str(detail.get("document", ""))
        kept = tuple(one for one in choice.pinned if one.id != gone)
        yield filters.showing(replace(choice, pinned=kept))

    on_act("pin", pin, filters.fields, filters.told)
    on_act("unpin", unpin, filters.fields, filters.told)
