"""Handouts of lessons: a page to print, or Markdown; asked once for each version of the index."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime

from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import BaseRoute

from assistant.handout.handout import MOST_LINES, Handout
from assistant.handout.markdown import markdown
from assistant.handout.of_lesson import lesson_handout
from assistant.handout.page import html
from assistant.lessons.lesson import Lesson
from assistant.ui.exporting import file_name
from assistant.ui.pages.lessons import lesson_of
from assistant.ui.pages.page import html as template
from assistant.ui.pages.site import Site, route
from assistant.ui.protocol import Assistant
from assistant.ui.words import exporting as words
from corpus.errors import InputError

_LINES = 4  # a pupil's copy has room for three or four sentences, unless another number is asked


class Handouts:
    """The handouts of lessons, each asked when it is first wanted and then kept.

    A class opens one at once: the first to come has it asked, the others wait for it.
    """

    def __init__(self, assistant: Assistant, today: Callable[[], date] = date.today) -> None:
        self._assistant = assistant
        self._today = today
        self._kept: dict[str, Handout] = {}
        self._asking = threading.Lock()

    def of(self, lesson: Lesson) -> Handout:
        """The teacher's copy without lines, from the index that answers now, dated today."""
        with self._asking:
            kept = self._kept.get(lesson.id)
            if kept is None or kept.index.version != self._assistant.info.version:
                kept = lesson_handout(lesson, self._assistant, self._today())
                # What met trouble, such as a crowd of others, may be answered the next time.
                if all(entry.reply is not None for entry in kept.entries):
                    self._kept[lesson.id] = kept
        return replace(kept, made=self._today())


def routes(site: Site) -> list[BaseRoute]:
    """The routes of these pages."""
    handouts = Handouts(site.assistant)

    def answer(request: Request) -> Response:
        lesson = lesson_of(site.lessons, request.path_params["id"])
        return shown(lesson, handouts, request)

    return [route("/lessons/{id}/handout", answer)]


def shown(lesson: Lesson, handouts: Handouts, request: Request) -> Response:
    """The handout as `request` wants it. Raises InputError for parameters that say nothing."""
    wanted = request.query_params
    answers, form = wanted.get("answers", "yes"), wanted.get("format", "html")
    if answers not in ("yes", "no"):
        raise InputError(words.no_answers(answers))
    if form not in ("html", "md"):
        raise InputError(words.no_page(form))
    teachers = answers == "yes"
    lines = _lines(wanted.get("lines", "0" if teachers else str(_LINES)))
    handout = replace(handouts.of(lesson), answers=teachers, lines=lines)
    if form == "md":
        about = f"{lesson.id}-{'teacher' if teachers else 'pupils'}"
        return _file(markdown(handout), file_name("lesson", about, datetime.now(), "md"))
    return HTMLResponse(html(handout, _bar(lesson, handout)))


def _lines(written: str) -> int:
    if written not in map(str, range(MOST_LINES + 1)):
        raise InputError(words.no_lines(written[:20], MOST_LINES))
    return int(written)


def _file(text: str, name: str) -> Response:
    disposition = {"content-disposition": f'attachment; filename="{name}"'}
    return Response(text, media_type="text/markdown", headers=disposition)


def _bar(lesson: Lesson, handout: Handout) -> Markup:
    made = template("handout-bar", said=words, lesson=lesson, handout=handout, most=MOST_LINES)
    return Markup(made)  # noqa: S704  # a template's own, which escapes
