"""A piece of HTML as a tree, for the checks of what a page shows."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser

_VOID = frozenset({"br", "hr", "img", "input", "link", "meta", "source"})


@dataclass(slots=True, eq=False)
class Node:
    """An element, its attributes, and what stands in it in order: text and elements."""

    tag: str
    attributes: Mapping[str, str]
    inside: list[Node | str] = field(default_factory=list)

    @property
    def classes(self) -> frozenset[str]:
        """The names in its ``class``."""
        return frozenset(self.attributes.get("class", "").split())

    def nodes(self) -> Iterator[Node]:
        """Every element within it, in order, itself first."""
        yield self
        for child in self.inside:
            if isinstance(child, Node):
                yield from child.nodes()

    def all(self, name: str) -> list[Node]:
        """The elements within it that have the class `name`, or are of the tag `name`."""
        return [node for node in self.nodes() if name in node.classes or node.tag == name]

    def text(self, told: Callable[[Node], str | None] = lambda _: None) -> str:
        """The text within it. What `told` says of an element stands for that, unless it is None."""
        parts = []
        for child in self.inside:
            if isinstance(child, str):
                parts.append(child)
            else:
                said = told(child)
                parts.append(child.text(told) if said is None else said)
        return "".join(parts)


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open = [Node("", {})]
        self.unclosed: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        node = Node(tag, {name: value or "" for name, value in attrs})
        self.open[-1].inside.append(node)
        if tag not in _VOID:
            self.open.append(node)

    def handle_endtag(self, tag: str) -> None:
        if len(self.open) > 1 and self.open[-1].tag == tag:
            self.open.pop()
        else:
            self.unclosed.append(f"</{tag}> closes nothing")

    def handle_data(self, data: str) -> None:
        self.open[-1].inside.append(data)

    def handle_comment(self, data: str) -> None:
        self.unclosed.append(f"a comment: {data}")

    def handle_decl(self, decl: str) -> None:
        self.unclosed.append(f"a declaration: {decl}")

    def handle_pi(self, data: str) -> None:
        self.unclosed.append(f"an instruction: {data}")


def read_html(html: str) -> tuple[Node, tuple[str, ...]]:
    """The root of the tree of `html`, and what is wrong with its tags."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    still = [f"<{node.tag}> is not closed" for node in reader.open[1:]]
    return reader.open[0], (*reader.unclosed, *still)
