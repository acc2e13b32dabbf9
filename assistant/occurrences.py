"""All places of one string in another, in linear time whatever the strings."""

from __future__ import annotations

from collections.abc import Iterator


def occurrences(needle: str, text: str) -> Iterator[int]:
    """Where `needle` begins in `text`, overlaps included (Knuth, Morris and Pratt 1977).

    Linear in both lengths however often the needle repeats itself. An empty needle is nowhere.
    """
    first = text.find(needle) if needle else -1
    if first < 0:
        return
    borders = _borders(needle)
    matched = 0
    for offset in range(first, len(text)):
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
