"""Cases are drawn from the record by a seed, and their answers are what the file marks."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from corpus.library import Library
from corpus.passage import Passage
from corpus.tei import read_volume
from evals.case import Case, Expect
from evals.generated.cases import NAME, case_set, cases_of
from evals.generated.stated import Stated, read_stated
from evals.record.tei import read_volume_sources
from evals.record.unit import Record

VOLUME = "frus1950v09"
HEAD = f"""<?xml version="1.0" encoding="UTF-8"?>
<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><fileDesc><titleStmt>
<title type="series">Foreign Relations of the United States</title>
<title type="sub-series">1950</title><title type="volume">Small Things</title></titleStmt>
<publicationStmt><date type="publication-date">1980</date><idno type="frus">{VOLUME}</idno>
</publicationStmt></fileDesc></teiHeader><text><body>
<div type="compilation" xml:id="comp1"><head>Things</head>
"""
LETTER = """
<div type="document" xml:id="d1" n="1">
<head>1. Letter From <persName type="from">Envoy
Bright</persName> to <persName type="to">Secretary <hi>Hull</hi></persName>
<note n="0" type="source" xml:id="d1fn0">Source: Department of State, Central Files.</note></head>
<opener><dateline><placeName>Bern</placeName>, <date when="1950-03-04">March 4,
1950</date>.</dateline></opener>
<p>The clocks are well.<note n="1" xml:id="d1fn1">Not printed; it was sent by sea.</note></p>
<p>He said:</p><quote><dateline><placeName>Rome</placeName>, <date when="1949-01-01">January 1,
1949</date></dateline></quote></div>
"""
NOTE = """
<div type="document" xml:id="d2" n="2"><head>2. Editorial Note</head>
<p>Nothing is known of the clocks.</p></div>
"""


@pytest.fixture(scope="module")
def volume(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("volumes") / f"{VOLUME}.xml"
    path.write_text(f"{HEAD}{LETTER}{NOTE}</div></body></text></TEI>", encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def record(volume: Path) -> Record:
    return {one.document: one for one in read_volume_sources(volume)}


@pytest.fixture(scope="module")
def passages_of(volume: Path) -> Callable[[str], Sequence[Passage]]:
    held = {text.document.id: text.passages for text in read_volume(volume).documents}
    return lambda document: held[document]


@pytest.fixture(scope="module")
def cases(
    volume: Path, record: Record, passages_of: Callable[[str], Sequence[Passage]]
) -> dict[str, Case]:
    drawn = cases_of(record, read_stated(volume), passages_of, VOLUME, 2, 1)
    return {one.id: one for one in drawn}


def test_what_a_file_marks_is_read_without_what_it_quotes(volume: Path) -> None:
    assert read_stated(volume) == {
        "d1": Stated(
            writers=("Envoy Bright",),
            recipients=("Secretary Hull",),
            date="March 4, 1950",
            place="Bern",
        ),
        "d2": Stated(),
    }


@pytest.mark.parametrize(
    ("kind", "passage", "words"),
    [
        ("who wrote", "head", "Envoy Bright"),
        ("to whom", "head", "Secretary Hull"),
        ("date", "dateline1", "March 4, 1950"),
        ("where", "dateline1", "Bern"),
        ("title", "head", "Letter From Envoy Bright to Secretary Hull"),
        ("footnote", "fn1", "Not printed; it was sent by sea."),
        ("source", "fn0", "Source: Department of State, Central Files."),
    ],
)
def test_the_words_that_answer_and_where_they_stand(
    cases: dict[str, Case], kind: str, passage: str, words: str
) -> None:
    case = cases[f"{kind} {VOLUME}/d1"]
    assert (case.slice, case.expect) == (kind, Expect.ANSWER)
    assert [(one.passage, one.words) for one in case.gold] == [(f"{VOLUME}/d1/{passage}", words)]


@pytest.mark.parametrize(
    "id_",
    [f"no such footnote {VOLUME}/d1", f"no date {VOLUME}/d2", f"no such document {VOLUME}/d92"],
)
def test_what_the_record_does_not_have_is_to_be_refused(cases: dict[str, Case], id_: str) -> None:
    assert (cases[id_].expect, cases[id_].gold) == (Expect.REFUSE, ())


def test_nothing_is_asked_that_the_file_does_not_mark(cases: dict[str, Case]) -> None:
    absent = ("who wrote", "to whom", "date", "where", "footnote", "source")
    assert not {f"{kind} {VOLUME}/d2" for kind in absent} & set(cases)
    assert f"no date {VOLUME}/d1" not in cases


def test_words_that_the_store_lacks_make_a_case_that_nothing_answers(
    volume: Path, record: Record
) -> None:
    drawn = cases_of(record, read_stated(volume), lambda _: (), VOLUME, 9, 1)
    golds = [gold.passage for case in drawn for gold in case.gold]
    assert golds
    assert all(passage.endswith("/nowhere") for passage in golds)


def test_the_sample_hangs_on_the_seed_alone(
    volume: Path, record: Record, passages_of: Callable[[str], Sequence[Passage]]
) -> None:
    stated = read_stated(volume)
    one = cases_of(record, stated, passages_of, VOLUME, 1, 5)
    turned = dict(reversed(list(record.items())))
    assert cases_of(turned, stated, passages_of, VOLUME, 1, 5) == one
    drawn = {
        tuple(case.id for case in cases_of(record, stated, passages_of, VOLUME, 1, seed))
        for seed in range(9)
    }
    assert len(drawn) > 1


def test_the_set_of_an_installed_volume(
    volume: Path,
    record: Record,
    passages_of: Callable[[str], Sequence[Passage]],
    tmp_path: Path,
) -> None:
    library = Library(tmp_path)
    library.add([volume])
    made = case_set(library, record, passages_of, [VOLUME], 2, 1)
    assert made.name == NAME
    assert len({case.id for case in made.cases}) == len(made.cases)
    again = case_set(library, record, passages_of, [VOLUME], 2, 1)
    assert again == made
    other = case_set(library, record, passages_of, [VOLUME], 1, 1)
    assert other.sha256 != made.sha256
    assert replace(other, sha256=made.sha256) != made
