"""Gradio imported without the interfaces that it writes for its own developers."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).parents[3]
_PROGRAM = """
import sys
before = len(sys.meta_path)
{importing}
import gradio, gradio.component_meta as meta
box = gradio.Textbox("There.")
assert len(sys.meta_path) == before and box.value == "There." and callable(box.submit)
print(meta.create_or_modify_pyi.__name__)
"""


@pytest.mark.parametrize(
    ("importing", "writer"),
    [
        ("from assistant.ui.quick_import import import_gradio; import_gradio()", "<lambda>"),
        ("import gradio", "create_or_modify_pyi"),
    ],
)
def test_components_work_without_the_writer(importing: str, writer: str) -> None:
    ran = subprocess.run(
        [sys.executable, "-c", _PROGRAM.format(importing=importing)],
        cwd=CHECKOUT,
        capture_output=True,
        text=True,
        check=True,
    )
    assert ran.stdout.strip() == writer
