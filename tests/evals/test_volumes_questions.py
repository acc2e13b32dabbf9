"""The questions on sixteen volumes: every sentence that is to answer stands where they say."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from corpus.tei import read_volume
from evals.case import Expect, Split, load_cases, volumes_set

CASES = load_cases(volumes_set(), None)


def test_half_of_each_kind_is_for_tuning() -> None:
    kinds = Counter((case.expect, case.split) for case in CASES)
    for expect in (Expect.ANSWER, Expect.REFUSE):
        assert kinds[expect, Split.TUNE] == kinds[expect, Split.REPORT] > 0


@pytest.mark.slow
def test_what_answers_stands_in_the_volumes(shared: Path) -> None:
    gold = [one for case in CASES for one in case.gold]
    wanted = {one.passage.split("/")[0] for one in gold}
    texts = {
        passage.id: passage.text
        for volume in sorted(wanted)
        for text in read_volume(shared / "frus" / "volumes" / f"{volume}.xml").documents
        for passage in text.passages
    }
    for one in gold:
        assert one.words in texts[one.passage], one.passage
