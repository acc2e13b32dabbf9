"""A question becomes an answer step by step, with or without a language model."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.answer import Answer, Quote, Reason, Statement, Turn
from assistant.answering import Written
from assistant.app import Assistant
from assistant.chain import PassageRetriever
from assistant.record import answer_record
from assistant.render import plain_text
from corpus.errors import InputError, ModelError
from corpus.passage import Kind
from vectorstore.minilm import MiniLM
from vectorstore.retriever import Filter, Hit

FRIENDLINESS = "What mistake might the Soviet Government make about friendliness?"
TEHRAN = "Where are the records of the Tehran Conference?"
REFUSED = ("What is the capital of Australia?", "What did Stalin reply to this memorandum?")


def told(answer: Answer) -> dict[str, object]:
    """All that an answer says, without how long it took."""
    record = dict(answer_record(answer))
    del record["timings_ms"]
    return {**record, "notice": answer.notice}


class Failing:
    """A language model that fails."""

    def __init__(self, *written: Written) -> None:
        self.written = written

    def write(
        self, question: str, hits: Sequence[Hit], history: Sequence[Turn]
    ) -> Iterator[Written]:
        yield from self.written
        raise ModelError("openai:x did not answer: it took too long; ask again later")


class Choosing:
    """A language model that quotes the first words of the two best passages, or nothing."""

    def __init__(self, *, answers: bool, notice: str = "") -> None:
        self.answers = answers
        self.notice = notice
        self.heard: list[tuple[str, tuple[str, ...]]] = []

    def write(
        self, question: str, hits: Sequence[Hit], history: Sequence[Turn]
    ) -> Iterator[Written]:
        self.heard.append((question, tuple(turn.question for turn in history)))
        quotes = [Quote(hit.passage, hit.document, 0, 9) for hit in hits[:2]]
        said = tuple(Statement(f"It says: “{quote.text}”", (quote,)) for quote in quotes)
        if self.answers:
            yield Written(said[:1])
        yield Written(said if self.answers else (), self.notice)


@pytest.fixture
def with_writer(assistant: Assistant, embedder: MiniLM) -> Callable[..., Assistant]:
    """The same assistant with a language model; it must not be closed."""
    return lambda writer: Assistant(assistant.index, embedder, writer)


def test_steps_come_in_order_one_key_each(assistant: Assistant) -> None:
    steps = list(assistant.stream("And of Moscow?", [Turn(TEHRAN)]))
    assert [list(step) for step in steps] == [["searched"], ["hits"], ["answer"]]
    answer = steps[-1]["answer"]
    assert steps[0]["searched"] == answer.searched
    assert steps[1]["hits"] == answer.hits
    assert told(answer) == told(assistant.ask("And of Moscow?", [Turn(TEHRAN)]))


@pytest.mark.parametrize(
    ("message", "reason"),
    [
        ("hello", Reason.GREETING),
        ("thanks!", Reason.THANKS),
        ("", Reason.EMPTY),
        (" \u200b\n", Reason.EMPTY),
        ("😀", Reason.UNCLEAR),
        ("?", Reason.UNCLEAR),
        ("a" * 2001, Reason.TOO_LONG),
        ("Why?", Reason.UNDERSPECIFIED),
        ("What about it?", Reason.UNDERSPECIFIED),
    ],
)
def test_a_message_that_is_no_question_brings_its_reply_alone(
    assistant: Assistant, message: str, reason: Reason
) -> None:
    (step,) = assistant.stream(message)
    answer = step["answer"]
    assert answer.refusal is not None
    assert answer.refusal.reason is reason
    assert answer.question == message
    assert (answer.statements, answer.hits, answer.related) == ((), (), ())
    assert answer.index == assistant.info


def test_small_talk_before_does_not_make_a_follow_up(assistant: Assistant) -> None:
    answer = assistant.ask("Why?", [Turn("hello"), Turn("thanks")])
    assert answer.refusal is not None
    assert answer.refusal.reason is Reason.UNDERSPECIFIED


@pytest.mark.parametrize(
    "scope", [Filter(after="1945"), Filter(volumes=("frus1945Malta",)), Filter(before="1944-09-05")]
)
def test_a_scope_that_holds_nothing_is_said(assistant: Assistant, scope: Filter) -> None:
    answer = assistant.ask(TEHRAN, scope=scope)
    assert answer.refusal is not None
    assert answer.refusal.reason is Reason.OUT_OF_SCOPE
    assert answer.hits == ()


def test_a_scope_holds_for_hits_and_quotations(assistant: Assistant) -> None:
    answer = assistant.ask(TEHRAN, scope=Filter(kind=Kind.PARAGRAPH))
    assert {hit.passage.kind for hit in answer.hits} == {Kind.PARAGRAPH}
    assert "frus1944Quebec/d123/fn2" not in {hit.passage.id for hit in answer.hits}
    footnotes = assistant.ask(TEHRAN, scope=Filter(kind=Kind.FOOTNOTE))
    assert {hit.passage.kind for hit in footnotes.hits} == {Kind.FOOTNOTE}


def test_a_question_is_answered_in_the_words_of_the_record(assistant: Assistant) -> None:
    answer = assistant.ask(FRIENDLINESS)
    assert answer.refusal is None
    (quote, *_) = answer.quotes
    assert "mistake friendliness for weakness" in quote.text
    assert (quote.passage.id, quote.pages) == ("frus1944Quebec/d123/p4", ("193",))


def test_a_footnote_answers_with_its_anchor(assistant: Assistant) -> None:
    (quote, *_) = assistant.ask(TEHRAN).quotes
    assert quote.passage.id == "frus1944Quebec/d123/fn2"
    assert "For the records of the Tehran Conference, see Foreign Relations" in quote.text
    assert quote.passage.anchor is not None
    assert quote.passage.anchor.passage == "frus1944Quebec/d123/p3"


def test_a_follow_up_is_searched_with_what_it_leans_on(assistant: Assistant) -> None:
    answer = assistant.ask("And of the Moscow Conference?", [Turn(TEHRAN)])
    assert answer.question == "And of the Moscow Conference?"
    assert answer.searched.startswith("And of the Moscow Conference? (about: ")
    assert "records of the Moscow Conference of Foreign Ministers" in answer.quotes[0].text


def turn(answer: Answer) -> Turn:
    return Turn(answer.question, plain_text(answer), answer.quotes)


def test_what_was_shown_is_answered_without_a_search(assistant: Assistant) -> None:
    asked = assistant.ask(TEHRAN)
    (step,) = assistant.stream("What page is that?", [turn(asked)])
    answer = step["answer"]
    assert isinstance(answer, Answer)
    assert (answer.hits, answer.answerability) == ((), 0.0)
    assert answer.quotes == asked.quotes
    assert answer.statements[0].text.endswith(" (p. 193, footnote 2)")
    refused = assistant.ask("What page is that?").refusal
    assert refused is not None
    assert refused.reason is Reason.UNDERSPECIFIED


def test_a_question_put_to_a_document_is_searched_in_it(assistant: Assistant) -> None:
    asked = assistant.ask(TEHRAN)
    question = "What does that paper say about friendliness?"
    searched, hits, step = assistant.stream(question, [turn(asked)])
    told = "What does it say about friendliness? (in: frus1944Quebec/d123)"
    assert searched["searched"] == told
    assert {hit.document.id for hit in hits["hits"]} == {"frus1944Quebec/d123"}
    answer = step["answer"]
    assert isinstance(answer, Answer)
    assert answer.searched == told
    assert "friendliness" in answer.quotes[0].text
    again = assistant.ask(told)
    assert again.statements == answer.statements


@pytest.mark.parametrize("question", REFUSED)
def test_what_the_record_does_not_say_is_refused(assistant: Assistant, question: str) -> None:
    answer = assistant.ask(question)
    assert answer.refusal is not None
    assert answer.refusal.reason is Reason.NOT_ANSWERED
    assert answer.statements == ()
    assert 1 <= len(answer.related) <= 3
    assert len({quote.passage.id for quote in answer.related}) == len(answer.related)
    assert {quote.passage.id for quote in answer.related} <= {p.passage.id for p in answer.hits}


def test_a_refusal_names_what_nothing_speaks_of(assistant: Assistant) -> None:
    refusal = assistant.ask(REFUSED[1]).refusal
    assert refusal is not None
    assert "Stalin" in refusal.unmatched


WORDS = (
    *("What", "Why", "friendliness", "Soviet", "Poland", "records", "Tehran", "of", "the", "paper"),
    *("Stalin", "grain", "danger", "?", "<b>", "\u202e", "$where", "\0", "\ud800"),
)


@settings(max_examples=60)
@given(
    words=st.lists(st.sampled_from(WORDS), max_size=6),
    before=st.sampled_from(["", FRIENDLINESS, TEHRAN, "hello", "\ud800 Poland"]),
)
def test_any_question_is_answered_verbatim_or_refused(
    assistant: Assistant, words: list[str], before: str
) -> None:
    answer = assistant.ask(" ".join(words), [Turn(before)] if before else [])
    stored = assistant.index.passages
    for quote in (*answer.quotes, *answer.related):
        passage = stored.passage(quote.passage.id)
        assert passage is not None
        assert quote.text == passage.text[quote.start : quote.end]
    for statement in answer.statements:
        assert all(f"“{quote.text}”" in statement.text for quote in statement.quotes)
    answer.searched.encode()


@pytest.mark.parametrize("question", [FRIENDLINESS, TEHRAN, *REFUSED, "hello"])
def test_the_same_question_has_the_same_answer(assistant: Assistant, question: str) -> None:
    assert told(assistant.ask(question)) == told(assistant.ask(question))


def test_where_the_language_model_fails_the_answer_is_extractive(
    assistant: Assistant, with_writer: Callable[..., Assistant]
) -> None:
    for question in (FRIENDLINESS, REFUSED[0]):
        answer = with_writer(Failing()).ask(question)
        notice = "Answered without the language model: openai:x did not answer: it took too long"
        assert answer.notice.startswith(notice)
        assert told(answer) | {"notice": ""} == told(assistant.ask(question))


def test_where_the_language_model_breaks_off_nothing_of_it_is_answered(
    assistant: Assistant, with_writer: Callable[..., Assistant]
) -> None:
    quote = assistant.ask(FRIENDLINESS).quotes[0]
    begun = Statement("It says:", (quote,))
    *_, partial, last = with_writer(Failing(Written((begun,)))).stream(FRIENDLINESS)
    assert partial == {"statements": (begun,)}
    assert last["answer"].statements == assistant.ask(FRIENDLINESS).statements
    assert last["answer"].notice.startswith("Answered without the language model: openai:x")


def test_what_a_language_model_writes_is_streamed_statement_by_statement(
    with_writer: Callable[..., Assistant],
) -> None:
    model = with_writer(Choosing(answers=True, notice="One lead-in was left out."))
    steps = list(model.stream(FRIENDLINESS))
    keys = [next(iter(step)) for step in steps]
    assert keys == ["searched", "hits", "statements", "statements", "answer"]
    answer = steps[-1]["answer"]
    assert [step["statements"] for step in steps[2:4]] == [
        answer.statements[:1],
        answer.statements,
    ]
    assert answer.notice == "One lead-in was left out."
    assert told(answer) == told(model.ask(FRIENDLINESS))


def test_a_language_model_chooses_what_is_quoted(with_writer: Callable[..., Assistant]) -> None:
    writer = Choosing(answers=True)
    answer = with_writer(writer).ask("And of Moscow?", [Turn(TEHRAN, "In a volume.")])
    assert answer.statements[0].text.startswith("It says: “")
    assert answer.notice == ""
    assert writer.heard == [(answer.searched, (TEHRAN,))]


def test_where_the_language_model_finds_nothing_that_is_a_refusal(
    with_writer: Callable[..., Assistant],
) -> None:
    answer = with_writer(Choosing(answers=False)).ask(FRIENDLINESS)
    assert answer.refusal is not None
    assert answer.refusal.reason is Reason.NOT_ANSWERED
    assert answer.related
    assert answer.notice == ""


def test_a_language_model_is_not_asked_for_small_talk(
    with_writer: Callable[..., Assistant],
) -> None:
    writer = Choosing(answers=True)
    for message in ("hello", "", "Why?", "?"):
        assert with_writer(writer).ask(message).refusal is not None
    assert writer.heard == []


def test_k_bounds_the_hits(assistant: Assistant) -> None:
    for k in (1, 3, 9, 100):
        assert len(assistant.ask(FRIENDLINESS, k=k).hits) == min(k, 9)
    for k in (0, -1, 101):
        with pytest.raises(InputError, match=f"k is {k}; choose between 1 and 100 passages"):
            assistant.ask(FRIENDLINESS, k=k)


def test_an_answer_says_how_long_its_steps_took(assistant: Assistant) -> None:
    timings = assistant.ask(FRIENDLINESS).timings
    assert set(timings) == {"search", "read", "total"}
    assert all(milliseconds >= 0 for milliseconds in timings.values())
    assert timings["total"] == pytest.approx(timings["search"] + timings["read"], abs=0.2)


def test_langchain_may_use_the_retriever_alone(assistant: Assistant) -> None:
    retriever = PassageRetriever(retriever=assistant.index)
    documents = retriever.invoke(TEHRAN, k=3, scope=Filter(kind=Kind.FOOTNOTE))
    assert len(documents) == 3
    assert documents[0].id == "frus1944Quebec/d123/fn2"
    for document in documents:
        hit = document.metadata["hit"]
        assert (document.id, document.page_content) == (hit.passage.id, hit.passage.text)
    assert len(retriever.invoke(TEHRAN)) == 9
