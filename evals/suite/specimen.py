"""The stage that holds a made-up volume against its source, for what the shipped page lacks.

No sentence of the document that ships runs over a page, its notes are numbered from 1, and it has
one voice. A small volume with all of that shows whether pages and notes are still cited rightly.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory

from evals.mutation.volume import VOLUME, write_volume
from evals.quotations.installed import opened
from evals.record.tei import read_volume_sources
from evals.suite.judged import Found
from evals.suite.stored import Stored
from evals.suite.world import Progress, World

_NAME = "specimen"


@dataclass(frozen=True, slots=True)
class Specimen:
    """The stage; it reads and indexes the volume in a folder that is gone at the end."""

    @property
    def name(self) -> str:
        """What metrics are called by."""
        return _NAME

    def __call__(self, world: World, progress: Progress) -> Found:
        """What the checks say of every sentence of the volume; of `world` nothing is asked."""
        with TemporaryDirectory(prefix="frus-specimen-") as folder:
            path = write_volume(Path(folder))
            record = {one.document: one for one in read_volume_sources(path)}
            with opened([str(path)], None, progress) as (index, _):
                own = World(assistant=world.assistant, index=index, record=record)
                return _renamed(Stored((VOLUME,))(own, progress))


def specimen_digest() -> str:
    """The SHA-256 of the volume."""
    with TemporaryDirectory(prefix="frus-specimen-") as folder:
        return hashlib.sha256(write_volume(Path(folder)).read_bytes()).hexdigest()


def _renamed(found: Found) -> Found:
    """What was found, under this stage's name."""
    return replace(
        found,
        definitions=tuple(
            replace(one, metric=_named(one.metric), title=one.title.replace("store:", "specimen:"))
            for one in found.definitions
        ),
        judged=tuple(replace(one, metric=_named(one.metric)) for one in found.judged),
        due=frozenset(map(_named, found.due)),
    )


def _named(metric: str) -> str:
    return f"{_NAME}/{metric.partition('/')[2]}"
