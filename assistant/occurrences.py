"""All places of one string in another, in linear time whatever the strings."""

from __future__ import annotations

from collections.abc import Iterator


def occurrences(needle: str, text: str) -> Iterator[int]:
    """Where `needle` begins in `text`, overlaps included.

    Linear in both lengths however often the needle repeats itself. An empty needle is nowhere.
    """
    first = text.find(needle) if needle else -1
    if first < 0:
        return
    yield first
    borders = _borders(needle)
    # Occurrences stand at least a period apart: where that is half a needle or more, looking for
    # one after another reads no character more than three times.
    search = _repeated if 2 * borders[-1] > len(needle) else _apart
    yield from search(needle, text, first, borders)


def _apart(needle: str, text: str, first: int, _: list[int]) -> Iterator[int]:
    at = text.find(needle, first + 1)
    while at >= 0:
        yield at
        at = text.find(needle, at + 1)


def _repeated(needle: str, text: str, first: int, borders: list[int]) -> Iterator[int]:
    """The occurrences after `first` (Knuth, Morris and Pratt 1977)."""
    matched = borders[-1]
    for offset in range(first + len(needle), len(text)):
        while matched and (matched == len(needle) or needle[matched] != text[offset]):
            matched = borders[matched - 1]
        matched += needle[matched] == text[offset]
        if matched == len(needle):
            yield offset + 1 - matched


def _borders(needle: str) -> list[int]:
    """For each prefix of `needle`, the length of its longest proper prefix that also ends it."""
    borders = [0] * len(needle)
    length = 0
    for index in range(1, len(needle)):
        while length and needle[length] != needle[index]:
            length = borders[length - 1]
        length += needle[length] == needle[index]
        borders[index] = length
    return borders
