"""A comparison as one JSON object, for programs."""

from __future__ import annotations

import json
from typing import Any

from pydantic import TypeAdapter

from evals.comparison.comparison import Comparison


def as_json(comparison: Comparison) -> str:
    """All fields of `Comparison`, under their names; `passed` says whether nothing is worse."""
    plain: dict[str, Any] = TypeAdapter(Comparison).dump_python(comparison, mode="json")
    plain["passed"] = not comparison.worse
    return json.dumps(plain, ensure_ascii=False, indent=1)
