"""BibTeX and RIS, read back by small parsers that know nothing of how they are written."""

from __future__ import annotations

import re
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from corpus.citation_styles import Citer, Style
from corpus.document import Document, Volume

CITER = Citer()
WORDS = st.text(st.characters(codec="utf-8", exclude_categories=["Cc"]), max_size=20).map(
    lambda text: " ".join(text.split())
)
TITLES = WORDS.filter(lambda text: any(map(str.isalnum, text)) and text[-1:] not in ".,;:")

_SPOKEN = {
    r"\textbackslash{}": "\\",
    r"\textbraceleft{}": "{",
    r"\textbraceright{}": "}",
    r"\textasciitilde{}": "~",
    r"\textasciicircum{}": "^",
}
_TOKEN = re.compile("|".join(map(re.escape, _SPOKEN)) + r"|\\[&%$#_]|---|--|\{\}|(?s:.)")


def from_latex(text: str) -> str:
    """What LaTeX would print of `text`; fails on a special character that is not escaped."""
    printed = []
    for token in _TOKEN.findall(text):
        assert token not in {*r"\&%$#_~^{}"}, f"{token} is not escaped in {text!r}"
        dash = {"---": "—", "--": "–", "{}": ""}.get(token)
        spoken = token[1:] if token[0] == "\\" else token
        printed.append(_SPOKEN.get(token, spoken if dash is None else dash))
    return "".join(printed)


def read_bibtex(entry: str) -> tuple[str, dict[str, str]]:
    """The key and the raw fields of one entry, its braces counted as BibTeX counts them."""
    head = re.match(r"@incollection\{([^,\s]+),", entry)
    assert head is not None
    fields: dict[str, str] = {}
    place = head.end()
    while (found := re.compile(r"\s*(\w+) = \{").match(entry, place)) is not None:
        depth, place = 1, found.end()
        while depth:
            depth += {"{": 1, "}": -1}.get(entry[place], 0)
            place += 1
        fields[found[1]] = entry[found.end() : place - 1]
        place += entry[place] == ","
    assert entry[place:] == "\n}"
    return head[1], fields


def read_ris(record: str) -> list[tuple[str, str]]:
    lines = record.split("\n")
    assert all(re.match(r"[A-Z][A-Z0-9]  - ", line) for line in lines)
    return [(line[:2], line[6:]) for line in lines]


def a_document(title: str, volume_title: str, editors: tuple[str, ...] = ()) -> Document:
    volume = Volume(
        id="frusX", title=volume_title, number="Volume II", editors=editors, series="The Series"
    )
    return Document(id="frusX/d7", volume=volume, number="No", title=title, numbered=True)


@given(TITLES, TITLES)
def test_bibtex_gives_back_every_character(title: str, volume_title: str) -> None:
    entry = CITER.cite(None, a_document(title, volume_title), ("9", "12"), Style.BIBTEX)
    key, fields = read_bibtex(entry)
    assert key == "frusX-d7"
    assert fields["title"][0] + fields["title"][-1] == "{}"  # its capitals are kept
    assert from_latex(fields["title"][1:-1]) == title
    assert from_latex(fields["booktitle"]) == volume_title
    assert fields["pages"] == "9--12"
    assert fields["volume"] == "II"
    assert fields["url"] == "https://history.state.gov/historicaldocuments/frusX/d7"


@given(st.lists(WORDS.filter(bool), max_size=5))
def test_the_braces_of_bibtex_are_balanced_whatever_the_names(names: list[str]) -> None:
    _, fields = read_bibtex(CITER.cite(None, a_document("T", "B", tuple(names)), (), Style.BIBTEX))
    depth, parts = 0, 1
    for piece in re.findall(r"[{}]| and |(?s:.)", fields.get("editor", "")):
        depth += {"{": 1, "}": -1}.get(piece, 0)
        parts += piece == " and " and depth == 0
        assert depth >= 0
    assert depth == 0
    assert parts == max(1, len(names))


@given(TITLES, TITLES)
def test_ris_gives_back_every_character(title: str, volume_title: str) -> None:
    fields = read_ris(
        CITER.cite(None, a_document(title, volume_title), ("9",), Style.RIS, date(2025, 7, 5))
    )
    assert fields[0] == ("TY", "CHAP")
    assert fields[-1] == ("ER", "")
    held = dict(fields)
    assert (held["TI"], held["T2"], held["VL"]) == (title, volume_title, "II")
    assert (held["SP"], held["EP"], held["Y2"]) == ("9", "9", "2025/07/05")


def test_names_in_records() -> None:
    names = ("William F. Sanford, Jr.", "Jan van der Meer", "The Office, State and Land")
    document = a_document("T", "B", names)
    _, fields = read_bibtex(CITER.cite(None, document, (), Style.BIBTEX))
    assert fields["editor"] == (
        "Sanford, Jr., William F. and van der Meer, Jan and {The Office, State and Land}"
    )
    editors = [v for tag, v in read_ris(CITER.cite(None, document, (), Style.RIS)) if tag == "A2"]
    assert editors == ["Sanford, William F., Jr.", "van der Meer, Jan", names[2]]
