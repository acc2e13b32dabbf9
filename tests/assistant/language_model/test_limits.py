"""What one question may take of a language model, and who may change it."""

from __future__ import annotations

import pytest

from assistant.language_model.limits import Limits, read_limits
from corpus.errors import InputError


def test_limits_are_read_from_the_environment() -> None:
    assert read_limits({}) == Limits()
    given = {"FRUS_LLM_SECONDS": "300", "FRUS_LLM_CHARACTERS": "9000", "FRUS_LLM_TOKENS": "500"}
    assert read_limits(given) == Limits(seconds=300, characters=9000, tokens=500)
    assert read_limits(given).first_word == 150


@pytest.mark.parametrize("value", ["", "0", "-1", "1.5", "１", "1_0", "ten", "9" * 10, "1\n"])
@pytest.mark.parametrize("name", ["SECONDS", "CHARACTERS", "TOKENS"])
def test_a_limit_that_is_no_number_is_refused(name: str, value: str) -> None:
    with pytest.raises(InputError, match=f"FRUS_LLM_{name}: .* is no whole number above 0"):
        read_limits({f"FRUS_LLM_{name}": value})


@pytest.mark.parametrize("name", ["seconds", "characters", "tokens", "pause"])
def test_a_limit_of_nothing_cannot_be(name: str) -> None:
    with pytest.raises(ValueError, match="cannot answer within"):
        Limits(**{name: 0})
