"""Questions are answered from what was shown, kept to a document, or made to stand alone."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.answer import Quote, Reason, Turn
from assistant.question import ABOUT, Asked
from assistant.resolve import Resolved, Resolver, placed
from corpus.document import DateRange, Document, Volume
from corpus.passage import Anchor, DocumentText, Kind, PageBreak, Passage, Voice
from tests.assistant.shelf import Shelf
from vectorstore.retriever import Filter

BOOK = Volume(id="frus1955v1", title="The Book")
EVERYTHING = Filter()


def passage(
    document: str,
    own: str,
    text: str,
    kind: Kind = Kind.PARAGRAPH,
    voice: Voice = Voice.AUTHOR,
    *,
    page: str = "7",
    label: str | None = None,
    anchor: Anchor | None = None,
) -> Passage:
    return Passage(
        id=f"{BOOK.id}/{document}/{own}", document=f"{BOOK.id}/{document}", kind=kind, voice=voice,
        text=text, pages=(PageBreak(0, page),) if page else (), label=label, anchor=anchor,
    )  # fmt: skip


def text(own: str, title: str, date: str, *passages: Passage) -> DocumentText:
    day = DateRange("1955-05-03", "1955-05-03") if date else None
    document = Document(
        id=f"{BOOK.id}/{own}", volume=BOOK, number=own[1:], title=title, date=day, date_printed=date
    )
    head = passage(own, "head", title, Kind.HEADING, Voice.EDITOR)
    return DocumentText(document, (head, *passages))


GRAIN = text(
    "d1", "1. Telegram From Cairo", "May 3, 1955",
    passage("d1", "p1", "Cairo, May 3, 1955.\nSUBJECT"),
    passage("d1", "p2", "Egypt will buy wheat. It will pay in cotton. Nobody objects."),
    passage("d1", "p3", "The weather is hot.", page="8"),
    passage("d1", "closer1", "Byroade"),
    passage(
        "d1", "fn1", "From the Soviet Union.", Kind.FOOTNOTE, Voice.EDITOR, label="1",
        anchor=Anchor(f"{BOOK.id}/d1/p2", 21),
    ),
    passage(
        "d1", "fn2", "At a low price.", Kind.FOOTNOTE, Voice.EDITOR, label="2",
        anchor=Anchor(f"{BOOK.id}/d1/p2", 44),
    ),
)  # fmt: skip
COTTON = text(
    "d2", "2. Memorandum of Conversation", "May 4, 1955",
    passage("d2", "dateline1", "Washington, May 4, 1955."),
    passage("d2", "p1", "The Secretary asked about cotton.", page=""),
)  # fmt: skip
NOTE = text("d3", "3. Editorial Note", "", passage("d3", "p1", "It rained.", voice=Voice.EDITOR))


def cut(held: DocumentText, own: str, words: str = "") -> Quote:
    (found,) = (one for one in held.passages if one.id.endswith("/" + own))
    start = found.text.index(words)
    return Quote(found, held.document, start, start + len(words or found.text))


WHOLE = "Egypt will buy wheat. It will pay in cotton. Nobody objects."
PAYS = cut(GRAIN, "p2", "It will pay in cotton.")
ASKED = cut(COTTON, "p1")
TALK = (Turn("How will Egypt pay for its wheat?", "“It will pay in cotton.”", (PAYS,)),)
BOTH = (Turn("Who spoke of cotton?", "“It will pay in cotton.”", (PAYS, ASKED)),)


@pytest.fixture(scope="module")
def resolver(apart: Callable[[str], Asked]) -> Resolver:
    return Resolver(apart, lambda *_: 0.0, Shelf(GRAIN, COTTON, NOTE))


def recalled(resolved: Resolved) -> list[str]:
    assert resolved.refusal is None
    return [quote.text for quote in resolved.recalled]


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("What page is that?", ["It will pay in cotton."]),
        ("Which document is that?", ["1. Telegram From Cairo", "Cairo, May 3, 1955."]),
        ("What is the date of that document?", ["Cairo, May 3, 1955."]),
        ("Who said that?", ["1. Telegram From Cairo", "Byroade"]),
        ("Show me that footnote", ["At a low price."]),
        ("footnote 1", ["From the Soviet Union."]),
        (
            "Show me the whole passage",
            ["Egypt will buy wheat. It will pay in cotton. Nobody objects."],
        ),
        ("citation 1", ["Egypt will buy wheat. It will pay in cotton. Nobody objects."]),
        ("What comes before that?", ["Egypt will buy wheat."]),
        ("What comes after that?", ["Nobody objects."]),
        ("Tell me more", ["Nobody objects."]),
        ("What comes before that paragraph?", ["Cairo, May 3, 1955.\nSUBJECT"]),
        ("the next paragraph", ["The weather is hot."]),
        (
            "the next document",
            [
                "2. Memorandum of Conversation",
                "Washington, May 4, 1955.",
                "The Secretary asked about cotton.",
            ],
        ),
    ],
)
def test_what_was_shown_answers_at_once(
    resolver: Resolver, question: str, words: list[str]
) -> None:
    resolved = resolver.resolve(question, TALK, EVERYTHING)
    assert recalled(resolved) == words
    assert (resolved.searched, resolved.documents) == (question, ())
    assert [statement.quotes for statement in resolved.statements] == [
        (quote,) for quote in resolved.recalled
    ]


def test_only_the_footnotes_within_the_quotation_are_meant_where_there_are_any(
    resolver: Resolver,
) -> None:
    opening = (Turn("What will Egypt buy?", "", (cut(GRAIN, "p2", "Egypt will buy wheat."),)),)
    found = recalled(resolver.resolve("Show me that footnote", opening, EVERYTHING))
    assert found == ["From the Soviet Union."]


def test_a_footnote_that_was_shown_is_shown_whole(resolver: Resolver) -> None:
    shown = (Turn("From where?", "", (PAYS, cut(GRAIN, "fn1", "Soviet"))),)
    (quote,) = resolver.resolve("What does that footnote say?", shown, EVERYTHING).recalled
    assert (
        placed(quote) == "Footnote 1, by the editors: “From the Soviet Union.” (p. 7, footnote 1)"
    )
    said = resolver.resolve("Who said the second one?", shown, EVERYTHING)
    assert recalled(said) == ["Soviet"]


@pytest.mark.parametrize("own", ["p2", "fn1", "fn2"])
def test_of_footnotes_with_one_mark_the_nearest_is_meant(
    apart: Callable[[str], Asked], own: str
) -> None:
    again = passage(
        "d1", "fn3", "Of the enclosure.", Kind.FOOTNOTE, Voice.EDITOR, label="2",
        anchor=Anchor(f"{BOOK.id}/d1/p3", 3),
    )  # fmt: skip
    numbered_anew = DocumentText(GRAIN.document, (*GRAIN.passages, again))
    own_resolver = Resolver(apart, lambda *_: 0.0, Shelf(numbered_anew, COTTON, NOTE))
    expected = {"p2": ["At a low price."], "fn2": ["At a low price."]}
    shown = (Turn("Q", "", (cut(numbered_anew, own),)),)
    found = recalled(own_resolver.resolve("footnote 2", shown, EVERYTHING))
    assert found == expected.get(own, ["At a low price.", "Of the enclosure."])
    enclosed = (Turn("Q", "", (cut(numbered_anew, "p3"),)),)
    assert recalled(own_resolver.resolve("footnote 2", enclosed, EVERYTHING)) == [
        "Of the enclosure."
    ]


@pytest.mark.parametrize(
    ("question", "own"),
    [
        ("Who is it addressed to?", False),
        ("Who signed that letter?", False),
        ("Who was the recipient?", False),
        ("Who wrote that telegram?", False),
        ("Who was that telegram to?", False),
        ("Who said that?", True),
        ("Who wrote that?", True),
        ("Who was the author?", True),
    ],
)
@pytest.mark.parametrize("shown", ["fn1", "p2"])
def test_who_wrote_to_whom_is_asked_of_the_document_and_whose_words_of_the_quotation(
    resolver: Resolver, question: str, shown: str, *, own: bool
) -> None:
    quote = cut(GRAIN, shown)
    found = recalled(resolver.resolve(question, (Turn("Q", "", (quote,)),), EVERYTHING))
    itself = own and shown == "fn1"
    assert found == ([quote.text] if itself else ["1. Telegram From Cairo", "Byroade"])


@pytest.mark.parametrize(
    ("question", "shown", "why"),
    [
        ("the previous document", PAYS, "“1. Telegram From Cairo” is the first document of its"),
        ("the next document", cut(NOTE, "p1"), "“3. Editorial Note” is the last document of its"),
        (
            "What page is that?",
            ASKED,
            "The source of “2. Memorandum of Conversation” gives no",
        ),
        ("What is its date?", cut(NOTE, "p1"), "“3. Editorial Note” bears no date of its own."),
        (
            "Show me that footnote",
            ASKED,
            "What I quoted from “2. Memorandum of Conversation” has",
        ),
        ("footnote 9", PAYS, "What I quoted from “1. Telegram From Cairo” has no such footnote."),
        ("Tell me more", ASKED, "“2. Memorandum of Conversation” says nothing further"),
        ("What comes before that?", cut(GRAIN, "head"), "Nothing comes before it in “1. Telegram"),
        ("Show me citation 2", PAYS, "There is no citation 2: the last reply had 1 citation, of 1"),
        ("In the third document, why?", PAYS, "There is no document 3: the last reply had 1 cit"),
    ],
)
def test_what_does_not_exist_is_said(
    resolver: Resolver, question: str, shown: Quote, why: str
) -> None:
    resolved = resolver.resolve(question, [Turn("Q", "", (shown,))], EVERYTHING)
    assert resolved.refusal is not None
    assert resolved.refusal.reason is Reason.UNDERSPECIFIED
    assert resolved.refusal.message.startswith(why)
    assert resolved.recalled == ()


@pytest.mark.parametrize("history", [(), (Turn("How will Egypt pay?", "In cotton."),)])
def test_without_a_quotation_there_is_nothing_to_ask_about(
    resolver: Resolver, history: Sequence[Turn]
) -> None:
    for question in ("What page is that?", "citation 1", "the next document", "In [2], why?"):
        refusal = resolver.resolve(question, history, EVERYTHING).refusal
        assert refusal is not None
        assert refusal.message.startswith("I have quoted nothing")
    for question in ("Who wrote it?", "Tell me more", "When was it written?"):
        resolved = resolver.resolve(question, history, EVERYTHING)
        assert resolved.refusal is None
        assert (ABOUT in resolved.searched) is bool(history)


def test_questions_on_where_it_is_from_do_not_take_its_place(resolver: Resolver) -> None:
    heading = Turn("Which document is that?", "", (cut(GRAIN, "head"),))
    after = resolver.resolve("What comes after that?", [*TALK, heading], EVERYTHING)
    assert recalled(after) == ["Nobody objects."]
    numbered = resolver.resolve("citation 1", [*TALK, heading], EVERYTHING)
    assert recalled(numbered) == ["1. Telegram From Cairo"]
    further = Turn("What comes after that?", "", after.recalled)
    assert recalled(resolver.resolve("Go on", [*TALK, further], EVERYTHING)) == [
        "The weather is hot."
    ]


def test_what_was_asked_about_the_quotation_is_not_carried(resolver: Resolver) -> None:
    talk = [*TALK, Turn("What page is that?"), Turn("Who said that?"), Turn("citation 2")]
    searched = resolver.resolve("Why?", talk, EVERYTHING).searched
    assert searched == resolver.resolve("Why?", TALK, EVERYTHING).searched
    assert searched == "Why? (about: Egypt pay, wheat)"


@pytest.mark.parametrize(
    ("question", "searched", "documents"),
    [
        ("In the second one, who objected?", "who objected?", ("frus1955v1/d2",)),
        (
            "What else does that telegram say of rain?", "What else does it say of rain?",
            ("frus1955v1/d1",),
        ),
        (
            "Does it say why?", "Does it say why? (about: spoke, cotton)",
            ("frus1955v1/d1", "frus1955v1/d2"),
        ),
        ("According to that memo, why?", "why? (about: spoke, cotton)", ("frus1955v1/d2",)),
        ("What was decided?", "What was decided? (about: spoke, cotton)", ()),
        ("Did Molotov see rain in Geneva?", "Did Molotov see rain in Geneva?", ()),
    ],
)  # fmt: skip
def test_a_question_may_be_put_to_a_document_alone(
    resolver: Resolver, question: str, searched: str, documents: tuple[str, ...]
) -> None:
    resolved = resolver.resolve(question, BOTH, EVERYTHING)
    assert (resolved.searched, resolved.documents) == (searched, documents)
    assert resolved.within(Filter(kind=Kind.FOOTNOTE)) == Filter(
        kind=Kind.FOOTNOTE, documents=documents
    )


def test_a_question_that_takes_it_up_stays_in_the_document(resolver: Resolver) -> None:
    talk = [*BOTH, Turn("What does that memo say of rain?"), Turn("Who said that?", "", (ASKED,))]
    assert resolver.resolve("And of oil?", talk, EVERYTHING).documents == ("frus1955v1/d2",)
    assert resolver.resolve("What was decided on oil?", talk, EVERYTHING).documents == ()


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("In the second one, who wrote it?", ["2. Memorandum of Conversation"]),
        ("In that telegram, who wrote it?", ["1. Telegram From Cairo", "Byroade"]),
        ("In citation 1, what page is it on?", ["It will pay in cotton."]),
        ("What does that telegram say after that?", ["Nobody objects."]),
    ],
)
def test_one_of_what_was_shown_answers_at_once_too(
    resolver: Resolver, question: str, words: list[str]
) -> None:
    assert recalled(resolver.resolve(question, BOTH, EVERYTHING)) == words
    talk = [*BOTH, Turn(question, "", (cut(GRAIN, "head"),))]
    after = resolver.resolve("Why?", talk, EVERYTHING).searched
    assert after == resolver.resolve("Why?", BOTH, EVERYTHING).searched


def test_reading_on_goes_on_where_the_opening_of_a_document_ends(resolver: Resolver) -> None:
    opened = resolver.resolve("the previous document", [Turn("Q", "", (ASKED,))], EVERYTHING)
    talk = [Turn("the previous document", "", opened.recalled)]
    assert recalled(opened)[-1] == WHOLE
    for question in ("Tell me more", "the next paragraph"):
        assert recalled(resolver.resolve(question, talk, EVERYTHING)) == ["The weather is hot."]
    refused = resolver.resolve("What comes before that?", talk, EVERYTHING).refusal
    assert refused is not None
    assert refused.message.startswith("Nothing comes before it")


def test_a_question_asked_twice_stays_in_the_document_of_the_one_before_it(
    resolver: Resolver,
) -> None:
    again = Turn("And of oil?")
    talk = [again, *BOTH, Turn("What does that memo say of rain?"), again]
    assert resolver.resolve("And of grain?", talk, EVERYTHING).documents == ("frus1955v1/d2",)


def test_a_long_talk_takes_no_longer_than_its_length_asks(resolver: Resolver) -> None:
    talk = [*BOTH, Turn("What does that memo say?"), *(Turn(f"And {n}?") for n in range(1_500))]
    started = time.perf_counter()
    assert resolver.resolve("And of oil?", talk, EVERYTHING).documents == ("frus1955v1/d2",)
    assert time.perf_counter() - started < 20


@pytest.mark.parametrize(
    "question",
    ["What page is that?", "the next document", "What comes before that?", "citation 1", "more"],
)
def test_nothing_is_told_of_what_is_no_longer_stored_as_it_was_shown(
    resolver: Resolver, question: str
) -> None:
    lost = replace(COTTON.document, id=f"{BOOK.id}/d9")
    moved = replace(ASKED.passage, id=f"{lost.id}/p1", document=lost.id)
    other = replace(ASKED.passage, text="The Secretary asked about grain.")
    for quote in (Quote(moved, lost, 0, 3), Quote(other, COTTON.document, 0, 3)):
        refusal = resolver.resolve(question, [Turn("Q", "", (quote,))], EVERYTHING).refusal
        assert refusal is not None
        assert refusal.message == (
            "“2. Memorandum of Conversation” is no longer installed as I quoted it. "
            "Ask the question anew."
        )


def test_a_question_as_told_can_be_asked_again(resolver: Resolver) -> None:
    told = resolver.resolve("In the second one, who objected?", BOTH, EVERYTHING).told
    assert told == "who objected? (in: frus1955v1/d2)"
    again = resolver.resolve(told, (), EVERYTHING)
    assert (again.searched, again.documents) == ("who objected?", ("frus1955v1/d2",))
    assert again.told == told
    both = resolver.resolve(
        "Why? (about: rain) (in: frus1955v1/d1, frus1955v1/d3)", BOTH, EVERYTHING
    )
    assert both.searched == "Why? (about: rain)"
    assert both.documents == ("frus1955v1/d1", "frus1955v1/d3")
    for words in ("Poland (in: Moscow)", "x (in: ,)", "Poland (in: 1944) and of Egypt?"):
        asked = resolver.resolve(words, (), EVERYTHING)
        assert (asked.searched, asked.documents, asked.refusal) == (words, (), None)
    unknown = resolver.resolve("Why? (in: frus1955v1/d9)", BOTH, EVERYTHING).refusal
    assert unknown is not None
    assert unknown.message == (
        "No document frus1955v1/d9 is installed. Mend its id, or leave it out."
    )


def test_the_filters_hold_for_every_turn(resolver: Resolver) -> None:
    within = Filter(documents=("frus1955v1/d1",))
    both = resolver.resolve("Does it say when?", BOTH, within)
    assert both.documents == ("frus1955v1/d1",)
    for question in ("In the second one, who objected?", "the next document"):
        refusal = resolver.resolve(question, BOTH, within).refusal
        assert refusal is not None
        assert refusal.message.startswith("What this asks for lies outside the filters")
    notes = resolver.resolve("Show me that footnote", TALK, Filter(kind=Kind.PARAGRAPH))
    assert notes.refusal is not None


def test_recalled_and_refused_at_once_is_neither() -> None:
    refused = Resolved(searched="Q").within(EVERYTHING)
    assert refused == EVERYTHING
    why = Resolver(
        lambda _: pytest.fail("unused"), lambda *_: 0.0, Shelf(GRAIN, COTTON, NOTE)
    ).resolve("citation 1", (), EVERYTHING)
    with pytest.raises(ValueError, match="not both"):
        Resolved(searched="Q", recalled=(PAYS,), refusal=why.refusal)


WORDS = (
    *("what", "page", "is", "that", "the", "second", "one", "in", "document", "next", "footnote"),
    *("[1]", "citation 2", "does it say", "who wrote it", "?", "and", "(in: a/b)", ABOUT, "Egypt"),
)


@given(words=st.lists(st.sampled_from(WORDS) | st.text(max_size=4), max_size=8))
def test_every_question_comes_to_something(resolver: Resolver, words: list[str]) -> None:
    question = " ".join(words)
    resolved = resolver.resolve(question, BOTH, EVERYTHING)
    assert resolved == resolver.resolve(question, BOTH, EVERYTHING)
    assert set(resolved.documents) <= {"frus1955v1/d1", "frus1955v1/d2"}
    for quote in resolved.recalled:
        assert quote.text in quote.passage.text


SOURCED = text(
    "d4", "4. Letter", "",
    passage("d4", "p1", "Source: National Archives."),
    passage("d4", "p2", "It snowed."),
    passage(
        "d4", "fn1", "Source: Department of State, Central Files.", Kind.FOOTNOTE,
        Voice.SOURCE_NOTE, label="1",
    ),
)  # fmt: skip


def test_the_source_of_a_document_is_its_source_note_or_the_line_that_tells_it(
    apart: Callable[[str], Asked],
) -> None:
    unnoted = DocumentText(
        replace(SOURCED.document, source_note="National Archives."), SOURCED.passages[:-1]
    )
    for held, words in (
        (SOURCED, "Source: Department of State, Central Files."),
        (unnoted, "National Archives."),
    ):
        own = Resolver(apart, lambda *_: 0.0, Shelf(held))
        talk = (Turn("What fell?", "", (cut(held, "p2"),)),)
        for question in ("What is the source of that document?", "Where is it kept?"):
            assert recalled(own.resolve(question, talk, EVERYTHING)) == [words]


def test_without_a_source_note_that_is_said(resolver: Resolver) -> None:
    refusal = resolver.resolve("What is the source of that document?", TALK, EVERYTHING).refusal
    assert refusal is not None
    assert refusal.message == "“1. Telegram From Cairo” has no note that tells where it is kept."


def test_are_you_sure_shows_the_whole_passage_of_the_last_reply_alone(resolver: Resolver) -> None:
    for question in ("Are you sure?", "Really?"):
        assert recalled(resolver.resolve(question, TALK, EVERYTHING)) == [WHOLE]
        unanswered = resolver.resolve(question, [*TALK, Turn("Why?")], EVERYTHING).refusal
        assert unanswered is not None
        assert unanswered.message.startswith("My last reply quoted nothing")
        assert resolver.resolve(question, (), EVERYTHING).refusal is not None


def test_a_change_of_subject_that_is_told_carries_nothing_over(resolver: Resolver) -> None:
    turned = resolver.resolve("Now something else: what did he do?", TALK, EVERYTHING)
    assert turned.searched == "what did he do?"
    later = [*TALK, Turn("Changing the subject, who was Tito?")]
    assert "wheat" not in resolver.resolve("And why?", later, EVERYTHING).searched
    assert "Changing" not in resolver.resolve("And why?", later, EVERYTHING).searched
    refused = resolver.resolve("What page is that?", later, EVERYTHING).refusal
    assert refused is not None
    next_ = resolver.resolve("Next, who was Prime Minister in 1967?", TALK, EVERYTHING)
    assert next_.searched == "who was Prime Minister in 1967?"
