"""Labelled claims, the judge's quality on them, and the command that publishes it."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from typer.testing import CliRunner

from corpus.errors import InputError
from evals.cli import app
from evals.support.claims import read_claims
from evals.support.published import as_json, note, published_file, read_published
from evals.support.quality import CONTAINMENT, EVERYTHING, JUDGE, MacroF1, quality


@pytest.fixture
def claims(tmp_path: Path) -> Path:
    """Forty claims: half say what their sentence says, half another year."""
    rows = [
        {
            "id": f"c{number}",
            "claim": f"Envoy {name} of mission {number} sailed in {year}.",
            "evidence": [f"In 1944 envoy {name} of mission {number} sailed."],
            "binary": int(year == 1944),
        }
        for number in range(20)
        for name, year in ((f"Harriman{number}", 1944), (f"Harriman{number}", 1945))
    ]
    for at, row in enumerate(rows):
        row["id"] = f"c{at}"
    path = tmp_path / "envoys.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path


def test_claims_on_one_text_stay_in_one_half(claims: Path) -> None:
    read = read_claims(claims).claims
    by_text = {claim.evidence: set[tuple[str, bool]]() for claim in read}
    for claim in read:
        by_text[claim.evidence].add((claim.cluster, claim.tuned))
    assert all(len(found) == 1 for found in by_text.values())
    assert {claim.tuned for claim in read} == {True, False}


def test_the_judge_sees_the_year_and_word_containment_does_not(claims: Path) -> None:
    found = quality(read_claims(claims), 0, lambda *_: None)
    rows = {row.judge: row for row in found.rows}
    assert rows[JUDGE].macro_f1.value == rows[JUDGE].auroc.value == 1.0
    assert rows[CONTAINMENT].auroc.value == rows[EVERYTHING].auroc.value == 0.5
    assert rows[EVERYTHING].macro_f1.value == pytest.approx(1 / 3)


def test_macro_f1_is_the_mean_of_both_labels() -> None:
    true = np.array([True, True, True, False])
    said = np.array([True, True, False, False])
    value = MacroF1(said, true)(np.ones((1, 4)))[0]
    assert value == pytest.approx((0.8 + 2 / 3) / 2)
    assert np.isnan(MacroF1(said, true)(np.array([[1.0, 1.0, 1.0, 0.0]]))[0])


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ('{"id": "a", "claim": "x", "evidence": []}', ":1"),
        ('{"id": "a", "claim": "x", "evidence": ["y"], "binary": 2}', "binary"),
        ('{"id": "a", "claim": "x", "evidence": ["y"], "binary": 1}', "both labels"),
    ],
)
def test_what_is_no_claim_is_refused(tmp_path: Path, line: str, told: str) -> None:
    path = tmp_path / "claims.jsonl"
    path.write_text(line + "\n", encoding="utf-8")
    with pytest.raises(InputError, match=told):
        read_claims(path)


def test_an_id_stands_once(tmp_path: Path) -> None:
    path = tmp_path / "claims.jsonl"
    path.write_text('{"id": "a", "claim": "x", "evidence": ["y"], "binary": 1}\n' * 2)
    with pytest.raises(InputError, match="line 1's too"):
        read_claims(path)


def test_the_command_gives_the_same_figures_as_json(claims: Path) -> None:
    result = CliRunner().invoke(app, ["claims", "--claims", str(claims), "--json"])
    assert result.exit_code == 0, result.output
    (found,) = json.loads(result.stdout)
    assert found["set"] == "envoys"
    assert [row["judge"] for row in found["rows"]] == [JUDGE, CONTAINMENT, EVERYTHING]
    missing = CliRunner().invoke(app, ["claims", "--claims", "absent.jsonl"])
    assert missing.exit_code == 2
    assert "no such file" in missing.output


def test_the_shipped_figures_are_read_and_told() -> None:
    found = read_published(published_file())
    assert {one.set for one in found} == {"wice_dev", "feversym_dev"}
    assert all(one.set in note(found) for one in found)


@pytest.mark.parametrize("text", ["[]", "{}", '[{"set": 3}]'])
def test_other_figures_are_refused(tmp_path: Path, text: str) -> None:
    path = tmp_path / "judge.json"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match="frus-evals claims"):
        read_published(path)


@pytest.mark.slow
def test_the_shipped_figures_are_what_the_judge_reaches(shared: Path) -> None:
    folder = shared / "evalsets" / "claims"
    names = ("wice_dev", "feversym_dev")
    found = [quality(read_claims(folder / f"{n}.jsonl"), 0, lambda *_: None) for n in names]
    assert as_json(found) == published_file().read_text(encoding="utf-8")
