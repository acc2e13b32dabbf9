"""The house: which module may import which, how long one may be, and what --help may load."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from importlinter.cli import EXIT_STATUS_SUCCESS, lint_imports

CHECKOUT = Path(__file__).parent.parent
PACKAGES = ("corpus", "vectorstore", "assistant", "evals")
LONGEST = 250  # lines
HEAVY = ("chromadb", "gradio", "langchain", "langchain_core", "sentence_transformers", "torch")


def test_imports_keep_their_contracts(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    monkeypatch.chdir(CHECKOUT)
    status = lint_imports(cache_dir=str(tmp_path), no_logo=True)
    assert status == EXIT_STATUS_SUCCESS, capsys.readouterr().out


def test_no_module_holds_more_than_one_idea() -> None:
    lengths = {
        str(module.relative_to(CHECKOUT)): len(module.read_text(encoding="utf-8").splitlines())
        for package in PACKAGES
        for module in (CHECKOUT / package).rglob("*.py")
    }
    assert len(lengths) > len(PACKAGES)
    assert {name: lines for name, lines in lengths.items() if lines > LONGEST} == {}


@pytest.mark.parametrize("command", ["assistant.cli", "evals.cli"])
def test_help_loads_no_heavy_library(command: str) -> None:
    program = (
        f"import sys; from {command} import app; app(['--help'], standalone_mode=False); "
        "print(sorted(name for name in sys.modules if '.' not in name), file=sys.stderr)"
    )
    ran = subprocess.run(
        [sys.executable, "-c", program], cwd=CHECKOUT, capture_output=True, text=True, check=True
    )
    assert "Usage" in ran.stdout
    loaded = ran.stderr
    assert "'typer'" in loaded
    assert [name for name in HEAVY if f"'{name}'" in loaded] == []
