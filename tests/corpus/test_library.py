"""The installed volumes of a home: each file added on its own, whole, and removed again."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from corpus.errors import CorpusError, SourceError, StoreError
from corpus.intake import staging
from corpus.library import SHIPPED, Added, Library
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
    assert library.add([page]) == Added(volumes=("frus1945Malta",), refused=(), notices=())
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
    assert sorted(library.add([folder]).volumes) == ["frus1945Malta", "frus1946v01"]
    assert installed(library) == ["frus1944Quebec", "frus1945Malta", "frus1946v01"]
    assert documents(library, "frus1946v01") == ["frus1946v01/d1"]


def test_every_file_is_judged_on_its_own(
    library: Library, write_page: Write, write_book: Write, tmp_path: Path
) -> None:
    folder = tmp_path / "to add"
    write_page(PAGE, {"volume": OTHER}, name="good", folder=folder)
    write_book("frus1946v01", folder)
    empty = write_page("", {"volume": OTHER, "document": {"id": "d7"}}, name="empty", folder=folder)
    alone = write_page(PAGE, None, name="alone", folder=folder)
    torn = folder / "torn.xml"
    torn.write_text("<TEI>\n<text>", encoding="utf-8")
    added = library.add([folder])
    assert sorted(added.volumes) == ["frus1945Malta", "frus1946v01"]
    assert installed(library) == ["frus1944Quebec", "frus1945Malta", "frus1946v01"]
    by_path = {error.path: error for error in added.refused if isinstance(error, SourceError)}
    assert set(by_path) == {empty, alone, torn}
    assert by_path[torn].line == 2
    assert "not well-formed" in by_path[torn].reason
    assert by_path[alone].reason.startswith("no sidecar alone.json beside it")
    assert by_path[empty].reason == "the page is empty"


@pytest.mark.parametrize("name", ["missing.txt", "missing folder", "empty folder"])
def test_a_path_that_stands_for_no_file_is_refused_before_anything_is_written(
    library: Library, write_page: Write, tmp_path: Path, name: str
) -> None:
    good = write_page(PAGE, {"volume": OTHER})
    (tmp_path / "empty folder" / "below").mkdir(parents=True)
    write_page(PAGE, {"volume": OTHER}, folder=tmp_path / "empty folder" / "below")
    with pytest.raises(SourceError) as refused:
        library.add([good, tmp_path / name])
    assert refused.value.path == tmp_path / name
    assert not (tmp_path / "home").exists()


def test_pages_that_do_not_agree_are_told_apart(library: Library, write_page: Write) -> None:
    """The first that fits what is installed is taken; the one that contradicts it is named."""
    one = write_page(PAGE, {"volume": OTHER, "document": {"id": "d7"}}, name="one")
    odd = write_page(
        PAGE, {"volume": OTHER | {"year": "1999"}, "document": {"id": "d8"}}, name="odd"
    )
    added = library.add([one, odd])
    assert added.volumes == ("frus1945Malta",)
    assert [str(error) for error in added.refused] == [
        f"{sidecar_path(odd)}: the volume's imprint differs from that of frus1945Malta/d7; "
        "make them the same"
    ]
    assert documents(library, "frus1945Malta") == ["frus1945Malta/d7"]


def test_an_imprint_is_mended_on_all_pages_at_once(library: Library, write_page: Write) -> None:
    def pages(year: str) -> list[Path]:
        return [
            write_page(PAGE, {"volume": OTHER | {"year": year}, "document": {"id": id_}}, name=id_)
            for id_ in ("d7", "d8")
        ]

    library.add(pages("1954"))
    assert library.add(pages("1955")).refused == ()
    assert library.read(library.source("frus1945Malta")).volume.year == "1955"


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


def test_a_volume_of_pages_may_be_called_like_a_file(library: Library, write_page: Write) -> None:
    library.add([write_page(PAGE, {"volume": OTHER | {"id": "frus1945Malta.xml"}})])
    assert installed(library) == library.volumes() == ["frus1944Quebec", "frus1945Malta.xml"]
    library.remove("frus1945Malta.xml")
    assert installed(library) == library.volumes() == ["frus1944Quebec"]


def test_pages_of_one_book_have_one_imprint(library: Library, write_page: Write) -> None:
    page = write_page(PAGE, {"volume": {"year": "1999"}, "document": {"id": "d124"}})
    (refused,) = library.add([page]).refused
    assert "imprint differs from that of frus1944Quebec/d123" in str(refused)
    assert str(refused).startswith(str(sidecar_path(page)))
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


def test_a_page_of_a_volume_that_is_installed_whole_goes_unused_and_is_told_of(
    library: Library, write_page: Write, write_book: Write
) -> None:
    library.add([write_book("frus1945Malta")])
    added = library.add([write_page(PAGE, {"volume": OTHER, "document": {"id": "d7"}})])
    assert added.notices == ("frus1945Malta is installed as a whole; copied pages of it go unused",)
    assert documents(library, "frus1945Malta") == ["frus1945Malta/d1"]


def test_what_a_killed_run_left_is_no_source_and_swept_away(
    library: Library, write_page: Write, tmp_path: Path
) -> None:
    corpus = tmp_path / "home" / "corpus"
    left = [corpus / ".adding-z3", corpus / "frus1945Malta" / ".adding-x1y2"]
    for file in left:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text("half a pa", encoding="utf-8")
    staged = corpus / ".adding-9" / "0" / "d1.txt"
    staged.parent.mkdir(parents=True)
    staged.write_text(PAGE, encoding="utf-8")
    (staged.parent.parent / "d1.txt").write_text(PAGE, encoding="utf-8")
    (staged.parent.parent / "d1.xml").write_text("<TEI>", encoding="utf-8")
    assert installed(library) == ["frus1944Quebec"]
    library.add([write_page(PAGE, {"volume": OTHER})])
    assert [path.name for path in corpus.rglob(".adding-*")] == []
    assert installed(library) == ["frus1944Quebec", "frus1945Malta"]


def test_only_one_process_changes_a_home(
    library: Library, write_page: Write, tmp_path: Path
) -> None:
    page = write_page(PAGE, {"volume": OTHER})
    with staging(tmp_path / "home" / "corpus"):
        for change in (lambda: library.add([page]), lambda: library.remove("frus1945Malta")):
            (tmp_path / "home" / "corpus" / "frus1945Malta").mkdir(exist_ok=True)
            with pytest.raises(StoreError, match="another process is changing the volumes"):
                change()


def test_an_added_file_says_where_it_came_from(
    library: Library, write_page: Write, write_book: Write
) -> None:
    book = write_book("frus1946v01")
    library.add([book, write_page(PAGE, {"volume": OTHER}, name="a copy")])
    source = library.source("frus1946v01")
    (origin,) = source.origins
    assert origin is not None
    assert origin.place == "frus1946v01-copy.xml"
    assert origin.bytes == book.stat().st_size
    assert source.checksums == (origin.sha256,)
    assert source.checksums == (hashlib.sha256(book.read_bytes()).hexdigest(),)
    (page,) = library.source("frus1945Malta").origins
    assert page is not None
    assert page.place == "a copy.txt"
    assert library.source("frus1944Quebec").origins == (None,)
    address = "https://example.org/volumes/frus1946v01.xml"
    named = book.with_name("frus1946v01.xml")
    book.rename(named)
    library.add([named], addresses={named: address})
    again = library.source("frus1946v01")
    (origin,) = again.origins
    assert origin is not None
    assert origin.place == address
    assert again.digest == source.digest


def test_a_download_of_another_volume_is_refused(library: Library, write_book: Write) -> None:
    book = write_book("frus1946v02")
    wrong = book.rename(book.with_name("frus1946v01.xml"))
    added = library.add([wrong], addresses={wrong: "https://example.org/frus1946v01.xml"})
    (refused,) = added.refused
    assert "https://example.org/frus1946v01.xml holds another volume, frus1946v02" in str(refused)
    assert installed(library) == ["frus1944Quebec"]


def test_a_record_of_origin_goes_with_its_file(
    library: Library, write_page: Write, write_book: Write, tmp_path: Path
) -> None:
    library.add([write_book("frus1946v01"), write_page(PAGE, {"volume": OTHER})])
    assert len([*(tmp_path / "home").rglob("*.origin")]) == 2
    library.remove("frus1946v01")
    library.remove("frus1945Malta")
    assert [*(tmp_path / "home").rglob("*.origin")] == []


def test_a_library_tells_of_its_progress(library: Library, write_book: Write) -> None:
    steps: list[tuple[str, int, int]] = []
    library.add(
        [write_book("frus1946v01"), write_book("frus1946v02")], lambda *step: steps.append(step)
    )
    assert steps == [("reading files", done, 2) for done in range(3)]


def test_a_volume_is_looked_up_by_its_id(library: Library) -> None:
    assert library.source("frus1944Quebec") == library.sources()[0]
    with pytest.raises(CorpusError, match="frus1946v01 is not installed; see: frus corpus list"):
        library.source("frus1946v01")
