"""Suggested questions: each is answered by the record, and shows what was not shown yet."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from importlib.resources import files

import pytest

from assistant.answer import Answer, IndexInfo, Quote, Reason, Refusal, Statement, Turn
from assistant.app import Assistant
from assistant.question import Asked
from assistant.render import plain_text
from assistant.resolve import Resolver
from assistant.suggest import MOST, suggested
from corpus.document import Document, Volume
from corpus.passage import Anchor, DocumentText, Kind, Passage, Reference, Voice
from tests.assistant.shelf import Shelf
from vectorstore.retriever import Filter

GRAIN = Volume(id="frus1955v1", title="Grain", subseries="1955", number="Volume I")
COTTON = Volume(id="frus1955v2", title="Cotton", subseries="1955", number="Volume II")
EVERYTHING = Filter()
SAID = "Egypt will buy wheat."
TEXT = f"{SAID} It will pay in cotton; see document 2."


def document(volume: Volume, number: str, title: str, *passages: Passage) -> DocumentText:
    id_ = f"{volume.id}/d{number}"
    sender = title.partition(" From ")[2].partition(" to ")[0]
    about = Document(
        id=id_, volume=volume, number=number, title=title, numbered=True, sender=sender
    )
    head = Passage(
        id=f"{id_}/head", document=id_, kind=Kind.HEADING, voice=Voice.AUTHOR, text=title
    )
    return DocumentText(about, (head, *passages))


def paragraph(document: str, own: str, text: str, *references: Reference) -> Passage:
    return Passage(
        id=f"{document}/{own}",
        document=document,
        kind=Kind.PARAGRAPH,
        voice=Voice.AUTHOR,
        text=text,
        references=references,
    )


def note(document: str, mark: str, text: str, at: int, *references: Reference) -> Passage:
    return Passage(
        id=f"{document}/fn{mark}",
        document=document,
        kind=Kind.FOOTNOTE,
        voice=Voice.EDITOR,
        text=text,
        label=mark,
        anchor=Anchor(f"{document}/p1", at),
        references=references,
    )


def to(text: str, words: str, volume: str, document: str, note: str | None = None) -> Reference:
    start = text.index(words)
    return Reference(
        start=start, end=start + len(words), volume=volume, document=document, note=note
    )


ONE, TWO, OTHER = "frus1955v1/d1", "frus1955v1/d2", "frus1955v2/d7"
TELEGRAM = document(
    GRAIN,
    "1",
    "Telegram From Byroade to the Department of State",
    paragraph(ONE, "p1", TEXT, to(TEXT, "document 2", GRAIN.id, TWO)),
    paragraph(ONE, "p2", "Nothing else was said."),
    note(ONE, "1", "On May 3.", len(SAID)),
    note(ONE, "2", "See document 7.", len(TEXT), to("See document 7.", "7", COTTON.id, OTHER)),
)
ANSWER = document(GRAIN, "2", "Telegram From Dulles to Byroade", paragraph(TWO, "p1", "Good."))
TALK = document(COTTON, "7", "Memorandum of Conversation", paragraph(OTHER, "p1", "It rained."))
SHELF = Shelf(TELEGRAM, ANSWER, TALK)


def quote(text: DocumentText, own: str, words: str = "") -> Quote:
    passage = next(one for one in text.passages if one.id.endswith(f"/{own}"))
    start = passage.text.index(words)
    return Quote(passage, text.document, start, start + len(words or passage.text))


def answer(*quotes: Quote, question: str = "What will Egypt do?") -> Answer:
    return Answer(
        question=question,
        searched=question,
        statements=tuple(Statement(f"“{one.text}”", (one,)) for one in quotes),
        index=IndexInfo("abc", "model", 9),
    )


@pytest.fixture
def found(apart: Callable[[str], Asked]) -> Callable[..., Sequence[Quote]]:
    """What a question is answered with at once, after an answer: as the assistant does it."""
    resolver = Resolver(apart, lambda *_: 0.0, SHELF)

    def resolve(question: str, before: Answer, scope: Filter = EVERYTHING) -> Sequence[Quote]:
        turn = Turn(before.question, "", before.quotes)
        return resolver.resolve(question, (turn,), scope).recalled

    return resolve


def test_what_the_quoted_words_point_to_comes_first(
    found: Callable[..., Sequence[Quote]],
) -> None:
    given = answer(quote(TELEGRAM, "p1", SAID))
    made = suggested(given, (), SHELF, EVERYTHING)
    assert made == (
        "What does footnote 1 of document 1 say?",
        "What comes after that?",
        "Who wrote document 1?",
    )
    assert [found(one, given)[0].passage.id for one in made] == [
        f"{ONE}/fn1",
        f"{ONE}/p1",
        f"{ONE}/head",
    ]


def test_cross_references_of_words_and_of_footnotes_are_followed(
    found: Callable[..., Sequence[Quote]],
) -> None:
    text = answer(quote(TELEGRAM, "p1", "It will pay in cotton; see document 2."))
    made = suggested(text, (), SHELF, EVERYTHING)
    assert made[:2] == (
        "What does footnote 2 of document 1 say?",
        "What does document 2 say?",
    )
    second = answer(quote(TELEGRAM, "fn2"))
    made = suggested(second, (), SHELF, EVERYTHING)
    assert made[0] == "What does document 7 of frus1955v2 say?"
    assert [one.document.id for one in found(made[0], second)] == [OTHER] * 2
    # A footnote is led on from to its document, and not to the next footnote.
    assert "What comes after that?" not in made
    assert "How does document 1 begin?" in made


def test_documents_that_are_not_installed_are_not_suggested() -> None:
    given = answer(quote(TELEGRAM, "fn2"))
    made = suggested(given, (), Shelf(TELEGRAM, ANSWER), EVERYTHING)
    assert made
    assert not [one for one in made if "document 7" in one]


def test_what_the_talk_has_shown_is_not_suggested_again() -> None:
    given = answer(quote(TELEGRAM, "p1", SAID))
    turn = Turn("What does footnote 1 say?", "", (quote(TELEGRAM, "fn1"),))
    writer = Turn("Who wrote it?", "", (quote(TELEGRAM, "head"),))
    made = suggested(given, (turn, writer), SHELF, EVERYTHING)
    assert made == ("What comes after that?", "Which document comes after document 1?")


def test_only_what_the_filters_admit_is_suggested() -> None:
    given = answer(quote(TELEGRAM, "p1", SAID))
    only_text = Filter(kind=Kind.PARAGRAPH)
    assert suggested(given, (), SHELF, only_text) == (
        "What comes after that?",
        "Which document comes after document 1?",
    )
    assert "document 2" not in str(suggested(given, (), SHELF, Filter(documents=(ONE,))))


def test_reading_on_is_not_suggested_after_a_question_about_the_origin() -> None:
    given = answer(quote(TELEGRAM, "head"), question="Which document is that from?")
    assert "What comes after that?" not in suggested(given, (), SHELF, EVERYTHING)


def test_nothing_is_suggested_of_an_index_that_has_changed() -> None:
    given = answer(quote(TELEGRAM, "p1", SAID))
    assert suggested(given, (), Shelf(ANSWER, TALK), EVERYTHING) == ()


def test_a_refusal_for_want_of_a_volume_offers_each(
    found: Callable[..., Sequence[Quote]],
) -> None:
    same = document(COTTON, "1", "Memorandum From Hare to Dulles")
    shelf = Shelf(TELEGRAM, ANSWER, same)
    question = "Who wrote document 1?"
    refusal = Refusal(
        Reason.UNDERSPECIFIED, "Of which volume? 2 have a document 1: frus1955v1, frus1955v2."
    )
    refused = Answer(
        question=question, searched=question, refusal=refusal, index=IndexInfo("a", "b", 1)
    )
    assert suggested(refused, (), shelf, EVERYTHING) == (
        "In frus1955v1: Who wrote document 1?",
        "In frus1955v2: Who wrote document 1?",
    )
    assert found("In frus1955v1: Who wrote document 1?", answer(quote(TALK, "p1")))
    unknown = Refusal(Reason.NOT_ANSWERED, "I found no passage in frus1955v1.")
    silent = Answer(question="q", searched="q", refusal=unknown, index=IndexInfo("a", "b", 1))
    assert suggested(silent, (), shelf, EVERYTHING) == ()


def test_every_suggestion_is_answered_by_the_shipped_document(assistant: Assistant) -> None:
    asked = files("evals").joinpath("data", "shipped.jsonl").read_text(encoding="utf-8")
    questions = [json.loads(one)["question"] for one in asked.splitlines()][::6]
    offered = 0
    for question in questions:
        first = assistant.ask(question)
        turn = Turn(question, plain_text(first), first.quotes)
        made = suggested(first, (), assistant.index.passages, EVERYTHING)
        assert len(made) <= MOST
        for one in made:
            reply = assistant.ask(one, (turn,))
            assert reply.refusal is None, (question, one)
            assert set(reply.quotes) - set(first.quotes), (question, one)
            offered += 1
    assert offered >= len(questions)
