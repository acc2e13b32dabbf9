"""The button that pins a document, and the documents that are pinned, as HTML. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.ui.markup import text
from assistant.ui.words import asking as words
from corpus.document import Document


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
