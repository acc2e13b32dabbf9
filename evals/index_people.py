"""Who is a person among the headings of an index, so that bare names can be set apart."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from corpus.glossary import TermKind
from corpus.passage import VolumeText
from evals.index_headings import is_name, sort_key
from evals.judgment import Subject

_SHORT_TITLE = r"(?:M(?:r|rs|iss|essrs)|Dr|Gen|Col|Maj|Lt|Cdr|Capt|Adm|Amb|Sen|Rep|Prof|Rev)\.|M\."
_RANK = (
    r"General|Colonel|Major|Captain|Admiral|Marshal|Ambassador|Sir|Lord|(?:Crown )?Prince|"
    r"Princess|King|Queen|Emperor|Sultan|Sheikh|Shaikh|Cardinal|Pope"
)
_OFFICE = r"Minister|Secretary|Senator|Congressman|President|Premier|Chancellor|Professor"
# A word of the text behind a title, or without one: "Mr. Topping", "Topping".
_NAMED = re.compile(rf"\b(?P<title>(?:{_SHORT_TITLE}|{_RANK}|{_OFFICE}) )?(?P<name>[A-Z][\w'’-]+)")
# A title within the heading: "Sing Col.", "Saud ibn Abd al-Aziz, King of Saudi Arabia"; but there
# are General Motors and a Secretary of Defense.
_TITLED = re.compile(rf"(?:\A|[ ,])(?:{_SHORT_TITLE})(?: |,|\Z)|, (?:{_RANK})(?: |,|\Z)")
_MOST_WORDS = 8
_CHINESE = re.compile(r"[A-Z][\w’]+ [A-Z][\w’]+[-–][a-z’]+")  # "Chou En-lai"
# In 22 volumes .72 of the surnames in the lists of persons are titled as often in the text, of the
# names of countries and cities .002.
_TITLED_SHARE = 0.05


class People:
    """What a volume shows of the people in it: its list of persons, and the titles in its text."""

    def __init__(self, text: VolumeText) -> None:
        self._listed = {sort_key(t.name) for t in text.glossary if t.kind is TermKind.PERSON}
        said: Counter[str] = Counter()
        titled: Counter[str] = Counter()
        for document in text.documents:
            for passage in document.passages:
                for found in _NAMED.finditer(passage.text):
                    said[found["name"]] += 1
                    titled[found["name"]] += found["title"] is not None
        self._titled = {name for name, n in titled.items() if n >= _TITLED_SHARE * said[name] and n}

    def subject(self, headings: Sequence[str]) -> Subject:
        """A path of two levels is a topic; one heading alone a person, or else an entity."""
        if len(headings) > 1 or ": " in headings[0]:
            return Subject.TOPIC
        return Subject.PERSON if self._names(headings[0]) else Subject.ENTITY

    def _names(self, heading: str) -> bool:
        bare = heading.partition(" (")[0]
        if sort_key(heading) in self._listed or is_name(heading) or _CHINESE.fullmatch(bare):
            return True
        if len(bare.split()) > 1:
            return _TITLED.search(bare) is not None and len(bare.split()) <= _MOST_WORDS
        return bare in self._titled
