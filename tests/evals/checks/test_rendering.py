"""Renderings that go wrong in one way each are caught, on every surface that could."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Callable, Mapping
from dataclasses import replace
from io import StringIO
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

import pytest

from assistant import record, render
from assistant.answer import Answer, Reason
from corpus.passage import PageBreak, Voice
from evals.case import Case
from evals.checks import rendering_chat, rendering_terminal
from evals.checks.rendering import rendered
from evals.checks.rendering_chat import Chat
from evals.checks.rendering_json import Json
from evals.checks.rendering_markdown import Markdown
from evals.checks.rendering_shown import Surface
from evals.checks.rendering_terminal import Terminal
from vectorstore.retriever import Hit

if TYPE_CHECKING:
    from tests.evals.conftest import Replies

SURFACES: Mapping[str, Surface] = MappingProxyType(
    {"JSON": Json(), "Markdown": Markdown(), "terminal": Terminal(), "chat": Chat()}
)
FRIENDLY = "mistake friendliness for weakness"
ANSWERED = "answer in a refusal"


@pytest.fixture
def answer(replies: Replies) -> Answer:
    """Two statements, the second of two quotations, one of them a footnote's."""
    friendly, tehran = replies.quote("p4", FRIENDLY), replies.quote("fn2", "Tehran Conference")
    peril = replies.quote("p6", "perilously close to collusion")
    first = replies.answer(friendly)
    second = replies.answer(tehran, peril)
    return replace(first, statements=(*first.statements, *second.statements))


@pytest.fixture
def refusal(replies: Replies) -> Answer:
    offered = (replies.quote("p4", FRIENDLY), replies.quote("fn2", "Tehran Conference"))
    return replies.refusal(Reason.NOT_ANSWERED, related=offered)


@pytest.fixture
def outcomes(case: Case) -> Callable[[Answer], dict[str, str]]:
    def of(answer: Answer) -> dict[str, str]:
        found = {name: rendered(one)(case, answer).findings[0] for name, one in SURFACES.items()}
        assert all(one.right == (one.outcome == "as checked") for one in found.values())
        return {name: one.outcome for name, one in found.items() if not one.right}

    return of


Outcomes = Callable[[Answer], dict[str, str]]


def test_right_renderings_pass(
    replies: Replies, answer: Answer, refusal: Answer, outcomes: Outcomes
) -> None:
    assert outcomes(answer) == outcomes(refusal) == {}
    hit = Hit(replies.passage("p4"), replies.text.document, 1.0, {})
    followed = replace(answer, searched="Another <question>", hits=(hit,), notice="No *model*.")
    assert outcomes(followed) == {}
    assert outcomes(replace(refusal, searched="Another?", hits=(hit,))) == {}
    assert outcomes(replies.refusal(Reason.GREETING, "Ask about the record.")) == {}


@pytest.mark.parametrize(
    "words",
    [
        "a <b>bold</b> & [link](http://x.org) *claim*, $5 | `x` __init__",
        "# 1. Heading\n- [x]: y &amp; “nested ‘quotes’” [1] so",
        "he said: “No.” (Source note) p. 3",
        "<!-- gone --> <img src=x onerror=y> </div>",
        "one\nbreak and [page 7] printed",
    ],
)
def test_hostile_words_stand_as_they_are(replies: Replies, outcomes: Outcomes, words: str) -> None:
    turned = (PageBreak(0, "192"), PageBreak(4, "193"))
    quote = replies.quote("p4", words, text=f"Yes. {words} No.", pages=turned)
    note = replies.quote("fn2", words, text=f"{words} {'and so on ' * 40}")
    assert outcomes(replies.answer(quote, note)) == {}
    assert outcomes(replies.refusal(Reason.NOT_ANSWERED, related=(quote, note))) == {}


def test_other_notes_and_voices(replies: Replies, outcomes: Outcomes) -> None:
    quotes = (
        replies.quote("source", "Roosevelt Papers"),
        replies.quote("fn1", "ante", label=None, anchor=None),
        replies.quote("p4", FRIENDLY, voice=Voice.EDITOR),
        replies.quote("p6", "collusion", voice=Voice.SUMMARY, pages=()),
        replies.quote("head", "Briefing Paper"),
    )
    assert outcomes(replies.answer(*quotes)) == {}
    assert outcomes(replies.refusal(Reason.NOT_ANSWERED, related=quotes)) == {}


@pytest.mark.parametrize(
    ("words", "others", "outcome"),
    [
        ("weakness”", "weaknesses”", "words not whole"),
        (": “Tehran", " says “Tehran", "voice not told"),
        ("[3]", "[1]", "wrong number"),
        ("[2] “", "[2] and “", "other words"),
        ("“perilously", "*perilously*", "markup"),
        ("“mistake", "<b>“mistake", "markup"),
        ("193, footnote", "192, footnote", "wrong source"),
        ("fn2", "fn3", "wrong source"),
        ("(Editors' footnote)", "(Author's words)", "wrong source"),
        ("3. (Author", "4. (Author", "wrong source"),
        ("3. (Author", "c. (Author", "markup"),
        ("**Question:** ", "# ", "markup"),
        ("\n\n**Sources**", "\n\n“One more.”\n\n**Sources**", "more or fewer statements"),
        ("2. (", "9. (Heading) One more\n2. (", "more or fewer sources"),
        ("“mistake", "Notice: Unsure.\n\n“mistake", "other message"),
        ("Index", "Unsure.\n\nIndex", "markup"),
    ],
)
def test_faults_of_the_markdown(
    answer: Answer, case: Case, words: str, others: str, outcome: str
) -> None:
    assert said_of(Markdown(), case, answer, words, others) == outcome


def said_of(surface: Surface, case: Case, answer: Answer, words: str, others: str) -> str:
    """The outcome on `surface` where what the product makes of the answer has words changed."""
    made: dict[str, Any] = {
        "evals.checks.rendering_markdown.markdown": render.markdown,
        "evals.checks.rendering_json.answer_record": record.answer_record,
        "evals.checks.rendering_terminal.printed_by": rendering_terminal.printed_by,
        "evals.checks.rendering_chat.html_of": rendering_chat.html_of,
    }
    module = type(surface).__module__
    (target,) = (name for name in made if name.startswith(f"{module}."))
    seen: list[bool] = []

    def changed(value: Any) -> Any:
        if isinstance(value, tuple):
            return tuple(map(changed, value))
        text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
        # The Markdown to copy stands whole in the chat's panel, and is compared as a whole.
        parts = re.split(r'(?<=data-markdown=")([^"]*)', text)
        parts[::2] = [part.replace(words, others) for part in parts[::2]]
        seen.append("".join(parts) != text)
        return "".join(parts) if isinstance(value, str) else json.loads("".join(parts))

    with pytest.MonkeyPatch.context() as patch:
        # Of a terminal's two prints both are the plain one: colours would part the words.
        patch.setattr(
            target,
            lambda answer, *given: changed(made[target](answer, *(StringIO() for _ in given))),
        )
        (finding,) = rendered(surface)(case, answer).findings
    assert any(seen)
    return finding.outcome


@pytest.mark.parametrize(
    ("words", "others", "outcome"),
    [
        ("weakness”", "weakness.”", "words not whole"),
        ('citations": [2, 3]', 'citations": [3, 2]', "wrong number"),
        ('"quote": "Tehran', '"quote": "The Tehran', "wrong source"),
        ('"footnote": "2"', '"footnote": "1"', "wrong source"),
        ('"pages": ["193"]', '"pages": []', "wrong source"),
        ("footnote 2.", "footnote 1.", "wrong source"),
        ('"notice": ""', '"notice": "Unsure."', "other message"),
        ('"notice"', '"note": 1, "notice"', "markup"),
    ],
)
def test_faults_of_the_json(
    answer: Answer, case: Case, words: str, others: str, outcome: str
) -> None:
    assert said_of(Json(), case, answer, words, others) == outcome


@pytest.mark.parametrize(
    ("words", "others", "outcome"),
    [
        ("weakness”", "weakness …”", "words not whole"),
        ("[2] [3]", "[3] [2]", "wrong number"),
        ("footnote 2.", "footnote 1.", "wrong source"),
        ("[3] Dep", "Dep", "markup"),
        ("“mistake", "\x1b[1m“mistake", "markup"),
        ("\n\n[1] Dep", "\n\nMore.\n\n[1] Dep", "more or fewer statements"),
    ],
)
def test_faults_of_the_terminal(
    answer: Answer, case: Case, words: str, others: str, outcome: str
) -> None:
    assert said_of(Terminal(), case, answer, words, others) == outcome


@pytest.mark.parametrize(
    ("words", "others", "outcome"),
    [
        ("weakness”", "weakness.”", "words not whole"),
        ("Source </span>3</a>", "Source </span>1</a>", "markup"),
        ('href="#source-1-2"', 'href="#source-1-3"', "markup"),
        ('href="#cite-1-2"', 'href="#cite-1-1"', "wrong source"),
        ('href="#cite-1-2"', 'href="#cite-1-9"', "markup"),
        ('id="cite-1-2"', 'id="cite-1-1"', "markup"),
        ("<mark>Tehran", "Tehran<mark>", "wrong source"),
        ("475 ff.</blockquote>", "475.</blockquote>", "wrong source"),
        ('#pg_193" target', '#pg_192" target', "wrong source"),
        ("Footnote 2 to", "Footnote 1 to", "wrong source"),
        ("to paragraph 3", "to paragraph 2", "wrong source"),
        ("2. Editors", "2. Author", "wrong place"),
        ("193, footnote 2<br>", "193<br>", "wrong place"),
        ("<mark>", '<mark onclick="x">', "markup"),
        ("<mark>", "<mark><i>x</i>", "markup"),
        ("<mark>", "<mark><!-- x -->", "markup"),
        ("<mark>", "</p><mark>", "markup"),
        ("<mark>", "<!doctype x><mark>", "markup"),
        ("<mark>", "<?x?><mark>", "markup"),
        ("</article></section>", "</section>", "markup"),
        ('</div><div class="frus-statement', '</div>\n<div class="frus-statement', "markup"),
        ('data-markdown="', 'data-markdown="x', "markup"),
    ],
)
def test_faults_of_the_chat(
    answer: Answer, case: Case, words: str, others: str, outcome: str
) -> None:
    assert said_of(Chat(), case, answer, words, others) == outcome


def test_statements_in_another_order(answer: Answer, case: Case) -> None:
    first, second = render.markdown(answer).split("\n\n")[1:3]
    turned = (f"{first}\n\n{second}", f"{second}\n\n{first}")
    assert said_of(Markdown(), case, answer, *turned) == "out of order"


@pytest.mark.parametrize(
    ("surface", "words", "others", "outcome"),
    [
        (Json(), '"statements": []', '"statements": [{"text": "Yes", "citations": []}]', ANSWERED),
        (Terminal(), "say.\n", "say.\n\n“Yes.”\n", ANSWERED),
        (Markdown(), "say.\n", "say.\n\n“Yes.”\n", ANSWERED),
        (
            Chat(),
            "<blockquote",
            '<a class="frus-back" href="#source-1-A"></a><blockquote',
            ANSWERED,
        ),
        (Json(), "does not say", "says", "other message"),
        (Terminal(), "does not say", "says", "other message"),
        (Markdown(), "does not say", "says", "other message"),
        (Chat(), "does not say", "says", "other message"),
        (Json(), "mistake friendliness", "mistake", "wrong source"),
        (Terminal(), "mistake friendliness", "mistake", "wrong source"),
        (Terminal(), "  frus1944Quebec/d123/p4", "frus1944Quebec/d123/p4", "markup"),
        (Terminal(), "  frus1944Quebec/d123/fn2", " or/so/", "more or fewer sources"),
        (Markdown(), "mistake friendliness", "mistake", "wrong source"),
        (Chat(), "mistake friendliness", "mistake", "wrong source"),
        (Chat(), "mistake friendliness", "<mark>mistake friendliness</mark>", "wrong source"),
    ],
)
def test_faults_of_refusals(
    refusal: Answer, case: Case, surface: Surface, words: str, others: str, outcome: str
) -> None:
    assert said_of(surface, case, refusal, words, others) == outcome


def test_a_terminal_that_is_given_other_letters(answer: Answer, case: Case) -> None:
    made = rendering_terminal.printed_by

    def told(answer: Answer, stream: StringIO) -> str:
        text = made(answer, stream)
        return text.replace("friendliness", "friendship") if stream.isatty() else text

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(rendering_terminal, "printed_by", told)
        (finding,) = rendered(Terminal())(case, answer).findings
    assert finding.outcome == "markup"
    assert finding.shown.startswith("other letters on a terminal")


def test_what_was_searched_is_told_on_a_terminal(
    replies: Replies, answer: Answer, case: Case
) -> None:
    hit = Hit(replies.passage("p4"), replies.text.document, 1.0, {})
    followed = replace(answer, searched="Another", hits=(hit,))
    assert said_of(Terminal(), case, followed, "Searched as", "Asked") == "markup"


def test_no_surface_needs_a_server() -> None:
    script = (
        "import sys; from evals.suite import answer_checks; "
        "from assistant.ui import message, sources; "
        "print(sorted({'gradio', 'torch', 'chromadb', 'langchain_core'} & set(sys.modules)))"
    )
    told = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )
    assert told.stdout == "[]\n"
