"""A JSON Schema in words: the fields of an object, and what each may hold."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from assistant.api import words

_TYPES = {"integer": "whole number", "boolean": "true or false", "null": words.NULL}


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """A field: its name, what it may hold, and what that means.

    `type` may name a shape of the description, such as AnswerRecord.
    """

    name: str
    type: str
    required: bool
    words: str


def fields_of(schema: Mapping[str, Any]) -> Iterator[Field]:
    """The fields of an object, in order; none of another schema."""
    required = schema.get("required", ())
    for name, field in schema.get("properties", {}).items():
        yield Field(
            name=name,
            type=named(field),
            required=name in required,
            words=field.get("description", ""),
        )


def named(schema: Mapping[str, Any]) -> str:
    """What a schema admits, in a few words."""
    if "$ref" in schema:
        return str(schema["$ref"]).rpartition("/")[2]
    if "anyOf" in schema:
        return words.OR.join(named(one) for one in schema["anyOf"])
    if "enum" in schema:
        return words.OR.join(str(one) for one in schema["enum"])
    if schema.get("type") == "array":
        return f"{words.LIST_OF} {named(schema['items'])}" if "items" in schema else words.PAIR
    kind = str(schema["type"])
    return _limited(schema, _TYPES.get(kind, kind))


def _limited(schema: Mapping[str, Any], kind: str) -> str:
    if "maximum" in schema:
        return f"{kind}, {schema['minimum']:g} to {schema['maximum']:g}"
    if "maxLength" in schema:
        return f"{kind}, at most {schema['maxLength']:,} characters"
    return kind
