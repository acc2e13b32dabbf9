"""Files that are not what they should be, or not there, or change: refused by name, the rest taken.

Whatever is wrong inside an XML file is the business of its reader's tests.
"""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from corpus import snapshot as copying
from corpus.errors import SourceError
from corpus.library import Added, Library
from corpus.sidecar import sidecar_path

Write = Callable[..., Path]
PAGE = "A Paper\nIts words.\n"
OTHER = {"id": "frus1945Malta", "title": "Malta and Yalta"}
posix = pytest.mark.skipif(os.name != "posix", reason="Windows has no such files")


@pytest.fixture
def library(tmp_path: Path) -> Library:
    return Library(tmp_path / "home")


@pytest.fixture
def folder(tmp_path: Path, write_page: Write) -> Path:
    """A folder with one good page, beside which the bad ones are put."""
    write_page(PAGE, {"volume": OTHER}, name="good", folder=tmp_path / "to add")
    return tmp_path / "to add"


def refusal(added: Added) -> SourceError:
    """The one refusal, of a folder whose good page was taken."""
    assert added.volumes == ("frus1945Malta",)
    (error,) = added.refused
    assert isinstance(error, SourceError)
    return error


def test_a_huge_file_is_refused_by_its_size(library: Library, folder: Path) -> None:
    huge = folder / "huge.xml"
    with huge.open("wb") as file:
        file.truncate(2 * 2**30)
    error = refusal(library.add([folder]))
    assert (error.path, error.reason[:19]) == (huge, "2,147,483,648 bytes")


def test_a_page_in_another_encoding_is_refused_with_its_line(
    library: Library, folder: Path, write_page: Write
) -> None:
    page = write_page("A Paper\nMünchen.\n".encode("latin-1"), folder=folder, name="latin")
    error = refusal(library.add([folder]))
    assert (error.path, error.line) == (page, 2)
    assert "not UTF-8; save the page as UTF-8 text" in error.reason


def test_the_same_file_under_two_names_is_taken_once_and_told_of(
    library: Library, folder: Path, write_page: Write
) -> None:
    again = write_page(PAGE, {"volume": OTHER}, name="too good", folder=folder)
    good = folder / "good.txt"
    added = library.add([folder, good])
    assert (added.volumes, added.refused) == (("frus1945Malta",), ())
    assert added.notices == (f"{again}: the same as {good}, and taken once",)


def test_two_texts_of_one_document_are_not_chosen_between(
    library: Library, folder: Path, write_page: Write
) -> None:
    other = write_page("A Paper\nOther words.\n", {"volume": OTHER}, name="other", folder=folder)
    error = refusal(library.add([folder]))
    assert error.path == other
    assert error.reason == (
        f"not the same as {folder / 'good.txt'}, which is d123 too; add one of them"
    )


@posix
def test_a_link_out_of_the_folder_is_refused_and_one_within_is_not(
    library: Library, folder: Path, write_page: Write, tmp_path: Path
) -> None:
    outside = write_page(PAGE, {"volume": OTHER, "document": {"id": "d7"}}, name="outside")
    link = folder / "link.txt"
    link.symlink_to(outside)
    (folder / "within.txt").symlink_to("good.txt")
    (folder / "within.json").symlink_to("good.json")
    added = library.add([folder])
    error = refusal(added)
    assert (error.path, error.reason) == (
        link,
        "a link out of this folder; add the file itself",
    )
    assert "within.txt: the same as" in added.notices[0]
    # A file that is named is meant, whatever it is a link to.
    named = tmp_path / "named.txt"
    named.symlink_to(outside)
    sidecar_path(named).symlink_to(sidecar_path(outside))
    assert library.add([named]).refused == ()


@posix
def test_a_sidecar_that_is_a_link_out_of_the_folder_is_refused(
    library: Library, folder: Path, write_page: Write
) -> None:
    page = write_page(PAGE, None, name="page", folder=folder)
    outside = write_page(PAGE, {"volume": OTHER, "document": {"id": "d7"}}, name="outside")
    sidecar_path(page).symlink_to(sidecar_path(outside))
    error = refusal(library.add([folder]))
    assert error.path == sidecar_path(page)
    assert "a link out of this folder" in error.reason


@posix
@pytest.mark.parametrize("target", ["loop.xml", "nothing there"])
def test_a_link_to_itself_or_to_nothing_is_refused(
    library: Library, folder: Path, target: str
) -> None:
    loop = folder / "loop.xml"
    loop.symlink_to(folder / target)
    assert refusal(library.add([folder])).reason == "a link to nothing, or to itself"
    alone = library.add([loop])
    assert [isinstance(error, SourceError) for error in alone.refused] == [True]


@posix
def test_folders_that_link_to_each_other_are_not_walked(library: Library, folder: Path) -> None:
    (folder / "again").symlink_to(folder, target_is_directory=True)
    (folder / "below.xml").mkdir()
    added = library.add([folder])
    assert (added.volumes, added.refused) == (("frus1945Malta",), ())


@pytest.fixture
def odd_file(folder: Path, request: pytest.FixtureRequest) -> Iterator[Path]:
    path = folder / "odd.xml"
    if request.param == "pipe":
        os.mkfifo(path)
        yield path
    elif request.param == "device":
        try:
            os.mknod(path, 0o600 | 0o020000, os.makedev(1, 5))  # /dev/zero
        except PermissionError:
            pytest.skip("only root can make a device")
        yield path
    else:
        with socket.socket(socket.AF_UNIX) as bound:
            bound.bind(os.path.relpath(path))
            yield path


@posix
@pytest.mark.parametrize("odd_file", ["pipe", "device", "socket"], indirect=True)
def test_what_is_no_file_is_refused_and_not_waited_for(
    library: Library, folder: Path, odd_file: Path
) -> None:
    error = refusal(library.add([folder]))
    assert error.path == odd_file
    assert error.reason in (
        "a pipe, a socket or a device, not a file",
        "it cannot be read: No such device or address",
    )


@posix
def test_a_pipe_in_place_of_a_sidecar_is_not_waited_for(
    library: Library, folder: Path, write_page: Write
) -> None:
    page = write_page(PAGE, None, name="page", folder=folder)
    os.mkfifo(sidecar_path(page))
    assert refusal(library.add([folder])).path == sidecar_path(page)


@posix
def test_a_file_that_may_not_be_read_is_refused(
    library: Library, folder: Path, write_page: Write
) -> None:
    page = write_page(PAGE, name="secret", folder=folder)
    page.chmod(0)
    if os.access(page, os.R_OK):
        pytest.skip("this user may read every file, whatever its permissions")
    error = refusal(library.add([folder]))
    assert (error.path, "it may not be read" in error.reason) == (page, True)


def test_permission_that_is_refused_is_told_as_such(
    library: Library, folder: Path, write_page: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = write_page(PAGE, name="secret", folder=folder)
    opened = os.open

    def refuse(path: Path, *flags: int, **options: int) -> int:
        if Path(path) == page:
            raise PermissionError(13, "Permission denied", str(path))
        return opened(path, *flags, **options)

    monkeypatch.setattr("corpus.snapshot.os.open", refuse)
    error = refusal(library.add([folder]))
    assert error.reason == "it may not be read; change its permissions, or copy it"


def test_a_file_that_changes_meanwhile_is_refused(
    library: Library, folder: Path, write_page: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = write_page(PAGE, {"document": {"id": "d7"}}, name="growing", folder=folder)
    judged = copying._refuse_odd

    def grow(file: Path, status: os.stat_result, largest: int) -> None:
        judged(file, status, largest)
        if file == page:
            with file.open("a", encoding="utf-8") as growing:
                growing.write("And more.\n")

    monkeypatch.setattr(copying, "_refuse_odd", grow)
    error = refusal(library.add([folder]))
    assert error.path == page
    assert "it changed while it was being read" in error.reason


def test_what_was_read_is_what_is_installed(
    library: Library, folder: Path, write_page: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A file that is overwritten after it was read does not slip in unread."""
    page = folder / "good.txt"
    put = copying.place

    def overwrite(new: Path, target: Path) -> None:
        page.write_text("not what was read", encoding="utf-8")
        put(new, target)

    monkeypatch.setattr("corpus.intake.place", overwrite)
    library.add([folder])
    (text,) = library.read(library.source("frus1945Malta")).documents
    assert text.passages[1].text == "Its words."


def test_a_file_that_is_removed_meanwhile_is_refused(
    library: Library, folder: Path, write_page: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = write_page(PAGE, {"document": {"id": "d7"}}, name="a first", folder=folder)

    def remove(step: str, done: int, total: int) -> None:
        first.unlink(missing_ok=True)

    error = refusal(library.add([folder], remove))
    assert (error.path, error.reason) == (first, "it is no longer there")


@posix
@pytest.mark.parametrize(
    ("name", "shown"),
    [
        (b"two\nlines", "two\\nlines"),
        ("turned \u202egnp".encode(), "turned \\u202egnp"),
        (b"not \xff UTF-8", "not \\udcff UTF-8"),
        (b"a 'quoted' \"name\"", "a 'quoted' \"name\""),
        (b"\x1b[31mred", "\\x1b[31mred"),
        ("Zürich".encode(), "Zürich"),
    ],
)
def test_odd_names_are_taken_and_shown_as_they_are_written(
    library: Library, folder: Path, write_page: Write, name: bytes, shown: str
) -> None:
    words = os.fsdecode(name)
    try:
        write_page(PAGE, {"volume": OTHER, "document": {"id": "d7"}}, name=words, folder=folder)
    except OSError as error:
        pytest.skip(f"this file system takes no such name: {error}")
    write_page("", {"volume": OTHER}, name=f"bad {words}", folder=folder)
    added = library.add([folder])
    assert str(refusal(added)) == f"{folder}/bad {shown}.txt: the page is empty"
    origins = library.source("frus1945Malta").origins
    assert [origin.place for origin in origins if origin] == ["good.txt", f"{shown}.txt"]


@pytest.mark.parametrize("name", ["a.zip", "b.tar", "c.tar.gz", "d.TGZ", "e.xml.xz", "f.7z"])
def test_archives_are_not_unpacked(library: Library, folder: Path, name: str) -> None:
    (folder / name).write_bytes(b"PK\x03\x04")
    error = refusal(library.add([folder]))
    assert error.reason == "an archive; unpack it first, and add its files"
    assert library.add([folder / name]).refused[0].args == error.args


def test_what_is_neither_volume_nor_page_is_refused_where_it_is_named(
    library: Library, folder: Path
) -> None:
    picture = folder / "picture.png"
    picture.write_bytes(b"\x89PNG")
    assert "neither a TEI volume" in refusal(library.add([folder, picture])).reason


def test_the_end_of_a_name_may_be_in_capitals(library: Library, folder: Path) -> None:
    (folder / "good.txt").rename(folder / "GOOD.TXT")
    (folder / "good.json").rename(folder / "GOOD.json")
    assert library.add([folder]).volumes == ("frus1945Malta",)
    assert library.source("frus1945Malta").files[0].name == "d123.txt"


def test_a_disk_that_is_full_is_told_of_and_harms_nothing(
    library: Library, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    library.add([folder])
    before = library.sources()

    def full(handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("corpus.snapshot.os.fsync", full)
    with pytest.raises(OSError, match="No space left on device") as refused:
        library.add([folder])
    assert refused.value.filename is not None
    monkeypatch.undo()
    assert library.sources() == before
    assert library.add([folder]).volumes == ("frus1945Malta",)


# Killed at every step

_KILLED = """
import os, sys
from pathlib import Path
from corpus.library import Library

steps = int(sys.argv[1])

def counted(call):
    def step(*arguments, **options):
        global steps
        steps -= 1
        if steps == 0:
            os._exit(9)
        return call(*arguments, **options)
    return step

os.fsync = counted(os.fsync)
Path.replace = counted(Path.replace)
Path.unlink = counted(Path.unlink)
Library(Path(sys.argv[2])).add([Path(sys.argv[3])])
"""


@posix
@pytest.mark.slow
def test_a_kill_at_any_step_leaves_each_file_old_or_new(
    library: Library, tmp_path: Path, write_page: Write
) -> None:
    folder = tmp_path / "to add"

    def write(words: str) -> None:
        for id_ in ("d7", "d8"):
            fields = {"volume": OTHER, "document": {"id": id_}}
            write_page(f"A Paper\n{words}\n", fields, name=id_, folder=folder)

    def words() -> list[str]:
        volume = library.read(library.source("frus1945Malta"))
        return [text.passages[1].text for text in volume.documents]

    write("Old words.")
    library.add([folder])
    write("New words.")
    code, step = 9, 0
    while code == 9:
        step += 1
        arguments = [str(step), str(tmp_path / "home"), str(folder)]
        code = subprocess.run([sys.executable, "-c", _KILLED, *arguments], check=False).returncode
        assert set(words()) <= {"Old words.", "New words."}
        assert len(words()) == 2
    assert (code, words()) == (0, ["New words."] * 2)
    assert step > 10
    assert list((tmp_path / "home").rglob(".adding-*")) == []
