"""Every style's citation of many kinds of place, as checked by eye against the manuals.

``golden/citation_cases.toml`` says what is cited and ``golden/citations.txt`` how. After a change
that is meant, WRITE_GOLDEN=1 writes the second anew; read the difference.
"""

from __future__ import annotations

import os
import tomllib
from pathlib import Path
from typing import Any

import pytest

from corpus.citation_styles import Citer, Style
from corpus.document import Document, Volume
from corpus.passage import Kind, Passage, Voice

GOLDEN = Path(__file__).parent / "golden"
CASES: dict[str, Any] = tomllib.loads((GOLDEN / "citation_cases.toml").read_text("utf-8"))
NAMES = [case["name"] for case in CASES["case"]]
CITER = Citer()

_KINDS = {
    "text": (Kind.PARAGRAPH, Voice.AUTHOR),
    "editor text": (Kind.PARAGRAPH, Voice.EDITOR),
    "heading": (Kind.HEADING, Voice.AUTHOR),
    **{voice.value: (Kind.FOOTNOTE, voice) for voice in Voice},
}


def volume(id_: str) -> Volume:
    fields = dict(CASES["volumes"][id_])
    return Volume(id=id_, editors=tuple(fields.pop("editors", ())), **fields)


def document(case: dict[str, Any]) -> Document:
    return Document(
        id=f"{case['volume']}/d{case['number']}",
        volume=volume(case["volume"]),
        number=case["number"],
        title=case["title"],
        numbered=not case.get("plain", False),
        linked_pages=not case.get("unlinked", False),
    )


def passage(case: dict[str, Any], of: Document) -> Passage | None:
    if "own" not in case:
        return None
    kind, voice = _KINDS[case.get("kind", "text")]
    id_ = f"{of.id}/{case['own']}"
    return Passage(
        id=id_, document=of.id, kind=kind, voice=voice, text="Words.", label=case.get("mark")
    )


def block(case: dict[str, Any]) -> str:
    """A case and its citations, as they stand in the golden file."""
    cited = document(case)
    facts = {field: case[field] for field in case if field != "name"}
    lines = [f"=== {case['name']}", *(f"    {field}: {value}" for field, value in facts.items())]
    for style in Style:
        words = CITER.cite(
            passage(case, cited), cited, tuple(case["pages"]), style, case.get("accessed")
        )
        lines += [f"--- {style}", words]
    return "\n".join(lines) + "\n"


def test_the_golden_file_is_written_anew_on_request() -> None:
    if os.environ.get("WRITE_GOLDEN") == "1":
        text = "\n".join(block(case) for case in CASES["case"])
        (GOLDEN / "citations.txt").write_text(text, encoding="utf-8")
    held = (GOLDEN / "citations.txt").read_text(encoding="utf-8")
    assert held.count("\n--- ") == len(NAMES) * len(Style)
    assert len(NAMES) == len(set(NAMES)) >= 60


@pytest.mark.parametrize("case", CASES["case"], ids=NAMES)
def test_a_citation_reads_as_it_was_checked(case: dict[str, Any]) -> None:
    held = (GOLDEN / "citations.txt").read_text(encoding="utf-8")
    (golden,) = [
        "=== " + part
        for part in ("\n" + held).split("\n=== ")
        if part.startswith(case["name"] + "\n")
    ]
    assert block(case).strip() == golden.strip()
