"""The page of a run read back: whole, escaped, and fetching nothing."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from html.parser import HTMLParser

import pytest

from corpus.errors import InputError
from evals.suite import page_failures, page_questions
from evals.suite.page import as_page
from tests.evals.suite.reported import (
    ADDRESS,
    JUDGED,
    SCRIPT,
    SITE,
    asked,
    judged,
    results,
    wrong,
)

VOID = {"meta", "circle", "path", "polyline"}


@dataclass
class Read(HTMLParser):
    """All elements with their attributes, and all text outside the style."""

    elements: list[tuple[str, dict[str, str | None]]] = field(default_factory=list)
    text: list[str] = field(default_factory=list)
    style: str = ""
    open: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1] == "style":
            self.style += data
        else:
            self.text.append(data)

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.elements if name == tag]

    @property
    def words(self) -> str:
        return " ".join("".join(self.text).split())


def read(page: str) -> Read:
    parser = Read()
    parser.feed(page)
    parser.close()
    assert parser.open == []
    return parser


@pytest.fixture(scope="module")
def page() -> Read:
    return read(as_page(results()))


def test_the_page_fetches_nothing_and_runs_nothing(page: Read) -> None:
    names = {tag for tag, _ in page.elements}
    assert not names & {"script", "link", "img", "iframe", "object", "base", "form", "image", "use"}
    for tag, attributes in page.elements:
        assert not [name for name in attributes if name.startswith("on") or name == "src"], tag
        if tag != "a":
            assert "href" not in attributes
    assert "url(" not in page.style
    assert "@import" not in page.style
    (policy,) = [one for one in page.all("meta") if "http-equiv" in one]
    assert str(policy["content"]).startswith("default-src 'none'")


def test_links_lead_into_the_page_or_to_the_record(page: Read) -> None:
    addresses = [str(link["href"]) for link in page.all("a")]
    ids = [attributes["id"] for _, attributes in page.elements if "id" in attributes]
    assert len(ids) == len(set(ids))
    assert ADDRESS in addresses
    for address in addresses:
        assert address.startswith(f"{SITE}/") or address.removeprefix("#") in ids, address


def test_text_of_the_corpus_is_escaped(page: Read) -> None:
    assert SCRIPT in page.words
    assert f"What of {SCRIPT} & q1?" in page.words
    assert f"A note with {SCRIPT}." in page.words
    assert "␀␋[U+FFFE]" in page.words


def test_verdict_and_identity_stand_at_the_top(page: Read) -> None:
    assert "smoke: a gate was not reached, 2 of 5 missed" in page.words
    assert "Not reached: s/words, s/lost" in page.words
    for told in ("abc+", "version", "d" * 64, "v" * 64, "y" * 64):
        assert told in page.words


def test_every_figure_has_its_interval_drawn_and_told(page: Read) -> None:
    drawn = [one for one in page.all("svg") if one.get("class") == "whisker"]
    assert len(drawn) == len([one for one in results().metrics if one.total])
    (words,) = [one for one in drawn if "(3 of 6)" in str(one["aria-label"])]
    assert str(words["aria-label"]).startswith("0.500 (3 of 6), 95 % ")
    assert str(words["aria-label"]).endswith("; expected all")
    floors = [one for one in page.all("path") if one.get("class") == "floor"]
    assert len(floors) == len(drawn) - 1  # s/told has none


def test_metrics_without_a_gate_stand_apart() -> None:
    page = as_page(results())
    gates, _, rest = page.partition('<section id="figures">')
    assert ">told" not in gates
    assert ">told" in rest.partition('<section id="curves">')[0]


def test_the_altered_word_is_marked(page: Read) -> None:
    told = page.words
    assert "of the shown, not in the source: loosest, in the source, not shown: closest, " in told
    assert "most cooperative relationship there is" in told
    assert len(page.all("del")) == len(page.all("ins"))


def test_a_diff_needs_no_colour(page: Read) -> None:
    assert "text-decoration: line-through" in page.style
    assert "text-decoration: underline" in page.style


def test_curves_have_axes_ticks_legends_and_words(page: Read) -> None:
    drawn = [one for one in page.all("svg") if str(one.get("aria-label")).count(" over ")]
    assert [str(one["aria-label"]).split(".")[0] for one in drawn] == [
        "risk over coverage",
        "share found over passages",
    ]
    assert "risk of t: 0.500 at 0.500, 0.750 at 1.000" in str(drawn[0]["aria-label"])
    assert len(page.all("polyline")) == 3
    for name in ("risk of s", "risk of t", "recall"):
        assert name in page.words


def test_questions_and_replies_are_there(page: Read) -> None:
    asked_ = [one for one in page.all("details") if "question" in str(one.get("class"))]
    assert [str(one["class"]) for one in asked_] == [
        "question with-failures",
        "question with-failures",
        "question fine",
    ]
    assert "Asked before: Before?" in page.words
    assert "frus1944Quebec/d123/p2: beside" in page.words


def test_what_was_not_judged_is_a_failure_told_as_such(page: Read) -> None:
    assert "Nothing was judged, though there was cause to." in page.words


def test_the_cap_on_failures_is_stated() -> None:
    many = [judged("s/words", f"q{n}", wrong("altered"), total=1) for n in range(1234)]
    rare = judged("s/words", "rare", wrong("cut inside a word"), total=1)
    page = read(as_page(results([*many, rare])))
    shown = [one for one in page.all("article") if one.get("class") == "failure"]
    assert len(shown) == page_failures.SHOWN == 20
    assert "20 of 1,235 are shown; 1,215 more are in results.json." in page.words
    assert "cut inside a word rare" in page.words


def test_the_cap_on_questions_is_stated_and_keeps_those_not_right() -> None:
    items = [asked(f"q{n}") for n in range(page_questions.SHOWN + 50)]
    page = read(as_page(results([*JUDGED, judged("s/words", "q340", wrong("cut"))], items=items)))
    shown = [one for one in page.all("details") if "question" in str(one.get("class"))]
    assert len(shown) == page_questions.SHOWN
    assert "300 of 350 questions are shown, those not right in some metric first" in page.words
    assert f"What of {SCRIPT} & q340?" in page.words
    assert f"What of {SCRIPT} & q345?" not in page.words


def test_a_large_run_stays_a_page_that_opens() -> None:
    words = " ".join(f"word{n}" for n in range(150))
    failure = wrong("altered", words.replace("word70 ", "other "), f"{words} {words}")
    many = [judged("s/words", f"q{n}", failure, total=1) for n in range(5000)]
    page = as_page(results(many, items=[asked(f"q{n}") for n in range(2000)]))
    assert len(page.encode()) < 1_000_000


def test_equal_results_give_equal_pages_but_for_timings() -> None:
    one, other = as_page(results()), as_page(results(timings=9.0))
    assert one == as_page(results())
    assert one != other
    assert one.replace("1.50", "9.00") == other


def test_a_run_without_anything_is_still_a_page() -> None:
    empty = replace(results(()), metrics=(), items=(), curves=())
    words = read(as_page(empty)).words
    assert "smoke: no gate, so nothing was shown" in words
    assert "Everything that was judged was right." in words


def test_a_reply_that_is_none_is_refused_by_name() -> None:
    item = replace(asked("q7"), reply={"statements": [{"words": "a"}]})
    with pytest.raises(InputError, match=r"items\.q7\.reply\.statements\.0\.text"):
        as_page(results(items=[item]))


def test_an_address_elsewhere_is_no_link() -> None:
    citation = {"number": 1, "quote": "a", "reference": "b", "url": "https://example.org/x"}
    page = read(as_page(results(items=[replace(asked("q1"), reply={"citations": [citation]})])))
    assert not [one for one in page.all("a") if "example.org" in str(one["href"])]
