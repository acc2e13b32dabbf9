"""The lessons there are, and each of them as its teacher prepares it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute

from assistant.answer import Quote
from assistant.document_lines import Stored
from assistant.gaps import counted
from assistant.lessons.judging import stands
from assistant.lessons.lesson import Lesson, LessonStep
from assistant.ui.document_link import document_link, document_page
from assistant.ui.pages.page import page
from assistant.ui.pages.site import Site, route
from assistant.ui.words import lessons as words
from corpus.citation import plain_title, reference
from corpus.errors import CorpusError


@dataclass(frozen=True, slots=True)
class ShownStep:
    """A step, and the expected words where they stand, if they do."""

    step: LessonStep
    quote: Quote | None

    @property
    def link(self) -> str:
        """Where the document's page marks the expected words."""
        return document_link(self.quote) if self.quote else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A document that the lesson reads; without `title` it is not installed."""

    id: str
    title: str = ""
    reference: str = ""

    @property
    def link(self) -> str:
        """The document's page."""
        return document_page(self.id)

    @property
    def volume(self) -> str:
        """The id of its volume."""
        return self.id.partition("/")[0]


def routes(site: Site) -> list[BaseRoute]:
    """The routes of these pages."""

    def listed(_: Request) -> Response:
        return page(
            "lessons",
            title=words.TITLE,
            said=words,
            lessons=[(lesson, counted(len(lesson.steps), "step")) for lesson in site.lessons],
            flaws=site.flawed_lessons,
        )

    def shown(request: Request) -> Response:
        lesson = lesson_of(site.lessons, request.path_params["id"])
        with site.assistant.stored() as stored:
            steps = [ShownStep(step, _quote(step, stored)) for step in lesson.steps]
            sources = list(_sources(lesson, stored))
        return page(
            "lesson", title=lesson.title, said=words, lesson=lesson, steps=steps, sources=sources
        )

    return [route("/lessons", listed), route("/lessons/{id}", shown)]


def lesson_of(lessons: Sequence[Lesson], id_: str) -> Lesson:
    """The lesson of this id; CorpusError where there is none."""
    for lesson in lessons:
        if lesson.id == id_:
            return lesson
    raise CorpusError(words.unknown(id_))


def _quote(step: LessonStep, stored: Stored) -> Quote | None:
    return stands(step.expected, stored) if step.expected else None


def _sources(lesson: Lesson, stored: Stored) -> Iterator[Source]:
    for id_ in lesson.sources:
        document = stored.document(id_)
        if document is None:
            yield Source(id=id_)
            continue
        labels = (label for one in stored.passages_of(id_) for label in one.page_labels)
        cited = reference(None, document, tuple(dict.fromkeys(labels)))
        yield Source(id=id_, title=plain_title(document), reference=cited)
