"""Small texts written for these tests: two articles of a set, and paragraphs of a record."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from evals.reader_training.fates import Paragraph

PASSAGES = {
    "n1": ("Nile", "The Nile flows north. It reaches the sea near Alexandria."),
    "n2": ("Nile", "The White Nile rises near Lake Victoria. Khartoum stands where both meet."),
    "d1": ("Danube", "The Danube rises in the Black Forest. Ten states share its basin."),
    "d2": ("Danube", "The delta of the Danube lies in Romania. Pelicans breed in it."),
    "c1": (None, "Copper conducts heat well. Miners dug it on Cyprus."),
}
ASKED = (
    ("n1", "Which way does the Nile flow?", "The Nile flows north.", "north"),
    ("n1", "Near which city does the Nile reach the sea?", "It reaches the sea near", "sea near"),
    ("n1", "How long is the Nile?", "", ""),
    ("d1", "How many states share the basin of the Danube?", "Ten states share its basin.", "Ten"),
    ("d1", "Where does the Danube rise?", "The Danube rises in the Black Forest.", "the Black"),
    ("d1", "Who bridged the Danube?", "", ""),
    ("d2", "Which birds breed in the delta?", "Pelicans breed in it.", "Pelicans"),
    ("d2", "Who drained the delta?", "", ""),
    ("c1", "What does copper conduct?", "Copper conducts heat well.", "all of it"),
    ("c1", "What melts copper?", "", ""),
)
ARTICLES = {"n1": "Nile", "n2": "Nile", "d1": "Danube", "d2": "Danube"}

RECORD = (
    "On March 4, 1949 Ambassador Smith told the Foreign Minister that three divisions had left "
    "Vienna for the frontier. The Minister replied at once that his Government regretted the "
    "movement of troops because it had not been told of the plan before. He asked whether the "
    "Department of State supported the British proposal, and the Ambassador agreed to ask in "
    "Washington again.",
    "The Secretary met Senator Brown in New York and discussed the largest loan which the Export "
    "Bank had approved since 1947. It came to $25 million, of which twelve million were for the "
    "railways. Senator Brown opposed the second part of the loan, since the railways had paid "
    "nothing after the first. No decision was reached, and the meeting began again in May 1950.",
    "Prime Minister Jones arrived at the Palace on 3 June with two of his advisers. The King told "
    "him that the Cabinet would have to resign before the elections, and that General White had "
    "offered the support of the army. Five deputies of the opposition waited in the garden for an "
    "answer from the Palace. They left in the evening without having seen the Prime Minister.",
)


TEI = """<?xml version="1.0" encoding="UTF-8"?>
<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><fileDesc>
  <titleStmt><title type="complete">Foreign Relations of the United States</title></titleStmt>
  <publicationStmt><date>1976</date><idno type="frus">{0}</idno></publicationStmt>
</fileDesc></teiHeader><text><body>{1}</body></text></TEI>"""


@pytest.fixture
def record() -> list[Paragraph]:
    """Three paragraphs, two of one document."""
    return [Paragraph(f"d{place // 2}", text) for place, text in enumerate(RECORD)]


@pytest.fixture
def rivers(tmp_path: Path) -> Path:
    """A set of ten questions on two articles and a passage without one."""
    return write_set(tmp_path / "rivers", ASKED)


@pytest.fixture
def volumes(tmp_path: Path) -> Path:
    """A home with two volumes of RECORD: one like any other, and that of the shipped document."""
    home = tmp_path / "home"
    (home / "corpus").mkdir(parents=True)
    for volume, texts in (("frus1949v01", RECORD), ("frus1944Quebec", RECORD[:1])):
        documents = "".join(
            f'<div type="document" xml:id="d{n}" n="{n}"><head>{n}. Paper</head><p>{text}</p></div>'
            for n, text in enumerate((*texts, "Too short."), start=1)
        )
        (home / "corpus" / f"{volume}.xml").write_text(TEI.format(volume, documents), "utf-8")
    return home


def write_set(folder: Path, asked: tuple[tuple[str, str, str, str], ...]) -> Path:
    """A set of PASSAGES; `asked` are (passage, question, sentence or "", answer)."""
    folder.mkdir()
    rows = [{"id": id_, "title": t, "text": text} for id_, (t, text) in PASSAGES.items()]
    questions = []
    for number, (passage, question, sentence, answer) in enumerate(asked):
        text = PASSAGES[passage][1]
        start = text.index(sentence)
        span = {"passage": passage, "start": start, "end": start + len(sentence)}
        meta = {"about_passage": passage}
        if passage in ARTICLES:
            meta["article"] = ARTICLES[passage]
        questions.append(
            {
                "id": f"q{number}",
                "question": question,
                "gold_passages": [passage] if sentence else [],
                "gold_spans": [span] if sentence else [],
                "answers": [answer] if sentence else [],
                "answerable": bool(sentence),
                "meta": meta,
            }
        )
    for name, lines in (("passages", rows), ("questions", questions)):
        text = "".join(json.dumps(line) + "\n" for line in lines)
        (folder / f"{name}.jsonl").write_text(text, encoding="utf-8")
    return folder
