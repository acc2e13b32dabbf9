"""The parts of an editor's name, which lists of authors sort and write apart."""

from __future__ import annotations

from dataclasses import dataclass

_SUFFIXES = ("Jr.", "Sr.", "Jr", "Sr", "II", "III", "IV")


@dataclass(frozen=True, slots=True, kw_only=True)
class Name:
    """A name as printed and, where it is a person's, its parts; `family` is empty otherwise.

    `particle` ("van der") belongs to the family name; `suffix` is "Jr.", "III" and the like.
    """

    printed: str
    given: str = ""
    particle: str = ""
    family: str = ""
    suffix: str = ""

    @property
    def family_whole(self) -> str:
        """The family name with its particle."""
        return f"{self.particle} {self.family}".strip()

    @property
    def in_chicago(self) -> str:
        """The name in running order, without the comma before "Jr." (Chicago 6.43)."""
        if not self.family:
            return self.printed
        return " ".join(p for p in (self.given, self.family_whole, self.suffix) if p)


def name_of(printed: str) -> Name:
    """The parts of a name printed given name first: "William F. Sanford, Jr.", "Jan van Dyke".

    The last word before a suffix is the family name, and small words right before it are its
    particle. A single word, or words with any other comma, are nobody's given and family name
    and stay whole.
    """
    whole = " ".join(printed.split())
    body, comma, after = whole.partition(", ")
    words = body.split()
    suffix = after if after in _SUFFIXES else ""
    if comma and not suffix:
        return Name(printed=whole)
    if not comma and len(words) > 2 and words[-1] in _SUFFIXES:
        suffix = words.pop()
    if len(words) < 2:
        return Name(printed=whole)
    start = len(words) - 1
    while start > 1 and words[start - 1].islower() and words[start - 1].isalpha():
        start -= 1
    return Name(
        printed=whole,
        given=" ".join(words[:start]),
        particle=" ".join(words[start:-1]),
        family=words[-1],
        suffix=suffix,
    )
