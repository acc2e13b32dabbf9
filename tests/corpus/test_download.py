"""Downloads from a real server on this machine, one that can be told to misbehave."""

from __future__ import annotations

import gzip
import hashlib
import itertools
import json
import os
import random
import re
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.download import Limits, download
from corpus.errors import CorpusError, DownloadError, InputError
from corpus.partial_file import PartialFile

VOLUME = "frus1961-63v05"
LARGEST = 2**20
LIMITS = Limits(largest=LARGEST, connect=2, read=2, whole=30, attempts=3, pause=0)


def book(size: int, seed: int = 0) -> bytes:
    """A volume of about `size` bytes, no two stretches of it alike."""
    filler = random.Random(seed).randbytes(max(0, size - 50) // 2).hex()  # noqa: S311
    return f'<?xml version="1.0"?>\n<TEI><text>{filler}</text></TEI>\n'.encode()


class Handler(BaseHTTPRequestHandler):
    """Answers as the server's script says, and after it as a good server would."""

    server: Server

    def do_GET(self) -> None:
        self.server.seen.append((self.path, dict(self.headers)))
        answer = self.server.script.pop(0) if self.server.script else Handler.give
        answer(self)

    def give(self, cut: int | None = None) -> None:
        """The file, or the part that is asked for; only `cut` bytes of that, then nothing."""
        server, body, status = self.server, self.server.body, 200
        extra = {"ETag": server.etag} if server.etag else {}
        wanted = re.fullmatch(r"bytes=(\d+)-", self.headers.get("Range", ""))
        same = server.blind or self.headers.get("If-Range") == server.etag
        if wanted and server.ranges and same:
            start = int(wanted[1])
            if start >= len(body):
                return self.reply(416, b"", {"Content-Range": f"bytes */{len(body)}"})
            extra["Content-Range"] = f"bytes {start}-{len(body) - 1}/{len(body)}"
            body, status = body[start:], 206
        return self.reply(status, body[:cut], {"Content-Length": str(len(body)), **extra})

    def reply(self, status: int, body: bytes, headers: dict[str, str]) -> None:
        self.send_response(status)
        for name, value in {"Content-Type": "text/plain; charset=utf-8", **headers}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)
        self.close_connection = True

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002
        """Nothing: what was asked stands in `seen`."""


class Server(ThreadingHTTPServer):
    """A server of one volume."""

    daemon_threads = True
    script: list[Callable[[Handler], object]]
    seen: list[tuple[str, dict[str, str]]]

    def reset(self, body: bytes) -> None:
        self.body, self.etag, self.ranges, self.blind = body, '"first"', True, False
        self.script, self.seen = [], []

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}/volumes"

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that hangs up is no error of the server's."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)


@pytest.fixture(scope="module")
def running() -> Iterator[Server]:
    with Server(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield server
        server.shutdown()
        thread.join()


@pytest.fixture
def server(running: Server) -> Server:
    running.reset(book(200_000))
    return running


def fetch(server: Server, folder: Path, **limits: Any) -> bytes:
    """Download the volume and return its bytes, once all that is said of them has been checked."""
    steps: list[tuple[int, int | None]] = []
    values = {name: getattr(LIMITS, name) for name in Limits.__slots__} | limits
    got = download(
        VOLUME, folder, server.url, lambda *step: steps.append(step), limits=Limits(**values)
    )
    data = got.path.read_bytes()
    assert got.path == folder / f"{VOLUME}.xml"
    assert got.url == f"{server.url}/{VOLUME}.xml"
    assert (got.sha256, got.bytes) == (hashlib.sha256(data).hexdigest(), len(data))
    assert steps[-1][0] == len(data)
    assert left(folder) == [got.path.name]
    return data


def refused(server: Server, folder: Path, **limits: Any) -> str:
    """The message of the download that fails."""
    with pytest.raises(DownloadError) as caught:
        fetch(server, folder, **limits)
    assert isinstance(caught.value, CorpusError)
    return str(caught.value)


def left(folder: Path) -> list[str]:
    """What the folder holds but for the lock, which is empty and stays."""
    return sorted(p.name for p in folder.iterdir() if p.name != f".{VOLUME}.xml.lock")


def ranges(server: Server) -> list[str | None]:
    return [headers.get("Range") for _, headers in server.seen]


def cut_at(count: int) -> Callable[[Handler], object]:
    return lambda handler: handler.give(cut=count)


def answer(status: int, body: bytes = b"", **headers: str) -> Callable[[Handler], object]:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return lambda handler: handler.reply(status, body, {"Content-Length": str(len(body)), **named})


def test_a_volume_arrives_whole(server: Server, tmp_path: Path) -> None:
    steps: list[tuple[int, int | None]] = []
    download(VOLUME, tmp_path / "new", server.url + "/", lambda *step: steps.append(step))
    assert (tmp_path / "new" / f"{VOLUME}.xml").read_bytes() == server.body
    ((path, headers),) = server.seen
    assert path == f"/volumes/{VOLUME}.xml"
    assert headers["Accept-Encoding"] == "identity"
    assert steps[0] == (0, len(server.body))
    assert steps == sorted(steps)
    assert steps[-1] == (len(server.body), len(server.body))


@settings(max_examples=20)
@given(size=st.integers(60, 90_000), cuts=st.lists(st.floats(0, 1), max_size=3))
def test_a_cut_download_goes_on_where_it_was_cut(
    running: Server, size: int, cuts: list[float]
) -> None:
    """Whether within one call or in the next, at whichever byte; no byte is asked for twice."""
    whole = book(size)
    for attempts in (1, len(cuts) + 1):
        running.reset(whole)
        missing, starts = len(whole), [0]
        for cut in cuts:
            count = int(cut * (missing - 1))
            running.script.append(cut_at(count))
            missing -= count
            starts.append(len(whole) - missing)
        with tempfile.TemporaryDirectory() as name:
            for _ in range(len(cuts) if attempts == 1 else 0):
                refused(running, Path(name), attempts=1)
            assert fetch(running, Path(name), attempts=attempts) == whole
        assert ranges(running) == [f"bytes={start}-" if start else None for start in starts]


@settings(max_examples=15)
@given(
    cut=st.integers(0, 5000),
    etags=st.lists(st.sampled_from(['"a"', '"b"', 'W/"a"', ""]), min_size=2, max_size=2),
    can_give_ranges=st.booleans(),
    blind=st.booleans(),
)
def test_two_versions_are_never_mixed(
    running: Server, cut: int, etags: list[str], can_give_ranges: bool, blind: bool
) -> None:
    """Whatever the server can do, and even if it takes If-Range for nothing."""
    running.reset(book(6000, seed=1))
    running.etag, running.ranges, running.blind = etags[0], can_give_ranges, blind
    running.script.append(cut_at(cut))
    with tempfile.TemporaryDirectory() as name:
        refused(running, Path(name), attempts=1)
        weak = etags[0] in ("", 'W/"a"')
        if weak:
            assert left(Path(name)) == []
        # The same strong ETag stands for the same bytes.
        if weak or etags[0] != etags[1]:
            running.body = book(6000, seed=2)
        running.etag = etags[1]
        assert fetch(running, Path(name), attempts=1) == running.body


def test_a_server_without_versions_and_ranges_is_asked_for_the_whole_again(
    server: Server, tmp_path: Path
) -> None:
    server.etag, server.ranges = "", False
    server.script = [cut_at(1000), cut_at(2000)]
    assert fetch(server, tmp_path) == server.body
    assert ranges(server) == [None, None, None]


def test_a_part_that_is_already_whole_is_fetched_anew(server: Server, tmp_path: Path) -> None:
    part = PartialFile(target=tmp_path / f"{VOLUME}.xml", url=f"{server.url}/{VOLUME}.xml")
    part.restart('"first"')
    part.append(server.body)
    assert fetch(server, tmp_path) == server.body
    assert ranges(server) == [f"bytes={len(server.body)}-", None]


@pytest.mark.parametrize(
    "note", [b"", b"\xff", b"[]", b'{"url": 1}', b'{"etag": "\\"first\\"", "url": "elsewhere"}']
)
def test_bytes_that_no_note_describes_are_not_used(
    server: Server, tmp_path: Path, note: bytes
) -> None:
    (tmp_path / f"{VOLUME}.xml.part").write_bytes(b"something else")
    (tmp_path / f"{VOLUME}.xml.part.json").write_bytes(note)
    assert fetch(server, tmp_path) == server.body


@pytest.mark.parametrize("value", ["bytes 0-9/20", "bytes 5-", "items 1-2/3", ""])
def test_another_part_than_the_one_asked_for_is_not_used(
    server: Server, tmp_path: Path, value: str
) -> None:
    server.script = [cut_at(1000), answer(206, b"x", Content_Range=value, ETag='"first"')]
    assert fetch(server, tmp_path) == server.body


def test_a_part_that_nobody_asked_for_is_refused(server: Server, tmp_path: Path) -> None:
    server.script = [answer(206, b"<TEI/>", Content_Range="bytes 0-5/6")]
    assert "answers with status 206" in refused(server, tmp_path)


def test_a_shorter_part_than_asked_for_is_continued(server: Server, tmp_path: Path) -> None:
    size = len(server.body)
    some = answer(206, server.body[100:200], Content_Range=f"bytes 100-199/{size}", ETag='"first"')
    server.script = [cut_at(100), some]
    assert fetch(server, tmp_path) == server.body
    assert ranges(server) == [None, "bytes=100-", "bytes=200-"]


@pytest.mark.parametrize("status", [404, 410])
def test_a_volume_that_is_not_there(server: Server, tmp_path: Path, status: int) -> None:
    server.script = [answer(status, b"404: Not Found")]
    message = refused(server, tmp_path)
    assert f"{server.url}/{VOLUME}.xml is not there" in message
    assert "frus corpus search" in message
    assert "FRUS_SOURCE_URL" in message
    assert left(tmp_path) == []


def test_an_answer_that_is_not_the_volume(server: Server, tmp_path: Path) -> None:
    server.script = [answer(403)]
    assert "answers with status 403" in refused(server, tmp_path)
    assert len(server.seen) == 1


@pytest.mark.parametrize("status", [408, 429, 500, 503])
def test_a_busy_server_is_asked_again(server: Server, tmp_path: Path, status: int) -> None:
    server.script = [answer(status), answer(status)]
    assert fetch(server, tmp_path) == server.body
    server.script = [answer(status)] * 3
    assert f"({status})" in refused(server, tmp_path)
    assert not server.script


def test_each_attempt_waits_longer_than_the_one_before(
    server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pauses: list[float] = []
    monkeypatch.setattr(time, "sleep", pauses.append)
    server.script = [answer(500)] * 4
    refused(server, tmp_path, pause=0.5, attempts=4)
    assert pauses == [0.5, 1, 2]


def endless(handler: Handler) -> None:
    handler.reply(200, b"<TEI>", {})
    with suppress(ConnectionError):
        for sent in itertools.count(1):
            handler.wfile.write(b"x" * 65536)
            assert sent < 10 * LARGEST // 65536, "the client reads on and on"


def test_a_stream_without_end_is_ended(server: Server, tmp_path: Path) -> None:
    server.script = [endless]
    assert "more than 1 MB" in refused(server, tmp_path)
    assert left(tmp_path) == []


def test_a_file_that_says_it_is_too_large_is_not_read(server: Server, tmp_path: Path) -> None:
    server.script = [lambda h: h.reply(200, b"", {"Content-Length": str(LARGEST + 1)})]
    started = time.monotonic()
    assert "more than 1 MB" in refused(server, tmp_path, read=10)
    assert time.monotonic() - started < 5
    assert left(tmp_path) == []


def test_a_volume_of_just_the_largest_size_is_taken(server: Server, tmp_path: Path) -> None:
    assert fetch(server, tmp_path, largest=len(server.body)) == server.body
    assert "more than" in refused(server, tmp_path, largest=len(server.body) - 1)


def test_a_length_that_is_too_small_cuts_nothing_off(server: Server, tmp_path: Path) -> None:
    server.script = [lambda h: h.reply(200, server.body, {"Content-Length": "5000"})]
    assert "does not end as a volume does" in refused(server, tmp_path)
    assert left(tmp_path) == []


def test_a_length_that_is_too_large_is_waited_for_in_vain(server: Server, tmp_path: Path) -> None:
    more = str(len(server.body) + 1)
    server.script = [lambda h: h.reply(200, server.body, {"Content-Length": more})] * 3
    refused(server, tmp_path)
    assert left(tmp_path) == []


def test_a_range_that_is_longer_than_the_file_is_refused(server: Server, tmp_path: Path) -> None:
    extra = {"Content_Range": "bytes 100-109/110", "ETag": '"first"'}
    server.script = [cut_at(100), answer(206, server.body[100:], **extra)]
    assert "more bytes than the file is said to have" in refused(server, tmp_path)


def test_a_cut_that_the_protocol_hides_is_seen(server: Server, tmp_path: Path) -> None:
    """Without a length, the end of the connection is the end of the file."""
    server.script = [
        lambda h: h.reply(200, server.body[:9000], {"ETag": '"first"'}),
        lambda h: h.reply(200, server.body[:9000], {}),
    ]
    assert fetch(server, tmp_path) == server.body
    assert ranges(server) == [None, "bytes=9000-", None]


def test_a_server_that_says_nothing(server: Server, tmp_path: Path) -> None:
    silence = threading.Event()
    server.script = [lambda _: silence.wait(10)] * 2
    assert "nothing came for 0.1 seconds" in refused(server, tmp_path, read=0.1, attempts=2)
    silence.set()


def test_a_server_that_falls_silent_is_asked_for_the_rest(server: Server, tmp_path: Path) -> None:
    silence = threading.Event()

    def stall(handler: Handler) -> None:
        handler.wfile.flush()
        handler.give(cut=7000)
        silence.wait(10)

    server.script = [stall]
    assert fetch(server, tmp_path, read=0.3) == server.body
    silence.set()
    assert ranges(server) == [None, "bytes=7000-"]


def test_a_trickle_is_ended(server: Server, tmp_path: Path) -> None:
    def trickle(handler: Handler) -> None:
        handler.give(cut=1)
        with suppress(ConnectionError):
            for byte in server.body[1:500]:
                handler.wfile.write(bytes([byte]))
                time.sleep(0.01)

    server.script = [trickle]
    assert "took more than" in refused(server, tmp_path, whole=0.3)
    assert f"{VOLUME}.xml.part" in left(tmp_path)


def test_redirects_on_the_same_machine_are_followed(server: Server, tmp_path: Path) -> None:
    server.script = [answer(302, Location="/moved.xml?key=1"), answer(307, Location="/again.xml")]
    assert fetch(server, tmp_path) == server.body
    assert [path for path, _ in server.seen][1:] == ["/moved.xml?key=1", "/again.xml"]


@pytest.mark.parametrize(
    "place", ["http://localhost:{port}/x.xml", "http://example.org/x", "ftp://127.0.0.1/x"]
)
def test_other_redirects_are_refused(server: Server, tmp_path: Path, place: str) -> None:
    target = place.format(port=server.server_address[1])
    server.script = [answer(301, Location=target)]
    assert target in refused(server, tmp_path)
    assert len(server.seen) == 1


def test_redirects_end(server: Server, tmp_path: Path) -> None:
    server.script = [answer(302, Location="/round.xml")] * 9
    assert "redirects more than 5 times" in refused(server, tmp_path)
    assert len(server.seen) == 6


@pytest.mark.parametrize("coding", ["gzip", "gzip, gzip", "br", "zstd"])
def test_what_is_compressed_is_not_unpacked(server: Server, tmp_path: Path, coding: str) -> None:
    bomb = gzip.compress(bytes(50 * LARGEST))
    server.script = [answer(200, bomb, Content_Encoding=coding)]
    assert f"compressed ({coding})" in refused(server, tmp_path)
    assert left(tmp_path) == []


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (b"<TEI></TEI>", "text/html; charset=utf-8"),
        (b"{}", "application/json"),
        (b"<!DOCTYPE html><p></TEI>", "text/plain"),
        (b'<?xml version="1.0"?>\n<HTML><p></TEI>', "application/xml"),
        (b"404: Not Found </TEI>", "text/plain"),
        (b"\x1f\x8b\x08</TEI>", "application/octet-stream"),
        (b"", "application/xml"),
        (b"<rss></rss>", "application/xml"),
    ],
)
def test_what_is_no_volume_is_refused(
    server: Server, tmp_path: Path, body: bytes, kind: str
) -> None:
    old = tmp_path / f"{VOLUME}.xml"
    old.write_bytes(b"the volume as it was")
    server.script = [answer(200, body, Content_Type=kind, ETag='"page"')]
    assert f"{server.url}/{VOLUME}.xml" in refused(server, tmp_path)
    assert len(server.seen) == 1
    assert left(tmp_path) == [old.name]
    assert old.read_bytes() == b"the volume as it was"


def test_without_a_connection_nothing_waits(tmp_path: Path) -> None:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        base = f"http://127.0.0.1:{unused.getsockname()[1]}"
        with pytest.raises(DownloadError) as caught:
            download(VOLUME, tmp_path, base, lambda *_: None, limits=Limits(pause=60))
    assert f"{base}/{VOLUME}.xml: no connection" in str(caught.value)
    assert "What is installed goes on working" in str(caught.value)
    assert left(tmp_path) == []


def test_a_connection_that_is_lost_later_is_tried_again(server: Server, tmp_path: Path) -> None:
    server.script = [lambda h: h.connection.shutdown(socket.SHUT_RDWR)]
    assert fetch(server, tmp_path) == server.body


@pytest.mark.parametrize(
    ("base", "words"),
    [
        ("http://example.org", "plain http"),
        ("http://10.0.0.1", "plain http"),
        ("file:///etc", "not an address"),
        ("ftp://example.org", "neither https:// nor http://"),
        ("volumes", "not an address"),
        ("", "not an address"),
        ("https://", "not an address"),
        ("https://exa mple.org", "not an address"),
        ("https://example.org\n", "not an address"),
        ("https://[::1", "not an address"),
        ("https://example.org:99999", "not an address"),
        ("https://example..org", "not an address"),
        (f"https://{64 * 'a'}.org", "not an address"),
        ("https://example.org?x=1", "more than a path"),
        ("https://example.org#x", "more than a path"),
        ("https://ann:hunter2@example.org", "password"),
    ],
)
def test_addresses_that_are_not_asked(tmp_path: Path, base: str, words: str) -> None:
    with pytest.raises(DownloadError, match=words) as caught:
        download(VOLUME, tmp_path / "new", base, lambda *_: None)
    assert "hunter2" not in str(caught.value)
    assert not (tmp_path / "new").exists()


def test_a_proxy_that_cannot_be_used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTPS_PROXY", "gopher://127.0.0.1:1")
    with pytest.raises(DownloadError, match="settings of proxies"):
        download(VOLUME, tmp_path, "https://example.org", lambda *_: None)


def test_no_proxy_stands_before_this_machine(
    server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:1")
    assert fetch(server, tmp_path) == server.body


@given(
    st.sampled_from(["..", "frus1/../x", "frus1961-63v05.xml", "frus1\0", "frus1?x", "FRUS1", ""])
    | st.text().filter(lambda text: not re.fullmatch("frus[0-9][0-9A-Za-z-]*", text))
)
def test_only_an_id_becomes_part_of_a_path(id_: str) -> None:
    with pytest.raises(InputError, match="not a volume id"):
        download(id_, Path("/nowhere"), "https://example.org", lambda *_: None)


def test_an_interrupted_download_goes_on(server: Server, tmp_path: Path) -> None:
    def interrupt(arrived: int, total: int | None) -> None:
        if arrived > 50_000:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        download(VOLUME, tmp_path, server.url, interrupt)
    kept = (tmp_path / f"{VOLUME}.xml.part").stat().st_size
    assert 50_000 < kept < len(server.body)
    assert fetch(server, tmp_path) == server.body
    assert ranges(server) == [None, f"bytes={kept}-"]


CHILD = """
import sys
from pathlib import Path
from corpus.download import download
from corpus.errors import DownloadError
try:
    download(sys.argv[1], Path(sys.argv[2]), sys.argv[3], lambda *step: print(*step, flush=True))
except DownloadError as error:
    sys.exit(str(error))
"""


def child(server: Server, folder: Path, **options: Any) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", CHILD, VOLUME, str(folder), server.url]
    pipe = subprocess.PIPE
    return subprocess.Popen(command, stdout=pipe, stderr=pipe, text=True, **options)


def test_a_killed_download_goes_on(server: Server, tmp_path: Path) -> None:
    killed = threading.Event()

    def stall(handler: Handler) -> None:
        handler.give(cut=90_000)
        killed.wait(30)

    server.script = [stall]
    with child(server, tmp_path) as process:
        assert process.stdout is not None
        for line in process.stdout:
            if line.startswith("90000 "):
                process.kill()
    killed.set()
    assert process.returncode != 0
    assert left(tmp_path) == [f"{VOLUME}.xml.part", f"{VOLUME}.xml.part.json"]
    assert fetch(server, tmp_path) == server.body
    assert ranges(server) == [None, "bytes=90000-"]


def test_a_full_disk_is_told_and_the_download_goes_on_later(server: Server, tmp_path: Path) -> None:
    resource = pytest.importorskip("resource")

    def little() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (60_000, 60_000))

    with child(server, tmp_path, preexec_fn=little) as process:
        _, message = process.communicate()
    assert process.returncode == 1
    assert f"{VOLUME}.xml.part cannot be written: File too large" in message
    assert "FRUS_HOME" in message
    assert (tmp_path / f"{VOLUME}.xml.part").stat().st_size == 60_000
    assert fetch(server, tmp_path) == server.body
    assert ranges(server) == [None, "bytes=60000-"]


def test_a_folder_that_cannot_be_made(server: Server, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(DownloadError, match="cannot be written"):
        download(VOLUME, tmp_path / "file" / "folder", server.url, lambda *_: None)
    assert server.seen == []


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_that_is_read_only(server: Server, tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    assert "cannot be written: Permission denied" in refused(server, tmp_path)
    tmp_path.chmod(0o700)


def test_a_second_download_of_a_volume_is_refused(server: Server, tmp_path: Path) -> None:
    arrived, proceed = threading.Event(), threading.Event()

    def wait(done: int, total: int | None) -> None:
        arrived.set()
        proceed.wait(10)

    first = threading.Thread(target=download, args=(VOLUME, tmp_path, server.url, wait))
    first.start()
    assert arrived.wait(10)
    assert "is being downloaded already" in refused(server, tmp_path)
    with child(server, tmp_path) as process:
        _, message = process.communicate()
    assert (process.returncode, len(server.seen)) == (1, 1)
    assert "is being downloaded already" in message
    download("frus1961-63v06", tmp_path, server.url, lambda *_: None)
    proceed.set()
    first.join()
    assert (tmp_path / f"{VOLUME}.xml").read_bytes() == server.body


def test_the_note_says_of_which_version_the_bytes_are(server: Server, tmp_path: Path) -> None:
    server.script = [cut_at(1000)]
    refused(server, tmp_path, attempts=1)
    note = json.loads((tmp_path / f"{VOLUME}.xml.part.json").read_text(encoding="utf-8"))
    assert note == {"url": f"{server.url}/{VOLUME}.xml", "etag": '"first"'}


@pytest.mark.parametrize("wrong", [{"largest": 0}, {"attempts": 0}, {"read": 0}, {"pause": -1}])
def test_limits_that_leave_nothing_are_refused(wrong: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="leaves nothing"):
        Limits(**wrong)
