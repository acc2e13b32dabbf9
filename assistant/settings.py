"""Settings from the environment: where the home folder lies."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from corpus.errors import InputError

DEFAULT_HOME = Path(__file__).parent.parent / "vectorstore" / "data"


@dataclass(frozen=True, slots=True)
class Settings:
    """`home` is the folder of added volumes and of the index."""

    home: Path

    @property
    def index(self) -> Path:
        """The folder of index versions."""
        return self.home / "index"


def read_settings(environment: Mapping[str, str] = os.environ) -> Settings:
    """Settings of this process: FRUS_HOME names the home, by default inside the checkout."""
    named = environment.get("FRUS_HOME")
    if named is None:
        return Settings(DEFAULT_HOME)
    if not named.strip() or "\n" in named or "\0" in named:
        raise InputError("FRUS_HOME is set, but names no folder; name one, or unset it")
    try:
        named.encode()
        return Settings(Path(named).expanduser().absolute())
    except (RuntimeError, UnicodeEncodeError) as error:
        raise InputError(f"FRUS_HOME names no folder that can be used: {error}") from None


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
