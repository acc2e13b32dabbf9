"""Where a cross-reference leads: to a page of ours, or to history.state.gov."""

from __future__ import annotations

from urllib.parse import quote as percent

from assistant.ui.document_link import document_page
from corpus.citation import SITE
from corpus.passage import Reference


def page_pointed_to(reference: Reference) -> str:
    """Our page of what `reference` points to: a footnote, a document, a printed page, a volume.

    Whether it is installed is for that page to say.
    """
    if reference.note is not None and reference.document is not None:
        return f"{document_page(reference.document)}#{percent(_own(reference.note))}"
    if reference.document is not None:
        return document_page(reference.document)
    volume = document_page(reference.volume)
    return volume if reference.page is None else f"{volume}?page={percent(reference.page, safe='')}"


def site_pointed_to(reference: Reference) -> str:
    """Its address on history.state.gov."""
    if reference.note is not None and reference.document is not None:
        # The site knows footnotes by their ids in the source.
        return f"{SITE}/{reference.document}{_own(reference.note)}"
    if reference.document is not None:
        return f"{SITE}/{reference.document}"
    return (
        f"{SITE}/{reference.volume}"
        if reference.page is None
        else site_page(reference.volume, reference.page)
    )


def site_page(volume: str, label: str) -> str:
    """The printed page `label` of a volume on history.state.gov, with its scan."""
    return f"{SITE}/{volume}/pg_{percent(label.strip('[]'), safe='')}"


def _own(passage: str) -> str:
    return passage.rpartition("/")[2]
