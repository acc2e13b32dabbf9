"""What the page of comparisons is asked: read from its address, each mistake with its field."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from urllib.parse import urlencode

from starlette.datastructures import QueryParams

from assistant.compare import MOST_SIDES, SIDES
from assistant.ui.protocol import Assistant
from assistant.ui.words import compare as words
from corpus.errors import InputError
from vectorstore.retriever import Filter


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """The question and what is to be searched, as they were typed; all may be empty."""

    question: str = ""
    volumes: tuple[str, ...] = ()
    documents: tuple[str, ...] = ()
    after: str = ""
    before: str = ""
    sides: str = ""

    @property
    def narrowed(self) -> bool:
        """Whether less than everything is to be looked at."""
        return bool(self.volumes or self.documents or self.after or self.before)

    @property
    def address(self) -> str:
        """The address of this comparison."""
        pairs = [("q", self.question), *(("volume", one) for one in self.volumes)]
        pairs += [("document", " ".join(self.documents)), ("after", self.after)]
        pairs += [("before", self.before), ("sides", self.sides)]
        return f"/compare?{urlencode([(name, text) for name, text in pairs if text])}"


@dataclass(frozen=True, slots=True)
class Wanted:
    """The scope and the number of documents meant, or what is `wrong`, by the name of its field."""

    scope: Filter = field(default_factory=Filter)
    sides: int = SIDES
    wrong: Mapping[str, str] = field(default_factory=dict)


def asked_in(given: QueryParams) -> Asked:
    """What an address asks: `q`, `volume` (many), `document` (many), `after`, `before`, `sides`."""
    documents = " ".join(given.getlist("document")).replace(",", " ").split()
    return Asked(
        question=given.get("q", "").strip(),
        volumes=tuple(dict.fromkeys(one for one in given.getlist("volume") if one)),
        documents=tuple(dict.fromkeys(documents)),
        after=given.get("after", "").strip(),
        before=given.get("before", "").strip(),
        sides=given.get("sides", "").strip(),
    )


def wanted(asked: Asked, assistant: Assistant) -> Wanted:
    """What `asked` means to `assistant`; nothing of it is searched while anything is wrong."""
    wrong = dict(_mistakes(asked, assistant))
    if wrong:
        return Wanted(wrong=wrong)
    sides = int(asked.sides) if asked.sides else SIDES
    return Wanted(scope=_scope(asked), sides=sides)


def _mistakes(asked: Asked, assistant: Assistant) -> Iterator[tuple[str, str]]:
    tried: dict[str, Callable[[], object]] = {
        "volume": lambda: assistant.require(Filter(volumes=asked.volumes)),
        "document": lambda: assistant.require(Filter(documents=asked.documents)),
        "after": lambda: Filter(after=asked.after or None),
        "before": lambda: Filter(before=asked.before or None),
    }
    for name, attempt in tried.items():
        try:
            attempt()
        except InputError as error:
            yield name, _sentence(str(error).removeprefix(f"{name}: "))
            return
    try:
        _scope(asked)
    except InputError as error:
        yield "before", _sentence(str(error))
    if asked.sides and asked.sides not in map(str, range(2, MOST_SIDES + 1)):
        yield "sides", words.no_number(asked.sides)


def _scope(asked: Asked) -> Filter:
    return Filter(
        volumes=asked.volumes,
        documents=asked.documents,
        after=asked.after or None,
        before=asked.before or None,
    )


def _sentence(message: str) -> str:
    return f"{message[0].upper()}{message[1:]}."
