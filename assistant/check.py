"""The verdict on a quotation: whether, where and in which words the volumes hold it."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain

from assistant.found import Found, Likest, Places, again, likest, pages_of, places_of
from assistant.place import Place, place_of
from assistant.quotes import Tier
from assistant.shelf import Shelf
from assistant.verdict import Outcome, Verdict
from corpus.errors import InputError
from vectorstore.retriever import Filter

LONGEST = 5000
_ELSEWHERE = 5


def check(quotation: str, cite: str | None, shelf: Shelf) -> Verdict:
    """The verdict on `quotation`, said to stand at `cite`, a place as `place_of` reads it.

    Words may run over from one passage into those that follow it in the document. Raises
    InputError for a quotation without words or of more than 5,000 characters, and for a
    citation that names no place.
    """
    refuse_unusable(quotation)
    place = None if cite is None else place_of(cite)
    everywhere = places_of(quotation, Filter(), shelf)
    if place is not None and not shelf.volume_installed(place.volume):
        return _unverifiable(quotation, place, everywhere, shelf)
    here = everywhere.found
    if place is not None:
        within = places_of(quotation, place.scope, shelf).found
        here = tuple(at for found in within if (at := _at(place, quotation, found)) is not None)
    if here:
        unpaged = place is not None and place.page is not None and not pages_of(here[0].quotes)
        return _standing(quotation, here[0], everywhere, shelf, unpaged=unpaged)
    # A cited document that its volume does not have is a finding about the citation, as a wrong
    # one is; a batch of quotations must not stop at it.
    absent = _absence(place, shelf)
    if place is not None and everywhere.found:
        return _misattributed(quotation, place, everywhere, shelf, absent)
    altered = _altered(quotation, place, shelf, absent)
    return altered or _not_found(quotation, everywhere, shelf, absent)


def refuse_unusable(quotation: str) -> None:
    """Raise InputError for a quotation without words or of more than 5,000 characters."""
    if len(quotation) > LONGEST:
        raise InputError(
            f"quotation: {len(quotation):,} characters; the limit is {LONGEST:,}, check it in parts"
        )
    if not any(map(str.isalnum, quotation)):
        raise InputError("quotation: it has no words; write the words to look for")


def _at(place: Place, quotation: str, found: Found) -> Found | None:
    """The first of the places in one passage at which words stand that is `place`, if any is."""
    further = again(quotation, found) if place.page in found.passage.page_labels else ()
    return next((one for one in chain((found,), further) if _within(one, place)), None)


def _within(found: Found, place: Place) -> bool:
    return any(place.holds(quote.passage, quote.start, quote.end) for quote in found.quotes)


def _standing(
    quotation: str, best: Found, everywhere: Places, shelf: Shelf, *, unpaged: bool
) -> Verdict:
    outcome = Outcome.VERIFIED if best.tier is Tier.EXACT else Outcome.REPAIRED
    explanation = {
        Tier.EXACT: f"The words stand exactly so in {best}.",
        Tier.FOLDED: f"The words stand in {best}; only typography differs, and the source's own "
        "is shown.",
        Tier.ELIDED: f"The words stand in {best}, with the omissions or insertions that the "
        "quotation marks; the source's words are shown in full.",
    }[best.tier]
    if unpaged:
        explanation += " The source has no page numbers there, so the page was not checked."
    return _placed(quotation, outcome, explanation, best, everywhere, shelf)


def _misattributed(
    quotation: str, place: Place, everywhere: Places, shelf: Shelf, absent: str
) -> Verdict:
    best = min(
        everywhere.found,
        key=lambda found: (
            found.document.id != place.document,
            found.document.volume.id != place.volume,
        ),
    )
    explanation = f"{absent}The words do not stand in {place}, but in {best}."
    return _placed(quotation, Outcome.MISATTRIBUTED, explanation, best, everywhere, shelf)


def _placed(
    quotation: str,
    outcome: Outcome,
    explanation: str,
    best: Found,
    everywhere: Places,
    shelf: Shelf,
) -> Verdict:
    others = _others(everywhere.found, best)
    return Verdict(
        quotation=quotation,
        outcome=outcome,
        explanation=f"{explanation} {_also(len(others), everywhere, shelf)}",
        volumes=shelf.volume_count,
        quotes=best.quotes,
        tier=best.tier,
        elsewhere=others[:_ELSEWHERE],
        elsewhere_count=len(others),
    )


def _others(places: Sequence[Found], best: Found | None = None) -> tuple[str, ...]:
    own = {quote.passage.id for quote in best.quotes} if best else set()
    begin = dict.fromkeys(found.passage.id for found in places)
    return tuple(id_ for id_ in begin if id_ not in own)


def _also(others: int, everywhere: Places, shelf: Shelf) -> str:
    inside = f"of {_volumes(shelf)}"
    if not everywhere.whole:
        return f"They are too common to compare every passage {inside}."
    if not others:
        return f"They were found in no other passage {inside}."
    return f"They stand in {others} other passage{'s' if others > 1 else ''} {inside} too."


def _unverifiable(quotation: str, place: Place, everywhere: Places, shelf: Shelf) -> Verdict:
    """Words found elsewhere do not settle what a volume says that nobody has looked into."""
    explanation = f"The volume {place.volume} is not installed, so {place} cannot be looked into."
    if everywhere.found:
        explanation += f" In {_volumes(shelf)} the same words stand in {everywhere.found[0]}."
    else:
        explanation += f" The words are not in {_volumes(shelf)}."
    others = _others(everywhere.found)
    return Verdict(
        quotation=quotation,
        outcome=Outcome.UNVERIFIABLE,
        explanation=explanation,
        volumes=shelf.volume_count,
        elsewhere=others[:_ELSEWHERE],
        elsewhere_count=len(others),
    )


def _altered(quotation: str, place: Place | None, shelf: Shelf, absent: str) -> Verdict | None:
    """The nearest words where they are near enough: at the cited place first, then anywhere."""
    like = None if place is None else likest(quotation, place.scope, shelf)
    searched = f"{place}, nor anywhere in {_volumes(shelf)}" if like else _volumes(shelf)
    like = like or likest(quotation, Filter(), shelf)
    if like is not None and like.only_spaced:
        return _respaced(quotation, place, Found(like.quotes, Tier.FOLDED), shelf, absent)
    finding = f"{absent}The words do not stand so in {searched}"
    return _differing(quotation, finding, like, shelf) if like else None


def _respaced(
    quotation: str, place: Place | None, found: Found, shelf: Shelf, absent: str
) -> Verdict:
    """The verdict on words that differ from the source's in white space alone."""
    everywhere = Places((found,), whole=True)
    if place is not None and not _within(found, place):
        return _misattributed(quotation, place, everywhere, shelf, absent)
    unpaged = place is not None and place.page is not None and not pages_of(found.quotes)
    return _standing(quotation, found, everywhere, shelf, unpaged=unpaged)


def _differing(quotation: str, finding: str, like: Likest, shelf: Shelf) -> Verdict:
    return Verdict(
        quotation=quotation,
        outcome=Outcome.ALTERED,
        explanation=f"{finding}; the nearest, in {like}, differ.",
        volumes=shelf.volume_count,
        quotes=like.quotes,
        diff=like.diff,
    )


def _not_found(quotation: str, everywhere: Places, shelf: Shelf, absent: str) -> Verdict:
    explanation = f"{absent}The words are not in {_volumes(shelf)}, which is not proof that it "
    explanation += "was never said."
    if not everywhere.whole:
        explanation += " Words like these are so common that not every passage was compared."
    return Verdict(
        quotation=quotation,
        outcome=Outcome.NOT_FOUND,
        explanation=explanation,
        volumes=shelf.volume_count,
    )


def _absence(place: Place | None, shelf: Shelf) -> str:
    if place is None or place.document is None or shelf.document(place.document) is not None:
        return ""
    return f"There is no document {place.document}. "


def _volumes(shelf: Shelf) -> str:
    count = shelf.volume_count
    return "the 1 volume installed" if count == 1 else f"the {count} volumes installed"
