"""Pages that do not have the shape are refused with their file, their line and the reason."""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest

from corpus import page_lines
from corpus.errors import SourceError
from corpus.page_text import read_page

Write = Callable[..., Path]


def refusal(path: Path) -> SourceError:
    with pytest.raises(SourceError) as refused:
        read_page(path)
    assert str(refused.value).startswith(f"{path}")
    return refused.value


@pytest.mark.parametrize(
    ("page", "line", "reason"),
    [
        ("", None, "the page is empty"),
        (" \n\t\n\u00a0\n", None, "the page is empty"),
        ("\ufeff", None, "the page is empty"),
        ("<!DOCTYPE html>\n<p>A Paper</p>\n", 1, "this is markup"),
        ('\n\n<?xml version="1.0"?>\n<TEI/>\n', 3, "this is markup"),
        ("A Paper\nIts words1 end.\n", 2, "a footnote mark 1 with no footnote"),
        ("A Paper\nIts words1 end.\nAnd2 on.\n- A note.↩\n", 3, "a footnote mark 2 with no foo"),
        ("A Paper\nIts words end.\n- A note.↩\n", 2, "1 footnotes, but the mark 1 stands nowhere"),
        ("A Paper1\nOn.\n- A.↩\n- B.↩\n", 2, "2 footnotes, but the mark 2 stands nowhere"),
        ("A Paper\nThe G1 said1.\n- A note.↩\n", 2, "both 'G1' and 'said1' may carry footnote 1"),
        ("A Paper\nIts words1 end.\n- A note.↩\nMore text.\n", 4, "text after the footnotes"),
        ("A Paper\nIts words1 end.\n- A note.↩\n- Cut o", 4, "a footnote cut off"),
        ("A Paper\nIts1 words2 end.\n- Cut o\n- A note.↩\n", 2, "a footnote mark 2 with no footn"),
        ("A Paper\nOne1 two2.\n- A.↩\ncut off\n- B.↩\n", 4, "a footnote that does not end with"),
        ("A Paper\nIts words1 end.\nA note.↩\n", 3, "a footnote that does not begin with"),
        ("A Paper\nOne1 two2.\n- A.↩\nB.↩\n", 4, "a footnote that does not begin with"),
        ("A Paper\nIts words1 end.\n- ↩\n", 3, "a footnote without words"),
        ("A Paper\nIts words1 end.\n- A ↩ note.↩\n", 3, "“↩” inside it"),
        ("A Paper\n[Page 12]One\n[Page 11]two.\n", 3, "[Page 11] stands after page 12"),
        ("A Paper\n[Page 12]One [Page 12]two.\n", 2, "[Page 12] stands after page 12"),
        ("A Paper\n[Page 12]A1 b.\n- A [Page 3]note.↩\n", 3, "[Page 3] stands after page 12"),
        ("A Paper\n[Page 12 One two.\n", 2, "a page mark that is not of the form"),
        ("A Paper\nOne [Page] two.\n", 2, "a page mark that is not of the form"),
        (f"A Paper\nOne [Page {'9' * 5000}]two.\n", 2, "a page mark that is not of the form"),
        ("A Paper\nOne1 two.\n- A [Page 13 note.↩\n", 3, "a page mark that is not of the form"),
        ("It begins with a sentence.\n", 1, "the page must begin with the document's title"),
        ("Top Secret\nIt begins with a sentence.\n", 1, "no line above the text reads as a title"),
        ("A Paper\nIts Subtitle\n", 2, "no paragraph follows the title"),
        ("[Page 12]\n", None, "no text above the footnotes"),
        ("- A note.↩\n", None, "no text above the footnotes"),
        ("A Paper\nIts wo\0rds.\n", 2, "a control character U+0000"),
        ("A Paper\nIts words.\x0cNext page.\n", 2, "a control character U+000C"),
        ("A Paper\nIts words.\x1cNext page.\n", 2, "a control character U+001C"),
        ("A Paper\nIts words.\n\nAnd\x1b[31m more.\n", 4, "a control character U+001B"),
        ("A Paper\nIts words.\x85Next line.\n", 2, "a control character U+0085"),
        ("A Paper\r\nIts words\x7f.\r\n", 2, "a control character U+007F"),
    ],
)  # fmt: skip
def test_a_page_of_another_shape(
    write_page: Write, page: str, line: int | None, reason: str
) -> None:
    refused = refusal(write_page(page))
    assert refused.line == line
    assert reason in refused.reason


@pytest.mark.parametrize(
    ("page", "line"),
    [(b"A Paper\nIts \xe9nd.\n", 2), ("A Paper\n".encode("utf-16"), 1), (b"\xff\xfe\x00", 1)],
)
def test_a_page_that_is_not_utf_8(write_page: Write, page: bytes, line: int) -> None:
    refused = refusal(write_page(page))
    assert refused.line == line
    assert "not UTF-8; save the page as UTF-8 text" in refused.reason


def test_a_page_too_long_to_be_one(write_page: Write) -> None:
    refused = refusal(write_page(b"A Paper\n" + b"x" * page_lines.MAX_BYTES))
    assert "4,000,008 bytes; a copied page has at most 4,000,000" in refused.reason


def test_a_page_that_is_not_there(write_page: Write, tmp_path: Path) -> None:
    path = write_page("A Paper\nIts words.\n")
    path.unlink()
    assert "no such file" in refusal(path).reason
    assert "no sidecar d9.json beside it" in refusal(tmp_path / "d9.txt").reason


@pytest.mark.parametrize(
    "line",
    [
        "a1 " * 200_000, "A" + "”" * 400_000 + "1", "x" * 900_000, "[Page " * 150_000,
        "1." * 400_000, "A" + ".1" * 300_000, "word " * 180_000 + "1", "“" * 300_000, "(" * 800_000,
        " ," * 300_000,
    ],
)  # fmt: skip
def test_a_long_line_takes_no_longer_than_its_length_asks(write_page: Write, line: str) -> None:
    path = write_page(f"A Paper\n{line} ends.\n- A note.↩\n")
    started = time.perf_counter()
    with suppress(SourceError):
        read_page(path)
    assert time.perf_counter() - started < 10  # quadratic reading takes minutes


def test_many_notes_take_no_longer_than_their_number_asks(write_page: Write) -> None:
    many = 999  # a mark has at most three digits
    words = "\n".join(f"word{number} goes on." for number in range(1, many + 1))
    notes = "".join(f"- Note {number}.↩\n" for number in range(1, many + 1))
    started = time.perf_counter()
    text = read_page(write_page(f"A Paper\n{words}\n{notes}"))
    assert [passage.label for passage in text.passages[-2:]] == ["998", "999"]
    assert "the mark 999 stands" in refusal(write_page(f"A Paper\n{words[:-12]}.\n{notes}")).reason
    assert time.perf_counter() - started < 10
