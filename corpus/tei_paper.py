"""Which elements are a TEI document's own, and not those of another paper within it."""

from __future__ import annotations

from corpus.tei_markup import Element, is_readable, local_name

# What is within one of these is not the document's own.
_WITHIN = frozenset({"attachment", "note", "quote"})


def is_own(part: Element, document: Element) -> bool:
    """Whether `part`, which stands in the div `document`, is print of the document itself."""
    for above in part.iterancestors():
        if above is document:
            return True
        if local_name(above) in _WITHIN or not is_readable(above):
            return False
    return False
