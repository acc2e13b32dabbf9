"""The vocabulary of a FRUS TEI file: names, and which elements are blocks, inline, or no text."""

from __future__ import annotations

from typing import TypeAlias

from lxml import etree

# This module and tei_file.py alone know the parser.
Element: TypeAlias = etree._Element

TEI = "{http://www.tei-c.org/ns/1.0}"
XML_ID = "{http://www.w3.org/XML/1998/namespace}id"

# What runs on within a line of print; every other element begins and ends a block, so that an
# element not foreseen here splits words apart rather than gluing them together.
_INLINE = frozenset(
    {
        "abbr",
        "add",
        "anchor",
        "c",
        "corr",
        "date",
        "del",
        "distinct",
        "emph",
        "expan",
        "forename",
        "foreign",
        "formula",
        "g",
        "gap",
        "gloss",
        "graphic",
        "hi",
        "idno",
        "lb",
        "measure",
        "mentioned",
        "milestone",
        "name",
        "num",
        "orgName",
        "orig",
        "pb",
        "persName",
        "placeName",
        "ptr",
        "q",
        "ref",
        "reg",
        "roleName",
        "rs",
        "said",
        "seg",
        "sic",
        "soCalled",
        "space",
        "supplied",
        "surname",
        "term",
        "time",
        "title",
        "unclear",
        "w",
    }
)
# The blocks that volumes are known to have.
_BLOCKS = frozenset(
    {
        "address",
        "addrLine",
        "affiliation",
        "attachment",
        "byline",
        "caption",
        "cell",
        "closer",
        "dateline",
        "div",
        "figDesc",
        "figure",
        "floatingText",
        "body",
        "head",
        "item",
        "l",
        "label",
        "lg",
        "list",
        "note",
        "opener",
        "p",
        "postscript",
        "quote",
        "row",
        "salute",
        "seg",
        "signed",
        "sp",
        "speaker",
        "table",
        "trailer",
    }
)
# The digitisers' remarks about their own work.
_REMARKS = frozenset({"problem", "uh-oh"})
# What else is no print: names of files, counts of pages, and web pages.
_APPARATUS = frozenset({"file", "pdf", "page-count-according-to-citation", "object", "script"})


def local_name(element: Element) -> str:
    """The element's name without its namespace."""
    return element.tag.rpartition("}")[2]


def line_of(element: Element) -> int | None:
    """The line of the file on which the element begins, where the parser knows it."""
    line: object = element.sourceline
    return line if isinstance(line, int) else None


def is_document(element: Element) -> bool:
    """Whether the element is one of the volume's documents."""
    return element.tag == f"{TEI}div" and element.get("type") == "document"


def is_readable(element: Element) -> bool:
    """Whether the element holds printed text.

    That is TEI, and the Office's own ``attachment`` under whichever of its two namespaces. Its
    file names and page counts, remarks of the digitisers and embedded web pages are not print.
    """
    name = local_name(element)
    if name in _REMARKS:
        return False
    return element.tag.startswith(TEI) or name == "attachment"


def is_block(element: Element) -> bool:
    """Whether the element stands on lines of its own."""
    name = local_name(element)
    if name == "seg":
        return _parent_name(element) in ("opener", "closer")
    if name == "label":
        return _parent_name(element) != "item"
    return name not in _INLINE and name != "cell"


def is_known_block(element: Element) -> bool:
    """Whether volumes are known to have such a block."""
    return local_name(element) in _BLOCKS


def is_known_apparatus(element: Element) -> bool:
    """Whether volumes are known to have such an element, which holds no printed text."""
    return local_name(element) in _REMARKS | _APPARATUS


def labels_next(element: Element) -> bool:
    """Whether the element is the label ("1.") of the list item that follows it."""
    return local_name(element) == "label" and _parent_name(element) == "list"


def plain_text(element: Element) -> str:
    """The element's words in one line, without notes; a line break is a space."""
    return " ".join("".join(_strings(element)).split())


def _parent_name(element: Element) -> str:
    parent = element.getparent()
    return "" if parent is None else local_name(parent)


def _strings(element: Element) -> list[str]:
    found = [element.text or ""]
    for child in element:
        name = local_name(child)
        if name == "lb":
            found.append(" ")
        if name != "note" and is_readable(child):
            found += _strings(child)
        found.append(child.tail or "")
    return found
