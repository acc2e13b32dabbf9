"""Words in quotation marks within a passage: the author's own are told from those he quotes."""

from __future__ import annotations

from assistant.answer import Quote
from assistant.render import voice_label
from corpus.passage import Kind, Voice

_OPENS, _CLOSES = "“", "”"
# Fewer words in quotation marks are a name or an expression, seldom somebody's statement.
_FEWEST = 4


def quoted_spans(text: str) -> list[tuple[int, int]]:
    """Half-open spans of what stands in curly quotation marks, marks left out, in order.

    Marks pair within a line. One that opens a line and never closes takes in the whole line, as
    where a quotation runs over several paragraphs; any other that has no partner counts for
    nothing. Marks within marks belong to the outer ones.
    """
    spans: list[tuple[int, int]] = []
    start = 0
    for line in text.split("\n"):
        spans += ((start + first, start + last) for first, last in _in_line(line) if first < last)
        start += len(line) + 1
    return spans


def _in_line(line: str) -> list[tuple[int, int]]:
    spans: list[tuple[int, int]] = []
    opened: list[int] = []
    for offset, character in enumerate(line):
        if character == _OPENS:
            opened.append(offset)
        elif character == _CLOSES and opened:
            first = opened.pop()
            spans = [span for span in spans if span[0] < first]
            spans.append((first + 1, offset))
    indent = len(line) - len(line.lstrip())
    return [(indent + 1, len(line))] if indent in opened else spans


def words_quoted(quote: Quote) -> list[tuple[int, int]]:
    """Where `quote` holds four words or more in quotation marks: spans of its passage's text."""
    inside = (
        (max(start, quote.start), min(end, quote.end))
        for start, end in quoted_spans(quote.passage.text)
        if start < quote.end and quote.start < end
    )
    return [(a, b) for a, b in inside if len(quote.passage.text[a:b].split()) >= _FEWEST]


def speaker_label(quote: Quote) -> str:
    """Whose words a quotation holds, words that are quoted within its passage apart.

    "Author's words"; "Author's words, in part quoted" where a part of them stands in quotation
    marks; "Quoted by the author" where all of them do.
    """
    note = quote.document.editorial and quote.passage.kind is Kind.PARAGRAPH
    label = "Editorial note" if note else voice_label(quote.passage)
    within = words_quoted(quote)
    if not within:
        return label
    covered = sum(_letters(quote.passage.text[start:end]) for start, end in within)
    if covered < _letters(quote.text):
        return f"{label}, in part quoted"
    if label.endswith(" words"):
        return f"Quoted by the {'author' if quote.passage.voice is Voice.AUTHOR else 'editors'}"
    return f"Quoted in the {label[0].lower()}{label[1:]}"


def _letters(text: str) -> int:
    return sum(character.isalnum() for character in text)
