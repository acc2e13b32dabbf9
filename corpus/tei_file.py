"""The XML of a TEI file, read whole and safely or not at all."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from lxml import etree

from corpus.errors import SourceError
from corpus.tei_markup import TEI, Element, line_of

# The largest published volume has under 8 MB.
MAX_BYTES = 64 * 2**20
# What helps against a file that is damaged.
AGAIN = "get the volume again from the Office of the Historian"


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


def parse(path: Path) -> Element:
    """The root ``TEI`` of the file at `path`, without comments and processing instructions.

    Raises SourceError, with the line where there is one, for what is no regular file, larger than
    `MAX_BYTES`, no well-formed XML, deeper or with longer text than libxml2 reads without
    ``huge_tree``, in need of entities, or no TEI.
    """
    raw = _bytes(path)
    root = _tree(path, raw)
    _refuse_misnamed_encoding(path, raw, root)
    _refuse_entities(path, raw, root)
    if root.tag != f"{TEI}TEI":
        raise SourceError(path, line_of(root), _no_tei(root))
    return root


def _bytes(path: Path) -> bytes:
    try:
        if not path.exists():
            raise SourceError(path, None, "there is no such file")
        if not path.is_file():
            raise SourceError(path, None, "not a regular file; name the file itself")
        if path.stat().st_size > MAX_BYTES:
            raise SourceError(path, None, _too_large())
        with path.open("rb") as file:
            raw = file.read(MAX_BYTES + 1)
    except OSError as error:
        reason = f"the file cannot be read: {error.strerror or error}"
        raise SourceError(path, None, reason) from error
    if not raw.strip():
        raise SourceError(path, None, f"the file is empty; {AGAIN}")
    if len(raw) > MAX_BYTES:
        raise SourceError(path, None, _too_large())
    return raw


def _too_large() -> str:
    return f"the file is larger than {MAX_BYTES // 2**20} MB, which no volume is; {AGAIN}"


def _tree(path: Path, raw: bytes) -> Element:
    """The root of the file's tree.

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
        return etree.fromstring(raw, parser)
    except etree.XMLSyntaxError as error:
        reason = f"not well-formed XML: {error.msg}; {AGAIN}"
        raise SourceError(path, error.lineno or None, reason) from error


def _refuse_misnamed_encoding(path: Path, raw: bytes, root: Element) -> None:
    """UTF-8 that is declared as an encoding of single bytes parses, as gibberish ("â€œ")."""
    declared = root.getroottree().docinfo.encoding or "UTF-8"
    if raw.isascii() or declared.upper().startswith(("UTF", "UCS", "ISO-10646")):
        return
    try:
        raw.decode("utf-8")
    except UnicodeDecodeError:
        return
    reason = f"the file is written in UTF-8 but says {declared}; correct its first line"
    raise SourceError(path, 1, reason)


def _refuse_entities(path: Path, raw: bytes, root: Element) -> None:
    """Entities are never expanded, so that a file that uses any would be read with holes."""
    if _declares_entities(root.getroottree().docinfo.internalDTD):
        start = raw.find(b"<!ENTITY")
        line = raw.count(b"\n", 0, start) + 1 if start >= 0 else None
        reason = f"the file declares entities, which no volume does; {AGAIN}"
        raise SourceError(path, line, reason)
    for reference in root.iter(etree.Entity):
        reason = f"the entity {reference.text} is used; write the character itself"
        raise SourceError(path, line_of(reference), reason)


def _declares_entities(dtd: Any) -> bool:
    """`dtd` is lxml's, whose stubs know nothing of its declarations."""
    return dtd is not None and any(True for _ in dtd.iterentities())


def _no_tei(root: Element) -> str:
    name = etree.QName(root)
    if name.localname == "TEI":
        space = f"the namespace {name.namespace!r}" if name.namespace else "no namespace"
        return f"not a TEI file: its root is in {space}, not in {TEI.strip('{}')}; {AGAIN}"
    return f"not a TEI file: its root is <{name.localname}>; {AGAIN}"
