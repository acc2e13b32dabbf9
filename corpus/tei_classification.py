"""The classification that a document bore, as the editors print it."""

from __future__ import annotations

import re

from corpus.tei_markup import TEI, Element, local_name, plain_text
from corpus.tei_paper import is_own

# What a marking begins with. In source notes it is a sentence: "Top Secret; Nodis."
_LEVELS = (
    r"(?:NATO |Cosmic |COSMIC )?Top Secret|Strictly (?:Secret|Confidential)|(?:NATO |NSC )?Secret"
    r"|(?:NATO |Administratively |Strictly |Company )?Confidential|NATO Restricted"
    r"|Restricted(?: Security Information)?|Official[–-]Informal"
    r"|Unclassified|(?:Limited Official|(?:For )?Official) Use(?: Only)?"
    r"|(?:Personal|Private) and (?:Confidential|Secret|Top Secret|Private)|Personal|Eyes Only"
    r"|Sensitive|Nodis|No classification(?: markings?)?|For (?:[A-Z]\w+ ){1,6}Use Only"
)
# What comes after it, where the full stop between them is left out.
_NEXT = r"\s+(?:Drafted|Repeated|Sent|Approved)\b"
_SENTENCE = re.compile(
    r"(?:\A|[.:)\]”]\s+|\d\s+(?=Top Secret|Secret|Confidential))"
    rf"((?:{_LEVELS})(?=\s*[.;:,/(–—-]|\s*\Z|{_NEXT})"
    r"(?:U\.S\.|U\.K\.|[^.\[(])*)"
)
# The words of a marking that stands above a document, in whatever case it is set.
_WORDS = (
    r"(?:top )?secret|(?:strictly )?confidential|restricted(?: data)?|unclassified|priority"
    r"|(?:u\.? ?s\.? )?urgent|niact|(?:strictly )?personal|private|(?:operational )?immediate"
    r"|(?:for )?(?:limited )?official use(?: only)?|eyes only|limit(?:ed)? distribution|routine"
    r"|official|informal|plain|noforn|security information"
)
_MARKING = re.compile(rf"\b(?:{_WORDS})\b", re.IGNORECASE)
_NOTHING_ELSE = re.compile(
    rf"(?P<marking>[\[(]?(?:{_WORDS})(?:(?:[ ;,.—–-]+|(?: and ))(?:{_WORDS}))*[\])]?)\.?"
    # The number of the paper, "Secret NIE–74", "Top Secret OCB File No. 41", is none of it.
    r"(?: (?-i:(?:[A-Z]{2,}|No\.)[A-Za-z. –/-]*\d[\d/–-]*))?",
    re.IGNORECASE,
)
# What may stand above a marking: "[Extracts]".
_BRACKETED = re.compile(r"\[[^\[\]]*\]")
# Of what follows a comma, only one or two words belong to a marking ("PBSUCCESS, RYBAT").
_AFTERTHOUGHT = re.compile(rf",(?=\s*(?:\d|\S+\s+\S+\s+\S))|{_NEXT}")
# Longer sentences that begin so say more than a marking.
_MAX_CHARACTERS = 120


def classification(document: Element, source_note: str, title: str) -> str:
    """The classification of the div `document`, or empty where it states none.

    It is what stands above the document's text in the older volumes ("top secret; us urgent",
    lower case where the book has small capitals), else the sentence of the source note ("Top
    Secret; Nodis", "No classification marking"), else that of the heading `title` of a calendar
    entry, which is nothing but its heading.
    """
    above = "; ".join([*_in_opener(document), *_in_paragraphs(document)])
    entry = title if all(local_name(child) == "head" for child in _printed(document)) else ""
    return above or _stated(source_note) or _stated(entry)


def _in_opener(document: Element) -> list[str]:
    """The markings in the document's own opener, in printed order."""
    markings = []
    for seg in document.iter(f"{TEI}seg"):
        if seg.get("type") != "source" and _is_opening(seg, document):
            text = plain_text(seg)
            if _MARKING.search(text) and len(text) <= _MAX_CHARACTERS:
                markings.append(text)
    return markings


def _in_paragraphs(document: Element) -> list[str]:
    """Markings set as the first paragraphs of the document."""
    markings = []
    for paragraph in document.iterfind(f"{TEI}p"):
        text = plain_text(paragraph)
        found = _NOTHING_ELSE.fullmatch(text)
        if found:
            markings.append(found["marking"])
        elif not _BRACKETED.fullmatch(text):
            break
    return markings


def _is_opening(seg: Element, document: Element) -> bool:
    opener = next(seg.iterancestors(f"{TEI}opener"), None)
    return opener is not None and is_own(seg, document)


def _stated(text: str) -> str:
    for found in _SENTENCE.finditer(text):
        marking = _AFTERTHOUGHT.split(found[1])[0].strip(" ,;:")
        if len(marking) <= _MAX_CHARACTERS:
            return marking
    return ""


def _printed(document: Element) -> list[Element]:
    return [child for child in document if child.tag.startswith(TEI) and local_name(child) != "pb"]
