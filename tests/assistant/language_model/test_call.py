"""A model is heard as it writes, is not waited for too long, and is asked again once at most."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Iterator
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from langchain_core.exceptions import (
    ContextOverflowError,
    ModelAPIError,
    ModelAuthenticationError,
    ModelConnectionError,
    ModelRateLimitError,
)
from langchain_core.messages import AIMessage

from assistant.language_model.limits import Limits
from assistant.language_model.writer import LanguageModel
from corpus.errors import ModelError
from tests.assistant.language_model.scripted import (
    COLLUSION,
    FIRMNESS,
    HITS,
    QUESTION,
    QUICK,
    PlainText,
    Scripted,
    Streaming,
    StreamingText,
    chose,
    last,
    passage,
    states,
)

LEAD = "The paper asks for firmness:"
REPLY = json.dumps(chose((LEAD, ["s3"]), ("", ["s2"]), ("Kennan says:", ["s4"])))
BOTH = pytest.mark.parametrize("kind", [Streaming, StreamingText])


def after(words: str) -> int:
    return REPLY.index(words) + len(words)


@pytest.fixture(autouse=True)
def threads() -> Iterator[None]:
    """Every model is let go of in the end."""
    yield
    until = time.monotonic() + 5
    while any(thread.name == "language model" for thread in threading.enumerate()):
        assert time.monotonic() < until, "a model still writes"
        time.sleep(0.01)


@BOTH
def test_statements_come_as_they_become_whole_and_are_checked(kind: type[Streaming]) -> None:
    cuts = [0, 7, after('["s3"]'), after('["s3"]}'), after('["s2"]}') + 2, len(REPLY)]
    pieces = [REPLY[start:end] for start, end in pairwise(cuts)]
    model = kind(script=lambda _: pieces)
    writing = LanguageModel("test:x", model, QUICK).write(QUESTION, HITS)
    first = next(writing)
    # The model may be ahead of what is read, never behind it.
    assert "".join(model.sent).startswith(REPLY[: after('["s3"]}')])
    assert [s.text for s in first.statements] == [f"{LEAD} “{FIRMNESS}”"]
    second, third, whole = writing
    assert [s.text for s in second.statements][1:] == [f"“{COLLUSION}”"]
    assert third.statements == whole.statements
    assert (first.notice, second.notice, third.notice) == ("", "", "")
    assert whole.notice == (
        "Of what the language model wrote, 1 lead-in did not pass the checks: a name that stands "
        "neither in the cited sentences nor in their document's heading."
    )
    assert "Kennan" not in str(whole)


@BOTH
@settings(max_examples=15)
@given(cuts=st.lists(st.integers(0, len(REPLY)), max_size=30))
def test_pieces_of_any_size_come_to_the_same(kind: type[Streaming], cuts: list[int]) -> None:
    bounds = [0, *sorted(cuts), len(REPLY)]
    pieces = [REPLY[start:end] for start, end in pairwise(bounds)]
    came = states(pieces, kind=kind)
    assert came[-1] == last(json.loads(REPLY))
    for before, then in pairwise(came):
        assert then.statements[: len(before.statements)] == before.statements


@BOTH
@pytest.mark.parametrize("cut", ['"s3"]}', '["s2"', '"sente', LEAD[:9]])
def test_a_reply_that_breaks_off_is_a_failure_however_it_looks(
    kind: type[Streaming], cut: str
) -> None:
    """LangChain completes a call that was cut off, and would make "s1" of "s12"."""
    with pytest.raises(ModelError, match=r"not in the form asked for \(Invalid JSON\)"):
        states([REPLY[: after(cut)]], kind=kind)


def test_what_was_shown_is_not_begun_anew() -> None:
    tries: list[str] = []

    def script(_: str) -> object:
        tries.append("try")
        return [REPLY[: after('["s3"]}')], ConnectionResetError("sk-secret")]

    writing = LanguageModel("test:x", Streaming(script=script), QUICK).write(QUESTION, HITS)
    assert len(next(writing).statements) == 1
    with pytest.raises(ModelError, match="cannot be reached"):
        next(writing)
    assert tries == ["try"]


def test_a_reply_that_was_not_yet_shown_is_asked_for_once_more() -> None:
    replies = iter([[REPLY[:40], ConnectionResetError("x")], [REPLY]])
    model = Streaming(script=lambda _: next(replies))
    *_, whole = LanguageModel("test:x", model, QUICK).write(QUESTION, HITS)
    assert whole == last(json.loads(REPLY))


class Refused(Exception):  # noqa: N818 (a provider's own)
    def __init__(self, status_code: int) -> None:
        super().__init__("sk-secret at http://10.0.0.1")
        self.status_code = status_code


class ReadError(Exception):
    """As httpx has it, which knows no OSError."""


class NetworkError(Exception):
    """As httpx has it."""


class ResetError(NetworkError):
    """A kind of it."""


@pytest.mark.parametrize(
    ("error", "tries"),
    [
        (ModelRateLimitError("x"), 2),
        (ModelAPIError("x"), 2),
        (ModelConnectionError("x"), 2),
        (ConnectionRefusedError("x"), 2),
        (ResetError("x"), 2),
        (Refused(429), 2),
        (Refused(503), 2),
        (Refused(401), 1),
        (Refused(404), 1),
        (ModelAuthenticationError("x"), 1),
        (ContextOverflowError("x"), 1),
        (TimeoutError("x"), 1),
        (KeyError("x"), 1),
        (FileNotFoundError("x"), 1),
    ],
    ids=repr,
)
@pytest.mark.parametrize("kind", [Scripted, PlainText, Streaming])
def test_only_a_failure_in_passing_is_tried_again_and_once(
    error: Exception, tries: int, kind: type[Scripted]
) -> None:
    asked: list[str] = []

    def script(request: str) -> object:
        asked.append(request)
        return error

    with pytest.raises(ModelError, match="test:x did not answer: ") as failure:
        [*LanguageModel("test:x", kind(script=script), QUICK).write(QUESTION, HITS)]
    assert len(asked) == tries
    assert "secret" not in str(failure.value)
    assert "10.0.0.1" not in str(failure.value)


def test_a_server_that_knows_no_schema_is_asked_for_json() -> None:
    replies: Iterator[object] = iter([Refused(400), json.loads(REPLY)])

    class NoSchema(Scripted):
        def _message(self, tool: str = "") -> AIMessage:
            said = self._said()
            assert bool(tool) == isinstance(said, Exception)
            return AIMessage(json.dumps(said))

    model = NoSchema(script=lambda _: next(replies))
    *_, whole = LanguageModel("test:x", model, QUICK).write(QUESTION, HITS)
    assert whole == last(json.loads(REPLY))
    assert "Reply with one JSON object" in model.heard[2]


@pytest.mark.parametrize(
    ("said", "seconds"),
    [
        ([0.6, REPLY], 0.4),  # nothing in half of the time
        ([REPLY[:9], *(0.1, " ") * 12, REPLY[9:]], 0.5),  # a word every now and then
    ],
    ids=["the first word", "the whole"],
)
def test_a_reply_that_takes_too_long_is_left(said: list[object], seconds: float) -> None:
    began = time.monotonic()
    with pytest.raises(ModelError, match="it took too long; ask again later"):
        states(said, kind=Streaming, limits=Limits(seconds=seconds))
    assert time.monotonic() - began < seconds + 0.3


def test_a_model_is_left_with_the_reader(caplog: pytest.LogCaptureFixture) -> None:
    model = Streaming(script=lambda _: [REPLY[:100], *(" ", 0.01) * 500])
    writing = LanguageModel("test:x", model, QUICK).write(QUESTION, HITS)
    next(writing)
    writing.close()  # type: ignore[attr-defined]
    time.sleep(0.1)
    sent = len(model.sent)
    time.sleep(0.1)
    assert len(model.sent) == sent < 100
    assert not caplog.records  # people would read them on standard error


@pytest.mark.parametrize("kind", [Streaming, StreamingText])
def test_a_reply_without_end_is_left(
    kind: type[Streaming], caplog: pytest.LogCaptureFixture
) -> None:
    model = kind(script=lambda _: [REPLY[:9], *[" " * 50] * 10_000])
    with pytest.raises(ModelError, match="its reply was too long"):
        [*LanguageModel("test:x", model, Limits(tokens=100)).write(QUESTION, HITS)]
    assert len("".join(model.sent)) < 700
    assert not caplog.records


@pytest.mark.parametrize(
    ("message", "told"),
    [
        (AIMessage("", additional_kwargs={"refusal": "I can't tell a secret."}), "it declined"),
        (AIMessage("I can't.", response_metadata={"finish_reason": "content_filter"}), "declined"),
        (AIMessage(REPLY, response_metadata={"finish_reason": "length"}), "too long"),
        (AIMessage(REPLY, response_metadata={"stop_reason": "max_tokens"}), "too long"),
        (AIMessage("I'm sorry, I can't tell the secret."), "Invalid JSON"),
        (AIMessage(""), "Invalid JSON"),
    ],
)
def test_a_model_that_declines_or_breaks_off_says_so(message: AIMessage, told: str) -> None:
    class Says(Scripted):
        def _message(self, tool: str) -> AIMessage:
            return message

    with pytest.raises(ModelError, match=told) as failure:
        states(None, kind=Says)
    assert "secret" not in str(failure.value)


def test_passages_that_are_too_many_are_left_out_whole_from_the_worst_on() -> None:
    hits = [passage(f"q{n}", f"{'Long words stand here. ' * 30}Number {n}.") for n in range(9)]
    reply = chose(("", ["s1"]))
    model = Scripted(script=lambda _: reply)
    *_, told = LanguageModel("test:x", model, Limits(characters=6_000)).write(QUESTION, hits)
    assert sum(map(len, model.heard)) <= 6_000
    shown = [n for n in range(9) if f"Number {n}." in model.heard[-1]]
    assert shown == [*range(len(shown))]
    assert 0 < len(shown) < 9
    assert told.notice == (
        f"The language model was not shown the last {9 - len(shown)} of the passages found, as it "
        "is sent no more than 6,000 characters."
    )
    *_, told = LanguageModel("test:x", model).write(QUESTION, hits)
    assert told.notice == ""


def test_a_first_passage_that_is_too_long_is_a_failure_without_a_request() -> None:
    with pytest.raises(ModelError, match="the first passage is longer than what test:scripted may"):
        states(AssertionError("asked"), limits=Limits(characters=2_000))
