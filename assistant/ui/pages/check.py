"""The page that checks a quotation."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import parse_qsl, urlencode

from anyio.from_thread import run as awaited
from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute

from assistant.gaps import counted
from assistant.ui.citing import cite_menu_html
from assistant.ui.pages.page import page
from assistant.ui.pages.site import Site, route
from assistant.ui.verdict_card import verdict_html
from assistant.ui.words import check as words
from assistant.verdict import Verdict
from corpus.errors import InputError

#: Characters of an address that other programs still take; longer checks have none.
LONGEST_ADDRESS = 2_000
_MOST_FIELDS = 20


@dataclass(frozen=True, slots=True)
class Asked:
    """A quotation, and where it is said to stand; both may be empty."""

    quote: str = ""
    cite: str = ""

    @property
    def address(self) -> str:
        """The address of this check, which shows its verdict."""
        given = {"quote": self.quote, "cite": self.cite}
        return f"/check?{urlencode({name: text for name, text in given.items() if text})}"

    @property
    def linkable(self) -> bool:
        """Whether the address is short enough to be passed on."""
        return len(self.address) <= LONGEST_ADDRESS


def routes(site: Site) -> list[BaseRoute]:
    """The routes of these pages."""

    def check(request: Request) -> Response:
        asked = _asked(request)
        if request.method == "POST" and asked.quote and asked.linkable:
            return RedirectResponse(f"{asked.address}#verdict", 303)
        return _checked(site, request, asked)

    return [route("/check", check, "GET", "POST")]


def _checked(site: Site, request: Request, asked: Asked) -> Response:
    """The form, and the verdict or what was wrong with what was asked."""
    if request.method == "GET" and not (asked.quote or asked.cite):
        return _shown(site, request, asked)
    try:
        verdict = site.assistant.check(asked.quote, asked.cite or None)
    except InputError as error:
        return _shown(site, request, asked, wrong=wrong_in(error))
    return _shown(site, request, asked, verdict=verdict)


def wrong_in(error: InputError) -> dict[str, str]:
    """What is wrong, by the field that it is wrong in: `quote` or `cite`."""
    name, _, reason = str(error).partition(": ")
    field = {"quotation": "quote", "citation": "cite"}.get(name)
    if field is None:
        return {"quote": str(error)}
    return {field: f"{reason[0].upper()}{reason[1:]}."}


def _shown(
    site: Site,
    request: Request,
    asked: Asked,
    *,
    verdict: Verdict | None = None,
    wrong: dict[str, str] | None = None,
) -> Response:
    told = f"{str(verdict.outcome).capitalize()} · {words.TITLE}" if verdict else words.TITLE
    origin = str(request.base_url).rstrip("/")
    return page(
        "check",
        title=told,
        status=400 if wrong else 200,
        said=words,
        asked=asked,
        verdict=verdict,
        card=Markup(verdict_html(verdict, leading_on=True)) if verdict else "",  # noqa: S704
        menu=_menu(verdict),
        wrong=wrong or {},
        link=f"{origin}{asked.address}" if asked.linkable else "",
        volumes=counted(len(site.assistant.volumes), "volume"),
    )


def _menu(verdict: Verdict | None) -> str:
    if verdict is None or not verdict.quotes:
        return ""
    return Markup(cite_menu_html(verdict.quotes[0], "verdict"))  # noqa: S704


def _asked(request: Request) -> Asked:
    """What the address asks, or the form that was sent: line breaks as the volumes have them."""
    given = dict(request.query_params)
    if request.method == "POST":
        given = dict(_sent(awaited(request.body)))
    quote, cite = (given.get(name, "") for name in ("quote", "cite"))
    return Asked("\n".join(quote.strip().splitlines()), cite.strip())


def _sent(body: bytes) -> list[tuple[str, str]]:
    """The fields of a form, as a browser sends them; InputError for anything else."""
    try:
        return parse_qsl(
            body.decode("ascii"), strict_parsing=True, errors="strict", max_num_fields=_MOST_FIELDS
        )
    except ValueError:
        raise InputError("this is not what the form sends; write the quotation in it") from None
