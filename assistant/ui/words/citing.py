"""The words of the menu that cites a source."""

from __future__ import annotations

CITE = "Cite"
STYLES = (
    ("chicago-note", "Chicago note"),
    ("mla", "MLA"),
    ("bibtex", "BibTeX"),
    ("ris", "RIS"),
)
CITATION = "Citation"
WAITING = "Writing the citation…"
NOT_CITED = "Not cited:"
UNREACHED = "the assistant did not answer. Is it still running? Press again to try once more."


def copy_as(style: str) -> str:
    """The spoken name of the button of a style."""
    return f"Show and copy as {style}"
