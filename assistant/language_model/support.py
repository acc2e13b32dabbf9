"""Whether a model's own words keep to the sentences they lead in to, judged by words alone.

Without a second model nobody can prove that a sentence follows from another; what can be shown
is that it brings in no number, date, name, speaker, denial or matter of its own, and, where it
makes a claim, that its words stand in the order of the record. The rules are strict, as what
they judge can be left out.
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum

from assistant.answer import Quote
from assistant.language_model.attribution import (
    own_names,
    wrong_day,
    wrong_document,
    wrong_speaker,
    wrong_voice,
)
from assistant.language_model.dating import days, days_of, stand
from assistant.language_model.denial import denials_agree, reached
from assistant.language_model.speakers import claimed, may_head
from assistant.language_model.wording import (
    AUXILIARIES,
    NUMERALS,
    SAYING,
    TOPIC,
    TURNING,
    Token,
    tokens,
)
from corpus.passage import Kind

_CLAIMING = AUXILIARIES | {"that", "whether", "if", "how", "why", "because", "who", "which"}


class Objection(StrEnum):
    """Why something that a model wrote is left out, as a reader is told."""

    EMPTY = "nothing was said"
    TOO_LONG = "longer than a lead-in"
    MARKUP = "markup, a link or unusual characters"
    QUOTATION = "a quotation that the cited sentences do not hold"
    TWICE = "the quoted words stand outside quotation marks too"
    NUMBER = "a number that the cited sentences do not give so"
    DATE = "a date that is not that of the cited sentences or their document"
    NAME = "a name that stands neither in the cited sentences nor in their document's heading"
    SPEAKER = "words given to somebody who by the record did not say them"
    DOCUMENT = "words given to another kind of document than they stand in"
    VOICE = "the editors' words not called theirs, or others' called theirs"
    DENIAL = "a denial put in or left out"
    MATTER = "words that the cited sentences do not hold"
    ORDER = "the words of the cited sentences in an order that may change their meaning"
    UNCITED = "no sentence was cited that the model was shown"
    REPEATED = "only sentences that were quoted before"


def objection(own: str, quoted: str, quotes: Sequence[Quote]) -> Objection | None:
    """What speaks against prose that leads in to `quotes`, or None.

    `own` is what the model says in its own words, `quoted` what the prose quotes from the same
    sentences.
    """
    said = tokens(own)
    undated = _without_dates(said)
    words = [token for quote in quotes for token in tokens(quote.text)]
    evidence = [*words, *(token for quote in quotes for token in tokens(heading_of(quote)))]
    labels = not quoted and _only_labels(said)
    content = claimed([*undated, *tokens(quoted)])
    checks = (
        (Objection.DATE, _dates_stand(said, evidence, quotes) and not wrong_day(own, quotes)),
        (Objection.NUMBER, _numbers_stand(undated, evidence)),
        (Objection.NAME, names_stand(undated, evidence)),
        (Objection.SPEAKER, not wrong_speaker(own, quotes, small=_small(evidence))),
        (Objection.DOCUMENT, not wrong_document(own, quotes)),
        (Objection.VOICE, not any(wrong_voice(own, quote) for quote in quotes)),
        (Objection.DENIAL, denials_agree(content, words, claims=not labels)),
        (Objection.MATTER, _matter_stands(undated, evidence)),
        (Objection.ORDER, labels or _in_order(claimed(undated), words)),
    )
    return next((objection for objection, holds in checks if not holds), None)


def _only_labels(said: Sequence[Token]) -> bool:
    """Whether a lead-in only says what the words are about and whose they are.

    "On Poland the paper says:", "The Secretary of State on Poland:", "Hull tells Roosevelt of
    Poland:", but nothing with a verb other than of saying, which would make it a claim.
    """
    topical = False
    for at, token in enumerate(said):
        folded = token.folded
        if folded in _CLAIMING or (at and said[at - 1].name and _verbal(token)):
            return False
        if folded in TOPIC:
            topical = True
        elif folded in SAYING and not token.name:
            topical = False
        elif token.matter and not topical and not may_head(token):
            return False
    return bool(said)


def _verbal(token: Token) -> bool:
    """Whether a word may be a verb whose subject stands before it: "Germany invades Poland"."""
    small = token.matter and token.text[0].islower() and not may_head(token)
    return small and token.folded not in SAYING and token.folded.endswith(("s", "ed"))


def _without_dates(said: Sequence[Token]) -> list[Token]:
    dated = {at for day in days(said) for at in range(day.start, day.end)}
    return [token for at, token in enumerate(said) if at not in dated]


def _small(evidence: Sequence[Token]) -> frozenset[str]:
    """The words that stand in small letters: with a capital they are no names."""
    return frozenset(token.folded for token in evidence if token.text[0].islower())


def _dates_stand(said: Sequence[Token], evidence: Sequence[Token], quotes: Sequence[Quote]) -> bool:
    known = [*days(evidence), *(day for quote in quotes for day in days_of(quote.document))]
    return stand(days(said), known)


def _numbers_stand(said: Sequence[Token], evidence: Sequence[Token]) -> bool:
    """Whether each number stands in the evidence, and there counts the same things."""
    known = _counted(evidence)
    for at, token in enumerate(said):
        number = number_of(token)
        if not number:
            continue
        following = said[at + 1] if at + 1 < len(said) else None
        counts = following.stem if following is not None and following.matter else None
        near = [things for n, things in known if n == number]
        if not near or (counts is not None and not any(counts in things for things in near)):
            return False
    return True


def number_of(token: Token) -> str:
    """A number in figures; one in letters too, or its word where it has no figures."""
    if token.number:
        return token.folded
    return NUMERALS[token.folded] or token.folded if token.folded in NUMERALS else ""


def _counted(evidence: Sequence[Token]) -> list[tuple[str, frozenset[str]]]:
    """Each number with the stems of the three words after it."""
    return [
        (number, frozenset(next_.stem for next_ in evidence[at + 1 : at + 4]))
        for at, token in enumerate(evidence)
        if (number := number_of(token))
    ]


def names_stand(said: Sequence[Token], evidence: Sequence[Token]) -> bool:
    """Any word with a capital is held for a name, at the head of a sentence too."""
    known = {token.folded.removesuffix("s") for token in evidence}
    return all(token.folded.removesuffix("s") in known for token in said if token.name)


def _matter_stands(said: Sequence[Token], evidence: Sequence[Token]) -> bool:
    words, known = {token.folded for token in evidence}, {token.stem for token in evidence}
    return all(
        token.folded in words if token.folded in TURNING else token.stem in known
        for token in said
        if token.matter and token.folded not in NUMERALS
    )


def _in_order(said: Sequence[Token], cited: Sequence[Token]) -> bool:
    """Whether the words of a claim that stand in the cited sentences follow one another there.

    Else "Poland invaded Germany" would pass for "Germany invaded Poland"; and so would the one
    turned into the other by "was" and "by".
    """
    words = {token.folded for token in cited}
    if any(token.folded == "by" for token in said) and "by" not in words:
        return False
    return reached(said, cited) is not None


def heading_of(quote: Quote) -> str:
    """What a reader is told of a quotation's document, and what its words may be called."""
    document, passage = quote.document, quote.passage
    return " ".join(
        (
            document.title,
            document.subtitle,
            *document.breadcrumb,
            document.volume.title,
            document.date_printed,
            document.place,
            document.sender,
            document.recipient,
            *own_names(passage),
            "footnote note" if passage.kind is Kind.FOOTNOTE else "",
        )
    )
