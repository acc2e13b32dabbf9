"""Gradio imported without what it does for its own developers.

Gradio 6.31 parses the source of each of its 80 components and renders an interface file for it,
every time it is imported: two fifths of the time until the chat can be served (0.55 of 1.35 s on
two cores).
"""

from __future__ import annotations

import gc
import importlib.util
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec
from types import ModuleType

_MODULE = "gradio.component_meta"
_WRITER = "create_or_modify_pyi"


def import_gradio() -> None:
    """Import Gradio, quickly where it is not imported yet."""
    with _without_interfaces(), _uncollected():
        import gradio  # noqa: F401  # for its being imported


class _Finder(MetaPathFinder):
    """Finds one module as it is found anyway, and has it write no interfaces once it is loaded."""

    def find_spec(
        self,
        fullname: str,
        path: Sequence[str] | None,  # noqa: ARG002  # named by the protocol
        target: ModuleType | None = None,  # noqa: ARG002  # likewise
    ) -> ModuleSpec | None:
        """The module's own spec, whose loading ends with the writer switched off."""
        if fullname != _MODULE:
            return None
        sys.meta_path.remove(self)
        spec = importlib.util.find_spec(fullname)
        if spec is None or spec.loader is None:
            return spec
        load = spec.loader.exec_module

        def load_without(module: ModuleType) -> None:
            load(module)
            if hasattr(module, _WRITER):
                setattr(module, _WRITER, lambda *_: None)

        spec.loader.exec_module = load_without  # type: ignore[method-assign]
        return spec


@contextmanager
def _without_interfaces() -> Iterator[None]:
    finder = _Finder()
    sys.meta_path.insert(0, finder)
    try:
        yield
    finally:
        if finder in sys.meta_path:
            sys.meta_path.remove(finder)


@contextmanager
def _uncollected() -> Iterator[None]:
    """Nobody looks for garbage in what is imported within: all of it stays."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        if collecting:
            gc.enable()
