"""What one question may take of a language model: seconds, characters sent, tokens written."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass

from corpus.errors import InputError

# No token of an alphabet that the record is written in stands for more characters, on average.
_CHARACTERS_A_TOKEN = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """The most that one question may take of a language model; every value is above 0.

    `seconds` are those of all tries together, half of them at most pass before the first word;
    `characters` are those sent with one try, `tokens` those written in reply. `pause` is the
    time in seconds between a try that failed in passing and the next one.
    """

    seconds: float = 60.0
    characters: int = 24_000
    tokens: int = 4_000
    pause: float = 1.0

    def __post_init__(self) -> None:
        if min(self.seconds, self.characters, self.tokens, self.pause) <= 0:
            raise ValueError(f"a language model cannot answer within {self}")

    @property
    def first_word(self) -> float:
        """Seconds until the first word of a reply."""
        return self.seconds / 2

    @property
    def reply(self) -> int:
        """Characters of a reply, for models that count tokens otherwise or not at all."""
        return self.tokens * _CHARACTERS_A_TOKEN


def read_limits(environment: Mapping[str, str] = os.environ) -> Limits:
    """The limits that this process sets by FRUS_LLM_SECONDS, _CHARACTERS and _TOKENS.

    Raises InputError for one that is no whole number above 0.
    """
    given = {name: f"FRUS_LLM_{name.upper()}" for name in ("seconds", "characters", "tokens")}
    return Limits(
        **{
            name: _number(variable, environment[variable])
            for name, variable in given.items()
            if variable in environment
        }
    )


def _number(variable: str, value: str) -> int:
    # int() would take "１" and "1_0".
    if not (value.isascii() and value.isdigit() and len(value) <= 9 and int(value)):
        raise InputError(f"{variable}: {value[:20]!r} is no whole number above 0; mend or unset it")
    return int(value)
