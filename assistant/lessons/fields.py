"""A YAML file as fields that know their lines, and say what is wrong with them.

Of YAML only mappings, lists and texts are read. No tag makes anything, and aliases, by which a
small file can stand for an endless one, are refused.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from difflib import get_close_matches
from pathlib import Path

import yaml

from assistant.render import visible
from corpus.errors import SourceError

#: A lesson of twenty steps has some 20 KB.
MOST_BYTES = 256 * 1024
_DEEPEST = 6  # a lesson, its steps, a step, what it expects: with one to spare

_NULL = "tag:yaml.org,2002:null"
_TAB = re.compile(r"^ *\t[ \t]*\S", re.MULTILINE)
_QUOTE_IT = (
    "; put a text that holds “: ” or “ #”, or that begins with a mark, in quotation marks, or "
    "begin it on the next line, indented, after >-"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """A part of the file at `path`, which holds `text`, called by the `name` a person looks for.

    `name` is empty for the whole.
    """

    path: Path
    text: str
    node: yaml.Node
    name: str = ""

    def flaw(self, reason: str) -> SourceError:
        """The error that says where the field stands and what is wrong with it."""
        named = f"{self.name}: {reason}" if self.name else reason
        return SourceError(self.path, self.node.start_mark.line + 1, named)

    @property
    def is_null(self) -> bool:
        """Whether it says "null", or nothing at all."""
        return self.node.tag == _NULL

    def fields(self, required: Sequence[str], optional: Sequence[str] = ()) -> dict[str, Field]:
        """The fields of a mapping by their names: all that are `required`, and no strangers."""
        known = (*required, *optional)
        if not isinstance(self.node, yaml.MappingNode):
            raise self.flaw(f"has to hold fields: {', '.join(known)}; write each as “name: …”")
        found: dict[str, Field] = {}
        for key, value in self.node.value:
            at = replace(self, node=key)
            name = key.value if isinstance(key, yaml.ScalarNode) else ""
            if name not in known:
                raise at.flaw(_unknown(name, known))
            if name in found:
                raise at.flaw(f"{name} stands here twice; keep one of the two")
            found[name] = replace(self, node=value, name=self._below(name))
        if missing := [name for name in required if name not in found]:
            raise self.flaw(f"has no {missing[0]}; add a line “{missing[0]}: …”")
        return found

    def items(self, each: str) -> tuple[Field, ...]:
        """The items of a list that has some, each called `each` and its number."""
        if not isinstance(self.node, yaml.SequenceNode) or not self.node.value:
            raise self.flaw("has to be a list; begin each item on a line of its own with “- ”")
        return tuple(
            replace(self, node=node, name=f"{each} {number}")
            for number, node in enumerate(self.node.value, start=1)
        )

    def words(self) -> str:
        """The text, without white space around it; a line break parts two paragraphs."""
        if not isinstance(self.node, yaml.ScalarNode):
            raise self.flaw("has to be a text" + _QUOTE_IT)
        words = self.node.value.strip()
        if self.is_null or not words:
            raise self.flaw("is empty; write its text")
        if self.node.style is None and re.match(r"[ \t]+#", self.text[self.node.end_mark.index :]):
            raise self.flaw("what follows # would be left out as a comment" + _QUOTE_IT)
        if visible(words) != words:
            raise self.flaw(f"holds a character that cannot be seen ({visible(words)!r})")
        return re.sub(r"\n+", "\n", words)

    def line(self) -> str:
        """A text of one line."""
        words = self.words()
        if "\n" in words:
            raise self.flaw("has to be one line; write it on one, or after >- on several")
        return words

    def _below(self, name: str) -> str:
        return f"{self.name}, {name}" if self.name else name


def read_fields(path: Path) -> Field:
    """The whole of the YAML file at `path`.

    Raises SourceError, with the line where there is one, for what cannot be read.
    """
    text = _text_of(path)
    if tab := _TAB.search(text):
        line = text.count("\n", 0, tab.start()) + 1
        raise SourceError(path, line, "begins with a tab; indent with spaces")
    try:
        for at_line, reason in _refused(text):
            raise SourceError(path, at_line, reason)
        node = yaml.compose(text, Loader=yaml.SafeLoader)
    except yaml.MarkedYAMLError as error:
        at = error.problem_mark or error.context_mark
        reason = f"this is not YAML ({error.problem or error.context}){_QUOTE_IT}"
        raise SourceError(path, at.line + 1 if at else None, reason) from None
    except yaml.reader.ReaderError as error:
        line = text.count("\n", 0, error.position) + 1
        reason = f"holds a character that cannot be seen (U+{error.character:04X}); take it out"
        raise SourceError(path, line, reason) from None
    except (ValueError, OverflowError):
        # PyYAML lets these through where an escape such as \U00110000 names no character.
        raise SourceError(path, None, r"an escape after \ names no character; mend it") from None
    if node is None:
        raise SourceError(path, None, "holds nothing; write a lesson as the README describes it")
    return Field(path=path, text=text, node=node)


def _text_of(path: Path) -> str:
    try:
        with path.open("rb") as file:
            data = file.read(MOST_BYTES + 1)
    except OSError as error:
        raise SourceError(path, None, f"cannot be read: {error.strerror}") from None
    if len(data) > MOST_BYTES:
        most = MOST_BYTES // 1024
        raise SourceError(path, None, f"has more than {most} KB; make two lessons of it")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise SourceError(path, line, "is not UTF-8; save the file as UTF-8") from None


def _refused(text: str) -> Iterator[tuple[int | None, str]]:
    """What YAML allows and a lesson has no use for, before anything is made of it."""
    depth = documents = 0
    for event in yaml.parse(text, Loader=yaml.SafeLoader):
        line = event.start_mark.line + 1 if event.start_mark else None
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            yield line, "anchors (&) and aliases (*) are not read here" + _QUOTE_IT
        if getattr(event, "tag", None):
            yield line, "tags (!) are not read here" + _QUOTE_IT
        if isinstance(event, yaml.DocumentStartEvent):
            documents += 1
            if documents > 1:
                yield line, "a file holds one lesson; take out what follows ---"
        depth += isinstance(event, yaml.CollectionStartEvent)
        depth -= isinstance(event, yaml.CollectionEndEvent)
        if depth > _DEEPEST:
            yield line, "is nested deeper than any lesson" + _QUOTE_IT


def _unknown(name: str, known: Collection[str]) -> str:
    if not name:
        return "a field has to be named by a word" + _QUOTE_IT
    near = get_close_matches(name, known, n=1)
    meant = f"did you mean {near[0]}?" if near else f"there are {', '.join(known)}"
    return f"{visible(name[:40])!r} is no field here; {meant}"
