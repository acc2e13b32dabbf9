"""`frus demo`: lessons to teach with, their check before class, and the chat with one open."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from assistant.command import AsJson, Host, Port
from corpus.errors import InputError

if TYPE_CHECKING:
    from assistant.lessons.finding import FoundLessons
    from assistant.lessons.lesson import Lesson

Name = Annotated[
    str | None, typer.Argument(metavar="LESSON", help="A lesson's id, or a .yaml file of yours.")
]
Check = Annotated[
    bool, typer.Option("--check", help="Ask the lesson's questions, and say what they bring.")
]
Present = Annotated[
    bool, typer.Option("--present", help="Open the lesson as a class sees it, in large letters.")
]
HandoutFile = Annotated[
    Path | None,
    typer.Option(
        "--handout",
        metavar="FILE",
        help="Ask the lesson's questions, and write a handout to FILE (.html, .md or .json).",
        dir_okay=False,
    ),
]
Lines = Annotated[
    int, typer.Option(min=0, max=12, help="Ruled lines below each question of a handout.")
]
Pupils = Annotated[
    bool, typer.Option("--pupils", help="A handout without the answers and what to look for.")
]


def demo(
    name: Name = None,
    host: Host = "127.0.0.1",
    port: Port = 7860,
    check: Check = False,
    present: Present = False,
    handout: HandoutFile = None,
    lines: Lines = 0,
    pupils: Pupils = False,
    as_json: AsJson = False,
) -> None:
    """List the lessons; with LESSON serve the chat with it open, or check it before class."""
    from assistant.lessons.finding import find_lessons, lesson_named
    from assistant.settings import read_settings

    _refuse_together(name, check=check, present=present, as_json=as_json)
    _refuse_around_handout(
        handout,
        others=name is None or check or present or as_json,
        told=bool(lines) or pupils,
    )
    folder = read_settings().lessons
    if name is None:
        _list(find_lessons(folder), as_json=as_json)
        return
    lesson = lesson_named(name, folder)
    if handout is not None:
        _hand_out(lesson, handout, lines=lines, pupils=pupils)
    elif check:
        _check(lesson, as_json=as_json)
    else:
        _teach(lesson, host, port, present=present)


def _refuse_together(name: str | None, *, check: bool, present: bool, as_json: bool) -> None:
    if name is None and (check or present):
        raise InputError(f"--{'check' if check else 'present'}: name a lesson; see: frus demo")
    if check and present:
        raise InputError("give either --check or --present")
    if as_json and name is not None and not check:
        raise InputError("--json goes with --check, or with the list of lessons")


def _refuse_around_handout(handout: Path | None, *, others: bool, told: bool) -> None:
    from assistant.handout.file import check_name

    if handout is None:
        if told:
            raise InputError("--lines and --pupils go with --handout FILE")
        return
    if others:
        raise InputError("--handout goes with a lesson alone, without --check, --present or --json")
    check_name(handout)


def _list(found: FoundLessons, *, as_json: bool) -> None:
    from assistant.command import complain, print_json
    from assistant.gaps import counted
    from assistant.terminal import out

    for flaw in found.flaws:
        complain(flaw)
    for lesson in found.lessons:
        steps = len(lesson.steps)
        if as_json:
            print_json(
                {"id": lesson.id, "title": lesson.title, "level": lesson.level, "steps": steps}
            )
        else:
            lines = f"{lesson.id}\n  {lesson.title}\n  {lesson.level}; {counted(steps, 'step')}"
            out().print(lines, markup=False)


def _check(lesson: Lesson, *, as_json: bool) -> None:
    from assistant.command import opened, print_json
    from assistant.lessons.trial import trial
    from assistant.lessons.trial_report import trial_lines, trial_record
    from assistant.terminal import out

    with opened(asking=True) as assistant:
        tried = trial(lesson, assistant)
    if as_json:
        print_json(trial_record(tried))
    else:
        out().print("\n".join(trial_lines(tried)), markup=False)
    if not tried.passed:
        raise typer.Exit(1)


def _hand_out(lesson: Lesson, file: Path, *, lines: int, pupils: bool) -> None:
    from datetime import date

    from assistant.command import complain, opened
    from assistant.handout.file import write
    from assistant.handout.of_lesson import trial_handout
    from assistant.lessons.trial import trial
    from assistant.lessons.trial_report import failing_lines, summary

    with opened(asking=True) as assistant:
        tried = trial(lesson, assistant)
        handout = trial_handout(tried, assistant, date.today(), answers=not pupils, lines=lines)
    write(handout, file)
    if not tried.passed:
        complain(f"{lesson.title}: {summary(tried)}")
        for line in failing_lines(tried):
            complain(line)


def _teach(lesson: Lesson, host: str, port: int, *, present: bool) -> None:
    from assistant.command import complain
    from assistant.lessons.finding import find_lessons
    from assistant.lessons.trial import trial
    from assistant.lessons.trial_report import failing_lines, summary
    from assistant.settings import read_settings
    from assistant.ui.opening import open_site
    from assistant.ui.serve import check_free, serve

    settings = read_settings()
    check_free(host, port)
    lessons = find_lessons(settings.lessons).having(lesson)
    with open_site(settings, lessons=lessons) as site:
        tried = trial(lesson, site.assistant)
        if not tried.passed:
            complain(f"{lesson.title}: {summary(tried)}")
            for line in failing_lines(tried):
                complain(line)
        at = f"/?lesson={lesson.id}{'&present' if present else ''}"
        serve(site, host, port, reports=settings.reports, at=at)
