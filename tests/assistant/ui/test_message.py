"""Questions and replies as HTML."""

from __future__ import annotations

from dataclasses import replace
from html.parser import HTMLParser

import pytest

from assistant.answer import Answer, IndexInfo, Quote, Reason, Refusal, Statement
from assistant.ui.conversation import MOST_EXCHANGES, Conversation, Exchange
from assistant.ui.message import answer_html, messages, question_html, reply_html
from corpus.passage import DocumentText, Passage

INFO = IndexInfo("3f9c21", "all-MiniLM-L6-v2", 11)
PAYLOADS = (
    "<script>window.hacked=1</script>",
    '<img src=x onerror="window.hacked=1">',
    "\"><svg onload='window.hacked=1'>",
    "[a](javascript:alert(1))",
    "$$\\href{javascript:alert(1)}{x}$$",
    "a\n\n<script>window.hacked=1</script>",
    "&lt;script&gt;",
    "${window.hacked=1} {{value}}",
)


class Tags(HTMLParser):
    """The elements of a page, their attributes, and the words between them."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: dict[str, list[str | None]] = {}
        self.words = ""
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        for name, value in attrs:
            self.attributes.setdefault(name, []).append(value)

    def handle_data(self, data: str) -> None:
        self.words += data


def answered(shipped: DocumentText, question: str = "What?", searched: str = "What?") -> Answer:
    passage = shipped.passages[-1]
    quotes = (Quote(passage, shipped.document, 0, 20), Quote(passage, shipped.document, 21, 40))
    return Answer(
        question=question,
        searched=searched,
        statements=(Statement(f"“{quotes[0].text}”", quotes[:1]), Statement("Both.", quotes)),
        index=INFO,
    )


def test_a_citation_is_a_link_to_its_card(shipped: DocumentText) -> None:
    found = Tags(answer_html(answered(shipped), 3))
    cards = [link for link in found.attributes["href"] if link and "source-" in link]
    assert cards == ["#source-3-1", "#source-3-1", "#source-3-2"]
    ids = found.attributes["id"]
    assert ids == ["cite-3-1", "cite-3-2", "copy-3"]


def test_the_voice_and_the_place_stand_under_a_statement(shipped: DocumentText) -> None:
    said = Tags(answer_html(answered(shipped), 1)).words
    assert "Editors' footnote · Department of State Briefing Paper, p. 193, footnote 2" in said


def test_what_was_searched_is_shown_where_it_differs(shipped: DocumentText) -> None:
    assert "Searched as:" not in answer_html(answered(shipped), 1)
    told = answer_html(answered(shipped, "And they?", "And Poland?"), 1)
    assert "Searched as:" in told
    assert "And Poland?" in told


def test_a_notice_is_shown(shipped: DocumentText) -> None:
    told = answer_html(replace(answered(shipped), notice="No <model>."), 1)
    assert "No &lt;model&gt;." in told


def test_a_refusal_has_its_message_and_no_citation(shipped: DocumentText) -> None:
    refused = Answer(
        question="Q",
        searched="Q",
        refusal=Refusal(Reason.NOT_ANSWERED, "Nothing answers this."),
        related=(Quote(shipped.passages[3], shipped.document, 0, 11),),
        index=INFO,
    )
    found = Tags(answer_html(refused, 2))
    assert "Nothing answers this." in found.words
    assert "frus-cite" not in found.attributes["class"]
    assert found.attributes["href"] == ["#sources-2"]


@pytest.mark.parametrize("payload", PAYLOADS)
def test_strings_stay_strings(shipped: DocumentText, payload: str) -> None:
    document = replace(shipped.document, title=payload)
    passage = Passage(
        id=f"{document.id}/p1",
        document=document.id,
        kind=shipped.passages[3].kind,
        voice=shipped.passages[3].voice,
        text=payload,
    )
    quote = Quote(passage, document, 0, len(payload))
    told = Answer(
        question=payload,
        searched=f"{payload} more",
        statements=(Statement(f"{payload} “{payload}”", (quote,)),),
        notice=payload,
        index=INFO,
    )
    exchange = Exchange(number=1, question=payload, answer=told)
    page = question_html(exchange) + reply_html(exchange)
    found = Tags(page)
    assert set(found.tags) <= {"div", "p", "span", "strong", "a", "button", "br"}
    assert set(found.attributes) <= {"class", "id", "href", "type"}
    assert "".join(payload.split()) in "".join(found.words.split())
    assert "\n" not in page


def test_trouble_is_told_without_an_answer() -> None:
    told = reply_html(Exchange(number=1, question="Q", trouble="port <taken>"))
    assert "port &lt;taken&gt;" in told
    assert "frus-cite" not in told


def test_a_waiting_reply_says_how_far_it_is() -> None:
    told = reply_html(Exchange(number=1, question="Q", searched="R", progress="Reading…"))
    assert "Searched as:" in told
    assert "Reading…" in told


def test_messages_alternate_and_say_what_left() -> None:
    talk = Conversation()
    for number in range(MOST_EXCHANGES + 1):
        talk = talk.asked(f"Question {number}").troubled("no")
    shown = messages(talk)
    assert str(MOST_EXCHANGES) in shown[0]["content"]
    assert [message["role"] for message in shown[1:3]] == ["user", "assistant"]
    assert len(shown) == 2 * MOST_EXCHANGES + 1
