"""`frus cite`: a document, or a passage of one, cited in the style asked for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Any

import typer

from assistant.command import AsJson
from corpus.citation_styles import Style

if TYPE_CHECKING:
    from datetime import date

    from assistant.app import Assistant
    from corpus.document import Document
    from corpus.passage import DocumentText, Passage

_STYLES = ", ".join(Style)


@dataclass(frozen=True, slots=True, kw_only=True)
class Cited:
    """What is cited: a document, or words [start, end) of a passage, and their printed pages."""

    document: Document
    pages: tuple[str, ...]
    passage: Passage | None = None
    start: int | None = None
    end: int | None = None


def cite(
    id_: Annotated[
        str,
        typer.Argument(
            metavar="ID",
            help="A document (frus1944Quebec/d123), a passage (frus1944Quebec/d123/p4) or the "
            "address of one on history.state.gov.",
        ),
    ],
    style: Annotated[str, typer.Option(help=f"One of: {_STYLES}.")] = Style.OFFICE,
    start: Annotated[
        int | None, typer.Option("--from", help="The passage's first character, from 0.")
    ] = None,
    end: Annotated[
        int | None, typer.Option("--to", help="The character after the last one.")
    ] = None,
    accessed: Annotated[
        str | None, typer.Option(help="The day on which the address was read, as 2025-07-05.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Cite a document or a passage: the Office's rule, Chicago, MLA, BibTeX, RIS or CSL-JSON."""
    import sys

    from assistant.command import opened, print_json
    from corpus.citation_styles import Citer

    chosen, day = _style(style), _day(accessed)
    with opened() as assistant:
        cited = _cited(id_, start, end, assistant)
    citation = Citer().cite(cited.passage, cited.document, cited.pages, chosen, day)
    if as_json:
        print_json(_record(cited, chosen, citation))
    else:
        sys.stdout.write(citation + "\n")


def _style(name: str) -> Style:
    import difflib

    from corpus.errors import InputError

    if name in list(Style):
        return Style(name)
    near = difflib.get_close_matches(name.lower(), list(Style), n=3, cutoff=0.4)
    hint = f"did you mean {' or '.join(near)}?" if near else f"choose one of: {_STYLES}"
    raise InputError(f"--style: {name!r} is not a style; {hint}")


def _day(text: str | None) -> date | None:
    from datetime import date

    from corpus.errors import InputError

    try:
        return None if text is None else date.fromisoformat(text)
    except ValueError:
        raise InputError(f"--accessed: {text!r} is not a day such as 2025-07-05") from None


def _cited(id_: str, start: int | None, end: int | None, assistant: Assistant) -> Cited:
    """What `id_` names; InputError where it names nothing installed, or no words are left."""
    from assistant.place import place_of
    from corpus.errors import InputError

    place = place_of(id_)
    if place.document is None:
        raise InputError(
            f"{id_} is a whole volume or a page of one; cite a document or a passage of it, as "
            f"{place.volume}/d1 (see: frus corpus show {place.volume})"
        )
    (text,) = assistant.texts(place.document)
    if place.passage is None:
        if start is not None or end is not None:
            raise InputError("--from and --to count within a passage; give a passage's id")
        pages = (place.page,) if place.page is not None else _pages(text)
        if not set(pages) <= set(_pages(text)):
            raise InputError(f"{place.document} has no page {place.page}")
        return Cited(document=text.document, pages=pages)
    passage = next((one for one in text.passages if one.id == place.passage), None)
    if passage is None:
        raise InputError(
            f"{place.document} has no passage {place.passage}; its passages are listed by: "
            f"frus corpus show {place.document} --json"
        )
    first, last = start or 0, len(passage.text) if end is None else end
    if not 0 <= first < last <= len(passage.text):
        raise InputError(
            f"--from {first} --to {last}: {passage.id} has {len(passage.text)} characters, "
            "counted from 0; --to must be after --from"
        )
    pages = passage.pages_of(first, last)
    return Cited(document=text.document, pages=pages, passage=passage, start=first, end=last)


def _pages(text: DocumentText) -> tuple[str, ...]:
    """Labels of the printed pages of a document, in order of its text."""
    return tuple(dict.fromkeys(page for one in text.passages for page in one.page_labels))


def _record(cited: Cited, style: Style, citation: str) -> dict[str, Any]:
    from corpus.citation import cited_url

    return {
        "document": cited.document.id,
        "passage": cited.passage.id if cited.passage else None,
        "start": cited.start,
        "end": cited.end,
        "pages": list(cited.pages),
        "style": str(style),
        "citation": citation,
        "url": cited_url(cited.passage, cited.document, cited.pages),
    }
