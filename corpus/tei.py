"""A FRUS volume in TEI, the form in which the Office of the Historian publishes it."""

from __future__ import annotations

import re
from pathlib import Path

from corpus.document import Volume
from corpus.errors import SourceError
from corpus.passage import DocumentText, VolumeText
from corpus.tei_document import describe
from corpus.tei_file import AGAIN, parse
from corpus.tei_glossary import read_glossary
from corpus.tei_header import read_header
from corpus.tei_line import Vocabulary
from corpus.tei_markup import TEI, XML_ID, Element, is_document, line_of
from corpus.tei_missing_ids import give_ids
from corpus.tei_passages import Setting
from corpus.tei_references import Targets
from corpus.tei_survey import survey
from corpus.tei_text import DocumentDraft, walk

# A page that is numbered within its document, as in electronic volumes: "d30-06", "d30_pg6".
_LOCAL_PAGE = re.compile(r"(d\d+[a-zA-Z]*)[-_].+")


def read_volume(path: Path) -> VolumeText:
    """The volume in the file at `path`, its documents in the order of the book.

    Each document's passages are its text in reading order and then its footnotes in the order
    of their marks. Front matter, indexes and what else stands outside documents is left out,
    but for the lists of persons and of terms, which are the glossary. Notices are in the order
    of the file's lines.

    Raises SourceError, with the line where there is one, for a file that cannot be read whole
    and safely as a FRUS volume: none is read in part.
    """
    root = parse(path)
    found = give_ids(root)
    volume = _volume(path, root)
    drafts = _drafts(path, root)
    vocabulary = Vocabulary(line for draft in drafts for line in draft.lines)
    targets = Targets(root, volume.id)
    texts = tuple(_document_text(path, draft, volume, vocabulary, targets) for draft in drafts)
    found += [notice for draft in drafts for notice in draft.notices]
    found += survey(root, targets, [draft.element for draft in drafts], texts)
    notices = tuple(sorted(found, key=lambda notice: notice.line or 0))
    return VolumeText(volume, texts, read_glossary(root), notices)


def _volume(path: Path, root: Element) -> Volume:
    header = root.find(f"{TEI}teiHeader")
    if header is None:
        raise SourceError(
            path, line_of(root), f"the file has no teiHeader, which names its volume; {AGAIN}"
        )
    try:
        return read_header(header)
    except ValueError as error:
        raise SourceError(path, line_of(header), str(error)) from error


def _drafts(path: Path, root: Element) -> list[DocumentDraft]:
    """Every document of the file, walked with the page that is in force where it begins.

    The pages within a document are passed once more after it, and so leave its last page in
    force; a page that is numbered within a document is in force in no other.
    """
    drafts: list[DocumentDraft] = []
    seen: set[str] = set()
    page: str | None = None
    owner = ""
    for element in root.iter(f"{TEI}pb", f"{TEI}div"):
        if is_document(element):
            _refuse_misplaced(path, element, seen)
            drafts.append(walk(element, page if owner in ("", element.get(XML_ID)) else None))
        elif element.tag == f"{TEI}pb" and (label := element.get("n", "").strip()):
            local = _LOCAL_PAGE.fullmatch(element.get(XML_ID, ""))
            page, owner = label, local[1] if local else ""
    if not drafts:
        reason = 'the file holds no documents (<div type="document">); it is no volume of FRUS'
        raise SourceError(path, line_of(root), reason)
    return drafts


def _refuse_misplaced(path: Path, element: Element, seen: set[str]) -> None:
    own = element.get(XML_ID, "")
    if own in seen:
        reason = f"a second document has the id {own}; give each its own"
        raise SourceError(path, line_of(element), reason)
    if any(is_document(above) for above in element.iterancestors()):
        reason = f"document {own} stands within another; close that one before it"
        raise SourceError(path, line_of(element), reason)
    seen.add(own)


def _document_text(
    path: Path, draft: DocumentDraft, volume: Volume, vocabulary: Vocabulary, targets: Targets
) -> DocumentText:
    setting = Setting(draft, vocabulary, targets)
    try:
        document = describe(draft.element, volume, setting)
        passages = setting.passages(document.id, editorial=document.editorial)
        return DocumentText(document, passages)
    except ValueError as error:
        raise SourceError(path, line_of(draft.element), str(error)) from error
