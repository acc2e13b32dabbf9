"""Which lessons there are: those that ship, and a teacher's own."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from assistant.lessons.lesson import Lesson
from assistant.lessons.reading import read_lesson
from corpus.errors import InputError, SourceError

#: The lessons that ship, in the order in which they are best taught.
SHIPPED = ("reading-a-briefing-paper", "friendliness-and-weakness")
_ENDINGS = (".yaml", ".yml")


@dataclass(frozen=True, slots=True)
class FoundLessons:
    """The lessons that can be taught, and what is wrong with the files that cannot be read."""

    lessons: tuple[Lesson, ...]
    flaws: tuple[SourceError, ...] = ()

    @property
    def told(self) -> tuple[str, ...]:
        """What is wrong with which file, for everyone to read: without the folder's path."""
        return tuple(
            f"{flaw.path.name}{f', line {flaw.line}' if flaw.line else ''}: {flaw.reason}"
            for flaw in self.flaws
        )

    def having(self, lesson: Lesson) -> FoundLessons:
        """The same with `lesson`, in the place of one of the same id if there is any."""
        others = (other for other in self.lessons if other.id != lesson.id)
        return replace(self, lessons=(*others, lesson))


def find_lessons(folder: Path) -> FoundLessons:
    """The lessons that ship, and those in `folder`, each by the names of the files."""
    lessons: dict[str, Lesson] = {}
    flaws: list[SourceError] = []
    shipped = (Path(__file__).parent / f"{id_}.yaml" for id_ in SHIPPED)
    for path in (*shipped, *_files(folder)):
        try:
            lesson = read_lesson(path)
            if lesson.id in lessons:
                reason = f"there is another lesson {lesson.id}; rename this file"
                raise SourceError(path, None, reason)
        except SourceError as error:
            flaws.append(error)
        else:
            lessons[lesson.id] = lesson
    return FoundLessons(tuple(lessons.values()), tuple(flaws))


def lesson_named(name: str, folder: Path) -> Lesson:
    """The lesson whose id is `name`, or in the file that `name` is the path of.

    Raises InputError where there is none, and SourceError for a file that cannot be used.
    """
    path = Path(name)
    if path.suffix in _ENDINGS:
        if not path.exists():
            raise InputError(f"{name}: there is no such file")
        return read_lesson(path)
    found = find_lessons(folder)
    if named := [lesson for lesson in found.lessons if lesson.id == name]:
        return named[0]
    if flawed := [flaw for flaw in found.flaws if flaw.path.stem == name]:
        raise flawed[0]
    known = ", ".join(lesson.id for lesson in found.lessons)
    raise InputError(f"there is no lesson {name!r}; there are {known}, or name a .yaml file")


def _files(folder: Path) -> Iterable[Path]:
    if not folder.is_dir():
        return ()
    return sorted(path for path in folder.iterdir() if path.suffix in _ENDINGS)
