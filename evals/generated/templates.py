"""The kinds of questions that are generated, and what of a document answers each."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from evals.case import Expect
from evals.generated.stated import Stated
from evals.record.unit import Part, Source, Unit

_WORDS = 12  # of a note: enough to tell it from others, and within its first paragraph
_BEYOND = 90  # added to the last note or document that there is, to ask of one that there is not
_DATED = re.compile(r"January|February|March|April|May|June|July|August|September|October|November"
                    r"|December|\d{4}")  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A question with "{document}" for what it is about, and the words that answer.

    `words` stand in the unit `unit` of the record; both are empty where nothing answers. `above`
    says that they are those of the heading, where other lines have such words too.
    """

    question: str
    words: str = ""
    unit: str = ""
    above: bool = False

    @property
    def expect(self) -> Expect:
        """The reply that is right."""
        return Expect.ANSWER if self.words else Expect.REFUSE


#: What a template makes of a document and what it states: a question, or nothing.
Template = Callable[[Source, Stated], Asked | None]


def _writer(source: Source, stated: Stated) -> Asked | None:
    return _headed(source, stated.writers, "Who wrote {document}?")


def _recipient(source: Source, stated: Stated) -> Asked | None:
    return _headed(source, stated.recipients, "To whom is {document} addressed?")


def _headed(source: Source, names: tuple[str, ...], question: str) -> Asked | None:
    if not names or names[0] not in source.header.title:
        return None
    return Asked(question=question, words=names[0], unit=source.document, above=True)


def _date(source: Source, stated: Stated) -> Asked | None:
    if not stated.date:
        return None
    return Asked(
        question="What is the date of {document}?", words=stated.date, unit=source.document
    )


def _place(source: Source, stated: Stated) -> Asked | None:
    if not stated.place:
        return None
    return Asked(question="Where was {document} written?", words=stated.place, unit=source.document)


def _title(source: Source, _: Stated) -> Asked | None:
    title = source.header.title
    question = "What is the title of {document}?"
    return Asked(question=question, words=title, unit=source.document, above=True)


def _note(source: Source, _: Stated) -> Asked | None:
    """The last of the notes that alone have their number: an enclosure may number anew."""
    notes = _numbered(source)
    alone = [number for number, units in notes.items() if len(units) == 1]
    if not alone:
        return None
    number = max(alone)
    (unit,) = notes[number]
    question = f"What does footnote {number} of {{document}} say?"
    return Asked(question=question, words=_begun(unit), unit=unit.id)


def _source(source: Source, _: Stated) -> Asked | None:
    notes = [unit for unit in source.units.values() if unit.part is Part.SOURCE_NOTE]
    if len(notes) != 1:
        return None
    question = "What is the source of {document}?"
    return Asked(question=question, words=_begun(notes[0]), unit=notes[0].id)


def _no_note(source: Source, _: Stated) -> Asked | None:
    beyond = max(_numbered(source), default=0) + _BEYOND
    return Asked(question=f"What does footnote {beyond} of {{document}} say?")


def _no_date(source: Source, stated: Stated) -> Asked | None:
    """Of a document to which the file gives no day, which names none and does not say so."""
    dated = stated.date or stated.place or source.header.day
    text = source.units[source.document].text if source.document in source.units else ""
    told = _DATED.search(source.header.title) or "undated" in text.lower()
    return None if dated or told else Asked(question="What is the date of {document}?")


#: The templates by the names of their slices.
TEMPLATES: Mapping[str, Template] = {
    "who wrote": _writer,
    "to whom": _recipient,
    "date": _date,
    "where": _place,
    "title": _title,
    "footnote": _note,
    "source": _source,
    "no such footnote": _no_note,
    "no date": _no_date,
}


def beyond_last(numbers: Iterator[str]) -> int:
    """A number that no document of a volume has."""
    return max((int(number) for number in numbers if number.isdigit()), default=0) + _BEYOND


def _numbered(source: Source) -> dict[int, list[Unit]]:
    """The notes by the numbers that are printed before them."""
    found: dict[int, list[Unit]] = {}
    for unit in source.units.values():
        label = unit.printed_label or ""
        if unit.part is not Part.TEXT and label.isdigit() and int(label) > 0:
            found.setdefault(int(label), []).append(unit)
    return found


def _begun(unit: Unit) -> str:
    return " ".join(unit.text.split()[:_WORDS])
