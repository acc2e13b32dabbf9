"""A whole document as it is read: every passage in order, with its marks, links and pages."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from assistant.render import voice_label
from assistant.ui.markup import hidden, text
from assistant.ui.paragraph import (
    Around,
    Between,
    breaks,
    links,
    note_back_html,
    note_marks,
    woven,
)
from assistant.ui.pointing import site_page
from assistant.ui.words import chat
from assistant.ui.words import documents as words
from assistant.ui.words import sources as note_words
from corpus.citation import note_mark, printed_pages
from corpus.document import Document
from corpus.passage import Kind, Passage, Reference, Voice

# Where a passage stands on the page, in order. In print a source note is the first thing below
# the title, or above it.
_TITLE, _SOURCE, _TEXT, _NOTE = range(4)


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A passage on the page: `own` is its anchor, `name` what it is called.

    `voice` is empty where the words are the author's, or where `name` tells whose they are;
    `back` leads from a note to its mark.
    """

    own: str
    name: str
    voice: str
    sort: str
    text: Markup
    back: Markup | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """The parts of a document: its title, source notes, text and footnotes, and its pages."""

    title: Markup | None
    sources: tuple[Block, ...]
    blocks: tuple[Block, ...]
    notes: tuple[Block, ...]
    pages: str


def read(
    document: Document,
    passages: Sequence[Passage],
    marked: Mapping[str, Sequence[Around]],
    address: Callable[[Reference], str],
) -> Reading:
    """All `passages` of `document`, the words in `marked` marked, by the passages' ids.

    `address` is where a cross-reference leads.
    """
    printed = _Printed(document, passages, marked, address)
    parts: dict[int, list[Passage]] = {}
    for passage in passages:
        parts.setdefault(_stands(passage), []).append(passage)
    # The pages are shown in the order in which these are made.
    title = [printed.words_of(one) for one in parts.get(_TITLE, [])]
    blocks = tuple(map(printed.block, parts.get(_TEXT, [])))
    body = (*parts.get(_TITLE, []), *parts.get(_TEXT, []))
    labels = list(dict.fromkeys(label for one in body for label in one.page_labels))
    return Reading(
        title=title[0] if title else None,
        sources=tuple(map(printed.note, parts.get(_SOURCE, []))),
        blocks=blocks,
        notes=tuple(map(printed.note, parts.get(_NOTE, []))),
        pages=printed_pages(labels),
    )


def in_order(passages: Sequence[Passage]) -> list[Passage]:
    """`passages` of a document in the order in which its page shows them."""
    return sorted(passages, key=_stands)


def own_id(passage: Passage) -> str:
    """What a passage's id ends in: its anchor on the page."""
    return passage.id.rpartition("/")[2]


def _stands(passage: Passage) -> int:
    if passage.kind is Kind.FOOTNOTE:
        return _SOURCE if passage.voice in (Voice.SOURCE_NOTE, Voice.SUMMARY) else _NOTE
    return _TITLE if own_id(passage) == "head" else _TEXT


def named(passage: Passage) -> str:
    """What a passage is called: "paragraph 4", "footnote 2", "the title"."""
    own = own_id(passage)
    if passage.kind is Kind.FOOTNOTE:
        return note_words.note_named(passage).lower()
    if passage.kind is Kind.HEADING:
        return chat.THE_TITLE if own == "head" else words.HEADING
    return chat.paragraph(own[1:]) if own[1:].isdecimal() else own.rstrip("0123456789")


class _Printed:
    """Passages as HTML, in reading order: a page's number is shown where the page begins."""

    def __init__(
        self,
        document: Document,
        passages: Sequence[Passage],
        marked: Mapping[str, Sequence[Around]],
        address: Callable[[Reference], str],
    ) -> None:
        self._document = document
        self._marked = marked
        self._address = address
        self._ids = {one.id for one in passages}
        self._notes: dict[str, list[Passage]] = {}
        for one in passages:
            if one.anchor is not None:
                self._notes.setdefault(one.anchor.passage, []).append(one)
        self._page_now = ""
        self._anchors: set[str] = set()

    def block(self, passage: Passage) -> Block:
        """A passage of the text."""
        author = passage.voice is Voice.AUTHOR or passage.kind is Kind.HEADING
        return Block(
            own=own_id(passage),
            name=named(passage),
            voice="" if author else voice_label(passage),
            sort="heading" if passage.kind is Kind.HEADING else _sort(passage),
            text=self.words_of(passage),
        )

    def note(self, passage: Passage) -> Block:
        """A footnote, with the way back to its mark where the document has it."""
        anchored = passage.anchor is not None and passage.anchor.passage in self._ids
        back = note_back_html(own_id(passage), note_words.back_to_mark(passage))
        return Block(
            own=own_id(passage),
            name=note_words.note_named(passage),
            voice=voice_label(passage) if note_mark(passage) else "",
            sort="note",
            text=self._woven(passage, breaks(passage)),
            back=Markup(back) if anchored else None,  # noqa: S704  # text() has made it
        )

    def words_of(self, passage: Passage) -> Markup:
        """The words of a passage of the text, with the pages that begin in it or before it."""
        return self._woven(passage, self._begun(passage))

    def _woven(self, passage: Passage, pages: Iterable[Between]) -> Markup:
        pointers = links(passage.references, self._address)
        around = [*pointers, *self._marked.get(passage.id, ())]
        marks = note_marks(self._notes.get(passage.id, ()), own_id)
        html = woven(passage.text, around, [*marks, *pages])
        return Markup(html)  # noqa: S704  # woven lets no markup of the corpus through

    def _begun(self, passage: Passage) -> list[Between]:
        """Where pages begin in a passage, other than the one that the passage before ended on."""
        begun = []
        for page in passage.pages:
            if page.label != self._page_now:
                begun.append(Between(page.offset, self._page(page.label)))
                self._page_now = page.label
        return begun

    def _page(self, label: str) -> str:
        """Where a page begins: an anchor, and a link to the page where the site has one."""
        told = text(f"[{chat.PAGE_BEGINS} {label}]")
        anchor = page_anchor(label)
        own = "" if anchor in self._anchors else f' id="{anchor}"'
        self._anchors.add(anchor)
        if not self._document.linked_pages:
            return f'<span class="frus-page"{own}>{told}</span> '
        site = site_page(self._document.volume.id, label)
        spoken = hidden(f" {words.SCAN} {chat.NEW_TAB}")
        return (
            f'<a class="frus-page"{own} href="{text(site)}" target="_blank" '
            f'rel="noopener noreferrer">{told}{spoken}</a> '
        )


def page_anchor(label: str) -> str:
    """The HTML id of the place where a printed page begins."""
    return f"page-{text(label.strip('[]'))}"


def _sort(passage: Passage) -> str:
    return "framing" if passage.framing else "paragraph"
