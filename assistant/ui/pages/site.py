"""The pages beside the chat, and how they are answered."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from assistant.lessons.lesson import Lesson
from assistant.shapes.card import VolumeCard
from assistant.ui.pages.page import page
from assistant.ui.protocol import Assistant
from assistant.ui.words import site as words
from corpus.errors import CorpusError, FrusError, InputError


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """What pages are made of: who answers, the card of every volume installed, and the lessons.

    `flawed_lessons` says of each file of a lesson that cannot be read what is wrong with it.
    `api` says whether programs may ask too.
    """

    assistant: Assistant
    cards: Callable[[], Sequence[VolumeCard]]
    lessons: Sequence[Lesson] = ()
    flawed_lessons: Sequence[str] = ()
    api: bool = False


def route(path: str, answer: Callable[[Request], Response], *methods: str) -> Route:
    """A page at `path`; what cannot be shown becomes a page that says why and what to do."""

    def answered(request: Request) -> Response:
        try:
            return answer(request)
        except CorpusError as error:
            return _told(request, words.NOT_FOUND, error, 404)
        except InputError as error:
            return _told(request, words.CANNOT_BE_SHOWN, error, 400)
        except FrusError as error:
            return _told(request, words.CANNOT_BE_SHOWN, error, 503)
        except Exception:
            logging.getLogger(__name__).exception("%s", request.url.path)
            return _told(request, words.FAILED, words.FAILURE, 500)

    return Route(path, answered, methods=list(methods or ("GET",)))


def _told(request: Request, title: str, reason: object, status: int) -> Response:
    """A page, or a line of text where a script asked."""
    if "text/html" not in request.headers.get("accept", ""):
        return PlainTextResponse(f"{reason}\n", status)
    return page("trouble", title=title, reason=str(reason), status=status)
