"""Questions about a document by its place are answered by its own lines, or honestly not."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import pytest

from assistant.answer import Quote, Reason, Turn
from assistant.on_page import page_asked_for
from assistant.question import Asked
from assistant.resolve import Resolved, Resolver
from corpus.document import DateRange, Document, Volume
from corpus.passage import DocumentText, Kind, PageBreak, Passage, Voice
from tests.assistant.shelf import Shelf
from vectorstore.retriever import Filter

GRAIN = Volume(id="frus1955v1", title="Grain", subseries="1955", number="Volume I")
COTTON = Volume(id="frus1955v2", title="Cotton", subseries="1955", number="Volume II")
EVERYTHING = Filter()


def document(
    volume: Volume, number: str, *parts: tuple[str, str, str], **told: Any
) -> DocumentText:
    """A document of passages given as own id, page and text; `told` are fields of its own."""
    id_ = f"{volume.id}/d{number}"
    date = DateRange("1955-05-03", "1955-05-03") if told.get("date_printed") else None
    about = Document(
        id=id_, volume=volume, number=number, title=parts[0][2], numbered=True, date=date, **told
    )
    return DocumentText(about, tuple(_passage(id_, *part) for part in parts))


def _passage(document: str, own: str, page: str, text: str) -> Passage:
    note = own.startswith(("fn", "source"))
    kind = Kind.HEADING if own == "head" else Kind.FOOTNOTE if note else Kind.PARAGRAPH
    voice = Voice.SOURCE_NOTE if own == "fn0" else Voice.EDITOR if note else Voice.AUTHOR
    before, turned, after = text.partition("|")
    breaks = [PageBreak(0, page)] + ([PageBreak(len(before), str(int(page) + 1))] if turned else [])
    return Passage(
        id=f"{document}/{own}", document=document, kind=kind, voice=voice, text=before + after,
        pages=tuple(breaks), label=own.removeprefix("fn") if note else None,
    )  # fmt: skip


TELEGRAM = document(
    GRAIN, "1", ("head", "7", "1. Telegram From Byroade to the Department of State"),
    ("p1", "7", "Cairo, May 3, 1955.\nSUBJECT\nWheat for Egypt"),
    ("p2", "7", "Egypt will buy wheat. It said so on May 3, 1955.| It will pay in cotton."),
    ("closer1", "8", "Byroade"),
    ("fn0", "7", "Source: Central Files, 411.748. Secret; Niact. Repeated to Paris."),
    ("fn1", "7", "Not found."),
    date_printed="May 3, 1955", place="Cairo", sender="Byroade",
    recipient="Department of State", classification="Secret; Niact",
)  # fmt: skip
NOTE = document(GRAIN, "2", ("head", "8", "2. Editorial Note"), ("p1", "8", "It rained."))
TALK = document(
    COTTON, "1", ("head", "7", "Memorandum of Conversation"),
    ("p1", "7", "Paris, undated.\nsecret\nurgent\nThe Minister spoke."),
    ("fn0", "7", "Source: Lot 5. Drafted by Hare."), classification="secret; urgent",
    place="Paris",
)  # fmt: skip


@pytest.fixture(scope="module")
def ask(apart: Callable[[str], Asked]) -> Callable[..., Resolved]:
    """Asks of two volumes, which have three documents."""
    resolver = Resolver(apart, lambda *_: 0.0, Shelf(TELEGRAM, NOTE, TALK))

    def asked(question: str, scope: Filter = EVERYTHING, history: Sequence[Turn] = ()) -> Resolved:
        return resolver.resolve(question, history, scope)

    return asked


HEAD = "1. Telegram From Byroade to the Department of State"


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("Who wrote document 1 of frus1955v1?", [HEAD, "Byroade"]),
        ("To whom is document 1 of frus1955v1 addressed?", [HEAD]),
        ("What is the date of document 1 of frus1955v1?", ["Cairo, May 3, 1955."]),
        ("Where was frus1955v1/d1 written?", ["Cairo, May 3, 1955."]),
        ("What does footnote 1 of document 1 of frus1955v1 say?", ["Not found."]),
        ("Show me the footnotes of frus1955v1/d1", [TELEGRAM.passages[4].text, "Not found."]),
        ("What is the source of document 1 of frus1955v1?", [TELEGRAM.passages[4].text]),
        ("How is document 1 of 1955, volume I, classified?", ["Secret; Niact."]),
        ("What is document 1 of “Grain” about?", [HEAD, "Wheat for Egypt"]),
        ("What is the title of document 2 of frus1955v1?", ["2. Editorial Note"]),
        ("Which document follows document 1 of frus1955v1?", ["2. Editorial Note", "It rained."]),
        ("Who wrote document 2?", []),
        ("Who wrote document 1 of frus1955v2?", ["Drafted by Hare."]),
        ("When was document 1 of frus1955v2 written?", ["Paris, undated."]),
        ("Where was document 1 of frus1955v2 written?", ["Paris, undated."]),
        ("How is document 1 of frus1955v2 classified?", ["secret\nurgent"]),
        ("Which document is on page 7 of frus1955v1?", [HEAD]),
        ("What is on page 8 of frus1955v1?", ["It will pay in cotton.", "2. Editorial Note"]),
    ],
)
def test_the_documents_own_lines_answer(
    ask: Callable[..., Resolved], question: str, words: list[str]
) -> None:
    found = ask(question)
    assert [quote.text.strip() for quote in found.recalled] == words
    assert (found.refusal is None) == bool(words)


@pytest.mark.parametrize(
    ("question", "scope", "reason", "said"),
    [
        ("Who wrote document 1?", EVERYTHING, Reason.UNDERSPECIFIED, "frus1955v1, frus1955v2"),
        ("What is on page 7?", EVERYTHING, Reason.UNDERSPECIFIED, "frus1955v1, frus1955v2"),
        ("What does document 1 say about oil?", EVERYTHING, Reason.UNDERSPECIFIED, "document 1"),
        ("Who wrote frus1955v1/d9?", EVERYTHING, Reason.NOT_ANSWERED, "has no document 9"),
        ("Who wrote document 9?", EVERYTHING, Reason.NOT_ANSWERED, "has a document 9"),
        ("When was frus1955v1/d2 written?", EVERYTHING, Reason.NOT_ANSWERED, "prints no date"),
        ("What does footnote 9 of frus1955v1/d1 say?", EVERYTHING, Reason.NOT_ANSWERED,
         "has no footnote 9. Its footnotes: 1."),
        ("What is on page 99 of frus1955v1?", EVERYTHING, Reason.NOT_ANSWERED, "page 99"),
        ("Who wrote document 1 of frus1931v1?", EVERYTHING, Reason.OUT_OF_SCOPE, "not installed"),
        ("Who wrote frus1955v1/d1?", Filter(volumes=(COTTON.id,)), Reason.OUT_OF_SCOPE, "filters"),
    ],
)  # fmt: skip
def test_what_is_not_there_is_said(
    ask: Callable[..., Resolved], question: str, scope: Filter, reason: Reason, said: str
) -> None:
    refusal = ask(question, scope).refusal
    assert refusal is not None
    assert refusal.reason is reason
    assert said in refusal.message


def test_a_scope_of_one_volume_or_document_names_it(ask: Callable[..., Resolved]) -> None:
    of_volume = ask("Who wrote document 1?", Filter(volumes=(GRAIN.id,)))
    of_document = Filter(documents=(f"{GRAIN.id}/d1",))
    assert ask("Who wrote this telegram?", of_document).recalled == of_volume.recalled
    assert [quote.text for quote in ask("What does footnote 1 say?", of_document).recalled] == [
        "Not found."
    ]
    assert ask("Who wrote the treaty?", of_document).recalled == ()


def test_another_question_is_searched_in_the_document_alone(ask: Callable[..., Resolved]) -> None:
    found = ask("What does Byroade say of cotton in document 1 of frus1955v1?")
    assert (found.searched, found.documents) == (
        "What does Byroade say of cotton?",
        (f"{GRAIN.id}/d1",),
    )
    talk = [Turn("What does Byroade say of cotton in document 1 of frus1955v1?")]
    assert ask("And of wheat?", history=talk).documents == (f"{GRAIN.id}/d1",)
    both = ask("How do frus1955v1/d1 and frus1955v1/d2 differ?")
    assert both.documents == (f"{GRAIN.id}/d1", f"{GRAIN.id}/d2")


def test_a_talk_goes_on_from_the_document_named(ask: Callable[..., Resolved]) -> None:
    unclear = Turn("Who wrote document 1?")
    named = ask("Of frus1955v2", history=[unclear])
    assert [quote.text for quote in named.recalled] == ["Drafted by Hare."]
    shown = Turn(
        "Who wrote document 1 of frus1955v1?", "", ask("Who wrote frus1955v1/d1?").recalled
    )
    assert ask("What about document 2?", history=[shown]).refusal is not None
    assert [quote.text for quote in ask("When was it written?", history=[shown]).recalled] == [
        "Cairo, May 3, 1955."
    ]
    assert ask("What is document 2?", history=[shown]).recalled[0].document.volume == GRAIN


def test_what_the_filters_keep_out_is_not_quoted(ask: Callable[..., Resolved]) -> None:
    notes = Filter(kind=Kind.FOOTNOTE)
    refusal = ask("What is the title of frus1955v1/d1?", notes).refusal
    assert refusal is not None
    assert refusal.reason is Reason.OUT_OF_SCOPE
    (quote,) = ask("What does footnote 1 of frus1955v1/d1 say?", notes).recalled
    assert isinstance(quote, Quote)


@pytest.mark.parametrize(
    "question",
    ["What did document NSC 5412 say?", "What does document 9 say about oil?", "Who bought wheat?"],
)
def test_ordinary_questions_are_searched(ask: Callable[..., Resolved], question: str) -> None:
    found = ask(question)
    assert (found.recalled, found.refusal, found.documents) == ((), None, ())


@pytest.mark.parametrize(
    ("question", "label"),
    [
        ("page xii", "xii"),
        ("Which document is on page XIV?", "XIV"),
        ("p193", "193"),
        ("pill", ""),
        ("pix", ""),
        ("what is on pvc?", ""),
        ("page IIII", ""),
    ],
)
def test_only_a_page_is_a_page(question: str, label: str) -> None:
    assert page_asked_for(question) == label
