"""Whatever a model quotes, what a reader sees in quotation marks stands in the passage cited."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from random import Random

import pytest

from assistant.answer import Answer, IndexInfo, Statement
from assistant.app import Assistant
from assistant.language_model.draft import Draft
from assistant.language_model.prompts import numbered
from assistant.language_model.reply import Reply
from assistant.language_model.writer import LanguageModel
from assistant.render import markdown
from assistant.terminal import print_answer
from assistant.ui.conversation import Conversation
from assistant.ui.message import answer_html, reply_html
from corpus.errors import ModelError
from corpus.passage import Kind
from corpus.tei import read_volume
from tests.assistant.language_model.adversary import KINDS, STYLES, Attack, attacks
from tests.assistant.language_model.on_screen import in_chat, on_page, on_terminal, violations
from tests.assistant.language_model.scripted import QUICK, Scripted, passage
from vectorstore.retriever import Hit

SEED = 20_440_906
INFO = IndexInfo("1", "none", 0)
TEXT = (
    "He said: “We call it ‘firmness’—nothing more.” So ‘they’ agreed; the Allies’ aims aren’t "
    "“new”."
)

Screen = Callable[[], str]


@pytest.fixture
def screen(capsys: pytest.CaptureFixture[str]) -> Screen:
    """What was printed since it was last asked for."""
    return lambda: capsys.readouterr().out


def wrong(statements: Sequence[Statement], notice: str, screen: Screen) -> list[str]:
    """What is wrong with these statements wherever they are shown."""
    told = (*statements,)
    answer = Answer(question="Q?", searched="Q?", statements=told, notice=notice, index=INFO)
    cited = [quote.passage.text for quote in answer.quotes]
    screen()
    print_answer(answer)
    partial = Conversation().asked("Q?").wrote(told).exchanges[0]
    return [
        *on_terminal(screen(), cited),
        *on_page(markdown(answer), cited),
        *in_chat(answer_html(answer, 1), cited),
        *in_chat(reply_html(partial), cited),
        *violations(notice, []),
    ]


def altered(attack: Attack, screen: Screen) -> tuple[list[str], int, int]:
    """What is wrong on screen after an attack, how many statements came, how many led in to."""
    model = LanguageModel("test:x", Scripted(script=lambda _: attack.reply), QUICK)
    try:
        *_, told = model.write("Q?", attack.hits)
    except ModelError:
        return [], 0, 0
    bare = Draft("test:x", numbered(attack.hits))
    for sentence in Reply.model_validate(attack.reply).sentences:
        bare.add(sentence.model_copy(update={"prose": ""}))
    led = sum(
        one.text != two.text for one, two in zip(told.statements, bare.statements, strict=True)
    )
    return wrong(told.statements, told.notice, screen), len(told.statements), led


def measured(made: Sequence[Attack], screen: Screen) -> Counter[str]:
    """Replies with altered quotations on screen, statements, and lead-ins kept by kind."""
    counts: Counter[str] = Counter()
    for attack in made:
        found, statements, led = altered(attack, screen)
        assert not found, (attack.kind, attack.style, found, attack.reply)
        counts["statements"] += statements
        counts[attack.kind] += led
    return counts


def test_no_altered_quotation_is_shown_of_200(assistant: Assistant, screen: Screen) -> None:
    stored = assistant.index.passages
    hits = [
        Hit(one, document, 1.0)
        for id_ in stored.documents_of("frus1944Quebec")
        if (document := stored.document(id_))
        for one in stored.passages_of(id_)
    ]
    counts = measured(attacks([*hits, passage("p99", TEXT)], 200, SEED), screen)
    assert counts["statements"] > 250
    # True quotations come through, or nothing was tried.
    assert counts["true"] > 2


@pytest.mark.slow
def test_no_altered_quotation_is_shown_of_2000_over_the_volumes(
    shared: Path, screen: Screen
) -> None:
    chance = Random(SEED)  # noqa: S311 (not for secrets)
    hits = []
    for path in sorted((shared / "frus" / "volumes").glob("*.xml")):
        texts = read_volume(path).documents
        every = [Hit(one, text.document, 1.0) for text in texts for one in text.passages]
        quoted = [hit for hit in every if hit.passage.kind is not Kind.HEADING]
        hits += chance.sample(quoted, min(120, len(quoted)))
    counts = measured(attacks(hits, 2000, SEED), screen)
    print(counts)
    assert counts["statements"] > 2500
    assert counts["true"] > 20


def test_every_kind_of_attack_and_of_mark_is_among_2000() -> None:
    hits = [passage(f"p{n}", TEXT) for n in range(5)]
    made = attacks(hits, 2000, SEED)
    assert {attack.kind for attack in made} == set(KINDS)
    assert {attack.style for attack in made} == set(STYLES)


FIRM = "A greater degree of firmness in our policy would avoid “more” serious difficulties."


@pytest.mark.parametrize(
    "shown",
    [
        "It says “a lesser degree of firmness”.",
        "It says “A greater degree of firmness in policy”.",
        "It says ‘a lesser degree’ of it.",
        "It says 'a lesser degree' of it.",
        "It says «lesser».",
        "It says 「lesser」.",
        "It says `lesser`.",
        "It says ″lesser″.",
        "It says *lesser*.",
        "It says “greater degree",
        "It says greater degree”.",
        "It says “reater degree”.",
        "It says “greater deg”.",
        "“greater degree” it says “lesser”.",
        "“greater degree of” and “firmness in my policy”.",
        "“would avoid “much” serious difficulties”",
        "“grеater degree”",
        "“greater\u200b degree”",
        "“”",
    ],
)
def test_what_is_altered_is_seen(shown: str) -> None:
    assert violations(shown, [FIRM])
    assert [*on_terminal(f"{shown} [1]\n\n[1] A reference, “x”.", [FIRM])]
    if not set("*`_") & set(shown):
        assert [*in_chat(f'<div class="frus-statement"><p>{shown}</p></div>', [FIRM])]
    assert [*on_page(f"**Question:** Q\n\n{shown} [1]\n\n**Sources**", [FIRM])]


@pytest.mark.parametrize(
    "shown",
    [
        "It says “A greater degree of firmness in our policy”.",
        "The paper's and the Allies’ words, it's said: “would avoid “more” serious difficulties.”",
        "“greater degree” and “firmness in our policy”.",
        f"Footnote 1, by the editors: “{FIRM}”",
    ],
)
def test_what_is_true_is_let_be(shown: str) -> None:
    assert not violations(shown, [FIRM])
    assert not [*on_page(f"**Question:** Q\n\n{shown} [1]\n\n**Sources**", [FIRM])]


@pytest.mark.parametrize("shown", ["*A*", "_A_", "`A`", "<q>A</q>", "> A", "&quot;A", "~~A~~"])
def test_live_markup_is_seen(shown: str) -> None:
    assert [*on_page(f"**Question:** Q\n\n{shown} [1]\n\n**Sources**", ["A"])]
    tags = f'<div class="frus-statement"><p><q>{shown}</q></p></div>'
    assert "q" in in_chat(tags, ["A"])
