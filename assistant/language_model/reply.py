"""The form of a language model's reply, read strictly: whole, and sentence by sentence."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from json import JSONDecodeError

from pydantic import BaseModel, ConfigDict, Field, ValidationError

_FENCE = "```"
_OPENING = re.compile(
    r'\s*(?:```(?:json)?\s*)?\{\s*"answered"\s*:\s*true\s*,\s*"sentences"\s*:\s*\[\s*'
)
_BETWEEN = re.compile(r"[\s,]*")
# Of characters; some models write white space without end, and the opening is looked for anew
# with each piece.
_LONGEST_OPENING = 500


class Sentence(BaseModel):
    """One point of the answer: the sentences that make it and, if need be, a lead-in."""

    model_config = ConfigDict(extra="forbid", strict=True)

    prose: str = Field(description="A lead-in of at most 25 words, or an empty string.")
    spans: list[str] = Field(description="Ids of the sentences that make this point, as shown.")


class Reply(BaseModel):
    """Which sentences of the record answer the question."""

    model_config = ConfigDict(extra="forbid", strict=True)

    answered: bool = Field(description="Whether the sentences shown answer the question.")
    sentences: list[Sentence] = Field(description="The points of the answer, in reading order.")


def read(said: str) -> Reply:
    """The reply in a model's words, fenced or not; ValidationError where it is not one."""
    bare = said.strip()
    if len(bare) >= 2 * len(_FENCE) and bare.startswith(_FENCE) and bare.endswith(_FENCE):
        bare = bare.removeprefix(_FENCE).removesuffix(_FENCE).removeprefix("json")
    return Reply.model_validate_json(bare)


def flaw(error: ValidationError) -> str:
    """What is wrong with a reply, without the reply's own words."""
    first = error.errors(include_input=False, include_url=False, include_context=False)[0]
    # Where the model named a field itself, the field's name is its own word.
    own = first["type"] == "extra_forbidden"
    place = "a field that was not asked for" if own else ".".join(map(str, first["loc"]))
    said = "Invalid JSON" if first["type"] == "json_invalid" else first["msg"]
    return ": ".join(part for part in (place, said) if part)


class Unfinished:
    """A reply that is still being written, and those of its sentences that are whole."""

    def __init__(self) -> None:
        self._text = ""
        self._next: int | None = None
        self._flawed = False
        self._decoder = json.JSONDecoder()

    def add(self, piece: str) -> Iterator[Sentence]:
        """The sentences that become whole with `piece`, in order.

        None come from a reply that does not open as asked for, or from the first flaw on: what
        is wrong with it is told when it is read as a whole.
        """
        self._text += piece
        if self._next is None:
            if len(self._text) - len(piece) > _LONGEST_OPENING:
                return
            opening = _OPENING.match(self._text)
            if opening is None:
                return
            self._next = opening.end()
        while not self._flawed and (sentence := self._following(self._next)):
            yield sentence

    def _following(self, at: int) -> Sentence | None:
        between = _BETWEEN.match(self._text, at)
        start = between.end() if between else at
        # Only an object says by itself where it ends.
        if not self._text.startswith("{", start):
            return None
        try:
            found, self._next = self._decoder.raw_decode(self._text, start)
            return Sentence.model_validate(found)
        except JSONDecodeError:
            return None
        except (ValidationError, RecursionError):
            self._flawed = True
            return None
