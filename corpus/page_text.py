"""A page copied from history.state.gov, with its sidecar, to a document and its passages.

The shape, line by line: perhaps a source note; the title; perhaps subtitles, a classification
and a dateline; paragraphs; then the footnotes, each ``- text↩``. ``[Page N]`` stands where page
N begins, glued to its first word; footnote marks are digits glued to a word.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from corpus.document import Document
from corpus.errors import SourceError
from corpus.page_head import Role, roles
from corpus.page_lines import Line, body_and_notes, read_lines
from corpus.page_marks import Mark, MarkError, find_marks, lift_marks
from corpus.passage import Anchor, DocumentText, Kind, PageBreak, Passage, Voice
from corpus.sidecar import Sidecar, read_sidecar

_PAGE = re.compile(r"\[Page ([^\[\]\s]{1,20})\]")


@dataclass(frozen=True, slots=True)
class _Block:
    """A line or footnote without page marks: its line in the file, its words and its pages."""

    number: int
    text: str
    pages: tuple[PageBreak, ...]


def read_page(path: Path) -> DocumentText:
    """The document on the copied page `path`, whose sidecar lies beside it.

    Raises SourceError with file, line and reason where the page does not have the shape.
    """
    sidecar = read_sidecar(path)
    body, notes = body_and_notes(path, read_lines(path))
    blocks = _blocks(path, body)
    if not blocks:
        raise SourceError(path, None, "no text above the footnotes; copy the whole document")
    marks = _marks(path, blocks, len(notes), sidecar.document.not_marks)
    bare, anchors = _lifted(blocks, marks)
    parts = roles(path, [(block.number, block.text) for block in bare])
    footnotes = [
        _without_page_marks(path, note, _page_at(bare[mark.line], anchors[mark]))
        for note, mark in zip(notes, marks, strict=True)
    ]
    try:
        return _document_text(sidecar, bare, parts, footnotes, marks, anchors)
    except ValueError as error:
        raise SourceError(path, None, str(error)) from None


def _blocks(path: Path, body: Sequence[Line]) -> list[_Block]:
    page = _page_before_first_mark(body)
    blocks = []
    for line in body:
        block = _without_page_marks(path, line, page)
        page = [page, *_PAGE.findall(line.text)][-1]
        if block.text:
            blocks.append(block)
    return blocks


def _without_page_marks(path: Path, line: Line, page: str | None) -> _Block:
    """`line`, which begins on `page`, with its page marks turned into page breaks."""
    text = ""
    pages = [PageBreak(0, page)] if page is not None else []
    for piece, label in _pieces(line.text):
        if label is not None:
            _refuse_going_back(path, line.number, page, label)
            page = label
            pages.append(PageBreak(len(text), label))
        text += piece.lstrip() if not text or text.endswith(" ") else piece
    text = text.rstrip()
    if "[Page" in text:
        raise SourceError(path, line.number, "a page mark that is not of the form [Page 193]")
    return _Block(line.number, text, _last_at_each_offset(pages, len(text)))


def _pieces(text: str) -> Iterator[tuple[str, str | None]]:
    """The words between page marks, each with the label of the mark before it."""
    label, last = None, 0
    for mark in _PAGE.finditer(text):
        yield text[last : mark.start()], label
        label, last = mark[1], mark.end()
    yield text[last:], label


def _page_before_first_mark(body: Sequence[Line]) -> str | None:
    """The page on which the text begins: the one before the first mark, if that is a number.

    Page 1 follows pages that are numbered otherwise.
    """
    first = next((mark for line in body if (mark := _PAGE.search(line.text))), None)
    if first is None or not first[1].isdecimal() or int(first[1]) < 2:
        return None
    return str(int(first[1]) - 1)


def _refuse_going_back(path: Path, number: int, page: str | None, following: str) -> None:
    numbered = page is not None and page.isdecimal() and following.isdecimal()
    if numbered and int(following) <= int(page or 0):
        raise SourceError(path, number, f"[Page {following}] stands after page {page}")


def _last_at_each_offset(pages: Sequence[PageBreak], length: int) -> tuple[PageBreak, ...]:
    latest = {page.offset: page for page in pages if page.offset < length}
    return tuple(latest.values())


def _marks(path: Path, blocks: Sequence[_Block], notes: int, not_marks: list[str]) -> list[Mark]:
    try:
        return find_marks([block.text for block in blocks], notes, not_marks)
    except MarkError as error:
        raise SourceError(path, blocks[error.line].number, str(error)) from None


def _lifted(
    blocks: Sequence[_Block], marks: Sequence[Mark]
) -> tuple[list[_Block], dict[Mark, int]]:
    """The blocks without their marks, and for each mark its offset in the words that remain."""
    bare: list[_Block] = []
    anchors: dict[Mark, int] = {}
    of_line: dict[int, list[Mark]] = {}
    for mark in marks:
        of_line.setdefault(mark.line, []).append(mark)
    for index, block in enumerate(blocks):
        own = of_line.get(index, [])
        text, offsets = lift_marks(block.text, own)
        anchors |= dict(zip(own, offsets, strict=True))
        pages = [
            replace(page, offset=page.offset - _width_before(own, page.offset))
            for page in block.pages
        ]
        bare.append(replace(block, text=text, pages=_last_at_each_offset(pages, len(text))))
    return bare, anchors


def _width_before(marks: Sequence[Mark], offset: int) -> int:
    return sum(len(mark.label) for mark in marks if mark.offset < offset)


def _document_text(
    sidecar: Sidecar,
    blocks: Sequence[_Block],
    parts: Sequence[Role],
    notes: Sequence[_Block],
    marks: Sequence[Mark],
    anchors: dict[Mark, int],
) -> DocumentText:
    volume, own = sidecar.volume_value(), sidecar.document
    id_ = f"{volume.id}/{own.id}"
    ids = [f"{id_}/{name}" for name in _names(parts)]
    title = next(b.text for b, role in zip(blocks, parts, strict=True) if role is Role.TITLE)
    by_role = {role: b.text for b, role in reversed(list(zip(blocks, parts, strict=True)))}
    editorial = title.endswith("Editorial Note")
    document = Document(
        id=id_,
        volume=volume,
        number=own.number,
        title=title,
        numbered=own.numbered or title.startswith(f"{own.number}. "),
        subtitle=by_role.get(Role.SUBTITLE, ""),
        breadcrumb=tuple(own.breadcrumb),
        date=sidecar.date_range(),
        date_printed=own.date_printed or by_role.get(Role.DATELINE, ""),
        place=own.place,
        sender=own.sender,
        recipient=own.recipient,
        source_note=by_role.get(Role.SOURCE_NOTE, ""),
        editorial=editorial,
    )
    text = [
        _body_passage(id_, ids[n], block, role, editorial=editorial)
        for n, (block, role) in enumerate(zip(blocks, parts, strict=True))
    ]
    footnotes = [
        _footnote(id_, note, mark.label, Anchor(ids[mark.line], anchors[mark]))
        for note, mark in zip(notes, marks, strict=True)
    ]
    return DocumentText(document, (*text, *footnotes))


def _names(parts: Sequence[Role]) -> Iterator[str]:
    counts: dict[Role, int] = {}
    for role in parts:
        counts[role] = counts.get(role, 0) + 1
        single = role in (Role.SOURCE_NOTE, Role.TITLE)
        yield role.value if single else f"{role.value}{counts[role]}"


def _body_passage(
    document: str, id_: str, block: _Block, role: Role, *, editorial: bool
) -> Passage:
    kind = Kind.PARAGRAPH
    voice = Voice.EDITOR if editorial else Voice.AUTHOR
    if role is Role.SOURCE_NOTE:
        kind, voice = Kind.FOOTNOTE, Voice.SOURCE_NOTE
    elif role is Role.TITLE:
        # The editors supply it.
        kind, voice = Kind.HEADING, Voice.EDITOR
    elif role is Role.SUBTITLE:
        kind = Kind.HEADING
    return Passage(
        id=id_, document=document, kind=kind, voice=voice, text=block.text, pages=block.pages
    )


def _page_at(block: _Block, anchor: int) -> str | None:
    """The page that carries a mark at `anchor`: at its foot the footnote begins."""
    return next((page.label for page in reversed(block.pages) if page.offset < anchor), None)


def _footnote(document: str, note: _Block, label: str, anchor: Anchor) -> Passage:
    return Passage(
        id=f"{document}/fn{label}",
        document=document,
        kind=Kind.FOOTNOTE,
        voice=Voice.EDITOR,
        text=note.text,
        pages=note.pages,
        label=label,
        anchor=anchor,
    )
