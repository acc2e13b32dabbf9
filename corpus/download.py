"""Fetch one published volume. Of the whole package, this module alone meets the network.

It loads httpx: import it where it is used.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import httpx

from corpus import download_refusals as refusals
from corpus.catalog import VOLUME_ID
from corpus.errors import DownloadError, InputError
from corpus.http_ranges import PARTIAL, is_usable, strong_etag, total_bytes
from corpus.partial_file import PartialFile
from corpus.tei_file import MAX_BYTES

Progress = Callable[[int, int | None], None]

_REDIRECTS = 5
_BUSY = frozenset({408, 425, 429, *range(500, 600)})


@dataclass(frozen=True, slots=True, kw_only=True)
class Downloaded:
    """The file `path` as it came from `url`: its SHA-256 in hexadecimal and its size in bytes."""

    path: Path
    url: str
    sha256: str
    bytes: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What one download may take.

    `largest` is in bytes; the others but `attempts` are seconds: to connect, between two pieces,
    for the whole, and before the second attempt, which double before each later one.
    """

    largest: int = MAX_BYTES
    connect: float = 10.0
    read: float = 30.0
    whole: float = 3600.0
    attempts: int = 4
    pause: float = 1.0

    def __post_init__(self) -> None:
        times = (self.connect, self.read, self.whole)
        if self.largest < 1 or self.attempts < 1 or min(times) <= 0 or self.pause < 0:
            raise ValueError(f"{self} leaves nothing to download with")


DEFAULT_LIMITS = Limits()


class _Failed(Exception):  # noqa: N818 (what it tells of may yet go well)
    """An attempt that failed in a way that another may not."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Order:
    """What is to be fetched, and how; `deadline` is a time of the monotonic clock."""

    url: str
    part: PartialFile
    progress: Progress
    limits: Limits
    deadline: float
    allow_http: bool


def download(
    volume_id: str,
    folder: Path,
    base_url: str,
    progress: Progress,
    *,
    limits: Limits = DEFAULT_LIMITS,
    allow_http: bool = False,
) -> Downloaded:
    """Fetch ``{base_url}/{volume_id}.xml`` and put it at ``folder/{volume_id}.xml``.

    `progress` is told the bytes that have arrived and those of the whole file, None where the
    server does not say. The file stands in its place only when it is whole and safe from a power
    cut. Until then its beginning stands beside it; a later call goes on from there where the
    server names the version by an ETag and gives ranges, and begins anew where it does not, or
    where the version is another. Plain http is taken from this machine alone unless `allow_http`.

    Raises InputError for an id that is none, and DownloadError for all else that hinders it:
    nothing there, no connection, an answer that is no volume, a disk that is full or read-only,
    or a second download of the volume into the folder at the same time. Whether the file is a
    sound volume is for its reader to say.
    """
    if not VOLUME_ID.fullmatch(volume_id):
        raise InputError(f"{volume_id!r} is not a volume id such as frus1961-63v05")
    url = f"{base_url.rstrip('/')}/{volume_id}.xml"
    refusals.refuse_address(url, allow_http=allow_http)
    part = PartialFile(target=folder / f"{volume_id}.xml", url=url)
    order = _Order(
        url=url,
        part=part,
        progress=progress,
        limits=limits,
        deadline=time.monotonic() + limits.whole,
        allow_http=allow_http,
    )
    with part.alone():
        try:
            _fetch(order)
            digest, size = part.finish()
        except refusals.WorthlessError:
            part.discard()
            raise
        finally:
            part.discard_useless()
    return Downloaded(path=part.target, url=url, sha256=digest, bytes=size)


def _fetch(order: _Order) -> None:
    """Have the whole file arrive, in as many attempts as are allowed."""
    limits = order.limits
    with _client(order) as client:
        for attempt in range(limits.attempts):
            if attempt:
                time.sleep(limits.pause * 2 ** (attempt - 1))
            try:
                _attempt(client, order)
                return
            except (httpx.ConnectError, httpx.ConnectTimeout) as error:
                failure = f"no connection ({error or 'no answer in time'})"
                if attempt == 0:
                    break
            except httpx.TimeoutException:
                failure = f"nothing came for {limits.read:g} seconds"
            except httpx.InvalidURL as error:
                raise DownloadError(f"{order.url} is not an address: {error}") from error
            except (httpx.TransportError, _Failed) as error:
                failure = str(error) or type(error).__name__
    kept = f"{order.part.size:,} bytes have arrived and are kept; " if order.part.etag() else ""
    raise DownloadError(
        f"{order.url}: {failure}; {kept}try again when you are online, or add the volume from a "
        "file: frus corpus add FILE. What is installed goes on working."
    )


def _client(order: _Order) -> httpx.Client:
    """A connection as the environment has it, but for this machine, which no proxy reaches."""
    timeout = httpx.Timeout(order.limits.read, connect=order.limits.connect)
    proxied = not refusals.is_loopback(urlsplit(order.url).hostname)
    try:
        return httpx.Client(timeout=timeout, trust_env=proxied)
    except (ImportError, ValueError, OSError, httpx.InvalidURL) as error:
        raise DownloadError(
            f"{order.url}: no connection can be made as the environment's settings of proxies and "
            f"certificates have it: {error}"
        ) from error


def _attempt(client: httpx.Client, order: _Order) -> None:
    """Have what is missing arrive, or the whole where what is here cannot be continued."""
    etag = order.part.etag()
    if etag:
        start = order.part.size
        asked = {"Range": f"bytes={start}-", "If-Range": etag}
        with _answer(client, order, asked) as response:
            if is_usable(response.status_code, response.headers, start, etag):
                _receive(response, order, start)
                return
        order.part.discard()
    with _answer(client, order, {}) as response:
        _receive(response, order, 0)


@contextmanager
def _answer(client: httpx.Client, order: _Order, asked: dict[str, str]) -> Iterator[httpx.Response]:
    """The server's answer, its body not yet read, after such redirects as are allowed."""
    url = order.url
    # What is compressed may unpack without end, and its ranges are not those of the file.
    headers = {"Accept-Encoding": "identity", "User-Agent": "frus-assistant", **asked}
    for _ in range(_REDIRECTS + 1):
        with client.stream("GET", url, headers=headers) as response:
            if response.next_request is None:
                if response.status_code in _BUSY:
                    raise _Failed(f"the server is busy or out of order ({response.status_code})")
                yield response
                return
            target = str(response.next_request.url)
        refusals.refuse_redirect(url, target, allow_http=order.allow_http)
        url = target
    raise DownloadError(f"{order.url} redirects more than {_REDIRECTS} times")


def _receive(response: httpx.Response, order: _Order, start: int) -> None:
    """Add the body of the answer to the part, which ends at `start` if it is the rest."""
    refusals.refuse_status(order.url, response.status_code, partial=start > 0)
    refusals.refuse_kind(order.url, response.headers)
    resumed = response.status_code == PARTIAL
    arrived = start if resumed else 0
    total = total_bytes(response.status_code, response.headers)
    refusals.refuse_size(order.url, total or 0, order.limits.largest)
    if not resumed:
        order.part.restart(strong_etag(response.headers))
    order.progress(arrived, total)
    for data in response.iter_raw():
        refusals.refuse_size(order.url, arrived + len(data), order.limits.largest)
        order.part.append(data)
        if arrived < refusals.HEAD:
            refusals.refuse_head(order.url, order.part.head(refusals.HEAD))
        arrived += len(data)
        order.progress(arrived, total)
        if time.monotonic() > order.deadline:
            minutes = order.limits.whole / 60
            raise DownloadError(f"{order.url} took more than {minutes:g} minutes; try again")
    _refuse_incomplete(order, arrived, total)


def _refuse_incomplete(order: _Order, arrived: int, total: int | None) -> None:
    """Tell a connection that was cut, which not every server lets one see, from a wrong file."""
    if total is not None and arrived < total:
        raise _Failed(f"the answer ended after {arrived:,} of {total:,} bytes")
    if total is not None and arrived > total:
        raise refusals.WorthlessError(f"{order.url} gives more bytes than the file is said to have")
    if not refusals.ends_as_volume(order.part.tail(refusals.TAIL)):
        if total is None:
            raise _Failed(f"the answer ended after {arrived:,} bytes, before the volume did")
        raise refusals.WorthlessError(
            f"{order.url} does not end as a volume does, with </TEI>; the file there is cut or "
            "another"
        )
