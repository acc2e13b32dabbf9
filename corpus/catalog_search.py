"""How well a few words match a volume of the catalog."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

_TOKEN = re.compile(r"\w+")
_YEAR = re.compile(r"[0-9]{4}")
_SHORTEST_PREFIX = 3  # letters, so that "v" is Volume V and not Vietnam
# What a word of a query is worth by where it stands. The volume's own title says what it is about;
# the complete one has the series' name too, which all volumes share.
_WHOLE_ID = 100
_OWN_WORD = 4
_OWN_BEGINNING = 3
_WORD = 2
_BEGINNING = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Searched:
    """A volume as it is searched: folded words, its folded id and the years it covers."""

    id: str
    years: range
    own: frozenset[str]
    others: frozenset[str]


def searched(*, id_: str, years: range, own: str, others: Iterable[str]) -> Searched:
    """A volume to be searched by its id, years, own title and other words."""
    return Searched(
        id=_fold(id_),
        years=years,
        own=frozenset(_tokens(own)),
        others=frozenset(token for text in others for token in _tokens(text)),
    )


def score(words: Sequence[str], volume: Searched) -> int | None:
    """How well `words` match the volume, from 0 up for no words; None where one does not."""
    total = 0
    for word in words:
        points = _points(_fold(word), volume)
        if points == 0:
            return None
        total += points
    return total


def _points(word: str, volume: Searched) -> int:
    """The points of one word, 0 where it does not match; joined words match part by part."""
    if word == volume.id:
        return _WHOLE_ID
    tokens = _tokens(word)
    parts = [_token_points(token, volume) for token in tokens]
    if parts and all(parts):
        return sum(parts)
    return _WORD if tokens and len(word) >= _SHORTEST_PREFIX and word in volume.id else 0


def _token_points(token: str, volume: Searched) -> int:
    if token in volume.own:
        return _OWN_WORD
    if _YEAR.fullmatch(token) and int(token) in volume.years:
        return _OWN_BEGINNING if len(volume.years) == 1 else _WORD
    if len(token) >= _SHORTEST_PREFIX and any(word.startswith(token) for word in volume.own):
        return _OWN_BEGINNING
    if token in volume.others:
        return _WORD
    if len(token) >= _SHORTEST_PREFIX and any(word.startswith(token) for word in volume.others):
        return _BEGINNING
    return 0


def _tokens(text: str) -> list[str]:
    return _TOKEN.findall(_fold(text))


def _fold(text: str) -> str:
    """`text` without letter case and accents, with a hyphen for every dash."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    bare = "".join(c for c in decomposed if not unicodedata.combining(c))
    return re.sub(r"[‐-―−]", "-", bare)
