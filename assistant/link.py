"""Links that last: a question as searched, its scope, and a receipt of what was quoted. Pure.

The address is written for people: ``?q=Who+wrote+it%3F&doc=frus1944Quebec/d123&v=3f9c21`` and
``quoted=frus1944Quebec/d123/p4:12-90:1f0c2a9b`` for each quotation.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar
from urllib.parse import urlencode

from assistant.receipt import COPY_AGAIN, Receipt, read_quoted
from corpus.errors import InputError, printable
from corpus.passage import Kind, Voice
from vectorstore.retriever import Filter

#: Characters of a question; as many as the assistant reads.
LONGEST_QUESTION = 2_000
#: Questions of a link, the earlier ones included; more than a talk about one answer has.
MOST_QUESTIONS = 8
#: Parameters of a link: volumes, documents and quotations count one each.
MOST_PARAMETERS = 200
EVERYTHING = Filter()

_ID = r"\w[\w.-]{0,99}"
_ONCE = ("kind", "voice", "after", "before", "v")
_NAMES = ("q", "volume", "doc", *_ONCE, "quoted")
_Choice = TypeVar("_Choice", Kind, Voice)


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A question that stands alone, its scope, and the receipt of what came of it, if anything.

    Where it leans on others, as "What page is that?" does, these are in `earlier`, oldest first,
    and the first of them stands alone. A link without a question only sets a scope.

    Raises InputError, which names the parameter, for what no address may hold.
    """

    question: str = ""
    earlier: tuple[str, ...] = ()
    scope: Filter = EVERYTHING
    receipt: Receipt | None = None

    def __post_init__(self) -> None:
        _check_questions(self.questions)
        _all("volume", self.scope.volumes, _ID, "frus1944Quebec")
        _all("doc", self.scope.documents, f"{_ID}/{_ID}", "frus1944Quebec/d123")
        if self.receipt is not None and not self.question:
            raise InputError(f"v: it is not said which question it is of; {COPY_AGAIN}")
        if len(_pairs(self)) > MOST_PARAMETERS:
            raise InputError(f"a link holds at most {MOST_PARAMETERS} parts; narrow it down")

    @property
    def questions(self) -> tuple[str, ...]:
        """All questions, in the order in which they are asked; none where there is none."""
        return (*self.earlier, self.question) if self.question or self.earlier else ()


def to_query(link: Link) -> str:
    """The link as the part of an address behind its question mark."""
    return urlencode(_pairs(link), safe="/:,")


def from_query(parameters: Iterable[tuple[str, str]]) -> Link:
    """The link of an address's parameters, decoded, in order. Others' parameters are passed over.

    Raises InputError, which names the parameter and says what to do.
    """
    given: dict[str, list[str]] = {name: [] for name in _NAMES}
    for name, value in parameters:
        if name in given and value:
            given[name].append(value)
    twice = next((name for name in _ONCE if len(given[name]) > 1), None)
    if twice:
        raise InputError(f"{twice}: it is given more than once; leave one")
    if sum(map(len, given.values())) > MOST_PARAMETERS:
        raise InputError(f"a link holds at most {MOST_PARAMETERS} parts; {COPY_AGAIN}")
    once = {name: "".join(given[name]) for name in _ONCE}
    return Link(
        question=given["q"][-1] if given["q"] else "",
        earlier=tuple(given["q"][:-1]),
        scope=Filter(
            volumes=tuple(given["volume"]),
            documents=tuple(given["doc"]),
            kind=_member("kind", once["kind"], Kind),
            voice=_member("voice", once["voice"], Voice),
            after=once["after"] or None,
            before=once["before"] or None,
        ),
        receipt=_receipt(once["v"], given["quoted"]),
    )


def _pairs(link: Link) -> list[tuple[str, str]]:
    scope, receipt = link.scope, link.receipt
    once = (scope.kind, scope.voice, scope.after, scope.before, receipt.version if receipt else "")
    return [
        *(("q", question) for question in link.questions),
        *(("volume", volume) for volume in scope.volumes),
        *(("doc", document) for document in scope.documents),
        *((name, value) for name, value in zip(_ONCE, once, strict=True) if value),
        *(("quoted", str(quoted)) for quoted in (receipt.quoted if receipt else ())),
    ]


def _check_questions(questions: Sequence[str]) -> None:
    if any(len(each) > LONGEST_QUESTION for each in questions):
        raise InputError(
            f"q: a question may have at most {LONGEST_QUESTION:,} characters; shorten it"
        )
    if not all(questions):
        raise InputError("q: one of several questions is empty; leave it out")
    if len(questions) > MOST_QUESTIONS:
        raise InputError(f"q: a link holds at most {MOST_QUESTIONS} questions; leave some out")
    if any("\ud800" <= character <= "\udfff" for each in questions for character in each):
        raise InputError("q: the question has half a character in it; type it anew")


def _all(name: str, values: Sequence[str], form: str, example: str) -> None:
    wrong = next((value for value in values if not re.fullmatch(form, value)), None)
    if wrong is not None:
        raise InputError(f"{name}: write it like {example}, not as {printable(wrong[:100])!r}")


def _member(name: str, value: str, choices: type[_Choice]) -> _Choice | None:
    if not value:
        return None
    allowed = [str(one.value) for one in choices]
    if value not in allowed:
        named = printable(value[:100])
        raise InputError(f"{name}: there is no {named!r}; choose one of {', '.join(allowed)}")
    return choices(value)


def _receipt(version: str, quoted: Sequence[str]) -> Receipt | None:
    if quoted and not version:
        raise InputError(f"quoted: it is not said which index answered, as v; {COPY_AGAIN}")
    return Receipt(version, tuple(map(read_quoted, quoted))) if version else None
