"""Taking turns: so many answers are read for at once, and whoever waits knows their place in line.

Passages are found in hundredths of a second and read in tenths, with all the cores there are. If
thirty readings went on at once, each would take as long as all of them.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from assistant.answer import Step
from corpus.errors import CrowdedError

#: Whoever comes after so many is told at once to come again.
LONGEST_LINE = 64
_TOLD_EVERY = 1.0  # seconds; so long at most it takes to be told that the line moved


class Turnstile:
    """Lets `at_once` readings go on, by default one a core, and others wait in order of coming."""

    def __init__(self, at_once: int | None = None, longest: int = LONGEST_LINE) -> None:
        self._at_once = at_once or os.cpu_count() or 1
        self._longest = longest
        # Thirty who found their passages all at once got in each other's way: half of them had
        # their answers after 3.2 s, and so after 2.0 s; the last after 3.2 s either way.
        self._finding = threading.BoundedSemaphore(self._at_once)
        # Those at their turn come first, and then those who wait.
        self._line: list[object] = []
        self._moved = threading.Condition()

    def in_turn(self, steps: Iterator[Step]) -> Iterator[Step]:
        """The steps of an answer; what follows the hits is awaited in line.

        While it is, steps say how many are ahead. CrowdedError where the line is full.
        """
        with self._finding:
            for step in steps:
                if "hits" in step:
                    break
                yield step
            else:
                return
        yield step
        yield from self._read(steps)

    @contextmanager
    def turn(self) -> Iterator[None]:
        """A turn, waited for in silence. CrowdedError where the line is full."""
        with self._place() as place:
            while self._ahead(place):
                self._wait(place)
            yield

    def _read(self, steps: Iterator[Step]) -> Iterator[Step]:
        with self._place() as place:
            told = 0
            while ahead := self._ahead(place):
                if ahead != told:
                    yield {"ahead": ahead}
                told = ahead
                self._wait(place)
            yield from steps

    @contextmanager
    def _place(self) -> Iterator[object]:
        """A place in line, and then at the reading; given up at the end, whatever happened."""
        place = object()
        with self._moved:
            if len(self._line) >= self._at_once + self._longest:
                raise CrowdedError(f"{self._longest} others are waiting; ask again in a minute")
            self._line.append(place)
        try:
            yield place
        finally:
            with self._moved:
                self._line.remove(place)
                self._moved.notify_all()

    def _ahead(self, place: object) -> int:
        """How many must end before `place` has its turn; 0 where it has it."""
        with self._moved:
            return max(0, self._line.index(place) + 1 - self._at_once)

    def _wait(self, place: object) -> None:
        """Until `place` has its turn, or a moment is over."""
        with self._moved:
            self._moved.wait_for(lambda: self._line.index(place) < self._at_once, _TOLD_EVERY)
