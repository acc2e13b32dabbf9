"""The words of suggested questions."""

from __future__ import annotations

ASK_NEXT = "Ask next:"
