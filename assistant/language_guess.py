"""A guess at the language of words that no small word tells, by the model of py3langid."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier  # type: ignore[import-untyped]

# Among all its 140 languages every name is a word of some.
_LANGUAGES = "en de fr es it pt nl pl sv da no fi cs hu ro tr id vi la ca".split()  # noqa: SIM905


def guess(text: str) -> tuple[str, float]:
    """The likeliest language of `text` (ISO 639-1), and how likely it is, 0..1."""
    language, probability = _identifier().classify(text)
    return str(language), float(probability)


@cache  # the package's own model, which never changes: 0.7 s and 75 MB
def _identifier() -> LanguageIdentifier:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    identifier.set_languages(_LANGUAGES)
    return identifier
