"""What a command loads before it answers: seconds and memory for everyone who asks once."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from assistant.app import Assistant

CHECKOUT = Path(__file__).parents[2]
# Libraries that an answer from a small index does not need, by the first part of their names.
HEAVY = (
    *("torch", "sentence_transformers", "transformers", "scipy", "sklearn", "pandas"),
    *("gradio", "starlette", "uvicorn", "fastapi", "chromadb", "onnxruntime"),
    *("langchain", "langgraph", "langchain_chroma", "langchain_text_splitters"),
    *("lxml", "httpx", "citeproc", "mcp", "yaml"),
)
_PROGRAM = """
import gc, sys
from assistant.cli import app
app(sys.argv[1:], standalone_mode=False)
loaded = {name.partition(".")[0] for name in sys.modules}
print(gc.isenabled(), gc.get_freeze_count() > 10_000, *sorted(loaded), file=sys.stderr)
"""


def loaded(home: Path, *command: str) -> tuple[str, list[str]]:
    """What the command prints, and which libraries its process has loaded by then."""
    ran = subprocess.run(
        [sys.executable, "-c", _PROGRAM, *command],
        cwd=CHECKOUT,
        env=os.environ | {"FRUS_HOME": str(home)},
        capture_output=True,
        text=True,
        check=True,
    )
    collecting, freed_of_imports, *names = ran.stderr.splitlines()[-1].split()
    assert (collecting, freed_of_imports) == ("True", "True")
    return ran.stdout, names


@pytest.mark.parametrize(
    "command",
    [
        ("ask", "Where are the records of the Tehran Conference?"),
        ("ask", "--json", "Where are the records of the Tehran Conference?"),
        ("search", "Tehran Conference"),
    ],
    ids=lambda command: " ".join(command[:-1]),
)
def test_an_answer_loads_no_heavy_library(
    assistant: Assistant, home: Path, command: tuple[str, ...]
) -> None:
    printed, names = loaded(home, *command)
    assert "Tehran" in printed
    assert {"openvino", "tantivy", "simsimd"} <= set(names)
    assert [name for name in HEAVY if name in names] == []


def test_a_greeting_does_not_load_the_model(assistant: Assistant, home: Path) -> None:
    printed, names = loaded(home, "ask", "Hello!")
    assert printed.strip()
    assert [name for name in (*HEAVY, "openvino", "tokenizers") if name in names] == []
