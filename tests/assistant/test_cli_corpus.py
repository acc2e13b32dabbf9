"""`frus corpus` as a person or a script meets it: the card, the catalog, adding and removing."""

from __future__ import annotations

import hashlib
import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from pytest_httpserver import HTTPServer

from assistant.cli import main
from corpus.errors import StoreError
from corpus.passage import VolumeText
from corpus.tei import read_volume

if TYPE_CHECKING:
    from vectorstore.minilm import MiniLM

CHECKOUT = Path(__file__).parent.parent.parent
VOLUME = """<?xml version="1.0" encoding="UTF-8"?>
<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><fileDesc>
<titleStmt><title type="complete">Foreign Relations, {id}</title>
<title type="series">Foreign Relations of the United States</title>
<title type="subseries">1961–1963</title><title type="volumenumber">Volume V</title>
<title type="volume">Soviet Union</title></titleStmt>
<publicationStmt><date>1998</date><idno type="frus">{id}</idno></publicationStmt>
</fileDesc></teiHeader><text><body>
<div type="document" xml:id="d1" n="1"><head>1. Memorandum</head>
<dateline><date when="1961-02-03">February 3, 1961</date></dateline>
<p>Grain was bought in the spring, and the price of it was high.</p></div>
<div type="document" xml:id="d4" n="4"><head>4. Letter</head>
<p>The reply to it was never sent.</p></div>
</body></text></TEI>
"""


@dataclass(frozen=True)
class Ran:
    """What a command left behind."""

    code: int
    out: str
    err: str

    @property
    def records(self) -> list[dict[str, Any]]:
        """Standard output as JSON lines, and nothing else."""
        return [json.loads(line) for line in self.out.splitlines()]


Corpus = Callable[..., Ran]


@pytest.fixture
def corpus(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Corpus:
    """Runs `frus corpus` in this process over a new home; nothing loads the model."""
    monkeypatch.setenv("FRUS_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("COLUMNS", "80")

    def run(*arguments: str) -> Ran:
        monkeypatch.setattr("sys.argv", ["frus", "corpus", *arguments])
        capsys.readouterr()
        with pytest.raises(SystemExit) as ended:
            main()
        output = capsys.readouterr()
        code = ended.value.code
        return Ran(code if isinstance(code, int) else 0, output.out, output.err)

    return run


@pytest.fixture
def indexing(corpus: Corpus, embedder: MiniLM, monkeypatch: pytest.MonkeyPatch) -> Corpus:
    """The same, with the model that is loaded already."""

    class Loaded:
        name = embedder.name

        def __new__(cls) -> Any:
            return embedder

    monkeypatch.setattr("vectorstore.minilm.MiniLM", Loaded)
    return corpus


@pytest.fixture
def write_volume(tmp_path: Path) -> Callable[..., Path]:
    """Writes a TEI volume of two documents, and returns its path."""

    def write(volume: str = "frus1961-63v05", name: str = "") -> Path:
        path = tmp_path / "volumes" / f"{name or volume}.xml"
        path.parent.mkdir(exist_ok=True)
        path.write_text(VOLUME.format(id=volume), encoding="utf-8")
        return path

    return write


Write = Callable[..., Path]


# The card


def test_the_card_of_a_fresh_home_tells_of_the_shipped_document(corpus: Corpus) -> None:
    (card,) = corpus("list", "--json").records
    assert list(card) == [
        "volume", "title", "subseries", "number", "first_year", "last_year", "published",
        "documents", "paragraphs", "footnotes", "licence", "source", "checksum", "files", "state",
        "gaps",
    ]  # fmt: skip
    assert (card["volume"], card["state"]) == ("frus1944Quebec", "not indexed yet")
    assert (card["documents"], card["paragraphs"], card["footnotes"]) == (None, None, None)
    assert card["source"] == "ships with the assistant"
    assert card["gaps"] == ["only 1 of the volume's documents"]
    assert card["licence"].startswith("public domain in the United States")
    shown = corpus("list")
    assert (shown.code, shown.err) == (0, "")
    assert "Not indexed yet; run: frus index build" in shown.out
    assert not (Path(os.environ["FRUS_HOME"])).exists()


def test_the_card_of_an_indexed_volume_counts_what_it_holds(
    indexing: Corpus, write_volume: Write
) -> None:
    path = write_volume()
    added = indexing("add", str(path))
    assert added.code == 0
    assert re.fullmatch(r"Added frus1961-63v05. The index holds \d+ passages.\n", added.out)
    card = indexing("list", "--json").records[1]
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    assert card["checksum"] == digest
    (file,) = card["files"]
    added_at = file.pop("added")
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", added_at)
    assert file == {"name": path.name, "sha256": digest, "place": path.name}
    assert (card["documents"], card["footnotes"], card["state"]) == (2, 0, "indexed")
    assert (card["first_year"], card["last_year"], card["published"]) == (1961, 1961, "1998")
    assert card["gaps"][:2] == ["no document 2–3", "1 document undated"]
    shown = indexing("list").out
    assert "  1961–1963, Volume V, Soviet Union\n" in shown
    assert "  Gaps: no document 2–3; 1 document undated" in shown
    assert f"  Source: frus1961-63v05.xml; SHA-256 {digest[:12]}\n" in shown


def test_the_card_tells_of_a_file_that_is_not_the_one_indexed(
    indexing: Corpus, write_volume: Write, tmp_path: Path
) -> None:
    indexing("add", str(write_volume()))
    installed = tmp_path / "home" / "corpus" / "frus1961-63v05.xml"
    installed.write_text(
        VOLUME.format(id="frus1961-63v05").replace("spring", "autumn"), encoding="utf-8"
    )
    card = indexing("list", "--json").records[1]
    assert card["state"] == "changed since it was indexed"
    assert "not the bytes that were added" in card["gaps"]
    assert "Changed since it was indexed; run: frus index build" in indexing("list").out
    installed.unlink()
    card = indexing("list", "--json").records[1]
    assert (card["state"], card["checksum"]) == ("no longer installed", None)


def test_the_card_tells_of_a_file_that_cannot_be_read(corpus: Corpus, tmp_path: Path) -> None:
    torn = tmp_path / "home" / "corpus" / "frusUnlisted.xml"
    torn.parent.mkdir(parents=True)
    torn.write_text("<TEI>", encoding="utf-8")
    card = corpus("list", "--json").records[1]
    assert card["title"] == "frusUnlisted"
    assert card["gaps"][0].startswith(f"{torn}:1: not well-formed XML")
    assert (card["source"], card["licence"]) == ("not recorded", "not stated")


@pytest.mark.parametrize("columns", [80, 140])
def test_nothing_of_the_card_is_cut(
    corpus: Corpus, write_volume: Write, monkeypatch: pytest.MonkeyPatch, columns: int
) -> None:
    monkeypatch.setenv("COLUMNS", str(columns))
    long = "frus1961-63v07-09mSupp"
    corpus("add", str(write_volume(long)), "--no-index")
    shown = corpus("list").out
    assert "…" not in shown
    for words in (long, "1961–1963", "1997", "Footnotes", "Microfiche Supplement", "SHA-256"):
        assert words in shown
    assert max(map(len, shown.splitlines())) <= columns


# The catalog


def test_the_catalog_is_searched(corpus: Corpus, write_volume: Write) -> None:
    corpus("add", str(write_volume()), "--no-index")
    records = corpus("search", "soviet", "union", "1962", "--json").records
    assert ("frus1961-63v05", True) in [(r["id"], r["installed"]) for r in records]
    assert set(records[0]) == {
        "id", "title", "subseries", "volume", "number", "published", "first_year", "last_year",
        "editors", "installed",
    }  # fmt: skip
    shown = corpus("search", "soviet union 1962").out
    assert re.search(
        r"^frus1961-63v05 +1961–1963 +installed +1961–1963, Volume V, Soviet Union", shown, re.M
    )
    nothing = corpus("search", "no such volume at all")
    assert (nothing.code, nothing.out) == (0, "No volume of the catalog is like that.\n")


def test_the_whole_catalog_is_listed(corpus: Corpus) -> None:
    records = corpus("list", "--available", "--json").records
    assert len(records) > 500
    assert [r["id"] for r in records if r["installed"]] == ["frus1944Quebec"]
    assert "frus1977-80v01 " in corpus("list", "--available").out


# Notices


def test_what_a_reader_noticed_is_told(corpus: Corpus, write_volume: Write) -> None:
    corpus("add", str(write_volume()), "--no-index")
    told = corpus("notices", "frus1961-63v05", "--json").records
    assert [(one["volume"], one["where"]) for one in told] == [("frus1961-63v05", "d4")]
    assert set(told[0]) == {"volume", "line", "where", "reason"}
    line, reason = told[0]["line"], told[0]["reason"]
    assert corpus("notices", "frus1961-63v05").out == f"line {line}  d4  {reason}\n"
    quiet = corpus("notices", "frus1944Quebec")
    assert (quiet.code, quiet.out) == (0, "Nothing was noticed in frus1944Quebec.\n")
    unknown = corpus("notices", "frus1961-63v06")
    assert (unknown.code, unknown.out) == (2, "")
    assert "frus1961-63v06 is not installed; see: frus corpus list" in unknown.err


# Adding


def test_files_are_placed_and_indexed_later(corpus: Corpus, write_volume: Write) -> None:
    ran = corpus("add", str(write_volume()), "--no-index")
    assert (ran.code, ran.out) == (0, "Added frus1961-63v05. To index: frus index build\n")
    assert "Reading files" in ran.err
    cards = corpus("list", "--json").records
    assert [(card["volume"], card["state"]) for card in cards] == [
        ("frus1944Quebec", "not indexed yet"),
        ("frus1961-63v05", "not indexed yet"),
    ]


def test_what_is_bad_is_refused_and_the_rest_is_added(
    indexing: Corpus, write_volume: Write
) -> None:
    torn = write_volume("frus1961-63v06", "torn")
    torn.write_text("<TEI>\n<text>", encoding="utf-8")
    ran = indexing("add", str(write_volume()), str(torn))
    assert ran.code == 3
    assert ran.out.startswith("Added frus1961-63v05. The index holds ")
    assert f"frus: {torn}:2: not well-formed XML" in ran.err


def test_where_all_is_bad_nothing_is_indexed(corpus: Corpus, write_volume: Write) -> None:
    torn = write_volume()
    torn.write_text("", encoding="utf-8")
    ran = corpus("add", str(torn))
    assert (ran.code, ran.out) == (3, "")
    assert f"frus: {torn}: the file is empty" in ran.err
    assert "frus: nothing was added" in ran.err
    assert not (Path(os.environ["FRUS_HOME"]) / "index").exists()


def test_the_same_volume_twice_is_told_of(corpus: Corpus, write_volume: Write) -> None:
    first, second = write_volume(), write_volume(name="again")
    ran = corpus("add", str(first), str(second), "--no-index")
    assert ran.code == 0
    assert f"{second}: the same as {first}, and taken once" in ran.err


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("frus1961-63v5", "no published volume; did you mean frus1961-63v05? See: frus corpus"),
        ("no such thing", "no such file or folder, and no published volume; see: frus corpus sea"),
        ("odd\nname\udcff", "odd\\nname\\udcff: no such file or folder"),
        ("empty", "no .xml or .txt file in this folder (folders in it are not looked into)"),
    ],
)
def test_a_wrong_name_is_refused_before_anything_is_written(
    corpus: Corpus,
    write_volume: Write,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    name: str,
    message: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "empty").mkdir()
    ran = corpus("add", str(write_volume()), name)
    assert (ran.code, ran.out) == (2, "")
    assert message in ran.err
    assert not (tmp_path / "home").exists()


def test_an_archive_is_not_unpacked(corpus: Corpus, tmp_path: Path) -> None:
    archive = tmp_path / "volumes.tar.gz"
    archive.write_bytes(b"\x1f\x8b")
    ran = corpus("add", str(archive))
    assert (ran.code, ran.out) == (3, "")
    assert f"{archive}: an archive; unpack it first, and add its files" in ran.err


def test_a_stop_is_told_what_to_do_next_and_what_was_added_is_whole(
    corpus: Corpus, write_volume: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = [write_volume(f"frus1961-63v0{number}") for number in (5, 6, 7)]
    seen: list[str] = []

    def stop(path: Path) -> VolumeText:
        seen.append(path.name)
        if len(seen) == 3:
            raise KeyboardInterrupt
        return read_volume(path)

    monkeypatch.setattr("corpus.intake.read_volume", stop)
    ran = corpus("add", *map(str, files))
    assert (ran.code, ran.out) == (130, "")
    assert "Stopped. What was added is whole. Give the same command again" in ran.err
    monkeypatch.undo()
    monkeypatch.setenv("FRUS_HOME", str(files[0].parent.parent / "home"))
    assert [card["volume"] for card in corpus("list", "--json").records] == [
        "frus1944Quebec", "frus1961-63v05", "frus1961-63v06",
    ]  # fmt: skip
    left = files[0].parent.parent / "home" / "corpus"
    assert list(left.glob(".adding-*")) == []
    assert corpus("add", *map(str, files), "--no-index").code == 0


# Downloading


@pytest.fixture
def publisher(httpserver: HTTPServer, monkeypatch: pytest.MonkeyPatch) -> HTTPServer:
    """A server that publishes one volume, named by FRUS_SOURCE_URL."""
    monkeypatch.setenv("FRUS_SOURCE_URL", httpserver.url_for("/volumes"))
    volume = VOLUME.format(id="frus1961-63v05")
    httpserver.expect_request("/volumes/frus1961-63v05.xml").respond_with_data(
        volume, content_type="text/plain; charset=utf-8"
    )
    return httpserver


def test_a_published_volume_is_downloaded_by_its_id(
    corpus: Corpus, publisher: HTTPServer, tmp_path: Path
) -> None:
    ran = corpus("add", "frus1961-63v05", "--no-index")
    assert (ran.code, ran.out) == (0, "Added frus1961-63v05. To index: frus index build\n")
    card = corpus("list", "--json").records[1]
    assert card["source"] == publisher.url_for("/volumes/frus1961-63v05.xml")
    assert f"Source: {card['source']}; SHA-256" in corpus("list").out
    assert list((tmp_path / "home" / "downloads").glob("*.xml")) == []


def test_what_cannot_be_downloaded_is_refused_and_the_rest_is_added(
    corpus: Corpus, publisher: HTTPServer, write_volume: Write
) -> None:
    publisher.expect_request("/volumes/frus1961-63v06.xml").respond_with_data(status=404)
    file = write_volume("frus1961-63v07")
    ran = corpus("add", "frus1961-63v06", "frus1961-63v05", str(file), "--no-index")
    assert ran.code == 3
    assert ran.out == "Added frus1961-63v05, frus1961-63v07. To index: frus index build\n"
    assert publisher.url_for("/volumes/frus1961-63v06.xml") in ran.err


def test_a_download_that_holds_another_volume_is_refused(
    corpus: Corpus, publisher: HTTPServer
) -> None:
    other = VOLUME.format(id="frus1961-63v09")
    publisher.expect_request("/volumes/frus1961-63v08.xml").respond_with_data(other)
    ran = corpus("add", "frus1961-63v08")
    assert (ran.code, ran.out) == (3, "")
    assert "frus1961-63v08.xml holds another volume, frus1961-63v09" in ran.err


@pytest.mark.parametrize("address", ["", "volumes", "ftp://x/", "https://u:p@x/", "https://x/\n"])
def test_an_address_that_is_none_is_refused(
    corpus: Corpus, monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    monkeypatch.setenv("FRUS_SOURCE_URL", address)
    ran = corpus("add", "frus1961-63v05")
    assert (ran.code, ran.out) == (2, "")
    assert "FRUS_SOURCE_URL is not an address such as https://" in ran.err
    assert "u:p" not in ran.err


# Removing


def test_a_volume_is_removed_again(indexing: Corpus, write_volume: Write) -> None:
    indexing("add", str(write_volume()))
    ran = indexing("remove", "frus1961-63v05", "--allow-shrink")
    assert (ran.code, ran.out) == (
        0,
        "Removed frus1961-63v05. The index holds 9 passages.\n",
    )
    assert [card["volume"] for card in indexing("list", "--json").records] == ["frus1944Quebec"]
    again = indexing("remove", "frus1961-63v05")
    assert (again.code, again.out) == (2, "")
    assert "frus1961-63v05 is not installed; see: frus corpus list" in again.err


def test_a_failure_to_index_says_that_the_volume_was_added(
    corpus: Corpus, write_volume: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(**_: object) -> None:
        raise StoreError("another process is building the index; wait for it")

    monkeypatch.setattr("assistant.cli_index.build_index", fail)
    ran = corpus("add", str(write_volume()))
    assert (ran.code, ran.out) == (1, "")
    assert "Added frus1961-63v05. The index is as it was before." in ran.err
    assert "another process is building the index" in ran.err


def test_help_and_the_card_load_nothing_heavy(tmp_path: Path) -> None:
    program = (
        "import sys; from assistant.cli import app; "
        "app(['corpus', *sys.argv[1:]], standalone_mode=False); "
        "print(sorted(name for name in sys.modules if '.' not in name), file=sys.stderr)"
    )
    environment = os.environ | {"FRUS_HOME": str(tmp_path)}
    heavy = {
        "--help": ("torch", "chromadb", "gradio", "langchain", "lxml", "httpx"),
        "list": ("torch", "openvino", "gradio", "langchain", "httpx"),
    }
    for argument, unwanted in heavy.items():
        ran = subprocess.run(
            [sys.executable, "-c", program, argument],
            cwd=CHECKOUT,
            env=environment,
            capture_output=True,
            text=True,
            check=True,
        )
        assert "Usage" in ran.stdout or "frus1944Quebec" in ran.stdout
        assert [name for name in unwanted if f"'{name}'" in ran.stderr] == []
