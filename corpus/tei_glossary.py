"""The lists of persons and of abbreviations that stand in the front of a TEI volume.

Today's files nest one list for each letter of the alphabet in the items of another; older files
have one list.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from corpus.glossary import Term, TermKind
from corpus.tei_markup import TEI, XML_ID, Element, labels_next, plain_text

_KINDS = {"persons": TermKind.PERSON, "terms": TermKind.TERM}
# What stands between a name and its explanation, and between two names of one thing.
_BETWEEN = " ,;:."
_OR = re.compile(r"[ ,;:.]*(?:or )?")
_BRACKETED = re.compile(r"\(([^()]*)\)")


def read_glossary(root: Element) -> tuple[Term, ...]:
    """Every entry of the volume's lists of persons and of terms, in the order of the book.

    An entry of two names ("Rc’d, rec’ved, received") is two terms with one explanation.
    """
    return tuple(
        term
        for section, kind in glossary_sections(root)
        for item in section.iter(f"{TEI}item")
        for term in _terms(item, kind)
    )


def glossary_sections(root: Element) -> Iterator[tuple[Element, TermKind]]:
    """The sections of the volume that hold such lists."""
    for section in root.iter(f"{TEI}div"):
        kind = _KINDS.get(section.get(XML_ID, "")) or _KINDS.get(section.get("subtype", ""))
        if kind is not None:
            yield section, kind


def is_unnamed(item: Element) -> bool:
    """Whether an item of a list has words and yet no name: the editors' notes about the list."""
    return bool(_own_words(item)) and not _names(item)


def _terms(item: Element, kind: TermKind) -> Iterator[Term]:
    names = _names(item)
    printed = [plain_text(name) for name in names]
    words = _own_words(item)
    explanation = words
    if names and not labels_next(names[0]):
        # What stands before the name is printed as part of it ("J or JC").
        printed[0] = words[: words.find(printed[0]) + len(printed[0])]
        explanation = _after(words, printed)
    for name, text in zip(names, printed, strict=True):
        yield Term(id=_id_within(name), kind=kind, name=_bare(text), explanation=explanation)


def _own_words(item: Element) -> str:
    """The item's words up to a list within it."""
    text = plain_text(item)
    nested = item.find(f".//{TEI}list")
    return text if nested is None else text[: text.rfind(plain_text(nested))].rstrip()


def _names(item: Element) -> list[Element]:
    """The elements that hold an entry's names: a label, definitions, or else its bold opening."""
    label = item.getprevious()
    if label is not None and labels_next(label):
        return [label]
    text = _own_words(item)
    defined = [
        element
        for element in item.iter(f"{TEI}persName", f"{TEI}term")
        if element.get(XML_ID) and next(element.iterancestors(f"{TEI}item")) is item
    ]
    if defined:
        return _side_by_side(text, defined)
    bold = (e for e in item.iter(f"{TEI}hi") if e.get("rend") == "strong" and not _is_remark(e))
    return [e for e in bold if _bare(plain_text(e)) and text.startswith(plain_text(e))][:1]


def _is_remark(bold: Element) -> bool:
    """Whether bold words are set in italics too, as those that open the editors' notes are."""
    around = bold.getparent()
    return around is not None and around.get("rend") == "italic"


def _side_by_side(text: str, defined: list[Element]) -> list[Element]:
    """The first of what an item defines, and what stands beside it before the explanation."""
    names: list[Element] = []
    end = 0
    for element in defined:
        name = plain_text(element)
        if names and not _OR.sub("", text[end:], count=1).startswith(name):
            break
        if _bare(name):
            names.append(element)
            end = text.find(name, end) + len(name)
    return names


def _id_within(name: Element) -> str:
    """The id of a name, or of what is defined within a label."""
    ids = (e.get(XML_ID, "") for e in name.iter(f"{TEI}persName", f"{TEI}term"))
    return next(ids, "")


def _after(text: str, names: list[str]) -> str:
    """What `text` says after its `names`."""
    end = 0
    for name in names:
        end = text.find(name, end) + len(name)
    return text[end:].lstrip(_BETWEEN)


def _bare(name: str) -> str:
    """A name without the comma that ends it and the brackets that set it off."""
    bare = name.strip(" ,;:")
    bracketed = _BRACKETED.fullmatch(bare)
    return bracketed[1] if bracketed else bare
