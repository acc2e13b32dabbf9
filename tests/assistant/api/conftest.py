"""The API over the shipped document, without a server."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from assistant.api.routes import routes
from assistant.app import Assistant
from assistant.cards import read_cards
from assistant.live import LiveAssistant
from assistant.settings import read_settings
from assistant.ui.pages.site import Site


@pytest.fixture(scope="module")
def client(assistant: Assistant) -> Iterator[TestClient]:
    live = LiveAssistant(assistant, assistant.index.folder.parent)
    site = Site(assistant=live, cards=lambda: read_cards(read_settings(), print), api=True)
    with TestClient(Starlette(routes=routes(site))) as client:
        yield client
