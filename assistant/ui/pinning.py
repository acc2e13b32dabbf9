"""A document pinned by its reader: nothing else is searched until it is let go."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from assistant.ui.acts import Detail, on_act
from assistant.ui.choice import chosen
from assistant.ui.protocol import Assistant

if TYPE_CHECKING:
    from assistant.ui.filters import Filters


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
