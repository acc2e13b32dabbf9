"""The stage over a hand-written volume: as it is read, and with one fault planted in the store."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from types import SimpleNamespace
from typing import cast

import pytest

from assistant.answer import Answer, Turn
from corpus.passage import Anchor, DocumentText, Kind, PageBreak, Passage, Voice, VolumeText
from corpus.tei import read_volume
from evals.record.tei import read_volume_sources
from evals.suite.judged import Bar, Found, Judged
from evals.suite.stored import Stored
from evals.suite.world import World
from tests.evals.record.tei_volume import TRYING, VOLUME, document, page, write_volume
from vectorstore.index import Index
from vectorstore.retriever import Filter

Change = Callable[[Passage], Passage | None]
Run = Callable[..., Found]
BOOK = (*TRYING, document("<p>A third document ends the chapter.</p>", 3))


class Silent:
    """The stage asks nothing."""

    def ask(
        self, question: str, history: Sequence[Turn] = (), scope: Filter | None = None, k: int = 10
    ) -> Answer:
        raise AssertionError(f"asked: {question}")


@dataclass(frozen=True)
class Texts:
    """The stored text of one volume."""

    texts: tuple[DocumentText, ...]

    def documents_of(self, volume: str) -> list[str]:
        assert volume == VOLUME
        return [text.document.id for text in self.texts]

    def document_text(self, id_: str) -> DocumentText | None:
        return next((text for text in self.texts if text.document.id == id_), None)

    def passage(self, id_: str) -> Passage | None:
        every = (passage for text in self.texts for passage in text.passages)
        return next((passage for passage in every if passage.id == id_), None)


def _changed(volume: VolumeText, change: Change) -> Texts:
    return Texts(
        tuple(
            replace(text, passages=tuple(new for one in text.passages if (new := change(one))))
            for text in volume.documents
        )
    )


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """Runs the stage over a volume whose passages are changed before they are stored."""

    def run(change: Change = lambda passage: passage, divisions: tuple[str, ...] = BOOK) -> Found:
        path = write_volume(tmp_path, *divisions, before=page("10"))
        passages = _changed(read_volume(path), change)
        record = {source.document: source for source in read_volume_sources(path)}
        index = cast("Index", SimpleNamespace(passages=passages))
        return Stored((VOLUME,))(World(assistant=Silent(), index=index, record=record), _quiet)

    return run


def _quiet(_step: str, _done: int, _total: int) -> None: ...


def _failed(found: Found) -> dict[str, set[str]]:
    failed: dict[str, set[str]] = {}
    for one in found.judged:
        for failure in one.failures:
            failed.setdefault(one.metric.removeprefix("stored/"), set()).add(failure.outcome)
    return failed


def _slices(judged: Sequence[Judged], metric: str) -> dict[str, int]:
    sums: dict[str, int] = {}
    for one in judged:
        if one.metric == metric:
            sums[one.slice] = sums.get(one.slice, 0) + one.total
    return sums


def test_the_volume_as_it_is_read_passes_every_check(run: Run) -> None:
    found = run()
    assert _failed(found) == {}
    # A volume of headings alone, such as a calendar, has no paragraph.
    assert {one.metric for one in found.judged} == found.due | {"stored/voice"}
    assert {one.bar for one in found.definitions} == {Bar.WHOLE}


def test_sentences_are_counted_by_what_can_go_wrong(run: Run) -> None:
    found = run()
    assert _slices(found.judged, "stored/page") == {
        "first page": 24,
        "later page": 2,
        "crossing": 2,
        "break inside a note": 1,
    }
    assert _slices(found.judged, "stored/footnote") == {
        "footnote, source note": 3,
        "footnote, editor": 3,
        "footnote, author": 2,
    }
    assert _slices(found.judged, "stored/whole") == {"": 9}


@pytest.mark.parametrize(
    ("before", "slice_"),
    [("xiv", "Roman"), ("[506]", "bracketed"), ("12", "first page")],
)
def test_labels_have_their_slices(run: Run, before: str, slice_: str) -> None:
    found = run(divisions=(document(f"{page(before)}<p>The only sentence of it.</p>"),))
    assert _slices(found.judged, "stored/page")[slice_] >= 1
    assert _failed(found) == {}


def test_a_label_that_comes_again_has_its_slice(run: Run) -> None:
    content = f"{page('1')}<p>The first of all words.</p>{page('2')}<p>The second of them.</p>"
    found = run(divisions=(document(content), document(content, 2)))
    assert _slices(found.judged, "stored/page")["label repeated in the volume"] == 5
    assert _failed(found) == {}


def test_a_volume_without_notes_owes_no_note(run: Run) -> None:
    found = run(divisions=(document("<p>It has no notes at all.</p>"),))
    assert "stored/footnote" not in found.due
    assert _failed(found) == {}


def _pages_shifted(passage: Passage) -> Passage:
    pages = tuple(PageBreak(one.offset, str(int(one.label) + 1)) for one in passage.pages)
    return replace(passage, pages=pages)


def _break_dropped(passage: Passage) -> Passage:
    return replace(passage, pages=passage.pages[:1])


def _words_joined(passage: Passage) -> Passage:
    return replace(passage, text=passage.text.replace("agreed to", "agreedto"))


def _last_letter_lost(passage: Passage) -> Passage:
    return replace(passage, text=passage.text.replace("alone. He", "alone.  He"))


def _text_dropped(passage: Passage) -> Passage | None:
    return None if "first paragraph" in passage.text else passage


def _note_dropped(passage: Passage) -> Passage | None:
    return None if passage.id.endswith("/fn3a") else passage


def _notes_swapped(passage: Passage) -> Passage:
    other = {"d1/fn2": "fn3", "d1/fn3": "fn2"}.get(passage.id.partition("/")[2])
    return passage if other is None else replace(passage, id=f"{passage.document}/{other}")


def _mark_moved(passage: Passage) -> Passage:
    anchor = passage.anchor
    moved = None if anchor is None else Anchor(anchor.passage, max(0, anchor.offset - 9))
    return replace(passage, anchor=moved)


def _marks_lost(passage: Passage) -> Passage:
    return replace(passage, anchor=None)


def _label_changed(passage: Passage) -> Passage:
    return replace(passage, label="7") if passage.label == "2" else passage


def _voice_changed(passage: Passage) -> Passage:
    noted = passage.kind is Kind.FOOTNOTE and passage.voice is Voice.AUTHOR
    return replace(passage, voice=Voice.EDITOR) if noted else passage


def _text_by_editors(passage: Passage) -> Passage:
    own = passage.kind is Kind.PARAGRAPH and passage.voice is Voice.AUTHOR
    return replace(passage, voice=Voice.EDITOR) if own else passage


def _editorial_note_by_author(passage: Passage) -> Passage:
    theirs = passage.kind is Kind.PARAGRAPH and passage.voice is Voice.EDITOR
    return replace(passage, voice=Voice.AUTHOR) if theirs else passage


def _note_as_text(passage: Passage) -> Passage:
    if not passage.id.endswith("d2/fn1"):
        return passage
    return replace(
        passage, id=f"{passage.document}/p9", kind=Kind.PARAGRAPH, label=None, anchor=None
    )


@pytest.mark.parametrize(
    ("fault", "noticed"),
    [
        (_pages_shifted, {"page": "off by one"}),
        (_break_dropped, {"page": "first page only"}),
        (_words_joined, {"verbatim": "altered", "whole": "words left out"}),
        (_last_letter_lost, {"located": "no such passage", "whole": "words left out"}),
        (_text_dropped, {"whole": "words left out"}),
        (_note_dropped, {"whole": "words left out"}),
        (_notes_swapped, {"whole": "words left out", "footnote": "wrong note"}),
        (_mark_moved, {"footnote": "wrong anchor"}),
        (_marks_lost, {"footnote": "wrong anchor"}),
        (_label_changed, {"footnote": "wrong label"}),
        (_voice_changed, {"footnote": "wrong voice"}),
        (_text_by_editors, {"voice": "editor for author"}),
        (_editorial_note_by_author, {"voice": "author for editor"}),
        (_note_as_text, {"footnote": "swapped"}),
    ],
)
def test_a_planted_fault_is_noticed(run: Run, fault: Change, noticed: dict[str, str]) -> None:
    failed = _failed(run(fault))
    for metric, outcome in noticed.items():
        assert outcome in failed.get(metric, set()), failed


def test_a_repeated_sentence_is_held_against_its_own_page(run: Run) -> None:
    content = (
        f"{page('20')}<p>He agreed to the plan.</p><p>Much was said of it since.</p>"
        f"{page('21')}<p>He agreed to the plan.</p>"
    )

    def first_on_the_second_page(passage: Passage) -> Passage:
        return replace(passage, pages=(PageBreak(0, "21"),)) if passage.id[-2:] == "p1" else passage

    assert _failed(run(divisions=(document(content),))) == {}
    failed = _failed(run(first_on_the_second_page, (document(content),)))
    assert failed == {"page": {"off by one"}}


def test_a_document_that_is_not_stored_is_noticed(run: Run) -> None:
    def only_the_first(passage: Passage) -> Passage | None:
        return passage if passage.document.endswith("/d1") else None

    assert "words left out" in _failed(run(only_the_first))["whole"]
