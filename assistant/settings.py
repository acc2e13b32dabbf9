"""Settings from the environment: where the home folder lies, and where volumes come from."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from corpus.catalog import SOURCE_URL
from corpus.errors import InputError

DEFAULT_HOME = Path(__file__).parent.parent / "vectorstore" / "data"


@dataclass(frozen=True, slots=True)
class Settings:
    """`home` is the folder of added volumes and of the index.

    `source_url` is the address below which every published volume stands as ``<id>.xml``.
    """

    home: Path
    source_url: str = SOURCE_URL

    @property
    def index(self) -> Path:
        """The folder of index versions."""
        return self.home / "index"

    @property
    def downloads(self) -> Path:
        """The folder of volumes on their way here."""
        return self.home / "downloads"

    @property
    def lessons(self) -> Path:
        """The folder of a teacher's own lessons."""
        return self.home / "lessons"

    @property
    def reports(self) -> Path:
        """The file of quotations that readers of the chat reported as wrong, a line each."""
        return self.home / "reports.jsonl"


def read_settings(environment: Mapping[str, str] = os.environ) -> Settings:
    """Settings of this process.

    FRUS_HOME names the home, by default inside the checkout; FRUS_SOURCE_URL the address of the
    volumes, by default that of the Office of the Historian. Raises InputError for unusable ones.
    """
    return Settings(_home(environment.get("FRUS_HOME")), _address(environment))


def _home(named: str | None) -> Path:
    if named is None:
        return DEFAULT_HOME
    if not named.strip() or "\n" in named or "\0" in named:
        raise InputError("FRUS_HOME is set, but names no folder; name one, or unset it")
    try:
        named.encode()
        return Path(named).expanduser().absolute()
    except (RuntimeError, UnicodeEncodeError) as error:
        raise InputError(f"FRUS_HOME names no folder that can be used: {error}") from None


def _address(environment: Mapping[str, str]) -> str:
    """The address of the volumes. What it holds is recorded and shown, so it has no password."""
    named = environment.get("FRUS_SOURCE_URL", SOURCE_URL)
    try:
        parts = urlsplit(named)
        host, _ = parts.hostname, parts.port
    except ValueError:
        host = None
    plain = named.isascii() and named.isprintable() and not set(' ?#@\\"<>') & set(named)
    if not plain or not host or parts.scheme not in ("http", "https"):
        raise InputError(
            f"FRUS_SOURCE_URL is not an address such as {SOURCE_URL}: it needs https:// and a "
            "host, and no space, name, password, ? or #; mend or unset it"
        )
    return named.rstrip("/")


def stay_offline() -> None:
    """Switch off telemetry, tracing and downloads of every library, whatever was set before."""
    os.environ.update(
        ANONYMIZED_TELEMETRY="False",
        DO_NOT_TRACK="1",
        GRADIO_ANALYTICS_ENABLED="False",
        HF_HUB_DISABLE_TELEMETRY="1",
        HF_HUB_OFFLINE="1",
        LANGCHAIN_TRACING="false",
        LANGCHAIN_TRACING_V2="false",
        LANGSMITH_TRACING="false",
        LANGSMITH_TRACING_V2="false",
        TRANSFORMERS_OFFLINE="1",
    )
