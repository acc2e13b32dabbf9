"""The reply on a terminal, as `frus ask` prints it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import redirect_stdout
from io import StringIO

from assistant.answer import Answer, Quote, Statement
from assistant.render import searched_differently
from assistant.shapes.answer import CitationRecord
from evals.checks.prose import printed_pages
from evals.checks.rendering_shown import Facts, Said, Shown, single

_SOURCE = re.compile(r"\[(?P<number>\d+)\] (?P<reference>.+)")
# An entry may go on for several lines: blocks of print that make up a passage stand on their own.
_ENTRY = re.compile(
    r"^  (?P<place>[^\s/]+/\S+?(?:, pp?\. \S+)?)  (?P<words>.+?)(?=\n  [^\s/]+/\S+/|\Z)",
    re.DOTALL | re.MULTILINE,
)
_RELATED = "Related, but no answer:"
_COLOUR = re.compile(r"\x1b\[[0-9;]*m")
_CONTROL = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f]")


class Terminal:
    """What is printed where no terminal reads it, lines unbroken; a terminal must be given the
    same letters, colours and line breaks aside.
    """

    inline = False

    def shown(self, answer: Answer) -> Shown:
        """The blocks of the print, which empty lines part."""
        printed, seen = printed_by(answer, StringIO()), printed_by(answer, _Screen())
        strange = [f"a control character in {printed!r}"] if _CONTROL.search(printed) else []
        if _letters(_COLOUR.sub("", seen)) != _letters(printed):
            strange.append(f"other letters on a terminal: {seen}")
        blocks = printed.strip("\n").split("\n\n")
        if answer.hits and searched_differently(answer):
            first, _, rest = blocks[0].partition("\n")
            blocks = [rest, *blocks[1:]]
            strange += [] if first.startswith("Searched as: ") else [first]
        refused = answer.refusal is not None
        return _refused(blocks, strange) if refused else _answered(blocks, strange)

    def cited(self, _quote: Quote, number: int, record: CitationRecord) -> Facts:
        """The number and the reference."""
        return {"number": str(number), "reference": single(record["reference"])}

    def related(self, quote: Quote, _place: int, _record: CitationRecord) -> Facts:
        """The passage's id, its pages, and the words."""
        place = ", ".join(part for part in (quote.passage.id, printed_pages(quote)) if part)
        return {"place": place, "words": single(quote.text)}

    def where(self, _statement: Statement, _numbers: Mapping[Quote, int]) -> tuple[str, ...]:
        """Nothing: places stand in the references."""
        return ()


def _answered(blocks: Sequence[str], strange: Sequence[str]) -> Shown:
    lines = blocks[-1].split("\n")
    found = [_SOURCE.fullmatch(line) for line in lines]
    return Shown(
        said=tuple(Said(single(block)) for block in blocks[:-1]),
        cited=tuple(one.groupdict() for one in found if one is not None),
        related=(),
        message="",
        notice=None,
        strange=(*strange, *_others(lines, found)),
    )


def _refused(blocks: Sequence[str], strange: Sequence[str]) -> Shown:
    """The message, then the passages offered beside it; any other block is another statement."""
    listed = [block for block in blocks[1:] if block.startswith(_RELATED)]
    entries = "\n".join(block.removeprefix(_RELATED) for block in listed)
    return Shown(
        said=tuple(Said(single(block)) for block in blocks[1:] if block not in listed),
        cited=(),
        related=tuple(
            {"place": one["place"], "words": single(one["words"])}
            for one in _ENTRY.finditer(entries)
        ),
        message=blocks[0],
        notice=None,
        strange=(*strange, *_others([_ENTRY.sub("", entries).strip()], [None])),
    )


def _others(lines: Sequence[str], found: Sequence[re.Match[str] | None]) -> Iterator[str]:
    """The lines, but for empty ones, in which nothing was found."""
    for line, one in zip(lines, found, strict=True):
        if line and one is None:
            yield line


class _Screen(StringIO):
    def isatty(self) -> bool:
        return True


def printed_by(answer: Answer, stream: StringIO) -> str:
    """What the product prints of `answer` to `stream`, which may be a terminal."""
    from assistant.terminal import print_answer

    with redirect_stdout(stream):
        print_answer(answer)
    return stream.getvalue()


def _letters(text: str) -> str:
    return "".join(text.split())
