"""What makes a TypedDict say to others, in a JSON Schema, all that it says here."""

from __future__ import annotations

from typing import TypeVar

Shape = TypeVar("Shape", bound=type)


def described(shape: Shape) -> Shape:
    """`shape` so that its schema has the words below each field, and no other fields.

    pydantic reads the configuration where it makes a schema; records are made without pydantic.
    """
    configuration = {"extra": "forbid", "use_attribute_docstrings": True}
    type.__setattr__(shape, "__pydantic_config__", configuration)
    return shape
