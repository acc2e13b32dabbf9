"""The JSON Schema of a line of a question set: what a case is, said to editors and other tools."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter

from evals.case import Case, Expect

_WITHOUT_GOLD = [str(one) for one in Expect if one is not Expect.ANSWER]
_WITH_WORDS = [str(one) for one in Expect if one is not Expect.GREET]


def committed_schema() -> Path:
    """The file of the schema that comes with the project."""
    return Path(__file__).parent / "data" / "question.schema.json"


def question_schema() -> dict[str, Any]:
    """The schema of one line, draft 2020-12, from the class that reads it.

    It says what can be said of a line alone: that ids are unique, and that the words stand in
    their passage, `frus-evals questions check` tells.
    """
    schema = TypeAdapter(Case).json_schema()
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **schema,
        "title": "A line of a question set",
        "allOf": [
            _where([str(Expect.ANSWER)], {"gold": {"minItems": 1}}),
            _where(_WITHOUT_GOLD, {"gold": {"maxItems": 0}}),
            _where(_WITH_WORDS, {"question": {"pattern": r"\S"}}),
        ],
    }


def schema_text() -> str:
    """The schema as it is committed and printed."""
    return json.dumps(question_schema(), indent=1) + "\n"


def _where(expected: list[str], properties: dict[str, Any]) -> dict[str, Any]:
    return {
        "if": {"properties": {"expect": {"enum": expected}}, "required": ["expect"]},
        "then": {"properties": properties},
    }
