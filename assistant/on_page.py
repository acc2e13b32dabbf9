"""What stands on a printed page of a volume: "Which document is on page 193?"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.answer import Quote
from assistant.document_lines import Stored
from corpus.document import Document
from corpus.passage import Kind, Passage
from corpus.sentences import sentence_spans

# A Roman numeral stands apart from the word before it: "pill" is no page.
_ROMAN = r"(?:(?<=[\s.\[])(?=[ivxlc])c{0,3}(?:xc|xl|l?x{0,3})(?:ix|iv|v?i{0,3}))"
_PAGE = (
    r"(?:page|p\.?|pg\.?)\s*(?:number\s+|no\.?\s*)?\[?"
    rf"(?P<page>\d{{1,4}}|{_ROMAN})\]?(?!\w)"
)
_PAPERS = r"(?:documents?|papers?|memorand(?:um|a)|telegrams?|letters?|texts?)"
_ON_PAGE = re.compile(
    rf"(?:(?:which|what)\s+{_PAPERS}\s+(?:is|are|begins?|starts?|appears?|stands?)(?:\s+printed)?\s+on"
    r"|what(?:['’]s|\s+(?:is|stands|appears))(?:\s+printed)?\s+on"
    r"|(?:show(?:\s+me)?|open|read)|what\s+does)?"
    rf"\s*(?:the\s+)?{_PAGE}(?:\s+say)?\s*[?.!]*",
    re.I,
)


def page_asked_for(question: str) -> str:
    """The label of the page that a question asks for, without its volume; empty for any other."""
    found = _ON_PAGE.fullmatch(question.strip())
    return found["page"] if found else ""


def on_page(label: str, volume: str, stored: Stored) -> Iterator[Quote]:
    """Of each document with words on the page `label`, in the order of the book, what shows it.

    That is its heading where the page has it, else the first sentence that begins there, or what
    the page has of the one that runs over it.
    """
    begun = False
    for id_ in stored.documents_of(volume):
        document = stored.document(id_)
        shown = None if document is None else _first_words(label, document, stored)
        if shown is not None:
            yield shown
        elif begun:
            return  # a page holds documents that follow one another
        begun = shown is not None


def _first_words(label: str, document: Document, stored: Stored) -> Quote | None:
    held = [one for one in stored.passages_of(document.id) if _on(one, label)]
    text = [one for one in held if one.kind is not Kind.FOOTNOTE]
    for passage in sorted(text, key=lambda one: one.kind is not Kind.HEADING):
        spans = [(start, end) for start, end in sentence_spans(passage.text)]
        here = [span for span in spans if _same(passage.pages_of(*span)[0], label)]
        if here:
            return Quote(passage, document, *here[0])
    return next((_run(one, document, label) for one in text or held), None)


def _run(passage: Passage, document: Document, label: str) -> Quote:
    """The words of a passage that are printed on a page."""
    at = next(n for n, one in enumerate(passage.pages) if _same(one.label, label))
    ends = [*(page.offset for page in passage.pages[at + 1 :]), len(passage.text)]
    start = passage.pages[at].offset
    return Quote(passage, document, start, start + len(passage.text[start : ends[0]].rstrip()))


def _on(passage: Passage, label: str) -> bool:
    return any(_same(page.label, label) for page in passage.pages)


def _same(printed: str, label: str) -> bool:
    return printed.strip("[]").lower() == label.lower()
