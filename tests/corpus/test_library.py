"""The installed volumes of a home: added whole or not at all, and removed again."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from corpus.errors import CorpusError, SourceError
from corpus.library import SHIPPED, Library
from corpus.sidecar import sidecar_path

Write = Callable[..., Path]
PAGE = "A Paper\nIts words.\n"
OTHER = {"id": "frus1945Malta", "title": "Malta and Yalta"}


def tei(volume: str) -> str:
    """A volume of one document, for the body of a TEI file."""
    return f"""<div type="document" xml:id="d1" n="1"><head>1. A Paper of {volume}</head>
        <p>Its words.</p></div>"""


@pytest.fixture
def library(tmp_path: Path) -> Library:
    return Library(tmp_path / "home")


@pytest.fixture
def write_book(write_tei: Callable[..., Path], tmp_path: Path) -> Write:
    """Writes a TEI volume of this id and returns its path."""

    def write(volume: str, folder: Path = tmp_path) -> Path:
        whole = write_tei(tei(volume)).read_text(encoding="utf-8")
        path = folder / f"{volume}-copy.xml"
        path.write_text(whole.replace("frus1961-63v05<", f"{volume}<"), encoding="utf-8")
        return path

    return write


def installed(library: Library) -> list[str]:
    return [source.volume for source in library.sources()]


def documents(library: Library, volume: str) -> list[str]:
    (source,) = [source for source in library.sources() if source.volume == volume]
    return [text.document.id for text in library.read(source).documents]


def test_the_shipped_document_stands_in_a_fresh_home(library: Library) -> None:
    (source,) = library.sources()
    assert (source.volume, source.shipped) == ("frus1944Quebec", True)
    assert documents(library, "frus1944Quebec") == ["frus1944Quebec/d123"]


def test_a_page_is_added_to_its_volume(library: Library, write_page: Write) -> None:
    page = write_page(PAGE, {"volume": OTHER, "document": {"id": "d7"}}, name="any name")
    assert library.add([page]) == ["frus1945Malta"]
    assert installed(library) == ["frus1944Quebec", "frus1945Malta"]
    assert documents(library, "frus1945Malta") == ["frus1945Malta/d7"]
    page.unlink()
    assert documents(library, "frus1945Malta") == ["frus1945Malta/d7"]


def test_documents_stand_in_the_order_of_their_numbers(library: Library, write_page: Write) -> None:
    for name in ("d10", "d9", "d100"):
        library.add([write_page(PAGE, {"volume": OTHER, "document": {"id": name}}, name=name)])
    order = [f"frus1945Malta/{name}" for name in ("d9", "d10", "d100")]
    assert documents(library, "frus1945Malta") == order


def test_a_folder_stands_for_its_files(
    library: Library, write_page: Write, write_book: Write, tmp_path: Path
) -> None:
    folder = tmp_path / "to add"
    write_page(PAGE, {"volume": OTHER, "document": {"id": "d7"}}, folder=folder)
    write_book("frus1946v01", folder)
    (folder / "notes.md").write_text("not for adding", encoding="utf-8")
    assert sorted(library.add([folder])) == ["frus1945Malta", "frus1946v01"]
    assert installed(library) == ["frus1944Quebec", "frus1945Malta", "frus1946v01"]
    assert documents(library, "frus1946v01") == ["frus1946v01/d1"]


def test_nothing_is_added_where_a_file_is_bad_and_every_bad_one_is_named(
    library: Library, write_page: Write, tmp_path: Path
) -> None:
    folder = tmp_path / "to add"
    good = write_page(PAGE, {"volume": OTHER}, name="good", folder=folder)
    empty = write_page("", {"volume": OTHER}, name="empty", folder=folder)
    alone = write_page(PAGE, None, name="alone", folder=folder)
    book = folder / "book.xml"
    book.write_text("<TEI>", encoding="utf-8")
    before = library.sources()
    with pytest.raises(CorpusError) as refused:
        library.add([folder])
    message = str(refused.value)
    assert message.endswith("Nothing was added.")
    assert all(str(path) in message for path in (empty, alone, book))
    assert str(good) not in message
    assert library.sources() == before


@pytest.mark.parametrize("name", ["missing.txt", "picture.png", "d123.TXT", "nothing here"])
def test_what_is_no_source_is_refused(library: Library, tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    if name == "nothing here":
        path.mkdir()
    elif name != "missing.txt":
        path.write_text(PAGE, encoding="utf-8")
    with pytest.raises(SourceError) as refused:
        library.add([path])
    assert refused.value.path == path
    assert installed(library) == ["frus1944Quebec"]


def test_the_same_document_twice_is_refused(library: Library, write_page: Write) -> None:
    one = write_page(PAGE, {"volume": OTHER}, name="one")
    two = write_page(PAGE, {"volume": OTHER}, name="two")
    with pytest.raises(CorpusError, match=f"{two}: holds the same as {one}; add one of them"):
        library.add([one, two])
    with pytest.raises(CorpusError, match="holds the same as"):
        library.add([one, one])
    assert installed(library) == ["frus1944Quebec"]


def test_adding_again_replaces(library: Library, write_page: Write) -> None:
    library.add([write_page(PAGE, {"volume": OTHER})])
    before = library.sources()
    library.add([write_page(PAGE, {"volume": OTHER})])
    assert library.sources() == before
    library.add([write_page("A Paper\nOther words.\n", {"volume": OTHER})])
    (source,) = library.sources()[1:]
    assert source.digest != before[1].digest
    assert library.read(source).documents[0].passages[1].text == "Other words."


def test_a_digest_tells_a_changed_sidecar(library: Library, write_page: Write) -> None:
    library.add([write_page(PAGE, {"volume": OTHER})])
    before = library.sources()[1].digest
    library.add([write_page(PAGE, {"volume": OTHER, "document": {"place": "Yalta"}})])
    assert library.sources()[1].digest != before


def test_pages_of_one_book_have_one_imprint(library: Library, write_page: Write) -> None:
    page = write_page(PAGE, {"volume": {"year": "1999"}, "document": {"id": "d124"}})
    with pytest.raises(CorpusError, match="imprint differs from that of frus1944Quebec/d123"):
        library.add([page])
    assert documents(library, "frus1944Quebec") == ["frus1944Quebec/d123"]


def test_a_page_joins_the_shipped_one(library: Library, write_page: Write) -> None:
    page = write_page(PAGE)
    ours = sidecar_path(SHIPPED / "frus1944Quebec" / "d123.txt").read_text(encoding="utf-8")
    sidecar_path(page).write_text(ours.replace('"d123"', '"d124"'), encoding="utf-8")
    library.add([page])
    both = ["frus1944Quebec/d123", "frus1944Quebec/d124"]
    assert documents(library, "frus1944Quebec") == both
    library.remove("frus1944Quebec")
    assert documents(library, "frus1944Quebec") == both[:1]


def test_a_tei_volume_stands_in_for_its_copied_pages(
    library: Library, write_page: Write, write_book: Write
) -> None:
    library.add([write_page(PAGE, {"volume": OTHER, "document": {"id": "d7"}})])
    library.add([write_book("frus1945Malta"), write_book("frus1944Quebec")])
    assert documents(library, "frus1945Malta") == ["frus1945Malta/d1"]
    assert documents(library, "frus1944Quebec") == ["frus1944Quebec/d1"]
    library.remove("frus1945Malta")
    library.remove("frus1944Quebec")
    assert documents(library, "frus1945Malta") == ["frus1945Malta/d7"]
    assert documents(library, "frus1944Quebec") == ["frus1944Quebec/d123"]


def test_an_added_volume_is_removed(library: Library, write_page: Write) -> None:
    before = library.sources()
    library.add([write_page(PAGE, {"volume": OTHER})])
    library.remove("frus1945Malta")
    assert library.sources() == before


def test_the_shipped_document_stays(library: Library) -> None:
    with pytest.raises(CorpusError, match="holds the shipped document, which every home keeps"):
        library.remove("frus1944Quebec")
    assert installed(library) == ["frus1944Quebec"]
    assert (SHIPPED / "frus1944Quebec" / "d123.txt").is_file()


@pytest.mark.parametrize("volume", ["frus1945Malta", "", ".", "..", "../corpus", "a\0", "*", "a b"])
def test_what_is_not_installed_is_not_removed(
    library: Library, write_page: Write, tmp_path: Path, volume: str
) -> None:
    library.add([write_page(PAGE, {"volume": OTHER | {"id": "frus1946v01"}})])
    kept = sorted(tmp_path.rglob("*"))
    with pytest.raises(CorpusError, match="see: frus corpus list"):
        library.remove(volume)
    assert sorted(tmp_path.rglob("*")) == kept


def test_two_homes_never_mix(write_page: Write, tmp_path: Path) -> None:
    one, two = Library(tmp_path / "one"), Library(tmp_path / "two")
    one.add([write_page(PAGE, {"volume": OTHER})])
    assert installed(one) == ["frus1944Quebec", "frus1945Malta"]
    assert installed(two) == ["frus1944Quebec"]
    with pytest.raises(CorpusError, match="is not installed"):
        two.remove("frus1945Malta")


def test_a_home_can_be_carried_elsewhere(write_page: Write, tmp_path: Path) -> None:
    library = Library(tmp_path / "one")
    library.add([write_page(PAGE, {"volume": OTHER})])
    shutil.move(tmp_path / "one", tmp_path / "two")
    moved = Library(tmp_path / "two").sources()
    assert [(s.volume, s.digest) for s in moved][1][0] == "frus1945Malta"
    assert installed(library) == ["frus1944Quebec"]


def test_a_copy_that_was_cut_short_is_no_source(library: Library, tmp_path: Path) -> None:
    folder = tmp_path / "home" / "corpus" / "frus1945Malta"
    folder.mkdir(parents=True)
    (folder / ".adding-x1y2").write_text("half a pa", encoding="utf-8")
    (folder.parent / ".adding-z3").write_text("<TE", encoding="utf-8")
    assert installed(library) == ["frus1944Quebec"]
