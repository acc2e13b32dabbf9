"""The fields of requests: what each may hold, said in words, and what is told where it does not."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Any

from pydantic import AfterValidator, Field

from assistant.app import MOST_HITS
from assistant.check import LONGEST as LONGEST_QUOTATION
from assistant.check import refuse_unusable
from assistant.place import place_of
from assistant.small_talk import LONGEST as LONGEST_QUESTION
from corpus.errors import InputError
from corpus.passage import Voice

_KINDS = ("paragraph", "footnote")
MOST_SIDES = 20


def accepted(check: Callable[[Any], object]) -> AfterValidator:
    """A validator that takes what `check` takes, and none at all."""

    def taken(value: Any) -> Any:
        if value is not None:
            refused_as_value(lambda: check(value))
        return value

    return AfterValidator(taken)


def refused_as_value(check: Callable[[], object]) -> None:
    """Run `check`; what it refuses becomes a ValueError, to which pydantic adds the field."""
    try:
        check()
    except InputError as error:
        raise ValueError(str(error)) from None


def a_kind(value: Any) -> Any:
    """`value`, where it is a kind of passage that can be searched for."""
    if value is not None and value not in _KINDS:
        raise ValueError(f"{value!r} is neither paragraph nor footnote")
    return value


def a_voice(value: Any) -> Any:
    """`value`, where it is a voice."""
    if value is not None and value not in list(Voice):
        raise ValueError(f"{value!r} is none of {', '.join(Voice)}")
    return value


Question = Annotated[
    str,
    Field(
        max_length=LONGEST_QUESTION,
        description="The question.",
        examples=["Where are the records of the Tehran Conference?"],
    ),
]
Query = Annotated[
    str,
    Field(
        max_length=LONGEST_QUESTION,
        description="Words to look for.",
        examples=["military cooperation"],
    ),
]
Quotation = Annotated[
    str,
    Field(
        description="The words to check.",
        json_schema_extra={"minLength": 1, "maxLength": LONGEST_QUOTATION},
        examples=["the Soviet Government may mistake kindness for weakness"],
    ),
    accepted(refuse_unusable),
]
Cite = Annotated[
    str | None,
    Field(
        description="Where they are said to stand: the id of a volume, document or passage, or an "
        "address on history.state.gov.",
        examples=["frus1944Quebec/d123"],
    ),
    accepted(place_of),
]
Hits = Annotated[int, Field(ge=1, le=MOST_HITS, description="Passages to retrieve.")]
Sides = Annotated[int, Field(ge=2, le=MOST_SIDES, description="Show at most so many documents.")]
Id = Annotated[str | int | None, Field(description="Comes back unchanged.")]
Volumes = Annotated[
    list[str], Field(description="Only these volumes.", examples=[["frus1944Quebec"]])
]
Documents = Annotated[
    list[str], Field(description="Only these documents.", examples=[["frus1944Quebec/d123"]])
]
