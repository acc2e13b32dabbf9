"""The reply as Markdown, as the chat hands it to the clipboard."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from assistant.answer import Answer, Quote, Statement
from assistant.render import markdown
from assistant.shapes.answer import CitationRecord
from evals.checks.rendering_shown import Facts, Said, Shown, single, voice_name

_QUESTION, _SOURCES, _RELATED = "**Question:** ", "**Sources**", "**Related, but no answer**"
_NOTICE = "Notice: "
_BESIDE = ("Searched as: ", _NOTICE)
_INDEX = "Index version "
_ITEM = re.compile(r"(?P<number>\d+)\. (?P<said>.+)")
_CITED = re.compile(r"\((?P<voice>[^()]+)\) (?P<reference>.+)")
_OFFERED = re.compile(r"“(?P<words>.+)” \((?P<voice>[^()]+)\) (?P<reference>.+)")

# CommonMark 0.31, 2.4: a backslash takes the meaning from any ASCII punctuation behind it.
_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")
_TAKEN = "\ue000"  # stands for a character that was escaped, while meaning is looked for
# What would have a meaning anywhere in a line: emphasis, code, tags, strike-through, formulas and
# tables of usual dialects, character references, links, images and their definitions.
_MEANING = re.compile(r"[*`<>~|$\\]|&#?\w+;|(?<![^\W_])_|_(?![^\W_])|!?\[[^\]]*\][(\[:]")
_BEGINNING = re.compile(r"#{1,6}(?:\s|$)|[-+=](?:\s|$|[-=])|\d{1,9}[.)](?:\s|$)| {4}")


class Markdown:
    """The Markdown of a reply."""

    inline = True

    def shown(self, answer: Answer) -> Shown:
        """The blocks of the text, which empty lines part."""
        blocks = markdown(answer).removesuffix("\n").split("\n\n")
        strange = list(_framing(blocks))
        inner = blocks[1:-1]
        beside = dict.fromkeys(_BESIDE, "")
        for word in _BESIDE:
            if inner and inner[0].startswith(word):
                beside[word] = inner.pop(0).removeprefix(word)
                strange += _meanings(beside[word])
        heading = next((one for one in (_SOURCES, _RELATED) if one in inner), None)
        at = inner.index(heading) if heading is not None else len(inner)
        lines = "\n".join(inner[at + 1 :]).split("\n") if heading is not None else []
        for line in inner[:at]:
            strange += _meanings(line)
        said = [plain(line) for line in inner[:at]]
        message = said.pop(0) if answer.refusal is not None and said else ""
        cited, related = (lines, []) if heading == _SOURCES else ([], lines)
        return Shown(
            said=tuple(map(Said, said)),
            cited=tuple(_listed(cited, _CITED, strange)),
            related=tuple(_listed(related, _OFFERED, strange)),
            message=message,
            notice=plain(beside[_NOTICE]),
            strange=tuple(strange),
        )

    def cited(self, quote: Quote, number: int, record: CitationRecord) -> Facts:
        """Number, voice and reference."""
        return {
            "number": str(number),
            "voice": voice_name(quote.passage),
            "reference": single(record["reference"]),
        }

    def related(self, quote: Quote, place: int, record: CitationRecord) -> Facts:
        """The same, and the words."""
        return {"words": single(quote.text), **self.cited(quote, place, record)}

    def where(self, _statement: Statement, _numbers: Mapping[Quote, int]) -> tuple[str, ...]:
        """Nothing: places stand in the references."""
        return ()


def plain(line: str) -> str:
    """A line as it is read: backslashes that take a meaning away are gone."""
    return _ESCAPE.sub(r"\1", line)


def meaning(line: str) -> str:
    """The first thing in a line that Markdown does not show as it stands; empty without any."""
    taken = _ESCAPE.sub(_TAKEN, line)
    found = _BEGINNING.match(taken) or _MEANING.search(taken)
    return found[0] if found is not None else ""


def _meanings(line: str) -> list[str]:
    found = meaning(line)
    return [f"{found!r} has a meaning in: {line}"] if found else []


def _framing(blocks: Sequence[str]) -> Iterator[str]:
    """What is wrong with the first and the last block."""
    for block, word in ((blocks[0], _QUESTION), (blocks[-1], _INDEX)):
        if not block.startswith(word):
            yield f"no {word!r}: {block}"
        yield from _meanings(block.removeprefix(word).lstrip())


def _listed(lines: Sequence[str], form: re.Pattern[str], strange: list[str]) -> Iterator[Facts]:
    """The entries of a list, a line each; what is none is added to `strange`."""
    for line in lines:
        item = _ITEM.fullmatch(line)
        found = form.fullmatch(plain(item["said"])) if item is not None else None
        if item is None or found is None:
            strange.append(f"no entry of a list: {line}")
            continue
        strange += _meanings(item["said"])
        yield {"number": item["number"], **found.groupdict()}
