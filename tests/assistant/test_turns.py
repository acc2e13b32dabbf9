"""Taking turns at the reading."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest

from assistant.answer import Step
from assistant.turns import Turnstile
from corpus.errors import CrowdedError


def answering(name: str, done: list[str]) -> Iterator[Step]:
    yield {"searched": name}
    yield {"hits": ()}
    done.append(name)
    yield {"statements": ()}


def begun(turnstile: Turnstile, name: str, done: list[str]) -> Iterator[Step]:
    """An answer whose passages are found."""
    steps = turnstile.in_turn(answering(name, done))
    assert [next(steps), next(steps)] == [{"searched": name}, {"hits": ()}]
    return steps


def test_readings_wait_in_order_and_know_their_place() -> None:
    turnstile, done = Turnstile(at_once=1), list[str]()
    first, second, third = (begun(turnstile, name, done) for name in "abc")
    assert next(first) == {"statements": ()}
    assert next(second) == {"ahead": 1}
    assert next(third) == {"ahead": 2}
    assert list(first) == []
    assert list(second) == [{"statements": ()}]
    assert next(third) == {"statements": ()}
    assert done == ["a", "b", "c"]


def test_whoever_leaves_makes_room() -> None:
    turnstile, done = Turnstile(at_once=1), list[str]()
    first, second, third = (begun(turnstile, name, done) for name in "abc")
    for steps in (first, second, third):
        next(steps)
    second.close()  # type: ignore[attr-defined]
    first.close()  # type: ignore[attr-defined]
    assert list(third) == [{"statements": ()}]
    assert done == ["a", "c"]


def test_whoever_leaves_before_anything_is_found_makes_room() -> None:
    turnstile, done = Turnstile(at_once=1), list[str]()
    gone = turnstile.in_turn(answering("a", done))
    next(gone)
    gone.close()  # type: ignore[attr-defined]
    assert list(begun(turnstile, "b", done)) == [{"statements": ()}]


def test_what_needs_no_reading_needs_no_turn() -> None:
    turnstile = Turnstile(at_once=1)
    with turnstile.turn():
        assert list(turnstile.in_turn(iter([{"searched": "a"}]))) == [{"searched": "a"}]


def test_an_error_makes_room() -> None:
    def broken() -> Iterator[Step]:
        yield {"hits": ()}
        raise ValueError("no model")

    turnstile = Turnstile(at_once=1)
    with pytest.raises(ValueError, match="no model"):
        list(turnstile.in_turn(broken()))
    with turnstile.turn():
        pass


def test_a_full_line_is_told_at_once() -> None:
    turnstile, done = Turnstile(at_once=1, longest=1), list[str]()
    first, second, third = (begun(turnstile, name, done) for name in "abc")
    next(first), next(second)
    with pytest.raises(CrowdedError, match="1 others are waiting; ask again"):
        next(third)
    assert list(first) == []
    assert list(second) == [{"statements": ()}]


@pytest.mark.parametrize("at_once", [1, 3])
def test_never_more_than_so_many_at_once(at_once: int) -> None:
    turnstile, inside, most, lock = Turnstile(at_once=at_once), [0], [0], threading.Lock()
    started = threading.Barrier(12)

    def one() -> None:
        started.wait()
        with turnstile.turn():
            with lock:
                inside[0] += 1
                most[0] = max(most[0], inside[0])
            threading.Event().wait(0.005)
            with lock:
                inside[0] -= 1

    threads = [threading.Thread(target=one) for _ in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)
    assert inside == [0]
    assert most == [at_once]
