"""`frus cite`: a document, or a passage of one, cited in the style asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from assistant.command import AsJson
from corpus.citation_styles import Style

if TYPE_CHECKING:
    from assistant.app import Assistant
    from assistant.cited import Cited, Span

_STYLES = ", ".join(Style)


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

    from assistant.cited import Span, day_of, style_of
    from assistant.command import opened, print_json
    from corpus.citation_styles import Citer

    chosen, day = style_of(style, "--style"), day_of(accessed, "--accessed")
    with opened() as assistant:
        found = _cited(id_, Span(start, end, ("--from", "--to")), assistant)
    citation = Citer().cite(found.passage, found.document, found.pages, chosen, day)
    if as_json:
        print_json(_record(found, chosen, citation))
    else:
        sys.stdout.write(citation + "\n")


def _cited(id_: str, span: Span, assistant: Assistant) -> Cited:
    from assistant.cited import citable, cited

    place, document = citable(id_)
    (text,) = assistant.texts(document)
    return cited(place, span, text.document, text.passages)


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
