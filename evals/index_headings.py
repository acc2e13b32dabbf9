"""Headings of a back-of-book index as a reader would say them: cleaned, joined, sorted."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

# "Poland—Continued", "meetings— Continued", "Johnson, Lyndon B.—Continued"
_CONTINUED = re.compile(r"\s*(?:[-–—]+\s*|\(\s*)(?:continued|cont(?:inue)?d?\.?)\s*\)?\s*\Z", re.I)
# Articles that an index passes over when it sorts: "al-Din", "el–Baghdadi", "The Hague".
_PREFIX = re.compile(r"\A(?:(?:al|el)[-–]|the )", re.I)
# What may stand in a forename: "Lyndon B.", "Lt. Gen. Nguyen", "Abd al-Hamid", "Jr.", "III".
_NAME_WORD = (
    r"(?:[A-Z]\w*['’.-]?\w*[.]?|[A-Z][.](?:[A-Z][.])*|al|el|bin|ibn|de|del|der|du|la|van|von|y)"
)
_PERSON = re.compile(
    rf"(?:[\w'’.-]+ ){{0,3}}[\w'’-]+\.?, {_NAME_WORD}(?:[ ,-]+{_NAME_WORD})*"
    r"(?: [(“\"][^()]*[)”\"])?,?"
)
# What follows the comma in the names of offices and countries, never in those of people.
_NO_FORENAME = (
    "u.s us u.k u.n un ussr east west eastern western north south northern southern central "
    "republic kingdom department bureau office committee commission council agency board union "
    "federal international united states soviet american british french people democratic "
    "socialist foreign gulf sea straits island islands vietnamese chinese japanese korean german "
    "italian turkish greek israeli egyptian"
)


def clean(heading: str) -> str:
    """`heading` without "Continued", stray ends of tags and of words, its brackets closed."""
    bare = " ".join(_CONTINUED.sub("", heading.replace(">", "")).split()).strip(" ,;:–—")
    bare = re.sub(r",(?=[A-Z])", ", ", re.sub(r" (?=[,;:])", "", bare))
    return bare + ")" * max(0, bare.count("(") - bare.count(")"))


def readable(headings: Sequence[str]) -> str:
    """The path as one query, outermost first: "Berlin issue: Kennedy on"."""
    return ": ".join(headings)


def sort_key(heading: str) -> str:
    """What an index sorts by: letters and digits alone, without case and accents, word by word."""
    plain = unicodedata.normalize("NFKD", _PREFIX.sub("", heading)).casefold()
    words = re.sub(r"[^\w\s–-]", "", "".join(c for c in plain if not unicodedata.combining(c)))
    return " ".join(re.split(r"[\s_–-]+", words)).strip()


def is_continued(heading: str) -> bool:
    """Whether it takes up a heading from before a page break."""
    return _CONTINUED.search(heading) is not None


def is_note(heading: str) -> bool:
    """Whether it is no heading but a remark to the reader of the index."""
    return re.match(r"(?:editor['’]s )?note:", heading, re.I) is not None


def is_ship(heading: str) -> bool:
    """Whether it is a ship, which indexes put at its own name or at USS."""
    return re.match(r"(?:USS|U\.S\.S\.|SS|S\.S\.) ", heading) is not None


def is_name(heading: str) -> bool:
    """Whether it has the form of a person's name, surname first."""
    if not _PERSON.fullmatch(heading) or re.search(r"\d", heading):
        return False
    after = heading.partition(", ")[2].casefold()
    words = {word.strip(".,’'") for word in re.split(r"[ –-]+", after)}
    return words.isdisjoint(_NO_FORENAME.split())
