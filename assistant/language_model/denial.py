"""Whether a lead-in denies what the sentences cited deny, and nothing else."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from assistant.language_model.wording import Token

_DENYING = frozenset(
    {
        *("no", "not", "never", "without", "unless", "except", "cannot", "neither", "nor"),
        *("none", "nothing", "nobody", "nowhere", "hardly", "scarcely", "barely"),
    }
)
_BEGINNINGS = ("refus", "deny", "deni", "fail")
_CLAUSE_ENDS = frozenset(",.;:!?")
# So many words with matter after a denial are taken to be denied by it.
_REACH = 3


def denials_agree(said: Sequence[Token], cited: Sequence[Token], *, claims: bool) -> bool:
    """Whether what is `said` denies the same as `cited`, as far as words show it.

    Nothing may be denied that is not denied there. Where something is claimed, nothing may be
    named without a denial that stands there denied alone, and the claim denies just where the
    part of the cited sentences does that holds its words.
    """
    denied, there = set(_denied(said)), Counter(_denied(cited))
    if not denied <= set(there):
        return False
    if not claims:
        return True
    known = Counter(token.stem for token in cited if token.matter)
    named = {token.stem for token in said if token.matter}
    if any(count <= there[stem] for stem, count in known.items() if stem in named - denied):
        return False
    part = reached(said, cited)
    if part is None:
        return denies(said) == denies(cited)
    return denies(said) == denies(cited[max(0, part.start - _REACH) : part.stop])


def reached(said: Sequence[Token], cited: Sequence[Token]) -> range | None:
    """The shortest part of `cited` in which the words of `said` that stand in `cited` at all
    follow one another; an empty one where there are none, None where they nowhere do.
    """
    places = [(at, token.stem) for at, token in enumerate(cited) if token.matter]
    known = {stem for _, stem in places}
    wanted = [stem for token in said if token.matter and (stem := token.stem) in known]
    if not wanted:
        return range(0)
    best: range | None = None
    for first, (start, stem) in enumerate(places):
        if stem != wanted[0]:
            continue
        rest = iter(places[first:])
        end = -1
        for one in wanted:
            end = next((at for at, there in rest if there == one), -1)
            if end < 0:
                break
        if end >= 0 and (best is None or end + 1 - start < len(best)):
            best = range(start, end + 1)
    return best


def denies(said: Sequence[Token]) -> bool:
    """Whether anything in `said` denies."""
    return any(map(_denying, said))


def _denying(token: Token) -> bool:
    folded = token.folded
    return folded in _DENYING or folded.endswith("n't") or folded.startswith(_BEGINNINGS)


def _denied(said: Sequence[Token]) -> Iterator[str]:
    """The stems of the words that stand denied, each as often as it does."""
    reach = 0
    for token in said:
        if _denying(token):
            reach = _REACH
        elif token.text in _CLAUSE_ENDS:
            reach = 0
        elif reach and token.matter:
            reach -= 1
            yield token.stem
