"""The handout of a lesson: its questions asked one after the other, as a class would."""

from __future__ import annotations

from datetime import date

from assistant.handout.handout import Handout
from assistant.handout.of_conversation import entry_of
from assistant.lessons.lesson import Lesson
from assistant.lessons.trial import Trial, trial
from assistant.ui.protocol import Assistant
from corpus.document import Document


def lesson_handout(
    lesson: Lesson, assistant: Assistant, made: date, *, answers: bool = True, lines: int = 0
) -> Handout:
    """The handout of `lesson`, made on the day `made`; pupils' copies have no `answers`.

    Every question is asked, whatever `answers` is. One that meets trouble says so in its place.
    """
    return trial_handout(trial(lesson, assistant), assistant, made, answers=answers, lines=lines)


def trial_handout(
    tried: Trial, assistant: Assistant, made: date, *, answers: bool = True, lines: int = 0
) -> Handout:
    """The handout of a lesson that has been tried, so that nothing is asked twice.

    Documents that the lesson reads and that are not installed are left out of those to read.
    """
    lesson = tried.lesson
    return Handout(
        title=lesson.title,
        level=lesson.level,
        introduction=lesson.introduction,
        entries=tuple(
            entry_of(one.exchange, one.step.look_for, one.step.discussion) for one in tried.steps
        ),
        made=made,
        index=assistant.info,
        volumes=tuple(assistant.volumes),
        answers=answers,
        lines=lines,
        for_class=True,
        reads=_reads(lesson, assistant),
    )


def _reads(lesson: Lesson, assistant: Assistant) -> tuple[Document, ...]:
    with assistant.stored() as stored:
        found = (stored.document(id_) for id_ in lesson.sources)
        return tuple(document for document in found if document is not None)
