"""An answer in words: its pieces and citation numbers, its labels, and its Markdown for copying.

Pure functions. The chat shares everything here but `markdown`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from assistant.answer import Answer, Quote, Statement
from corpus.citation import note_mark, printed_place, reference
from corpus.passage import Kind, Passage, Voice

# Controls, lone surrogates and characters that turn the direction of a line: none of them can be
# seen, and the last can make a line read as something other than what it holds.
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")
_DIRECTION = re.compile(r"[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")

# Characters that Markdown gives a meaning anywhere in a line, and those that have one only at
# its start. A bracket matters only before what makes it a link, and an underscore only at the
# edge of a word, so that addresses stay whole.
_INLINE = re.compile(r"[\\`*<>~|$&]|(?<![^\W_])_|_(?![^\W_])|\](?=[(\[:])|!(?=\[)")
_LINE_START = re.compile(r"^(?:#{1,6}(?=\s|$)|[-+=](?=\s|$|[-=])|\d{1,9}(?=[.)](?:\s|$)))")

_OPENING = "“‘\"'«"
_CLOSING = "”’\"'»"

_FOOTNOTE_VOICES = {
    Voice.AUTHOR: "Author's footnote",
    Voice.EDITOR: "Editors' footnote",
    Voice.SOURCE_NOTE: "Source note",
    Voice.SUMMARY: "Editors' summary",
}
_TEXT_VOICES = _FOOTNOTE_VOICES | {
    Voice.AUTHOR: "Author's words",
    Voice.EDITOR: "Editors' words",
}


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of a statement's text.

    Where `quote` is set the run holds that quotation verbatim, with its quotation marks.
    """

    text: str
    quote: Quote | None = None


def pieces(statement: Statement) -> list[Piece]:
    """`statement.text` cut where its quotations stand, in order; the pieces join to the text.

    A quotation whose words do not stand in the text (it was paraphrased) follows as a piece
    without words, so that every quotation is cited exactly once.
    """
    found: list[Piece] = []
    absent: list[Piece] = []
    last = 0
    for quote in statement.quotes:
        start = statement.text.find(quote.text, last)
        if start < 0:
            absent.append(Piece("", quote))
            continue
        end = start + len(quote.text)
        if start > last and statement.text[start - 1] in _OPENING:
            start -= 1
        if end < len(statement.text) and statement.text[end] in _CLOSING:
            end += 1
        found += [Piece(statement.text[last:start]), Piece(statement.text[start:end], quote)]
        last = end
    return [
        piece
        for piece in (*found, Piece(statement.text[last:]), *absent)
        if piece.text or piece.quote
    ]


def citation_numbers(answer: Answer) -> dict[Quote, int]:
    """The number of every quotation, from 1, in order of first use."""
    return {quote: number for number, quote in enumerate(answer.quotes, start=1)}


def searched_differently(answer: Answer) -> bool:
    """Whether what was searched differs from what was asked in more than white space."""
    return bool(answer.searched.strip()) and answer.searched.split() != answer.question.split()


def lead_in(passage: Passage) -> str:
    """What stands before a quotation that is not the document's author's own text, or nothing."""
    if passage.voice is Voice.SOURCE_NOTE:
        return "Source note"
    if passage.voice is Voice.SUMMARY:
        return "Summary, by the editors"
    if passage.kind is Kind.FOOTNOTE:
        by = "author" if passage.voice is Voice.AUTHOR else "editors"
        return f"Footnote {passage.label}, by the {by}" if passage.label else "Editors’ note"
    # A heading is nobody's statement, whoever supplied it.
    theirs = passage.voice is Voice.EDITOR and passage.kind is not Kind.HEADING
    return "The editors" if theirs else ""


def quoted(quote: Quote) -> str:
    """The quotation in quotation marks, after its lead-in."""
    label = lead_in(quote.passage)
    return f"{label}: “{quote.text}”" if label else f"“{quote.text}”"


def voice_label(passage: Passage) -> str:
    """Whose words `passage` holds, as a reader is told."""
    if passage.kind is Kind.FOOTNOTE:
        return _FOOTNOTE_VOICES[passage.voice]
    if passage.kind is Kind.HEADING:
        return "Heading"
    return _TEXT_VOICES[passage.voice]


def place_label(quote: Quote) -> str:
    """Printed pages and, in a footnote, its mark, as in "p. 193, footnote 2"; may be empty."""
    marked = quote.passage if note_mark(quote.passage) else None  # the voice names the others
    return printed_place(marked, quote.pages)


def reference_line(quote: Quote) -> str:
    """The full reference of a quotation, in one line of plain text."""
    return reference(quote.passage, quote.document, quote.pages)


def plain_text(answer: Answer) -> str:
    """What was replied, without citations: the statements, or the message of the refusal."""
    if answer.refusal is not None:
        return answer.refusal.message
    return "\n".join(statement.text for statement in answer.statements)


def visible(text: str) -> str:
    """`text` with everything unseen made seen: U+FFFD for controls, [U+202E] for direction."""
    text = _CONTROL.sub("\N{REPLACEMENT CHARACTER}", text)
    return _DIRECTION.sub(lambda found: f"[U+{ord(found[0]):04X}]", text)


def markdown(answer: Answer) -> str:
    """The answer as Markdown: question, statements with numbers, sources with references.

    Every string from the corpus or the reader stands as plain text: nothing in it can become a
    heading, a link, an image, markup or a formula.
    """
    blocks = [f"**Question:** {escaped(answer.question)}"]
    if searched_differently(answer):
        blocks.append(f"Searched as: {escaped(answer.searched)}")
    if answer.notice:
        blocks.append(f"Notice: {escaped(answer.notice)}")
    blocks += _refused(answer) if answer.refusal is not None else _answered(answer)
    blocks.append(f"Index version {escaped(answer.index.version)}")
    return "\n\n".join(blocks) + "\n"


def _answered(answer: Answer) -> list[str]:
    numbers = citation_numbers(answer)
    said = (statement_markdown(one, numbers, _inline) for one in answer.statements)
    blocks = [_guarded(one) for one in said]
    return [*blocks, "**Sources**", _listed(answer.quotes)]


def _refused(answer: Answer) -> list[str]:
    if answer.refusal is None:
        return []
    blocks = [escaped(answer.refusal.message)]
    if answer.related:
        quoted = "\n".join(
            f"{number}. “{escaped(quote.text)}” {_source(quote)}"
            for number, quote in enumerate(answer.related, start=1)
        )
        blocks += ["**Related, but no answer**", quoted]
    return blocks


def statement_markdown(
    statement: Statement, numbers: Mapping[Quote, int], written: Callable[[str], str]
) -> str:
    """A statement in Markdown, each run of it `written`, quotations with their numbers behind."""
    said = pieces(statement)
    parts: list[str] = []
    for piece, after in zip_longest(said, said[1:]):
        parts.append(written(piece.text))
        if piece.quote is not None:
            # "[1](" would begin a link.
            closing = "\\]" if after is not None and after.text[:1] in tuple("([:") else "]"
            parts.append(f" [{numbers[piece.quote]}{closing}")
    return "".join(parts).strip()


def _listed(quotes: Sequence[Quote]) -> str:
    return "\n".join(f"{number}. {_source(quote)}" for number, quote in enumerate(quotes, 1))


def _source(quote: Quote) -> str:
    return f"({voice_label(quote.passage)}) {_inline(reference_line(quote))}"


def escaped(text: str) -> str:
    """`text` as one line of Markdown that shows it and gives nothing in it a meaning."""
    return _guarded(_inline(text))


def escaped_lines(text: str) -> str:
    """`text` as Markdown that shows it, white space and all, and gives nothing in it a meaning."""
    lines = (_INLINE.sub(r"\\\g<0>", line) for line in visible(text).split("\n"))
    return "\\\n".join(_guarded(line) for line in lines)


def _inline(text: str) -> str:
    """`text` on one line, its white space runs single, with no inline markup left in it."""
    joined = re.sub(r"\s+", " ", visible(text))
    return _INLINE.sub(r"\\\g<0>", joined)


def _guarded(line: str) -> str:
    """`line` so that its beginning starts no list, heading or rule."""
    found = _LINE_START.match(line)
    if found is None:
        return line
    cut = found.end() if line[0].isdigit() else 0
    return line[:cut] + "\\" + line[cut:]
