"""The levels of a back-of-book index, mended where a page break in the file has broken them.

Within a list headings stand in order of the alphabet. So a list that begins anew after its end,
and from there goes on where the list around it had stopped, has swallowed what follows its own
entries; and a heading that stands alone between headings of quite another letter belongs below the
one before it. Headings that are "continued" are the same as before the break.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from evals.index_entry import Item
from evals.index_headings import clean, is_continued, is_name, is_note, is_ship, sort_key

# A swallowed list is known by its order: more of it than this share ascends, and lies between the
# headings around it. Digitisers' slips and names sorted by their second word are the rest.
_IN_ORDER = 0.85
# A single entry out of order is as often a slip.
_LEAST = 2
# In a short list only a fall to another letter is no slip; and where no heading follows to say how
# far the list around may go on, a short list says nothing.
_SHORT = 5
# Of 66 indexes one has lost its levels: of its outermost headings .37 are out of place, of those of
# any other .06 at most.
_LEVELS_LOST = 0.1
_AFTER_ALL = "\U0010ffff"


@dataclass(slots=True, eq=False)
class _Node:
    heading: str
    key: str
    items: list[Item] = field(default_factory=list)
    below: list[_Node] = field(default_factory=list)


@dataclass(frozen=True, slots=True, kw_only=True)
class Ordered:
    """Items by their paths of headings, in printed order.

    `moved` counts the headings that were lifted or lowered, each with all below it. `lost` has the
    items whose place is past mending, in a list that has lost its levels.
    """

    paths: dict[tuple[str, ...], tuple[Item, ...]]
    moved: int
    lost: tuple[Item, ...]


def in_order(items: Sequence[Item]) -> Ordered:
    """The items below the headings where they belong; those of the same path together."""
    root = _tree(items)
    moved = _lift_all([root])
    strange = _strange(root.below)
    lost: list[Item] = []
    if len(strange) > _LEVELS_LOST * len(root.below):
        lost = _leave_out(root, strange)
    else:
        moved += _lower(root, strange)
    merged: dict[tuple[str, ...], tuple[tuple[str, ...], list[Item]]] = {}
    for headings, node in _paths(root, ()):
        merged.setdefault(tuple(map(sort_key, headings)), (headings, []))[1].extend(node.items)
    paths = {headings: tuple(own) for headings, own in merged.values() if own}
    return Ordered(paths=paths, moved=moved, lost=tuple(lost))


def _tree(items: Sequence[Item]) -> _Node:
    root = _Node("", "")
    nodes: dict[tuple[str, ...], _Node] = {}
    for item in items:
        raw = item.entry.headings
        if is_note(raw[-1]):
            continue
        chain = [root]
        for depth in range(1, len(raw)):
            path = raw[:depth]
            if path not in nodes:
                nodes[path] = _node(clean(path[-1]), path[-1], chain)
            chain.append(nodes[path])
        nodes[raw] = _node(item.heading, raw[-1], chain)
        nodes[raw].items.append(item)
    return root


def _node(heading: str, raw: str, chain: Sequence[_Node]) -> _Node:
    """A node for `heading` below the last of `chain`, or the one around it that it continues."""
    key = sort_key(heading)
    if is_continued(raw):
        for above in reversed(chain):
            for node in (above, *reversed(above.below)):
                if node.key == key:
                    return node
    if not key:
        return chain[-1]
    node = _Node(heading, key)
    chain[-1].below.append(node)
    return node


def _paths(node: _Node, above: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], _Node]]:
    for child in node.below:
        headings = (*above, child.heading)
        yield headings, child
        yield from _paths(child, headings)


def _lift_all(chain: Sequence[_Node]) -> int:
    """Lift what the lists below the last of `chain` have swallowed; what comes up is tried too."""
    moved = place = 0
    below = chain[-1].below
    while place < len(below):
        inner = [*chain, below[place]]
        moved += _lift(inner) + _lift_all(inner) + _lift(inner)
        place += 1
    return moved


def _lift(chain: Sequence[_Node]) -> int:
    """Lift the entries with which the list of the last node goes on in a list around it."""
    children = chain[-1].below
    for start in range(1, len(children) - _LEAST + 1):
        tail = children[start:]
        if not _falls(children[start - 1].key, tail):
            continue
        for above, anchor in reversed(list(pairwise(chain))):
            place = above.below.index(anchor) + 1
            following = above.below[place] if place < len(above.below) else None
            if _goes_on(anchor, tail, following):
                del children[start:]
                above.below[place:place] = tail
                return len(tail)
    return 0


def _falls(before: str, tail: Sequence[_Node]) -> bool:
    """Whether a list begins anew with `tail`."""
    key = tail[0].key
    return key[0] < before[0] if len(tail) < _SHORT else key.split()[0] < before.split()[0]


def _goes_on(anchor: _Node, tail: Sequence[_Node], following: _Node | None) -> bool:
    """Whether `tail` stands between two headings of a list by the order of the alphabet."""
    if following is None and len(tail) < _SHORT:
        return False
    if anchor.heading[0].isupper() and tail[0].heading[0].islower():
        return False
    last = following.key if following else _AFTER_ALL
    between = [anchor.key[0] <= node.key[0] <= last[0] for node in tail]
    ascending = [one.key <= other.key for one, other in pairwise(tail)]
    in_place = anchor.key < tail[0].key <= last
    return in_place and _mostly(between) and _mostly(ascending)


def _mostly(checks: Sequence[bool]) -> bool:
    return sum(checks) >= _IN_ORDER * len(checks)


def _strange(nodes: Sequence[_Node]) -> frozenset[int]:
    """Places of the headings that stand at a wrong letter; names, ships and numbers may.

    A run of them may begin at a letter that fits; but then it begins before the heading that it
    follows, or after the one behind the run.
    """
    in_place = _longest_ascent([node.key[0] for node in nodes])
    movable = [not (n.key[0].isdigit() or is_name(n.heading) or is_ship(n.heading)) for n in nodes]
    strange = {place for place, may in enumerate(movable) if may and place not in in_place}
    behind = _AFTER_ALL
    for place in range(len(nodes) - 1, 0, -1):
        if place in strange:
            continue
        word, before = (nodes[at].key.split()[0] for at in (place, place - 1))
        if movable[place] and place + 1 in strange and (word < before or behind < word):
            strange.add(place)
        else:
            behind = word
    return frozenset(strange)


def _lower(root: _Node, strange: frozenset[int]) -> int:
    """Put the outermost headings at `strange` places below the one before them."""
    kept: list[_Node] = []
    for place, node in enumerate(root.below):
        (kept[-1].below if place in strange and kept else kept).append(node)
    moved = len(root.below) - len(kept)
    root.below[:] = kept
    return moved


def _leave_out(root: _Node, strange: frozenset[int]) -> list[Item]:
    """Take out of a list without levels all but names and what is far from strange places."""
    near = {at for place in strange for at in range(place - 2, place + 3)}
    out = [n for at, n in enumerate(root.below) if at in near and not is_name(n.heading)]
    root.below[:] = [node for node in root.below if node not in out]
    return [
        item for node in out for _, own in (((), node), *_paths(node, ())) for item in own.items
    ]


def _longest_ascent(letters: Sequence[str]) -> frozenset[int]:
    """Places of a longest part of `letters` that never falls (patience sorting)."""
    tops: list[str] = []
    places: list[int] = []
    before: list[int] = []
    for place, letter in enumerate(letters):
        pile = bisect_right(tops, letter)
        before.append(places[pile - 1] if pile else -1)
        tops[pile : pile + 1] = [letter]
        places[pile : pile + 1] = [place]
    found = set()
    place = places[-1] if places else -1
    while place >= 0:
        found.add(place)
        place = before[place]
    return frozenset(found)
