"""The reply as JSON, as `frus ask --json` prints it."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

from assistant.answer import Answer, Quote, Statement
from assistant.record import answer_record
from assistant.shapes.answer import CitationRecord
from evals.checks.rendering_shown import Facts, Said, Shown, single

_FIELDS = frozenset(
    {
        *("id", "question", "searched", "scope", "refusal", "answerability", "statements"),
        *("citations", "related", "notice", "index", "timings_ms"),
    }
)
# At most 300 characters, whole words, and " …" for what is left out.
_EXCERPT = re.compile(r".{1,298}(?= )|.{298}", re.DOTALL)
_LONGEST = 300


class Json:
    """The JSON of a reply."""

    inline = False

    def shown(self, answer: Answer) -> Shown:
        """The fields of the JSON, read back from its text."""
        plain: dict[str, Any] = json.loads(json.dumps(answer_record(answer), ensure_ascii=False))
        refusal = plain["refusal"]
        other = sorted(plain.keys() ^ _FIELDS)
        return Shown(
            said=tuple(_said(one) for one in plain["statements"]),
            cited=tuple(map(_facts, plain["citations"])),
            related=tuple(map(_facts, plain["related"])),
            message=refusal["message"] if refusal is not None else "",
            notice=plain["notice"],
            strange=(f"fields: {', '.join(other)}",) if other else (),
        )

    def cited(self, quote: Quote, number: int, record: CitationRecord) -> Facts:
        """Every field of a citation; what names the document is as other checks found it."""
        passage = quote.passage
        return _facts(
            {
                "number": number,
                "passage": passage.id,
                "kind": passage.kind.value,
                "voice": passage.voice.value,
                "quote": quote.text,
                "start": quote.start,
                "end": quote.end,
                "document": quote.document.id,
                "title": record["title"],
                "date": record["date"],
                "pages": list(quote.pages),
                "footnote": passage.label,
                "anchor": passage.anchor.passage if passage.anchor is not None else None,
                "url": record["url"],
                "reference": record["reference"],
            }
        )

    def related(self, quote: Quote, _place: int, _record: CitationRecord) -> Facts:
        """The passage, its pages, and the beginning of the words."""
        return _facts(
            {
                "passage": quote.passage.id,
                "document": quote.document.id,
                "pages": list(quote.pages),
                "excerpt": _excerpt(quote.text),
            }
        )

    def where(self, _statement: Statement, _numbers: Mapping[Quote, int]) -> tuple[str, ...]:
        """Nothing: a statement names its citations alone."""
        return ()


def _said(statement: Mapping[str, Any]) -> Said:
    numbers = "".join(f" [{number}]" for number in statement["citations"])
    return Said(single(statement["text"] + numbers))


def _facts(fields: Mapping[str, Any]) -> Facts:
    return {name: json.dumps(value, ensure_ascii=False) for name, value in fields.items()}


def _excerpt(text: str) -> str:
    found = _EXCERPT.match(text) if len(text) > _LONGEST else None
    return text if found is None else f"{found[0]} …"
