"""How much a word tells: its frequency in the diplomatic record, and whether it is a name."""

from __future__ import annotations

import math
from dataclasses import dataclass
from pathlib import Path

# Paragraphs over which `frus-evals words` counted assistant/data/word_frequencies.tsv.
_PARAGRAPHS = 354_702
_NAME_SHARE = 80  # percent of mid-sentence uses with a capital from which a word counts as a name


@dataclass(frozen=True, slots=True)
class WordTable:
    """Paragraph counts and capital shares (percent) of analysed words."""

    counts: dict[str, int]
    capitals: dict[str, int]

    def weight(self, word: str) -> float:
        """Inverse document frequency of an analysed word, scaled to 0..1; 1 for a word unseen.

        ``log(N / n) / log(N)`` with n of N paragraphs holding the word (Sparck Jones 1972).
        """
        count = max(self.counts.get(word, 1), 1)
        return math.log(_PARAGRAPHS / count) / math.log(_PARAGRAPHS)

    def is_name(self, word: str) -> bool:
        """Whether the record mostly writes an analysed word with a capital."""
        return self.capitals.get(word, 0) >= _NAME_SHARE

    def knows(self, word: str) -> bool:
        """Whether the record uses an analysed word at all often."""
        return word in self.counts


def read_word_table() -> WordTable:
    """The table that comes with the project."""
    path = Path(__file__).parent / "data" / "word_frequencies.tsv"
    rows = [
        line.split("\t")
        for line in path.read_text(encoding="utf-8").splitlines()
        if not line.startswith("#")
    ]
    return WordTable(
        counts={word: int(count) for word, count, _ in rows},
        capitals={word: int(share) for word, _, share in rows},
    )
