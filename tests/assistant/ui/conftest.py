"""A small assistant over the shipped document, whose replies are known beforehand."""

from __future__ import annotations

import pytest

from corpus.page_text import read_page
from corpus.passage import DocumentText
from tests.assistant.ui.scripted import PAGE, ScriptedAssistant


@pytest.fixture(scope="session")
def shipped() -> DocumentText:
    """The shipped document, read as the product reads it."""
    return read_page(PAGE)


@pytest.fixture(scope="session")
def scripted(shipped: DocumentText) -> ScriptedAssistant:
    """An assistant whose replies are known beforehand."""
    return ScriptedAssistant(shipped)
