"""A FRUS volume in TEI, the form in which the Office of the Historian publishes it."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from lxml import etree

from corpus.document import Volume
from corpus.errors import SourceError
from corpus.passage import DocumentText, VolumeText
from corpus.tei_document import describe
from corpus.tei_header import read_header
from corpus.tei_line import Vocabulary
from corpus.tei_markup import TEI, XML_ID, Element, is_document, line_of
from corpus.tei_passages import Setting
from corpus.tei_references import Targets
from corpus.tei_text import DocumentDraft, walk

# The largest published volume has under 8 MB.
MAX_BYTES = 64 * 2**20
_AGAIN = "get the volume again from the Office of the Historian"
# A page that is numbered within its document, as in electronic volumes: "d30-06", "d30_pg6".
_LOCAL_PAGE = re.compile(r"(d\d+[a-zA-Z]*)[-_].+")


class _Nothing(etree.Resolver):
    """Stands for every file or address that a source may ask for."""

    def resolve(
        self,
        system_url: str,
        public_id: str,  # noqa: ARG002 (the signature is lxml's)
        context: object = None,
    ) -> object:
        """Nothing, in the place of what stands at `system_url`."""
        return self.resolve_string("<!-- nothing -->", context, base_url=system_url)


def read_volume(path: Path) -> VolumeText:
    """The volume in the file at `path`, its documents in the order of the book.

    Each document's passages are its text in reading order and then its footnotes in the order
    of their marks. Front matter, indexes and what else stands outside documents is left out.

    Raises SourceError, with the line where there is one, for a file that cannot be read whole
    and safely as a FRUS volume: none is read in part.
    """
    root = _parse(path, _bytes(path))
    volume = _volume(path, root)
    drafts = _drafts(path, root)
    vocabulary = Vocabulary(line for draft in drafts for line in draft.lines)
    targets = Targets(root, volume.id)
    texts = tuple(_document_text(path, draft, volume, vocabulary, targets) for draft in drafts)
    return VolumeText(volume, texts)


def _bytes(path: Path) -> bytes:
    try:
        if not path.exists():
            raise SourceError(path, None, "there is no such file")
        if not path.is_file():
            raise SourceError(path, None, "not a regular file")
        if path.stat().st_size > MAX_BYTES:
            raise SourceError(path, None, _too_large())
        with path.open("rb") as file:
            raw = file.read(MAX_BYTES + 1)
    except OSError as error:
        reason = f"the file cannot be read: {error.strerror or error}"
        raise SourceError(path, None, reason) from error
    if not raw:
        raise SourceError(path, None, f"the file is empty; {_AGAIN}")
    if len(raw) > MAX_BYTES:
        raise SourceError(path, None, _too_large())
    return raw


def _too_large() -> str:
    return f"the file is larger than {MAX_BYTES // 2**20} MB, which no volume is"


def _parse(path: Path, raw: bytes) -> Element:
    """The root of the file's tree, without comments and processing instructions.

    Ids are not collected, because some volumes use one twice, which libxml2 would refuse; but
    told so it asks for the document type too, whatever `load_dtd` says, and is given nothing.
    """
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        collect_ids=False,
        remove_comments=True,
        remove_pis=True,
    )
    parser.resolvers.add(_Nothing())
    try:
        root = etree.fromstring(raw, parser)
    except etree.XMLSyntaxError as error:
        reason = f"not well-formed XML: {error.msg}; {_AGAIN}"
        raise SourceError(path, error.lineno or None, reason) from error
    _refuse_entities(path, raw, root)
    return root


def _refuse_entities(path: Path, raw: bytes, root: Element) -> None:
    """Entities are never expanded, so that a file that uses any would be read with holes."""
    if _declares_entities(root.getroottree().docinfo.internalDTD):
        start = raw.find(b"<!ENTITY")
        line = raw.count(b"\n", 0, start) + 1 if start >= 0 else None
        raise SourceError(path, line, "the file declares entities, which no volume does")
    for reference in root.iter(etree.Entity):
        reason = f"the entity {reference.text} is used; write the character itself"
        raise SourceError(path, line_of(reference), reason)


def _declares_entities(dtd: Any) -> bool:
    """`dtd` is lxml's, whose stubs know nothing of its declarations."""
    return dtd is not None and any(True for _ in dtd.iterentities())


def _volume(path: Path, root: Element) -> Volume:
    if root.tag != f"{TEI}TEI":
        reason = f"not a TEI file: its root is <{etree.QName(root).localname}>"
        raise SourceError(path, line_of(root), reason)
    header = root.find(f"{TEI}teiHeader")
    if header is None:
        raise SourceError(path, line_of(root), "the file has no teiHeader")
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
        raise SourceError(path, line_of(root), "the file holds no documents")
    return drafts


def _refuse_misplaced(path: Path, element: Element, seen: set[str]) -> None:
    own = element.get(XML_ID, "")
    if own in seen:
        raise SourceError(path, line_of(element), f"a second document has the id {own}")
    if any(is_document(above) for above in element.iterancestors()):
        raise SourceError(path, line_of(element), f"document {own} stands within another")
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
