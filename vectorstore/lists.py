"""What the volumes' lists of terms and of persons say, looked up by words of a query."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence

from vectorstore.abbreviations import Abbreviation
from vectorstore.passages import Passages
from vectorstore.persons import Person

_SAID = "IN (SELECT value FROM json_each(?))"
# Of these volumes; of all, where none is named.
_SPEAKING = f"(? = '[]' OR volume {_SAID})"


class Lists(Passages):
    """A store on disk, with its lists.

    Nothing of them is read beforehand: of 518 volumes they have some hundred thousand entries.
    """

    def abbreviations(
        self, volumes: Sequence[str], written: Iterable[str], long: Iterable[str]
    ) -> list[Abbreviation]:
        """Those of these volumes (of all, if none) that are written so, or have such a long form.

        `long` are analysed words without function words, put together by spaces.
        """
        here = json.dumps(list(volumes))
        found = [
            row
            for column, sought in (("written", written), ("long", long))
            for row in self._rows(
                f"SELECT DISTINCT written, word, long FROM abbreviation "  # noqa: S608  # names of columns
                f"WHERE {column} {_SAID} AND {_SPEAKING} ORDER BY written, word, long",
                json.dumps(list(sought)),
                here,
                here,
            )
        ]
        return [
            Abbreviation(written=as_written, word=word, long=tuple(words.split()))
            for as_written, word, words in dict.fromkeys(found)
        ]

    def persons(self, volumes: Sequence[str], surnames: Iterable[str]) -> list[Person]:
        """Those listed in these volumes (in all, if none) of these analysed surnames.

        Words of a surname are put together by spaces.
        """
        here = json.dumps(list(volumes))
        rows = self._rows(
            "SELECT DISTINCT written, surname, forenames FROM person "  # noqa: S608  # constants
            f"WHERE surname {_SAID} AND {_SPEAKING} ORDER BY surname, written, forenames",
            json.dumps(list(surnames)),
            here,
            here,
        )
        return [
            Person(
                written=written, surname=tuple(surname.split()), forenames=tuple(forenames.split())
            )
            for written, surname, forenames in rows
        ]
