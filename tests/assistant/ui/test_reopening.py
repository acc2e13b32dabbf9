"""Links to answers, and pages opened by them: the same answer, or what has changed."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import parse_qsl

import pytest

from assistant.answer import Reason
from assistant.app import Assistant
from assistant.link import Link, to_query
from assistant.receipt import Change, Now, Quoted, Receipt
from assistant.ui.conversation import Conversation, Exchange
from assistant.ui.linking import changed_html
from assistant.ui.message import messages
from assistant.ui.reopening import Opened, reopen, trouble_html
from assistant.ui.sources import panel_html
from assistant.ui.talk import converse
from assistant.ui.words import linking as words
from vectorstore.retriever import Filter

AIM = "What is the overall objective in our relations with the Soviet Union?"
DOCUMENT = "frus1944Quebec/d123"


def talk(assistant: Assistant, *questions: str, scope: Filter | None = None) -> Exchange:
    """The last exchange of a conversation."""
    conversation = Conversation()
    for question in questions:
        *_, conversation = converse(assistant, question, conversation, scope or Filter())
    return conversation.exchanges[-1]


def opened(assistant: Assistant, query: str) -> Opened:
    """What a link comes to in an empty chat."""
    *_, last = reopen(assistant, parse_qsl(query, keep_blank_values=True), Conversation())
    return last


@pytest.mark.parametrize(
    ("questions", "linked"),
    [
        ((AIM,), 1),
        ((AIM, "And why?"), 1),
        ((AIM, "What page is that on?"), 2),
        ((AIM, "What page is that on?", "What comes after that?"), 3),
        (("What does footnote 2 of document 123 say?",), 1),
        ((AIM, "What does footnote 2 of document 123 say?"), 1),
        (("Who was the king of France?",), 1),
    ],
)
def test_a_link_leads_back_to_its_answer(
    assistant: Assistant, questions: Sequence[str], linked: int
) -> None:
    exchange = talk(assistant, *questions)
    assert exchange.link is not None
    assert len(exchange.link.questions) == linked
    again = opened(assistant, to_query(exchange.link)).conversation.exchanges
    assert len(again) == linked
    assert again[-1].answer is not None
    assert exchange.answer is not None
    assert again[-1].answer.quotes == exchange.answer.quotes
    assert again[-1].change is not None
    assert again[-1].change.same
    assert all(one.change is None for one in again[:-1])


def test_the_scope_goes_with_the_link(assistant: Assistant) -> None:
    scope = Filter(documents=(DOCUMENT,))
    link = talk(assistant, AIM, scope=scope).link
    assert link is not None
    again = opened(assistant, to_query(link))
    assert again.scope == scope
    assert again.conversation.exchanges[-1].scope == scope


@pytest.mark.parametrize("question", ["Hello!", "", "Thank you.", "a" * 2_001])
def test_small_talk_has_no_link(assistant: Assistant, question: str) -> None:
    exchange = talk(assistant, question)
    assert exchange.answer is not None
    assert exchange.link is None
    assert "frus-copy-link" not in messages(Conversation((exchange,)))[-1]["content"]


def test_the_page_has_the_link_and_the_button(assistant: Assistant) -> None:
    for question in (AIM, "Who was the king of France?"):
        exchange = talk(assistant, question)
        assert exchange.link is not None
        conversation = Conversation((exchange,))
        assert (
            '<button type="button" class="frus-copy-link" id="link-1">'
            in (messages(conversation)[-1]["content"])
        )
        query = to_query(exchange.link).replace("&", "&amp;")
        assert f' data-link="{query}"' in panel_html(conversation)


def test_only_the_last_answer_says_what_to_ask_next(assistant: Assistant) -> None:
    conversation = Conversation()
    for question in (AIM, "What comes after that?"):
        *_, conversation = converse(assistant, question, conversation)
    first, last = (one["content"] for one in messages(conversation)[1::2])
    assert "frus-next" not in first
    assert last.count("frus-next") == len(conversation.exchanges[-1].next) > 0


def test_a_pinned_document_sets_the_scope_and_asks_nothing(assistant: Assistant) -> None:
    again = opened(assistant, f"doc={DOCUMENT}&__theme=dark")
    assert again == Opened(
        conversation=Conversation(), scope=Filter(documents=(DOCUMENT,)), first=True
    )


def test_an_address_without_a_link_changes_nothing(assistant: Assistant) -> None:
    assert list(reopen(assistant, [("__theme", "dark")], Conversation())) == []


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("doc=frus1944Quebec/d999", "frus1944Quebec has no document frus1944Quebec/d999"),
        ("q=Who%3F&volume=frus1950v01", "volume frus1950v01 is not installed"),
        ("q=Who%3F&kind=<b>", "kind: there is no '<b>'"),
        ("q=Who%3F&v=abc&quoted=x", "quoted: 'x' is no quotation"),
    ],
)
def test_a_bad_link_is_told_and_the_chat_stays_empty(
    assistant: Assistant, query: str, said: str
) -> None:
    again = opened(assistant, query)
    assert again.conversation == Conversation()
    assert again.scope == Filter()
    assert said in again.trouble
    assert "<b>" not in trouble_html(again.trouble)
    assert trouble_html("") == ""


def test_an_old_link_names_what_is_no_longer_there(assistant: Assistant) -> None:
    exchange = talk(assistant, AIM)
    assert exchange.link is not None
    assert exchange.link.receipt is not None
    gone = Quoted(f"{DOCUMENT}/p4", 0, 10, "00000000")
    receipt = Receipt("old", (*exchange.link.receipt.quoted, gone))
    query = to_query(Link(question=AIM, receipt=receipt))
    change = opened(assistant, query).conversation.exchanges[-1].change
    assert change is not None
    assert change.became(Now.GONE) == (gone,)
    html = changed_html(change)
    same = len(receipt.quoted) - 1
    assert f"(index old then, {assistant.info.version} now). {same} of {same + 1} quot" in html
    assert f"<li>No longer there: {DOCUMENT}/p4</li>" in html


def change(
    then: str, *became: Now, refused: bool = False, others: int = 0, assistant: Assistant
) -> Change:
    quote = talk(assistant, AIM)
    assert quote.answer is not None
    kept = tuple(
        (Quoted(f"{DOCUMENT}/p{number}", 0, 1, "00000000"), one)
        for number, one in enumerate(became)
    )
    return Change(
        then=then, now="def", kept=kept, others=quote.answer.quotes[:1] * others, refused=refused
    )


@pytest.mark.parametrize(
    ("then", "became", "refused", "others", "said"),
    [
        (
            "def",
            (Now.SAME,),
            False,
            0,
            "The same quotation as when this link was made (index def).",
        ),
        (
            "abc",
            (Now.SAME, Now.SAME),
            False,
            0,
            "The same 2 quotations as when this link was made, though the corpus has changed "
            "since (index abc then, def now).",
        ),
        (
            "abc",
            (Now.SAME, Now.GONE),
            False,
            0,
            "The corpus has changed since this link was made (index abc then, def now). "
            "1 of 2 quotations is the same.",
        ),
        (
            "def",
            (Now.UNQUOTED,),
            False,
            1,
            "The corpus is the one that this link was made of (index def), but the answer is not "
            "the same. The quotation is another. 1 other is new.",
        ),
        (
            "abc",
            (Now.UNQUOTED, Now.GONE),
            True,
            0,
            "The corpus has changed since this link was made (index abc then, def now). "
            "Then 2 passages were quoted; now there is no answer.",
        ),
        (
            "abc",
            (),
            False,
            1,
            "The corpus has changed since this link was made (index abc then, def now). "
            "Then there was no answer; now 1 passage is quoted.",
        ),
        ("def", (), True, 0, "No answer, as when this link was made (index def)."),
    ],
)
def test_what_is_said_of_a_change(
    then: str, became: Sequence[Now], refused: bool, others: int, said: str, assistant: Assistant
) -> None:
    made = change(then, *became, refused=refused, others=others, assistant=assistant)
    assert " ".join(words.told(made)) == said


def test_a_refusal_that_asks_for_a_volume_is_linked(assistant: Assistant) -> None:
    exchange = talk(assistant, "What page is that?")
    assert exchange.answer is not None
    assert exchange.answer.refusal is not None
    assert exchange.answer.refusal.reason is Reason.UNDERSPECIFIED
    assert exchange.link is not None
