"""Building again: nothing is embedded twice, and the way to an index leaves no trace in it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from tests.vectorstore.survival.books import Edition

if TYPE_CHECKING:
    from tests.vectorstore.survival.conftest import Host


def keys(edition: int) -> dict[str, str]:
    return {id_: key for id_, (_, key) in Edition(edition).sought().items()}


def test_the_same_volumes_again_embed_nothing_and_give_the_same_index(
    host: Host, copy: Callable[[], Path], tmp_path: Path
) -> None:
    root = copy()
    first = host.run(job="build", root=str(root), edition=1)
    again = host.run(job="build", root=str(root), edition=1)
    assert (again["embedded"], again["claimed"]) == (0, 0)
    for edition in (0, 1):
        latest = host.run(job="build", root=str(root), edition=edition)
    assert latest["embedded"] == 0
    fresh = host.run(job="build", root=str(tmp_path / "fresh"), edition=1)
    for built in (again, latest, fresh):
        assert (built["version"], built["digest"]) == (first["version"], first["digest"])


def test_changed_documents_alone_are_embedded(host: Host, copy: Callable[[], Path]) -> None:
    before, after = keys(0), keys(1)
    new = {id_ for id_, key in after.items() if before.get(id_) != key}
    documents = {id_.rpartition("/")[0] for id_ in new}
    assert {"frus1902/d1", "frus1902/d2"} == {d for d in documents if "frus1905" not in d}
    built = host.run(job="build", root=str(copy()), edition=1)
    assert built["embedded"] == len(new)
