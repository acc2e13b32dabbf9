"""The address of words in the page of their document."""

from __future__ import annotations

from urllib.parse import quote as percent

from assistant.answer import Quote


def document_link(quote: Quote) -> str:
    """Where the page of its document shows `quote`, marked in its text."""
    own = quote.passage.id.rpartition("/")[2]
    span = percent(f"{own}:{quote.start}-{quote.end}", safe=":")
    return f"{document_page(quote.document.id)}?quote={span}#quote"


def document_page(id_: str) -> str:
    """The page of a document, or the contents of a volume."""
    return f"/documents/{percent(id_)}"


def passage_link(id_: str) -> str:
    """Where the page of its document shows a passage."""
    document, _, own = id_.rpartition("/")
    return f"{document_page(document)}#{percent(own)}"
