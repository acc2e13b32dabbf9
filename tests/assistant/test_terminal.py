"""Refusals on a terminal break between words, and are one line for a program that reads them."""

from __future__ import annotations

import re
import sys
from io import StringIO

import pytest

from assistant.answer import Answer, IndexInfo, Quote, Reason, Refusal
from assistant.quotes import Change
from assistant.terminal import print_answer, print_verdict
from assistant.verdict import Outcome, Verdict
from corpus.library import SHIPPED
from corpus.page_text import read_page

TEXT = read_page(SHIPPED / "frus1944Quebec" / "d123.txt")
MESSAGE = "I found no passage that answers this. " + "Silence is not silence. " * 8
REFUSED = Answer(
    question="Who?",
    searched="Who?",
    refusal=Refusal(Reason.NOT_ANSWERED, MESSAGE.strip()),
    related=(Quote(TEXT.passages[5], TEXT.document, 0, 200),),
    index=IndexInfo("abc", "m", 9),
)


class Terminal(StringIO):
    def isatty(self) -> bool:
        return True


def printed(monkeypatch: pytest.MonkeyPatch, stream: StringIO) -> list[str]:
    monkeypatch.setattr(sys, "stdout", stream)
    monkeypatch.setenv("COLUMNS", "40")
    monkeypatch.setenv("TERM", "xterm")
    print_answer(REFUSED)
    return re.sub(r"\x1b\[[0-9;]*m", "", stream.getvalue()).splitlines()


def test_lines_break_between_words(monkeypatch: pytest.MonkeyPatch) -> None:
    lines = [line.rstrip() for line in printed(monkeypatch, Terminal())]
    assert max(map(len, lines)) <= 40
    related = lines.index("Related, but no answer:")
    assert " ".join(lines[: related - 1]) == MESSAGE.strip()
    assert all(line.startswith("  ") for line in lines[related + 1 :])


def test_a_program_reads_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    lines = printed(monkeypatch, StringIO())
    assert lines[0] == MESSAGE.strip()
    assert lines[3].startswith("  frus1944Quebec/d123/")
    assert len(lines) == 4


@pytest.mark.parametrize(
    ("quoted", "shown"), [("end. The", "end.The"), ("end. A", "[-end.The-] {+end. A+}")]
)
def test_a_space_alone_is_no_change(
    monkeypatch: pytest.MonkeyPatch, quoted: str, shown: str
) -> None:
    stream = StringIO()
    monkeypatch.setattr(sys, "stdout", stream)
    same = quoted.endswith("The")
    diff = (
        Change("equal" if same else "replace", "end.The", quoted),
        Change("insert", "", "not"),
    )
    print_verdict(
        Verdict(
            quotation=quoted,
            outcome=Outcome.ALTERED,
            explanation="They differ.",
            volumes=1,
            quotes=REFUSED.related,
            diff=diff,
        )
    )
    assert f"Changed: {shown} {{+not+}}\n" in stream.getvalue()
