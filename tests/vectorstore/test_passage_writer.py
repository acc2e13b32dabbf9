"""Writing the text of an index: read anew or taken over, it is the same, and changes are known."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.document import DateRange
from corpus.errors import StoreError
from corpus.glossary import Term, TermKind
from corpus.passage import DocumentText, Notice, PageBreak, Voice, VolumeText
from vectorstore.cache import vector_key
from vectorstore.context import searched
from vectorstore.entries import Changes, Entries
from vectorstore.passage_writer import PassageWriter

if TYPE_CHECKING:
    from tests.vectorstore.conftest import Volumes

Store = Callable[..., Path]


@pytest.fixture
def store(tmp_path: Path) -> Store:
    """Writes a store of some volumes, others taken over from an earlier one, and gives its path."""

    def write(
        name: str, texts: Sequence[VolumeText], earlier: Path | None = None, *kept: str
    ) -> Path:
        with closing(PassageWriter(tmp_path / name, "words")) as writer:
            for text in texts:
                writer.add(text, f"digest of {text.volume.id}")
            if earlier is not None:
                writer.keep(earlier, kept)
        return tmp_path / name

    return write


def tables(path: Path) -> dict[str, list[tuple[object, ...]]]:
    """Every row of every table, in order of its values."""
    named = "SELECT name FROM sqlite_master WHERE type = 'table'"
    with closing(sqlite3.connect(path)) as database:
        return {
            name: sorted(database.execute(f"SELECT * FROM {name}"), key=repr)  # noqa: S608
            for (name,) in database.execute(named).fetchall()
        }


def digest(path: Path) -> str:
    with closing(Entries(path)) as stored:
        return stored.digest()


def changes(path: Path, earlier: Path) -> Changes:
    with closing(Entries(path)) as stored:
        return stored.changes_since(earlier)


def with_part(text: VolumeText, part: DocumentText) -> VolumeText:
    return replace(text, documents=(part, *text.documents[1:]))


def with_passage(text: VolumeText, number: int, /, **fields: object) -> VolumeText:
    """`text` with other fields of one passage of its first document."""
    part = text.documents[0]
    passages = list(part.passages)
    passages[number] = replace(passages[number], **fields)  # type: ignore[arg-type]
    return with_part(text, replace(part, passages=tuple(passages)))


def test_a_volume_comes_back_with_its_lists(store: Store, volumes: Volumes) -> None:
    text = replace(volumes.texts[0], glossary=TERMS, notices=NOTICES)
    with closing(Entries(store("a", [text]))) as stored:
        assert (stored.glossary("frus1943"), stored.notices("frus1943")) == (TERMS, NOTICES)
        assert (stored.glossary("frus1944"), stored.notices("frus1944")) == ((), ())
        assert stored.sources() == {"frus1943": "digest of frus1943"}
        assert stored.size == stored.size_of("frus1943") == 40


def test_what_is_taken_over_is_what_is_read_anew(store: Store, volumes: Volumes) -> None:
    first, *others = volumes.texts
    listed = replace(first, glossary=TERMS, notices=NOTICES)
    whole = store("whole", [listed, *others])
    again = store("again", [listed], whole, "frus1945", "frus1944")
    assert tables(again) == tables(whole)
    assert digest(again) == digest(whole)
    third = store("third", [], again, "frus1943", "frus1944", "frus1945")
    assert tables(third) == tables(whole)


def test_only_the_volumes_named_are_taken_over(store: Store, volumes: Volumes) -> None:
    whole = store("whole", volumes.texts)
    alone = store("alone", volumes.texts[1:2])
    assert tables(store("kept", [], whole, "frus1944", "frus1999")) == tables(alone)
    assert tables(store("none", [], whole)) == tables(store("empty", []))


def test_the_digest_is_that_of_the_content_in_any_order(store: Store, volumes: Volumes) -> None:
    one, two = store("one", volumes.texts), store("two", volumes.texts[::-1])
    assert digest(one) == digest(two)
    assert digest(one) != digest(store("fewer", volumes.texts[1:]))


# More than ten, so that the order of numbers is not that of their digits.
TERMS = tuple(
    Term(id=f"t{n}", kind=TermKind.TERM, name=f"Term {n}", explanation="é “x”") for n in range(12)
)
NOTICES = tuple(Notice(n or None, "d1", f"reason {n}") for n in range(12))
OTHER: dict[str, Callable[[VolumeText], VolumeText]] = {
    "words": lambda text: with_passage(text, 1, text="Other words of this length."),
    "page": lambda text: with_passage(text, 1, pages=(PageBreak(0, "999"),)),
    "voice": lambda text: with_passage(text, 1, voice=Voice.EDITOR),
    "heading": lambda text: with_passage(text, 0, text="Other words."),
    "mark": lambda text: with_passage(text, 3, label="*"),
    "title": lambda text: with_part(
        text,
        replace(text.documents[0], document=replace(text.documents[0].document, title="Other")),
    ),
    "place": lambda text: replace(text, documents=text.documents[::-1]),
    "book": lambda text: replace(text, volume=replace(text.volume, title="Other")),
    "glossary": lambda text: replace(text, glossary=TERMS),
    "order of the glossary": lambda text: replace(text, glossary=TERMS[::-1]),
    "notices": lambda text: replace(text, notices=NOTICES),
    "date": lambda text: with_part(
        text,
        replace(
            text.documents[0],
            document=replace(text.documents[0].document, date=DateRange("1950", "1950")),
        ),
    ),
}
# Ids of the first document that the index of vectors knows by something that changed. A note is
# embedded with the sentence that carries its mark, and all are with the title and the date.
CHANGED = {
    "book": [],
    "glossary": [],
    "notices": [],
    "order of the glossary": [],
    "place": [],
    "words": ["p1", "fn1"],
    "page": ["p1"],
    "voice": ["p1"],
    "heading": [],
    "mark": ["fn1"],
    "title": ["p1", "p2", "fn1"],
    "date": ["p1", "p2", "fn1"],
}


@pytest.mark.parametrize("other", OTHER)
def test_whatever_changes_is_in_the_digest_and_among_the_changes(
    store: Store, volumes: Volumes, other: str
) -> None:
    before = store("before", volumes.texts)
    if other.startswith("order"):
        before = store("listed", [replace(volumes.texts[0], glossary=TERMS), *volumes.texts[1:]])
    after = store("after", [OTHER[other](volumes.texts[0]), *volumes.texts[1:]])
    assert digest(after) != digest(before)
    expected = [f"frus1943/d1/{name}" for name in CHANGED[other]]
    assert changes(after, before) == Changes(expected, expected)
    assert changes(before, before) == Changes([], [])


def test_changes_are_what_one_has_and_the_other_lacks(store: Store, volumes: Volumes) -> None:
    first, second, third = ([text] for text in volumes.texts)
    before, after = store("before", first + second), store("after", second + third)
    found = changes(after, before)
    with closing(Entries(store("first", first))) as stored:
        assert found.stale == stored.sought()
    with closing(Entries(store("third", third))) as stored:
        assert found.fresh == stored.sought()
    assert len(found.fresh) == 30
    assert changes(before, after) == Changes(found.fresh, found.stale)
    empty = store("empty", [])
    assert (changes(before, empty).stale, len(changes(before, empty).fresh)) == ([], 60)


def test_a_heading_has_no_vector_and_is_no_change(store: Store, volumes: Volumes) -> None:
    path = store("a", volumes.texts[:1])
    with closing(Entries(path)) as stored:
        sought = stored.sought()
        totals = stored.totals()
    assert not any(id_.endswith("/head") for id_ in sought)
    assert (len(sought), totals["vectors"], totals["headings"]) == (30, 30, 10)


def test_passages_have_the_key_of_the_text_they_are_found_by(
    store: Store, volumes: Volumes
) -> None:
    part = volumes.texts[0].documents[2]
    texts = {found.passage.id: found.text.embedded for found in searched(part) if found.sought}
    with closing(Entries(store("a", volumes.texts[:1]))) as stored:
        keys = stored.vector_keys(list(texts))
        assert keys == [vector_key("words", text) for text in texts.values()]
        ids = list(reversed(texts))
        assert stored.embedded(ids) == {vector_key("words", texts[id_]): texts[id_] for id_ in ids}
        assert list(stored.embedded(ids)) == list(reversed(keys))


def test_passages_of_equal_words_have_one_vector(store: Store, volumes: Volumes) -> None:
    text = volumes.texts[0]
    twin = with_passage(text, 2, text=text.documents[0].passages[1].text)
    with closing(Entries(store("a", [twin]))) as stored:
        ids = ["frus1943/d1/p1", "frus1943/d1/p2"]
        assert len(set(stored.vector_keys(ids))) == len(stored.embedded(ids)) == 1


def test_a_store_of_another_model_has_other_vectors(
    tmp_path: Path, store: Store, volumes: Volumes
) -> None:
    with closing(PassageWriter(tmp_path / "other", "other words")) as writer:
        writer.add(volumes.texts[0], "digest of frus1943")
    found = changes(tmp_path / "other", store("a", volumes.texts[:1]))
    assert (len(found.stale), len(found.fresh)) == (30, 30)


def test_a_full_disk_is_told(tmp_path: Path, volumes: Volumes) -> None:
    with closing(PassageWriter(tmp_path / "full", "words")) as writer:
        writer._connection.execute("PRAGMA max_page_count = 12")
        with pytest.raises(StoreError, match=r"full cannot be written \(.* is full\); make room"):
            writer.add(volumes.texts[0], "digest")


@settings(max_examples=40)
@given(
    words=st.lists(
        st.text(st.characters(exclude_categories=["Cs"]), max_size=40).filter(str.strip),
        min_size=1,
        max_size=5,
    )
)
def test_any_text_is_stored_and_taken_over_as_it_is(
    tmp_path_factory: pytest.TempPathFactory, volumes: Volumes, words: list[str]
) -> None:
    folder = tmp_path_factory.mktemp("stores")
    (text, *_) = volumes.texts
    for number, said in enumerate(words):
        part = text.documents[number]
        passages = (replace(part.passages[1], text=said, pages=()),)
        parts = list(text.documents)
        parts[number] = replace(part, passages=passages)
        text = replace(text, documents=tuple(parts))
    with closing(PassageWriter(folder / "one", "words")) as writer:
        writer.add(text, "digest")
    with closing(PassageWriter(folder / "two", "words")) as writer:
        writer.keep(folder / "one", ["frus1943"])
    with closing(Entries(folder / "two")) as stored:
        for number, said in enumerate(words, 1):
            passage = stored.passage(f"frus1943/d{number}/p1")
            assert passage is not None
            assert passage.text == said
        assert stored.digest() == digest(folder / "one")
