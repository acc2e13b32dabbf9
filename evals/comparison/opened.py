"""The two runs to compare, and whether they may be."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from corpus.errors import InputError
from evals.suite.results import Results, Run, read_results

_FILE = "results.json"
_DIGITS = 12  # of a digest, enough to tell two apart


def open_run(path: Path) -> Results:
    """The results in a file, or in the folder that `frus-evals run --out` wrote.

    Raises InputError where there are none.
    """
    return read_results(path / _FILE if path.is_dir() else path)


def require_comparable(before: Run, after: Run, *, across: bool) -> None:
    """Raises InputError with both values where a difference would say nothing of the code.

    With `across` the digests of the indexes may differ, and with them the embedding model.
    """
    faults = list(_faults(before, after))
    if not across and before.digest != after.digest:
        faults.append(
            f"index digest: A has {before.digest[:_DIGITS]} ({before.model}), B has "
            f"{after.digest[:_DIGITS]} ({after.model}); run both on one index, or add --across if "
            "the index is what was changed"
        )
    if faults:
        raise InputError(f"these runs cannot be compared: {'; '.join(faults)}")


def _faults(before: Run, after: Run) -> Iterator[str]:
    if before.suite != after.suite:
        yield f"suite: A is {before.suite}, B is {after.suite}; run both with the same --suite"
    if before.seed != after.seed:
        yield f"seed: A has {before.seed}, B has {after.seed}; run both with the same --seed"
    yield from _unlike("volume", before.volumes, after.volumes, "run both on the same volumes")
    yield from _unlike("set", before.sets, after.sets, "run both with the same sets")


def _unlike(
    kind: str, before: Mapping[str, str], after: Mapping[str, str], advice: str
) -> Iterator[str]:
    for name in sorted(before.keys() | after.keys()):
        if before.get(name) != after.get(name):
            yield f"{kind} {name}: A has {_short(before, name)}, B has {_short(after, name)}; " + (
                advice
            )


def _short(digests: Mapping[str, str], name: str) -> str:
    return digests[name][:_DIGITS] if name in digests else "none"
