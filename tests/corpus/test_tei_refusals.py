"""Files that are no FRUS volume: each is refused whole, with its name, a line and a reason."""

from __future__ import annotations

import os
import socket
import tracemalloc
from collections.abc import Callable
from pathlib import Path

import pytest

from corpus.errors import SourceError
from corpus.tei import read_volume

Write = Callable[..., Path]

DOCUMENT = '<div type="document" xml:id="d1" n="1"><head>T</head><p>&x;</p></div>'


def refused(path: Path) -> SourceError:
    with pytest.raises(SourceError) as caught:
        read_volume(path)
    assert caught.value.path == path
    assert str(caught.value).startswith(str(path))
    return caught.value


def with_doctype(path: Path, doctype: str) -> Path:
    first, _, rest = path.read_text(encoding="utf-8").partition("\n")
    path.write_text(f"{first}\n{doctype}\n{rest}", encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("content", "line", "reason"),
    [
        (b"", None, "empty"),
        (b" \n ", None, "empty"),
        (b"Telegram From the Embassy", 1, "not well-formed XML"),
        (b"<TEI>\n<text>\n<p>cut o", 3, "not well-formed XML"),
        (b"<TEI/>\n<TEI/>", 2, "not well-formed XML"),
        (b"<TEI>\x00</TEI>", 1, "not well-formed XML"),
        (b"<TEI>\x01</TEI>", 1, "not well-formed XML"),
        (b"<TEI>&#0;</TEI>", 1, "not well-formed XML"),
        (b"<TEI>&#1;</TEI>", 1, "not well-formed XML"),
        # Half a pair of surrogates, as a reference and in bytes.
        (b"<TEI>&#xD800;</TEI>", 1, "not well-formed XML"),
        (b"<TEI>\xed\xa0\x80</TEI>", 1, "not well-formed XML"),
        (b"<TEI>caf\xe9</TEI>", 1, "not well-formed XML"),
        (b'<?xml version="1.0" encoding="UTF-16"?>\n<TEI/>', 1, "not well-formed XML"),
        (b'<?xml version="1.0" encoding="UTF-8"?>\n<TEI>caf\xe9</TEI>', 2, "not well-formed XML"),
        (b"<html><body>\n<p>Hello</p></body></html>", 1, "not a TEI file: its root is <html>"),
        (b"<TEI><teiHeader/></TEI>", 1, "not a TEI file: its root is in no namespace"),
        (b'<TEI xmlns="http://example.org/"/>', 1, "in the namespace 'http://example.org/'"),
        (b'\n<TEI xmlns="http://www.tei-c.org/ns/1.0"/>', 2, "no teiHeader"),
        (b"<a>" * 100_000 + b"</a>" * 100_000, 1, "not well-formed XML"),
        (b"<TEI>" + b"x" * 20_000_000 + b"</TEI>", 1, "not well-formed XML"),
        (b'<TEI n="' + b"x" * 11_000_000 + b'"/>', 1, "not well-formed XML"),
    ],
    ids=lambda value: repr(value)[:30],
)
def test_what_is_no_tei(tmp_path: Path, content: bytes, line: int | None, reason: str) -> None:
    path = tmp_path / "volume.xml"
    path.write_bytes(content)
    error = refused(path)
    assert reason in error.reason
    assert error.line == line


def test_a_truncated_volume(write_tei: Write) -> None:
    path = write_tei(DOCUMENT.replace("&x;", "Words."))
    whole = path.read_bytes()
    path.write_bytes(whole[: len(whole) - 20])
    error = refused(path)
    assert "not well-formed XML" in error.reason
    assert error.line is not None


@pytest.mark.parametrize(
    "declaration",
    [
        '<!ENTITY x "words">',
        '<!ENTITY x SYSTEM "file:///etc/passwd">',
        '<!ENTITY x SYSTEM "https://example.org/x">',
        '<!ENTITY x ""><!ENTITY % y SYSTEM "file:///etc/passwd">',
    ],
)
def test_entities_declared_in_the_file(write_tei: Write, declaration: str) -> None:
    error = refused(with_doctype(write_tei(DOCUMENT), f"<!DOCTYPE TEI [\n{declaration}]>"))
    assert "declares entities" in error.reason
    assert error.line == 3


def test_entities_declared_elsewhere(write_tei: Write) -> None:
    path = with_doctype(write_tei(DOCUMENT), '<!DOCTYPE TEI SYSTEM "http://127.0.0.1:9/tei.dtd">')
    error = refused(path)
    assert "&x;" in error.reason
    assert error.line is not None


def test_a_bomb_of_entities(write_tei: Write) -> None:
    levels = "".join(f'<!ENTITY x{n + 1} "{f"&x{n};" * 10}">' for n in range(9))
    doctype = f'<!DOCTYPE TEI [<!ENTITY x0 "ha">{levels}<!ENTITY x "&x9;">]>'
    assert refused(with_doctype(write_tei(DOCUMENT), doctype)).reason


def test_a_bomb_of_one_long_entity(write_tei: Write) -> None:
    path = write_tei(DOCUMENT.replace("&x;", "&x;" * 50_000))
    assert refused(with_doctype(path, f'<!DOCTYPE TEI [<!ENTITY x "{"ha" * 50_000}">]>')).reason


def test_utf_8_that_says_it_is_latin_1(write_tei: Write) -> None:
    path = write_tei(DOCUMENT.replace("&x;", "“Words”"))
    text = path.read_text(encoding="utf-8").replace("UTF-8", "ISO-8859-1", 1)
    path.write_text(text, encoding="utf-8")
    error = refused(path)
    assert error.reason == (
        "the file is written in UTF-8 but says ISO-8859-1; correct its first line"
    )
    assert error.line == 1


def test_latin_1_that_says_so_is_read(write_tei: Write) -> None:
    path = write_tei(DOCUMENT.replace("&x;", "café"))
    text = path.read_text(encoding="utf-8").replace("UTF-8", "ISO-8859-1", 1)
    path.write_bytes(text.replace("1961–1963", "1961").encode("latin-1"))
    assert read_volume(path).documents[0].passages[-1].text == "café"


def test_a_document_type_that_declares_nothing_is_read(write_tei: Write) -> None:
    path = write_tei(DOCUMENT.replace("&x;", "Words &amp; more &#8212; “all”."))
    with_doctype(path, '<!DOCTYPE TEI SYSTEM "http://127.0.0.1:9/tei.dtd">')
    assert read_volume(path).documents[0].passages[1].text == "Words & more — “all”."


@pytest.mark.parametrize(
    "doctype", ['<!DOCTYPE TEI SYSTEM "{}">', '<!DOCTYPE TEI PUBLIC "-//TEI//DTD" "{}">']
)
def test_no_other_file_is_read(write_tei: Write, tmp_path: Path, doctype: str) -> None:
    other = tmp_path / "other.dtd"
    other.write_text("<!ENTITY broken")
    path = with_doctype(
        write_tei(DOCUMENT.replace("&x;", "Words.")), doctype.format(other.as_uri())
    )
    assert read_volume(path).documents[0].passages[1].text == "Words."


@pytest.mark.parametrize(
    "doctype",
    [
        '<!DOCTYPE TEI SYSTEM "{}">',
        '<!DOCTYPE TEI [<!ENTITY x SYSTEM "{}">]>',
        '<!DOCTYPE TEI [<!ENTITY % p SYSTEM "{}"> %p;]>',
    ],
)
def test_no_address_is_asked(write_tei: Write, doctype: str) -> None:
    """libxml2 would ask beneath Python, where no guard of sockets sees it: so listen for it."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.05)
        address = f"http://127.0.0.1:{server.getsockname()[1]}/x"
        refused(with_doctype(write_tei(DOCUMENT), doctype.format(address)))
        with pytest.raises(TimeoutError):
            server.accept()


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        ("<div type='chapter'><p>No documents.</p></div>", "holds no documents"),
        ("<div type='document' n='1'><head>T</head></div>", "no xml:id"),
        ("<div type='document' xml:id='d/1' n='1'><head>T</head></div>", "d/1"),
    ],
)
def test_a_volume_without_documents_or_their_ids(write_tei: Write, body: str, reason: str) -> None:
    error = refused(write_tei(body))
    assert reason in error.reason
    assert error.line is not None


def test_a_header_without_a_text(write_tei: Write) -> None:
    path = write_tei("")
    text = path.read_text(encoding="utf-8")
    start, end = text.index("<text>"), text.index("</text>") + len("</text>")
    path.write_text(text[:start] + text[end:], encoding="utf-8")
    assert "holds no documents" in refused(path).reason


def test_a_document_id_used_twice(write_tei: Write) -> None:
    twice = "\n".join(["<div type='document' xml:id='d1' n='1'><head>T</head></div>"] * 2)
    path = write_tei(f"\n{twice}")
    error = refused(path)
    assert "a second document has the id d1" in error.reason
    lines = path.read_text(encoding="utf-8").splitlines()
    assert [n for n, line in enumerate(lines, 1) if "xml:id='d1'" in line][1] == error.line


def test_a_document_within_another(write_tei: Write) -> None:
    inner = "<div type='document' xml:id='d2' n='2'><p>Words.</p></div>"
    error = refused(write_tei(f"<div type='document' xml:id='d1' n='1'>{inner}</div>"))
    assert "d2 stands within another" in error.reason


@pytest.mark.parametrize(
    ("header", "reason"),
    [
        ("<teiHeader/>", "names no volume"),
        ('<teiHeader><idno type="frus"> </idno></teiHeader>', "names no volume"),
        ('<teiHeader><idno type="frus">frus 1961</idno></teiHeader>', "not a volume id"),
        ('<teiHeader><idno type="frus">frus1961</idno></teiHeader>', "no title"),
    ],
)
def test_a_header_that_names_no_volume(write_tei: Write, header: str, reason: str) -> None:
    error = refused(write_tei(DOCUMENT.replace("&x;", ""), header))
    assert reason in error.reason
    assert error.line is not None


def test_a_file_that_is_too_large(tmp_path: Path) -> None:
    path = tmp_path / "large.xml"
    with path.open("wb") as file:
        file.truncate(2 * 2**30)
    tracemalloc.start()
    try:
        assert "larger than 64 MB" in refused(path).reason
        assert tracemalloc.get_traced_memory()[1] < 2**20
    finally:
        tracemalloc.stop()


def test_what_is_no_regular_file(tmp_path: Path) -> None:
    assert "no such file" in refused(tmp_path / "absent.xml").reason
    assert "not a regular file" in refused(tmp_path).reason
    pipe = tmp_path / "pipe.xml"
    os.mkfifo(pipe)
    assert "not a regular file" in refused(pipe).reason


@pytest.mark.skipif(os.geteuid() == 0, reason="root reads every file")
def test_a_file_that_may_not_be_read(write_tei: Write) -> None:
    path = write_tei(DOCUMENT)
    path.chmod(0)
    assert "cannot be read" in refused(path).reason


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_other_encodings_of_unicode_are_read(write_tei: Write, encoding: str) -> None:
    path = write_tei(DOCUMENT.replace("&x;", "“Words” — all."))
    _, _, text = path.read_text(encoding="utf-8").partition("\n")
    path.write_bytes(text.replace("\n", "\r\n").encode(encoding))
    assert read_volume(path).documents[0].passages[1].text == "“Words” — all."


def test_nesting_at_the_parsers_limit_is_read(write_tei: Write) -> None:
    depth = 240
    deep = "<quote>" * depth + "deep" + "</quote>" * depth
    path = write_tei(f'<div type="document" xml:id="d1" n="1">{deep}</div>')
    assert [p.text for p in read_volume(path).documents[0].passages] == ["deep"]
