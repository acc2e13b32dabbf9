"""Count the words of the record: makes assistant/data/word_frequencies.tsv from TEI volumes."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from pathlib import Path

from corpus.passage import Kind
from corpus.tei import read_volume
from vectorstore.analysis import analyzer

_WORD = re.compile(r"[^\W_]+")
# A capital tells of a name only where a sentence has begun before it.
_IN_MID_SENTENCE = re.compile(r"[a-z,] $")
_LEAST = 20  # paragraphs; rarer words weigh almost the same as unknown ones


def count_words(volumes: Sequence[Path], told: Callable[[int, int], None]) -> Iterator[str]:
    """The lines of the table: stem, paragraphs that hold it, percent of capitals in mid-sentence.

    Two comment lines stand first; the second says how many paragraphs of how many volumes.
    """
    stem = _stemmer()
    holding: Counter[str] = Counter()
    met: Counter[str] = Counter()
    capital: Counter[str] = Counter()
    paragraphs = 0
    for done, volume in enumerate(volumes):
        told(done, len(volumes))
        for text in _paragraphs(volume):
            paragraphs += 1
            words = [(match, stem(match[0].lower())) for match in _WORD.finditer(text)]
            holding.update({word for _, word in words})
            for match, word in words:
                if _IN_MID_SENTENCE.search(text, max(match.start() - 2, 0), match.start()):
                    met[word] += 1
                    capital[word] += match[0][0].isupper()
    yield "# Analysed stem, paragraphs that hold it, percent of capitals in mid-sentence."
    yield f"# Over {paragraphs:,} paragraphs of {len(volumes)} volumes of FRUS (public domain)."
    for word in sorted(holding):
        if holding[word] >= _LEAST and not word.isdigit():
            share = round(100 * capital[word] / met[word]) if met[word] else 0
            yield f"{word}\t{holding[word]}\t{share}"


def _paragraphs(volume: Path) -> Iterable[str]:
    for text in read_volume(volume).documents:
        for passage in text.passages:
            if passage.kind is Kind.PARAGRAPH:
                yield passage.text


def _stemmer() -> Callable[[str], str]:
    analyse = analyzer()

    @cache
    def stem(word: str) -> str:
        return "".join(analyse.analyze(word)[:1])

    return stem
