"""Documents and volumes are told from the questions that name them, and from nothing else."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.naming import named
from corpus.document import Volume

LETTERS = Volume(id="frus1961-63v06", title="Letters", subseries="1961–1963", number="Volume VI")
JAPAN = Volume(
    id="frus1964-68v29p2", title="Japan", subseries="1964–1968", number="Volume XXIX, Part 2"
)
KOREA = Volume(
    id="frus1964-68v29p1", title="Korea", subseries="1964–1968", number="Volume XXIX, Part 1"
)
AFRICA = Volume(id="frus1969-76ve05p2", title="Africa", subseries="1969–1972", number="Volume E–5")
INSTALLED = (LETTERS, JAPAN, KOREA, AFRICA)


@pytest.mark.parametrize(
    ("question", "plain", "numbers", "volumes"),
    [
        ("Who wrote document 12 of frus1961-63v06?", "Who wrote that document?", "12", LETTERS.id),
        ("Who wrote FRUS1961-63V06/d12?", "Who wrote that document?", "12", LETTERS.id),
        ("In frus1961-63v06, who wrote doc. 12?", "who wrote that document?", "12", LETTERS.id),
        ("Who wrote d12 in frus1961-63v06?", "Who wrote that document?", "12", LETTERS.id),
        ("Who wrote document no. 12?", "Who wrote that document?", "12", None),
        ("What is Document 72A?", "What is that document?", "72a", None),
        ("What is document 12’s date?", "What is that document’s date?", "12", None),
        ("Open FRUS, 1961–1963, Volume VI, Document 3.", "Open, that document.", "3", LETTERS.id),
        ("Open 1964-68, vol. 29, part 2, document 3", "Open, that document", "3", JAPAN.id),
        (
            "Open document 3 of volume XXIX of 1964–1968",
            "Open that document",
            "3",
            f"{JAPAN.id} {KOREA.id}",
        ),
        ("Open document 3 of volume E-5, 1969–1972", "Open that document", "3", AFRICA.id),
        ("Who wrote document 4 of “Japan”?", "Who wrote that document?", "4", JAPAN.id),
        ("Who wrote document 4 of 1931, volume I?", "Who wrote that document?", "4", ""),
        ("Who wrote document 4 of frus1931v01?", "Who wrote that document?", "4", "frus1931v01"),
        ("Does document 4 speak of Japan?", "Does that document speak of Japan?", "4", None),
    ],
)  # fmt: skip
def test_what_is_named(question: str, plain: str, numbers: str, volumes: str | None) -> None:
    found = named(question, INSTALLED)
    assert (found.plain, found.numbers) == (plain, tuple(numbers.split()))
    assert found.volumes == (None if volumes is None else tuple(volumes.split()))


@pytest.mark.parametrize(
    "question",
    [
        "What did document NSC 5412 say?",
        "What does NSC document 12 say?",
        "What did Stalin's document 3 ask for?",
        "Who wrote document 5412/2?",
        "What is document 12-A?",
        "How many documents were signed in 1954?",
        "Who wrote the document of 1954?",
        "What does the documentary 12 Angry Men show?",
        "d12",
        "What did Japan say in volume?",
        "What was decided about Poland in NAC/D5?",
        "What does UN document A/D12 say?",
        "Who wrote document 12 of the Yalta papers?",
        "Who read the document 3 days before the invasion?",
        "Who has the document 80 Senators signed?",
    ],
)
def test_other_papers_are_not_named(question: str) -> None:
    found = named(question, INSTALLED)
    assert (found.plain, found.numbers) == (question.strip("?") + "?" * question.count("?"), ())


@given(st.integers(1, 9999), st.sampled_from(INSTALLED), st.booleans())
def test_every_number_of_every_volume_is_understood(
    number: int, volume: Volume, by_id: bool
) -> None:
    name = f"{volume.id}/d{number}" if by_id else f"document {number} of {volume.id}"
    found = named(f"To whom is {name} addressed?", INSTALLED)
    assert found.plain == "To whom is that document addressed?"
    assert (found.numbers, found.volumes) == ((str(number),), (volume.id,))


@given(st.text(max_size=200))
def test_any_text_is_read(question: str) -> None:
    found = named(question, INSTALLED)
    assert all(number[0].isdigit() for number in found.numbers)
