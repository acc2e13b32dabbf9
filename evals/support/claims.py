"""Labelled claims: sentences, what is cited for them, and whether people found it supports them."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from pydantic import Field

from assistant.batch import Line, read_numbered
from corpus.errors import InputError


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """A sentence, the sentences cited for it, and whether all of it follows from them.

    Claims of one `cluster` share a text or their words. `tuned` says that thresholds may be chosen
    on it; figures are of the others.
    """

    id: str
    text: str
    evidence: tuple[str, ...]
    supported: bool
    cluster: str
    tuned: bool


@dataclass(frozen=True, slots=True)
class ClaimSet:
    """The claims of a file, in its order, and its SHA-256."""

    name: str
    sha256: str
    claims: tuple[Claim, ...]


class _ClaimLine(Line):
    id: str
    claim: str = Field(min_length=1)
    evidence: list[str] = Field(min_length=1)
    binary: Literal[0, 1]


def read_claims(path: Path) -> ClaimSet:
    """The claims in `path`, one JSON object a line: {"id", "claim", "evidence": [sentences],
    "binary": 0 or 1}.

    Halves are told apart by the SHA-256 of a cluster's first id, so that no claim and no text lies
    in both. Raises InputError naming file, line and field, and where a half has one label alone.
    """
    if not path.is_file():
        raise InputError(f"{path}: no such file; name one with a claim a line")
    rows = read_numbered(path, _ClaimLine)
    lines: dict[str, int] = {}
    for number, row in rows:
        if row.id in lines:
            raise InputError(f"{path}:{number}: field id: {row.id!r} is line {lines[row.id]}'s too")
        lines[row.id] = number
    claims = tuple(_claims([row for _, row in rows]))
    for tuned in (True, False):
        if len({claim.supported for claim in claims if claim.tuned is tuned}) < 2:
            half = "tuning" if tuned else "report"
            raise InputError(
                f"{path}: field binary: the {half} half needs claims of both labels; give more"
            )
    return ClaimSet(path.stem, hashlib.sha256(path.read_bytes()).hexdigest(), claims)


def _claims(rows: Sequence[_ClaimLine]) -> list[Claim]:
    clusters = _clusters(rows)
    return [
        Claim(
            id=row.id,
            text=row.claim,
            evidence=tuple(row.evidence),
            supported=bool(row.binary),
            cluster=cluster,
            tuned=hashlib.sha256(cluster.encode()).digest()[-1] % 2 == 0,
        )
        for row, cluster in zip(rows, clusters, strict=True)
    ]


def _clusters(rows: Sequence[_ClaimLine]) -> list[str]:
    """For each claim the first id of those tied to it by equal claims and equal evidence."""
    above: dict[tuple[str, ...], tuple[str, ...]] = {}

    def top(node: tuple[str, ...]) -> tuple[str, ...]:
        while (next_ := above.setdefault(node, node)) != node:
            node = next_
        return node

    for row in rows:
        above[top(("claim", row.claim))] = top(("evidence", *row.evidence))
    first: dict[tuple[str, ...], str] = {}
    for row in rows:
        key = top(("claim", row.claim))
        first[key] = min(first.get(key, row.id), row.id)
    return [first[top(("claim", row.claim))] for row in rows]
