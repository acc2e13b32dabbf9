"""Whether a message is in another language than English, the language of the record.

Small words tell: a question of several words has some in any language, and names have few. So
"Who was Ngo Dinh Diem?" is English by "who", "Wer war Ngo Dinh Diem?" is not by "wer", and bare
names are searched as they are.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping

from assistant.language_guess import guess
from assistant.language_words import CERTAIN, ENGLISH, LIKELY, OTHERS

# A word, with the apostrophe after what French leaves of a word before a vowel.
_WORD = re.compile(r"(?<!\w)(?:(?:qu|[cdjln])'(?=[^\W\d_])|[^\W\d_]+)", re.I)
# Letters up to here are Latin, and so are those with two marks, as Vietnamese has them.
_LAST_LATIN, _MORE_LATIN = 0x024F, range(0x1E00, 0x1F00)
_ENOUGH = 1.5  # evidence of another language that has a word of at least LIKELY
_ENOUGH_SLIGHT = 2.0  # without one: names have such words too
_FOR_ENGLISH = 2.0  # what a word of English weighs against the other language
_UNKNOWN = 0.5  # what a small word that the record does not know speaks against English
_MOST_UNKNOWN = 4
# Where small words tell nothing, and most words in small letters are unknown, a model guesses: of
# at least so many words (it takes "omar torrijos herrera" for Spanish), and it is believed from
# this probability on.
_GUESSED, _LIKELY_ENOUGH = 4, 0.7


def is_foreign(message: str, knows: Callable[[str], bool]) -> bool:
    """Whether `message` is in another language; `knows` tells words of English or of the record."""
    letters = [letter for letter in message if letter.isalpha()]
    if 2 * sum(map(_latin, letters)) < len(letters):
        return True
    if "¿" in message or "¡" in message:
        return True
    text = unicodedata.normalize("NFC", message).replace("’", "'")
    return _foreign(text, _WORD.findall(text), knows)


def _foreign(text: str, words: list[str], knows: Callable[[str], bool]) -> bool:
    # Among small letters capitals are abbreviations: "SES" is no French.
    shouted = len(words) > 2 and all(map(str.isupper, words))
    told = [word for word in words if shouted or len(word) == 1 or not word.isupper()]
    small = {word.lower() for word in told}
    lower = {word for word in told if word.islower() and len(word) > 1 and word[-1] != "'"}
    english = _FOR_ENGLISH * len(small & ENGLISH)
    if any(_evidence(small, language, lower, knows) > english for language in OTHERS):
        return True
    whole = [word for word in text.split() if sum(map(str.isalpha, word)) > 1]
    if english or len(whole) < _GUESSED or not lower or _known(lower, knows) > len(lower) / 2:
        return False
    language, probability = guess(text)
    return language != "en" and probability >= _LIKELY_ENOUGH


def _known(words: set[str], knows: Callable[[str], bool]) -> int:
    return sum(map(knows, words))


def _evidence(
    small: set[str], language: Mapping[str, float], lower: set[str], knows: Callable[[str], bool]
) -> float:
    """How much speaks for a language; 0 where it is too little."""
    said = small & language.keys()
    best = max((language[word] for word in said), default=0.0)
    if not said or (len(small) == 1 and best < CERTAIN):
        return 0.0
    others = lower - said
    unknown = len(others) - 2 * _known(others, knows)
    told = sum(language[word] for word in said) + _UNKNOWN * min(max(unknown, 0), _MOST_UNKNOWN)
    least = _ENOUGH if best >= LIKELY else _ENOUGH_SLIGHT
    return told if best == CERTAIN or told >= least else 0.0


def _latin(letter: str) -> bool:
    return ord(letter) <= _LAST_LATIN or ord(letter) in _MORE_LATIN
