"""What a download does not take: addresses, answers and files that cannot be a volume's."""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Mapping
from urllib.parse import urlsplit

from corpus.errors import DownloadError, printable
from corpus.http_ranges import PARTIAL

HEAD = 1024  # bytes; a volume begins with <TEI or an XML declaration, whatever else comes first
TAIL = 256  # bytes; a volume ends with </TEI> and at most a line break
_ABSENT = (404, 410)
_PAGES = ("text/html", "application/xhtml+xml", "application/json")
_PAGE = re.compile(rb"<(!doctype\s+)?html\b", re.IGNORECASE)
_MARKUP = re.compile(rb"(\xef\xbb\xbf)?\s*<")
_END = re.compile(rb"</(\w+:)?TEI\s*>")
_SETTING = "FRUS_SOURCE_URL names the address that volumes are fetched from"


class WorthlessError(DownloadError):
    """A download whose bytes are of no use, those that have arrived included."""


def is_loopback(host: str | None) -> bool:
    """Whether the host of an address is this machine."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host or "").is_loopback
    except ValueError:
        return False


def refuse_address(url: str, *, allow_http: bool) -> None:
    """Raise DownloadError for an address that is none of https, or of http on this machine."""
    try:
        parts = urlsplit(url)
        host, _ = parts.hostname, parts.port
        (host or "").encode("idna")  # looking up a name that cannot be one fails so, later
    except ValueError as error:
        raise DownloadError(f"{url!r} is not an address: {error}; {_SETTING}") from None
    if parts.username is not None or parts.password is not None:
        reason = "a password in an address is not kept secret; name the address without it"
        raise DownloadError(f"{parts.scheme}://…@{host}: {reason}")
    if not url.isascii() or not url.isprintable() or " " in url or not host:
        raise DownloadError(f"{url!r} is not an address; {_SETTING}")
    if parts.query or parts.fragment:
        raise DownloadError(f"{url} has more than a path; {_SETTING}")
    if parts.scheme == "https":
        return
    if parts.scheme != "http":
        raise DownloadError(f"{url} begins with neither https:// nor http://; {_SETTING}")
    if not allow_http and not is_loopback(host):
        raise DownloadError(f"{url}: plain http can be altered on the way; use https")


def refuse_redirect(url: str, target: str, *, allow_http: bool) -> None:
    """Raise DownloadError where an answer sends on to an address that is less safe than `url`.

    That is any that is not https, unless `url` is not either and stands on the same machine.
    The query of a target is its server's business.
    """
    here, there = urlsplit(url), urlsplit(target)
    refuse_address(there._replace(query="", fragment="").geturl(), allow_http=allow_http)
    if there.scheme != "https" and (here.scheme == "https" or here.hostname != there.hostname):
        raise DownloadError(f"{url} redirects to another place without https: {target}")


def refuse_status(url: str, status: int, *, partial: bool) -> None:
    """Raise DownloadError for an answer that is neither the file nor, if `partial`, its rest."""
    if status in _ABSENT:
        raise DownloadError(
            f"{url} is not there (status {status}). The volume's id may be another, see: frus "
            f"corpus search WORDS; or {_SETTING}."
        )
    if status != 200 and not (partial and status == PARTIAL):
        raise DownloadError(f"{url} answers with status {status} instead of the volume; {_SETTING}")


def refuse_kind(url: str, headers: Mapping[str, str]) -> None:
    """Raise DownloadError for an answer whose headers say that it is no file of XML."""
    kind = headers.get("Content-Type", "").partition(";")[0].strip().casefold()
    if kind in _PAGES:
        raise DownloadError(
            f"{url} answers with a page ({kind}) instead of the volume. A network that asks you "
            f"to sign in does so; or {_SETTING}."
        )
    coding = headers.get("Content-Encoding", "").strip().casefold()
    if coding not in ("", "identity"):
        raise DownloadError(
            f"{url} answers compressed ({printable(coding)}) though it was asked not to; {_SETTING}"
        )


def refuse_head(url: str, head: bytes) -> None:
    """Raise WorthlessError for first bytes, HEAD or fewer, that are not those of XML."""
    page = _PAGE.search(head) is not None
    if page or (head.strip(b"\xef\xbb\xbf \t\r\n") and not _MARKUP.match(head)):
        what = "a web page" if page else "something that is not XML"
        raise WorthlessError(f"{url} gives {what} instead of the volume; {_SETTING}")


def refuse_size(url: str, size: int, largest: int) -> None:
    """Raise WorthlessError for more bytes than any volume has."""
    if size > largest:
        limit = f"{largest / 2**20:g} MB"
        raise WorthlessError(f"{url} gives more than {limit}, which no volume has; {_SETTING}")


def ends_as_volume(tail: bytes) -> bool:
    """Whether these last bytes, TAIL or fewer, close a TEI file."""
    return _END.search(tail) is not None
