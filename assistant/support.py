"""Whether a model's own words keep to the sentences they lead in to, judged by words alone.

Without a second model nobody can prove that a sentence follows from another; what can be shown
is that it brings in no number, name, negation or matter of its own. The rules are strict, as
what they judge can be left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from assistant.answer import Quote
from corpus.document import MONTHS, DateRange, Document
from corpus.passage import Kind, Voice

# The least part of the words with matter that must stand in the evidence. Measured with the
# other rules on claims that one word makes false (FEVER-Symmetric, dev, 354 false, 354 true):
# at 0.9 they let 2 % of the false and 30 % of the true ones pass, at 0.75 10 % and 42 %.
LEAST_SHARE = 0.9

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*(?:s\b)?")
_NEGATION = re.compile(
    r"\b(?:not?|never|without|unless|except|cannot|neither|nor|none|nothing|nobody|nowhere|"
    r"refus\w*|den(?:y|ies|ied|ials?)|fail\w*|\w+n['’]t)\b",
    re.IGNORECASE,
)


def _words(listed: str) -> frozenset[str]:
    return frozenset(listed.split())


# Words that carry no matter of their own: the glue of English and of speaking about a source.
_GLUE = _words(
    """a an the this that these those it its he she they them their his her we our i my you your
    who whom whose which what when where why how there here and or but if as so than then thus
    hence therefore however nevertheless moreover also too both either such same other another
    while whereas although though because since for of in on at by to from with into onto upon
    about over under within toward towards between among through during is are was were be been
    being am has have had having do does did done doing can could would should shall might
    s t re ve d ll st nd rd th one ones some any itself themselves himself herself
    say says said saying state states stated write writes wrote written note notes noted add adds
    added put puts set sets out explain explains explained describe describes described continue
    continues continued report reports reported mention mentions mentioned according accordingly
    answer answers answered question questions point points overall
    document documents passage passages text record records sentence sentences words source
    follow follows following next finally further later same part
    ask asks asked call calls called argue argues argued conclude concludes concluded observe
    observes observed suggest suggests suggested tell tells told believe believes believed"""
)
# Words that turn the meaning of a sentence although they carry little matter.
_TURNING = _words(
    """less more fewer greater lesser smaller larger only always all every each most least must
    against before after until hardly scarcely barely seldom rarely higher lower better worse
    opposed opposes opposing contrary despite instead"""
)
_SMALL = (
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
)
_NUMERALS = {word: str(number) for number, word in enumerate(_SMALL, start=2)} | dict.fromkeys(
    _words(
        """first second third fourth fifth sixth seventh eighth ninth tenth
        thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty thirty forty fifty
        sixty seventy eighty ninety hundred hundreds thousand thousands million millions billion
        billions dozen dozens half twice thrice double triple"""
    ),
    "",
)
_VOICES = {
    Voice.AUTHOR: "author authors",
    Voice.EDITOR: "editor editors",
    Voice.SOURCE_NOTE: "source note",
    Voice.SUMMARY: "summary",
}


class Objection(StrEnum):
    """Why a model's prose is left out."""

    EMPTY = "it says nothing"
    TOO_LONG = "it is longer than a lead-in"
    MARKUP = "it holds markup, a link or characters that no lead-in needs"
    QUOTATION = "it quotes words that the cited sentences do not hold"
    NUMBER = "it names a number that stands neither in the evidence nor in the question"
    NAME = "it names a name that stands neither in the evidence nor in the question"
    NEGATION = "it denies what the cited sentences do not, or the other way about"
    VOICE = "it does not say that the words are an editor's, a source note's or a summary's"
    MATTER = "too many of its words stand nowhere in the evidence"


@dataclass(frozen=True, slots=True)
class _Said:
    """The words and numbers of a text, folded; `stems` cut down to compare word forms."""

    words: frozenset[str]
    stems: frozenset[str]
    numbers: frozenset[str]


def objection(own: str, quoted: str, quotes: Sequence[Quote], question: str) -> Objection | None:
    """What speaks against prose that leads in to `quotes`, or None.

    `own` is what the model says in its own words, `quoted` what the prose quotes from the same
    sentences, `question` what the reader asked: it may lend names and numbers, but no matter.
    """
    cited = " ".join(quote.text for quote in quotes)
    evidence = _said(" ".join([cited, *(_heading(quote) for quote in quotes)]))
    asked = _said(question)
    if not _numbers_stand(own, evidence, asked):
        return Objection.NUMBER
    if not _names_stand(own, evidence, asked):
        return Objection.NAME
    if bool(_NEGATION.search(f"{own} {quoted}")) != bool(_NEGATION.search(cited)):
        return Objection.NEGATION
    if not all(_voice_named(own, quote) for quote in quotes):
        return Objection.VOICE
    return None if _matter_stands(own, evidence) else Objection.MATTER


def _numbers_stand(own: str, evidence: _Said, asked: _Said) -> bool:
    numbers, words = evidence.numbers | asked.numbers, evidence.words | asked.words
    spelled = [word for word in _folded_words(own) if word in _NUMERALS]
    return _said(own).numbers <= numbers and all(
        word in words or _NUMERALS[word] in numbers for word in spelled
    )


def _names_stand(own: str, evidence: _Said, asked: _Said) -> bool:
    """Any word with a capital is held for a name, at the head of a sentence too."""
    names = {_folded(word) for word in _WORD.findall(own) if word[0].isupper()} - _GLUE
    known = {name.removesuffix("s") for name in evidence.words | asked.words}
    return {name.removesuffix("s") for name in names} <= known


def _voice_named(own: str, quote: Quote) -> bool:
    # That a title is the editors' goes without saying, here as in an answer without a model.
    if quote.passage.voice is Voice.AUTHOR or quote.passage.kind is Kind.HEADING:
        return True
    named = {*_VOICES[quote.passage.voice].split(), "note", "footnote"}
    return not named.isdisjoint(_folded_words(own))


def _matter_stands(own: str, evidence: _Said) -> bool:
    matter = [word for word in _folded_words(own) if word not in _GLUE]
    if any(word in _TURNING and word not in evidence.words for word in matter):
        return False
    standing = sum(_stem(word) in evidence.stems for word in matter)
    return standing >= LEAST_SHARE * len(matter)


def _heading(quote: Quote) -> str:
    document, passage = quote.document, quote.passage
    parts: Iterable[str] = (
        document.title,
        document.subtitle,
        *document.breadcrumb,
        document.volume.title,
        document.date_printed,
        _days(document),
        document.place,
        document.sender,
        document.recipient,
        _VOICES[passage.voice],
        "footnote note" if passage.kind is Kind.FOOTNOTE else "",
    )
    return " ".join(parts)


def _days(document: Document) -> str:
    date: DateRange | None = document.date
    if date is None:
        return ""
    parts = [part for day in (date.first, date.last) for part in [day.split("-")]]
    named = [(year, *(MONTHS[int(m) - 1] for m in rest[:1]), *rest[1:]) for year, *rest in parts]
    return " ".join(f"{part.lstrip('0')}" for day in named for part in day)


def _said(text: str) -> _Said:
    words = frozenset(_folded_words(text))
    numbers = frozenset(number.replace(",", "") for number in _NUMBER.findall(text))
    return _Said(words, frozenset(map(_stem, words)), numbers)


def _folded_words(text: str) -> list[str]:
    return [_folded(word) for word in _WORD.findall(text)]


def _folded(word: str) -> str:
    return word.casefold().replace("’", "'").removesuffix("'s")


def _stem(word: str) -> str:
    """A word without its inflection: "policies" and "policy", "seeks" and "seeking" fall together.

    Six letters tell words of the record apart well enough, and join "cooperate" to "cooperation".
    """
    for ending in ("ing", "ied", "ies", "ed", "es", "s", "e", "y"):
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            word = word.removesuffix(ending) + ("i" if ending in ("ied", "ies", "y") else "")
            break
    return word[:6]
