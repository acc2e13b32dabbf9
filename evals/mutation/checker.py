"""Faults in the checker of quotations."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from itertools import islice, permutations
from typing import Any

from assistant.quotes import Match, Tier, nearest
from evals.mutation.fault import Family, Fault, Plant
from evals.mutation.seam import seam

_Find = Callable[[str, str], Match | None]
_MARK = re.compile(r"\s*\.\.\.\s*|\s*…\s*")


# No operator that changes quotations reaches them.
_UNSEEN = frozenset({"punctuation ignored", "any order", "any gap", "insertions unlimited"})


def faults() -> tuple[Fault, ...]:
    """The faults of the family."""
    return (
        _fault("fuzzy", "words that are nine tenths alike are accepted", _finding(_fuzzy)),
        _fault(
            "words alone",
            "a quotation is accepted whose words all stand there in any order",
            _finding(_bag),
        ),
        _fault(
            "case ignored",
            "capitals and small letters are the same",
            _finding(_caseless),
            "retyped",
        ),
        _fault(
            "punctuation ignored",
            "commas and stops are not compared",
            _finding(_unpointed),
        ),
        _fault(
            "negation in a gap",
            "an ellipsis may leave out a “not”",
            seam("assistant.elision:_between", lambda _: lambda *_: False),
        ),
        _fault(
            "any order",
            "fragments may stand in any order",
            seam("assistant.quotes:elided", _any_order),
        ),
        _fault(
            "first fragment alone",
            "what follows an ellipsis is not looked for",
            _finding(_first_fragment),
        ),
        _fault(
            "any gap",
            "an ellipsis may leave out anything",
            seam("assistant.elision:LEFT_OUT", lambda _: 100_000),
        ),
        _fault(
            "insertions unlimited",
            "a bracket may stand for anything",
            seam("assistant.elision:PUT_IN", lambda _: 100_000),
        ),
        _fault(
            "place ignored",
            "words are true wherever they stand",
            seam("assistant.place:Place.holds", lambda _: lambda *_: True),
            "misplaced",
        ),
        _fault(
            "page ignored",
            "the cited page is not compared",
            seam("assistant.place:Place.holds", _without("page")),
            "misplaced",
        ),
        _fault(
            "passage ignored",
            "any passage of the cited document is the cited one",
            seam("assistant.place:Place.holds", _without("passage")),
            "misplaced",
        ),
        _fault("rejects all", "nothing is found anywhere", _finding(lambda *_: None), "retyped"),
        _fault(
            "quotation marks not folded",
            "straight quotation marks are another text",
            seam("assistant.folding:_PLAINLY", lambda _: str.maketrans("\n\u00a0", "  ")),
            "operators",
        ),
        _fault(
            "marks not read",
            "an ellipsis is taken for the source's own",
            seam("assistant.quotes:elided", lambda _: lambda *_: None),
            "retyped",
        ),
        _fault(
            "one passage alone",
            "words that run over a paragraph are not found",
            seam("assistant.found:_in_several", lambda _: lambda *_: iter(())),
            "retyped",
        ),
    )


def _fault(name: str, breaks: str, plant: Plant, metric: str = "falsified") -> Fault:
    return Fault(
        name=f"checker: {name}",
        family=Family.CHECKER,
        breaks=breaks,
        metric=f"quotations/{metric}",
        plant=plant,
        unseen=name in _UNSEEN,
    )


def _finding(wrong: Callable[[_Find, str, str], Match | None]) -> Plant:
    def make(right: Any) -> _Find:
        return lambda words, text: wrong(right, words, text)

    return seam("assistant.found:find", make)


def _fuzzy(right: _Find, words: str, text: str) -> Match | None:
    found = right(words, text)
    if found is not None:
        return found
    like = nearest(words, text)
    return Match(like.start, like.end, Tier.FOLDED) if like.ratio >= 0.9 else None


def _bag(right: _Find, words: str, text: str) -> Match | None:
    found = right(words, text)
    spoken = set(re.findall(r"\w+", words.lower()))
    if found is None and spoken <= set(re.findall(r"\w+", text.lower())):
        return Match(0, len(text), Tier.FOLDED)
    return found


def _caseless(right: _Find, words: str, text: str) -> Match | None:
    return right(words.lower(), text.lower()) if len(text.lower()) == len(text) else None


def _unpointed(right: _Find, words: str, text: str) -> Match | None:
    found = right(words, text)
    if found is not None:
        return found
    plain = re.sub(r"[,;:](?= )", "", words)
    bare = re.sub(r"[,;:](?= )", "", text)
    found = right(plain, bare)
    return None if found is None else Match(0, len(text), Tier.FOLDED)


def _first_fragment(right: _Find, words: str, text: str) -> Match | None:
    return right(words, text) or right(_MARK.split(words)[0], text)


def _any_order(right: Any) -> Callable[..., object]:
    def elided(words: str, text: object) -> object:
        parts = [part for part in _MARK.split(words) if part]
        orders = islice(permutations(parts), 24)
        found = (right(" ... ".join(order), text) for order in orders if len(order) > 1)
        return right(words, text) or next((one for one in found if one), None)

    return elided


def _without(part: str) -> Callable[[Any], Callable[..., bool]]:
    """Places are compared without one of their parts."""
    return lambda right: lambda place, *words: right(replace(place, **{part: None}), *words)
