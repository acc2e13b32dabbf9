"""Which judgments are asked, in what words, and what slices they are of."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from corpus.document import Volume
from corpus.errors import InputError
from corpus.library import Library
from evals.judgment import Judgment, Subject
from evals.retrieval.judged import judged_volumes
from evals.retrieval.queries import HEADLINE, JudgedVolume, Query, Reach, era, sample

Make = Callable[..., Judgment]
FISH = Volume(id="frus1961-63v90", title="Fish")


def test_a_query_of_the_whole_collection_names_its_volume(judgment: Make) -> None:
    query = Query(judgment(("a",)), FISH)
    assert query.text(Reach.VOLUME) == "herring"
    assert query.text(Reach.COLLECTION) == "herring, Fish"


def test_slices_tell_what_a_query_is_and_persons_stand_apart(judgment: Make) -> None:
    def slices(*locators: tuple[str, ...], **fields: object) -> tuple[str, ...]:
        return Query(judgment(*locators, **fields), FISH).slices

    assert slices(("a",), subject=Subject.PERSON, in_note=True) == ("person",)
    assert slices(("a",)) == (HEADLINE, "topic", "strict", "1961-63")
    assert slices(("a", "b"), subject=Subject.ENTITY) == (HEADLINE, "entity", "1961-63")
    assert slices(("a",), in_note=True) == (HEADLINE, "topic", "strict", "footnote", "1961-63")


@pytest.mark.parametrize(
    ("volume", "years"),
    [
        ("frus1969-76ve05p2", "1969-76"),
        ("frus1948v01p1", "1948"),
        ("frus1917-72PubDip", "1917-72"),
        ("frus1944Quebec", "1944"),
        ("letters", "no year"),
    ],
)
def test_an_era_is_the_subseries(volume: str, years: str) -> None:
    assert era(Volume(id=volume, title="?")) == years


def test_sub_entries_of_a_heading_are_one_cluster(judgment: Make) -> None:
    one = Query(judgment(("a",), headings=("Herring", "Bergen fleet")), FISH)
    other = Query(judgment(("b",), headings=("HERRING",)), FISH)
    elsewhere = Query(judgment(("b",), headings=("Herring",)), Volume(id="frus1948v01", title="?"))
    assert one.cluster == other.cluster != elsewhere.cluster


def test_a_sample_of_a_volume_does_not_depend_on_the_others(judgment: Make) -> None:
    def volume(id_: str) -> JudgedVolume:
        kinds = [Subject.PERSON] * 30 + [Subject.TOPIC] * 30
        made = [judgment(("a",), id=f"{id_}/{n}", subject=kind) for n, kind in enumerate(kinds)]
        return JudgedVolume(Volume(id=id_, title="?"), tuple(made), {})

    both = sample([volume("frus1948v01"), volume("frus1949v01")], 5, seed=1)
    assert len(both) == 20
    assert sum(query.judgment.subject is Subject.PERSON for query in both) == 10
    assert both[10:] == sample([volume("frus1949v01")], 5, seed=1)
    assert both[10:] != sample([volume("frus1949v01")], 5, seed=2)
    assert len(sample([volume("frus1949v01")], None, seed=1)) == 60
    assert len(sample([volume("frus1949v01")], 40, seed=1)) == 60


def test_volumes_are_judged_by_their_own_indexes(installed: Any, trap: str) -> None:
    library = Library(installed.home)
    fish, metals = judged_volumes(library)
    assert (fish.volume.id, metals.volume.id) == ("frus1961-63v90", "frus1964-68v91")
    found = {one.query: set(one.locators) for one in fish.judgments}
    assert any(trap in query for query in found)
    (limits,) = [places for query, places in found.items() if query.startswith("Iceland")]
    assert limits == {("frus1961-63v90/d2",)}
    (wanted,) = judged_volumes(library, ["frus1964-68v91"])
    assert wanted.volume == metals.volume


def test_what_cannot_judge_is_refused(installed: Any, tmp_path: Path) -> None:
    library = Library(installed.home)
    with pytest.raises(InputError, match="frus1944Quebec has no index of its own"):
        judged_volumes(library, ["frus1944Quebec"])
    with pytest.raises(InputError, match="frus1 is not installed; see: frus corpus list"):
        judged_volumes(library, ["frus1"])
    with pytest.raises(InputError, match="no installed volume has an index of its own"):
        judged_volumes(Library(tmp_path))
