"""Repeated words, each passage with its own page."""

from __future__ import annotations

from evals.record.ordered import Ordered
from evals.record.page import Page
from evals.record.unit import Header, Part, Place, Unit

TEXT = "A first line. Agreed. A second line. Agreed."


class Twice(Page):
    """A document with the same paragraph on two pages, which only their order tells apart."""

    def places(self, passage: str, text: str, /) -> tuple[Place, ...]:
        unit = self.units["v/d1"]
        starts = [at for at in range(len(TEXT)) if unit.text.startswith(text, at)]
        return tuple(Place(unit, start) for start in starts)


def test_a_repeated_paragraph_has_one_place() -> None:
    unit = Unit(id="v/d1", part=Part.TEXT, text=TEXT, breaks=((0, "1"), (22, "2")))
    header = Header(number="1", title="A", day="", anchors=frozenset())
    source = Twice("v/d1", header, {unit.id: unit})
    texts = [("v/d1/p1", "A first line."), ("v/d1/p2", "Agreed.")]
    texts += [("v/d1/p3", "A second line."), ("v/d1/p4", "Agreed.")]
    record = Ordered({"v/d1": source}, lambda _: texts)
    assert len(source.places("v/d1/p4", "Agreed.")) == 2
    places = [record["v/d1"].places(id_, "Agreed.") for id_ in ("v/d1/p2", "v/d1/p4")]
    assert [[one.start for one in found] for found in places] == [[14], [37]]
    assert places[1][0].unit.pages(37, 44) == ("2",)
    assert (list(record), len(record), record.get("v/d2")) == (["v/d1"], 1, None)
