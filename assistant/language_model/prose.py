"""A model's own words, which may lead in to quotations and never stand in them.

Words that a model puts between quotation marks of any kind are looked up in the sentences it
cites and cut anew from the store; the rest must keep to those sentences. Prose that fails a
check is left out as a whole: the quotations beside it say the same in the record's own words,
so a reader loses a lead-in at most.

Every mark that any alphabet quotes with is either known here, and what stands between two of
them looked up, or not among the characters that a lead-in may hold.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.answer import Quote
from assistant.language_model.support import Objection, objection
from assistant.quotes import Tier, find

# A model is asked for 25 words; one that counts badly is forgiven, one that tells its own
# story beside the record is not.
MOST_WORDS = 40
_LONGEST_WORD = 20

# Citation marks, as models write them from habit. The reader's own are set by the program, so
# these would point nowhere or, worse, elsewhere; taking them out changes no word.
_MARKS = re.compile(r"\s*[\[(](?:s?\d+)(?:\s*[,;–-]\s*s?\d+)*\](?!\()|\s*\(s\d+(?:,\s*s\d+)*\)")

_DOUBLE = '"“”„‟«»‹›「」『』〝〞〟❝❞'
_SINGLE = "'‘’‚‛"
_QUOTED = re.compile(
    rf"[{_DOUBLE}](?P<double>[^{_DOUBLE}]+)[{_DOUBLE}]"
    r"|^[ \t]*>+(?P<block>.*)$"
    r"|`+(?P<code>[^`]+)`+|\*+(?P<stars>[^*]+)\*+|(?<!\w)_+(?P<lines>[^_]+)_+(?!\w)"
    rf"|(?<!\w)[{_SINGLE}](?P<single>\S(?:.*?\S)?)[{_SINGLE}](?!\w)",
    re.MULTILINE,
)
# What a lead-in needs, and nothing else: no brackets, so no links and no HTML; no ampersand, so
# no entity that a browser would show as a quotation mark; no letters that turn the direction.
_NEEDED = re.compile(r"[A-Za-zÀ-ÖØ-öø-ɏ0-9 .,;:!?'’()–—%£$/-]*")
_ADDRESS = re.compile(r"//|\b[\w-]{2,}\.[A-Za-z]{2,}|\bwww\b", re.IGNORECASE)
# Before anything but a number the sign of dollars opens a formula; a dash before all else opens
# an item of a list, or what somebody says.
_FORMULA = re.compile(r"\$(?!\d)")
_DASH = re.compile(r"\s*[-–—]")
# "don't", "Hull's", "the Allies'", "O'Neill": the apostrophes that are no quotation marks.
_APOSTROPHE = re.compile(
    r"(?<=[^\W\d_])['’](?:(?:s|t|re|ve|ll|d|m)\b|(?<=s['’])(?!\w))|(?<=\b[DLO])['’](?=[A-Z])"
)


@dataclass(frozen=True, slots=True)
class Prose:
    """A lead-in that passed, and the words it quotes, in order, as “...” in its text."""

    text: str
    quotes: tuple[Quote, ...]


def check(prose: str, quotes: Sequence[Quote]) -> Prose | Objection:
    """`prose`, a lead-in to `quotes`, with its quotations cut anew, or why it is left out."""
    # Before all else: what follows takes quadratic time on some texts.
    if len(prose) > MOST_WORDS * _LONGEST_WORD:
        return Objection.TOO_LONG
    prose = _MARKS.sub("", unicodedata.normalize("NFC", prose)).strip()
    if not prose:
        return Objection.EMPTY
    if len(prose.split()) > MOST_WORDS:
        return Objection.TOO_LONG
    own, found = _taken_apart(prose, quotes)
    if found is None:
        return Objection.QUOTATION
    if _DASH.match(own[0]) or not all(map(_plain, own)):
        return Objection.MARKUP
    against = objection(" ".join(own), " ".join(quote.text for quote, _ in found), quotes)
    return against or _put_together(own, found)


def _taken_apart(
    prose: str, quotes: Sequence[Quote]
) -> tuple[list[str], list[tuple[Quote, str]] | None]:
    """The words outside quotation marks, and between them the quotations with the punctuation
    that was drawn into them; None for these where one of them stands in no cited sentence.
    """
    own: list[str] = []
    found: list[tuple[Quote, str]] = []
    last = 0
    for quoted in _QUOTED.finditer(prose):
        words = next(group for group in quoted.groups() if group is not None)
        place = _located(words, quotes)
        if place is None:
            return own, None
        own.append(_single_line(prose[last : quoted.start()]))
        found.append(place)
        last = quoted.end()
    return [*own, _single_line(prose[last:])], found


def _located(words: str, quotes: Sequence[Quote]) -> tuple[Quote, str] | None:
    bare = words.rstrip(" .,;:")
    for quote in quotes:
        for wanted, drawn_in in ((words, ""), (bare, words[len(bare) :].strip())):
            match = find(wanted, quote.text)
            if match is not None and match.tier is not Tier.ELIDED:
                start, end = quote.start + match.start, quote.start + match.end
                cut = Quote(quote.passage, quote.document, start, end)
                if _closed(cut.text):
                    return cut, drawn_in
    return None


def _closed(words: str) -> bool:
    """Whether each quotation mark within `words` of the record has its fellow there.

    Else the mark set behind them would seem to close what they open, and the model's own words
    after it to be quoted. An apostrophe may look like a mark that closes, and counts as one.
    """
    opened = 0
    for character in words:
        opened += (character == "“") - (character == "”")
        if opened < 0:
            return False
    return not opened and words.count('"') % 2 == 0 and words.count("‘") <= words.count("’")


def _plain(own: str) -> bool:
    """Whether words of the model's own are plain text alone, without a quotation mark left over.

    What follows a colon would be taken for quoted, so that a colon stands at their end alone.
    """
    if not _NEEDED.fullmatch(own) or _ADDRESS.search(own) or _FORMULA.search(own):
        return False
    if ":" in own.rstrip().removesuffix(":"):
        return False
    return not set(_APOSTROPHE.sub("", own)) & set(_SINGLE)


def _put_together(own: Sequence[str], found: Sequence[tuple[Quote, str]]) -> Prose:
    parts = [own[0]]
    for (quote, drawn_in), after in zip(found, own[1:], strict=True):
        parts += [f"“{quote.text}”{drawn_in}", after]
    return Prose("".join(parts).strip(), tuple(quote for quote, _ in found))


def _single_line(words: str) -> str:
    return re.sub(r"\s+", " ", words)
