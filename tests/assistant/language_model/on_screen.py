"""Whether all that stands between quotation marks on a screen stands in a passage cited there.

It reads what is shown and the passages, and nothing of how the one was made from the other.
"""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import cache
from html.parser import HTMLParser

# Marks by which some alphabet quotes, whatever Unicode calls them.
_NAMES = ("QUOTATION", "PRIME", "CORNER BRACKET", "ANGLE BRACKET", "LENTICULAR", "TURNED COMMA")
_MORE = frozenset("\"'`´＇ʹʺʻʼʽˊˋˮ״׳*_~<>«»‹›")
_SINGLE = frozenset("'’‘ʼ＇")
# Markdown's characters, where nothing before them takes their meaning away.
_MARKUP = re.compile(r"(?<!\\)(?:\\\\)*(?:[`*<>|~&$]|(?<!\w)_|_(?!\w))|^ *(?:#|>|-|\+|\d+[.)]) ")
_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")
_CITED = re.compile(r"\[(\d+)\]")


@cache
def _quotes(character: str) -> bool:
    if character in _MORE or unicodedata.category(character) in ("Pi", "Pf"):
        return True
    name = unicodedata.name(character, "")
    return any(part in name for part in _NAMES)


def violations(shown: str, passages: Sequence[str]) -> list[str]:
    """The parts of `shown` between quotation marks that stand in none of `passages`.

    A mark that nothing closes is one too; a mark within a word is an apostrophe.
    """
    shown, stored = _spaced(shown), [_spaced(passage) for passage in passages]
    found = []
    at = 0
    while at < len(shown):
        if not _quotes(shown[at]) or _apostrophe(shown, at):
            at += 1
            continue
        end = _closing(shown, at, stored)
        if end is None:
            found.append(shown[at : at + 60])
        at = (end or at) + 1
    return found


def _closing(shown: str, at: int, stored: Sequence[str]) -> int | None:
    """The last mark that closes a quotation which opens at `at` and is true."""
    for end in range(len(shown) - 1, at + 1, -1):
        closes = shown[end] == "”" if shown[at] == "“" else _quotes(shown[end])
        if closes and any(_stands(shown[at + 1 : end], text) for text in stored):
            return end
    return None


def _stands(words: str, text: str) -> bool:
    """Whether words stand in a text, not torn at either end."""
    start = text.find(words) if words.strip() else -1
    while start >= 0:
        around = (text[start - 1 : start] + words[0], words[-1] + text[start + len(words) :][:1])
        if not any(len(pair) == 2 and pair.isalnum() for pair in around):
            return True
        start = text.find(words, start + 1)
    return False


def _apostrophe(shown: str, at: int) -> bool:
    before, after = shown[at - 1 : at], shown[at + 1 : at + 2]
    if shown[at] not in _SINGLE or not before.isalpha():
        return False
    return after.isalpha() or (before == "s" and not after.isalnum())


def _spaced(text: str) -> str:
    return re.sub(r"\s+", " ", text)


def on_terminal(printed: str, cited: Sequence[str]) -> Iterator[str]:
    """What is wrong on a terminal: `cited` are the passages in order of their numbers."""
    statements = re.split(r"\n\n(?=\[1\] )", printed)[0]
    for line in statements.split("\n\n"):
        yield from violations(line, [cited[int(number) - 1] for number in _CITED.findall(line)])


def on_page(markdown: str, cited: Sequence[str]) -> Iterator[str]:
    """What is wrong in the Markdown for copying; live markup in a statement is, too."""
    shown = markdown.split("\n\n**Sources**")[0].split("\n\n")[1:]
    for block in shown:
        yield from (found[0] for found in _MARKUP.finditer(block))
        passages = [cited[int(number) - 1] for number in _CITED.findall(block)]
        yield from violations(html.unescape(_ESCAPE.sub(r"\1", block)), passages)


class _Statements(HTMLParser):
    """The first paragraph of each statement of a reply: its words, and the numbers it cites."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[tuple[str, list[int]]] = []
        self.tags: set[str] = set()
        self.verbatim: list[str] = []
        self._inside: list[str] = []

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        classes = dict(attributes).get("class") or ""
        if tag == "br":
            self.handle_data("\n")
            return
        self._inside.append(f"{tag}.{classes}")
        if classes == "frus-statement":
            self.found.append(("", []))
        if self.found:
            self.tags.add(tag)
        if classes == "frus-verbatim":
            self.verbatim.append("")

    def handle_endtag(self, tag: str) -> None:
        assert self._inside.pop().startswith(f"{tag}.")

    def handle_data(self, data: str) -> None:
        places = " ".join(self._inside)
        if "frus-statement" not in places or "frus-where" in places:
            return
        words, numbers = self.found[-1]
        if "frus-cite" in places:
            numbers += [int(data)] if data.isdigit() else []
            return
        self.found[-1] = (words + data, numbers)
        if "frus-verbatim" in places:
            self.verbatim[-1] += data


def in_chat(reply: str, cited: Sequence[str]) -> Iterator[str]:
    """What is wrong in the HTML of the chat; other elements than the page's own are, too."""
    parser = _Statements()
    parser.feed(reply)
    yield from parser.tags - {"div", "p", "span", "a", "button"}
    for words, numbers in parser.found:
        yield from violations(words, [cited[number - 1] for number in numbers])
    for words in parser.verbatim:
        bare = _spaced(words)[1:-1]
        if not any(_stands(bare, _spaced(passage)) for passage in cited):
            yield words
