"""What intervals are taken over."""

from __future__ import annotations

from enum import StrEnum


class Cluster(StrEnum):
    """What questions have in common that makes them depend on each other."""

    ARTICLE = "article"
    CONVERSATION = "conversation"
    QUESTION = "question"
