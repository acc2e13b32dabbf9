"""`frus cite`: what it prints, and what it says to an id, a span or a style that is none."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest

from assistant.app import Assistant
from assistant.cli import main

SITE = "https://history.state.gov/historicaldocuments/frus1944Quebec/d123"
Frus = Callable[..., tuple[int, str, str]]


@pytest.fixture
def frus(
    assistant: Assistant, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Frus:
    """Runs `frus cite` over the assistant that is open already: code, output and errors."""

    @contextmanager
    def opened() -> Iterator[Assistant]:
        yield assistant

    monkeypatch.setattr("assistant.command.opened", opened)

    def run(*arguments: str) -> tuple[int, str, str]:
        monkeypatch.setattr("sys.argv", ["frus", "cite", *arguments])
        capsys.readouterr()
        with pytest.raises(SystemExit) as ended:
            main()
        output = capsys.readouterr()
        code = ended.value.code
        return code if isinstance(code, int) else 0, output.out, output.err

    return run


def test_a_document_is_cited_with_all_its_pages(frus: Frus) -> None:
    code, out, _ = frus("frus1944Quebec/d123")
    assert code == 0
    assert out.startswith("Department of State Briefing Paper, Foreign Relations")
    assert out.endswith(f"pp. 192–193. {SITE}\n")


def test_a_passage_is_cited_in_a_style(frus: Frus) -> None:
    _, out, _ = frus("frus1944Quebec/d123/fn2", "--style", "chicago-note-short")
    assert out == "“Department of State Briefing Paper,” in Conference at Quebec, 1944, 193n2.\n"
    _, out, _ = frus(f"{SITE}fn2", "--style", "chicago-note-short")
    assert out.endswith(", 193n2.\n")


def test_a_span_has_its_own_pages(frus: Frus) -> None:
    def pages(*span: str) -> object:
        record = json.loads(frus("frus1944Quebec/d123/fn1", *span, "--json")[1])
        return record["start"], record["end"], record["pages"]

    whole = json.loads(frus("frus1944Quebec/d123/fn1", "--json")[1])
    assert pages("--from", "2", "--to", "9") == (2, 9, whole["pages"][:1])
    assert pages("--from", "2") == (2, whole["end"], whole["pages"])
    assert pages("--to", "9") == (0, 9, whole["pages"][:1])


def test_the_record_of_a_citation(frus: Frus) -> None:
    code, out, _ = frus(
        "frus1944Quebec/d123/p4", "--style", "mla", "--accessed", "2025-07-05", "--json"
    )
    record = json.loads(out)
    assert code == 0
    assert record.pop("citation").endswith("Accessed 5 July 2025.")
    assert record.pop("end") > 0
    assert record == {
        "document": "frus1944Quebec/d123",
        "passage": "frus1944Quebec/d123/p4",
        "start": 0,
        "pages": ["193"],
        "style": "mla",
        "url": f"{SITE}#pg_193",
    }


def test_a_page_of_a_document_is_cited(frus: Frus) -> None:
    _, out, _ = frus(f"{SITE}#pg_193")
    assert out.endswith(f", p. 193. {SITE}\n")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["frus1944Quebec"], "cite a document or a passage of it, as frus1944Quebec/d1"),
        (["frus1944Quebec/d9"], "frus1944Quebec has no document frus1944Quebec/d9"),
        (["frus1944Quebec/d123/p99"], "has no passage frus1944Quebec/d123/p99; its passages"),
        (["nothing at all"], "names no place"),
        ([f"{SITE}#pg_7"], "has no page 7"),
        (["frus1944Quebec/d123", "--from", "3"], "--from and --to count within a passage"),
        (["frus1944Quebec/d123/p4", "--from", "9", "--to", "9"], "--to must be after --from"),
        (["frus1944Quebec/d123/p4", "--from", "-1"], "counted from 0"),
        (
            ["frus1944Quebec/d123/p4", "--to", "99999"],
            "--from 0 --to 99999: frus1944Quebec/d123/p4",
        ),
        (["frus1944Quebec/d123", "--style", "chicago"], "did you mean chicago-note or"),
        (["frus1944Quebec/d123", "--style", "BibTex"], "did you mean bibtex"),
        (["frus1944Quebec/d123", "--style", "#"], "choose one of: office, chicago-note, "),
        (["frus1944Quebec/d123", "--accessed", "July 5"], "--accessed: 'July 5' is not a day"),
    ],
)
def test_what_cannot_be_cited_is_said(frus: Frus, arguments: list[str], said: str) -> None:
    code, out, error = frus(*arguments)
    assert (code, out) == (2, "")
    assert said in error
