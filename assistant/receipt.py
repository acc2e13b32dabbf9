"""What an answer quoted, told so shortly that it fits an address, and what became of it. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum
from hashlib import sha256

from assistant.answer import Answer, Quote
from assistant.document_lines import Stored
from corpus.errors import InputError, printable

_ID = r"\w[\w.-]{0,99}"
_WRITTEN = re.compile(
    rf"(?P<passage>{_ID}/{_ID}/{_ID}):(?P<start>[0-9]{{1,9}})-(?P<end>[0-9]{{1,9}})"
    r":(?P<digest>[0-9a-f]{8})"
)
#: What to do about a link that is damaged.
COPY_AGAIN = "copy the whole link again from where it was made"


@dataclass(frozen=True, slots=True)
class Quoted:
    """Where quoted words stood, ``text[start:end]`` of a passage, and a digest of them.

    In another index the same place may hold other words.
    """

    passage: str
    start: int
    end: int
    digest: str

    def __post_init__(self) -> None:
        if not _WRITTEN.fullmatch(str(self)) or not self.start < self.end:
            raise InputError(f"quoted: {printable(str(self))!r} is no quotation; {COPY_AGAIN}")

    def __str__(self) -> str:
        return f"{self.passage}:{self.start}-{self.end}:{self.digest}"

    @property
    def words(self) -> tuple[str, str]:
        """The words wherever they stand in their document: its id, and their digest."""
        return self.passage.rpartition("/")[0], self.digest

    def stands(self, stored: Stored) -> bool:
        """Whether the words still stand in their place."""
        passage = stored.passage(self.passage)
        return passage is not None and _digest(passage.text[self.start : self.end]) == self.digest


def read_quoted(written: str) -> Quoted:
    """What `str` made of a Quoted. Raises InputError for anything else."""
    found = _WRITTEN.fullmatch(written)
    if found is None:
        raise InputError(f"quoted: {printable(written[:100])!r} is no quotation; {COPY_AGAIN}")
    return Quoted(found["passage"], int(found["start"]), int(found["end"]), found["digest"])


@dataclass(frozen=True, slots=True)
class Receipt:
    """The version of the index that answered, and what was quoted: nothing in a refusal."""

    version: str
    quoted: tuple[Quoted, ...] = ()

    def __post_init__(self) -> None:
        if not re.fullmatch(r"[\w.-]{1,64}", self.version, re.ASCII):
            raise InputError(f"v: {printable(self.version[:100])!r} is no index; {COPY_AGAIN}")


class Now(Enum):
    """What became of a quotation: quoted again, still in its place but unquoted, or gone."""

    SAME = "same"
    UNQUOTED = "stands, but is not quoted"
    GONE = "gone"


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """How an answer differs from the one that a receipt is of.

    `then` and `now` are the versions of the index; `kept` has what became of each quotation of
    the receipt, `others` are quoted now and were not.
    """

    then: str
    now: str
    kept: tuple[tuple[Quoted, Now], ...]
    others: tuple[Quote, ...]
    refused: bool

    def became(self, now: Now) -> tuple[Quoted, ...]:
        """The quotations of which this became."""
        return tuple(quoted for quoted, one in self.kept if one is now)

    @property
    def same(self) -> bool:
        """Whether the same words are quoted, no fewer and no more; or again none."""
        return len(self.became(Now.SAME)) == len(self.kept) and not self.others


def receipt_of(answer: Answer) -> Receipt:
    """The receipt of an answer or a refusal."""
    return Receipt(answer.index.version, tuple(_quoted(quote) for quote in answer.quotes))


def changed(receipt: Receipt, answer: Answer, stored: Stored) -> Change:
    """How `answer` differs from the one that `receipt` is of; `stored` is what it quotes."""
    quotes = {quote: _quoted(quote).words for quote in answer.quotes}
    # Words that moved within their document, as when paragraphs are counted anew, are the same.
    now, then = set(quotes.values()), {quoted.words for quoted in receipt.quoted}
    return Change(
        then=receipt.version,
        now=answer.index.version,
        kept=tuple((quoted, _became(quoted, now, stored)) for quoted in receipt.quoted),
        others=tuple(quote for quote, words in quotes.items() if words not in then),
        refused=answer.refusal is not None,
    )


def _became(quoted: Quoted, now: set[tuple[str, str]], stored: Stored) -> Now:
    if quoted.words in now:
        return Now.SAME
    return Now.UNQUOTED if quoted.stands(stored) else Now.GONE


def _quoted(quote: Quote) -> Quoted:
    return Quoted(quote.passage.id, quote.start, quote.end, _digest(quote.text))


def _digest(words: str) -> str:
    # Whatever the store holds, also half a character.
    return sha256(words.encode("utf-8", "surrogatepass")).hexdigest()[:8]
