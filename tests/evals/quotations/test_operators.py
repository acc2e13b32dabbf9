"""What the operators make of true quotations, told without the checker."""

import random
import re
import unicodedata

import pytest

from assistant.answer import Quote
from corpus.document import Document, Volume
from corpus.passage import Anchor, DocumentText, Kind, PageBreak, Passage, Voice
from evals.quotations import run
from evals.quotations.book import Book
from evals.quotations.falsified import FALSIFYING
from evals.quotations.misplaced import misplacing
from evals.quotations.retyped import RETYPING
from evals.quotations.trial import Trial
from vectorstore.retriever import Filter

VOLUME = Volume(id="frus1950v01", title="A volume")
SENTENCES = (
    "On March 4, 1950, the Secretary said that 35 ships would not be sent to the Café of Lisbon.",
    "He must agree with Acheson—and with “all friends”—that the first 1,200 men were … enough.",
    "No date was given in the cable, and nothing more was said of it before the meeting began.",
)


def passage(document: str, name: str, text: str, page: str, **more: object) -> Passage:
    kind = Kind.FOOTNOTE if name.startswith("fn") else Kind.PARAGRAPH
    return Passage(
        id=f"{document}/{name}",
        document=document,
        kind=kind,
        voice=Voice.AUTHOR,
        text=text,
        pages=(PageBreak(0, page),),
        **more,  # type: ignore[arg-type]
    )


def document(number: int) -> DocumentText:
    id_ = f"{VOLUME.id}/d{number}"
    texts = [
        passage(id_, f"p{at}", f"{sentence} ({number})", str(10 * number + at))
        for at, sentence in enumerate(SENTENCES, start=1)
    ]
    note = passage(
        id_,
        "fn1",
        f"A note of number {number}, which says what the cable of that day had to say of it.",
        str(10 * number + 1),
        label="1",
        anchor=Anchor(texts[0].id, 5),
    )
    held = Document(id=id_, volume=VOLUME, number=str(number), title=f"Document {number}")
    return DocumentText(held, (*texts, note))


@pytest.fixture(scope="module")
def book() -> Book:
    return Book(VOLUME.id, tuple(document(number) for number in (1, 2, 3)))


@pytest.fixture(scope="module")
def wordy(book: Book) -> Book:
    """A book whose names and words are known."""
    crowd = "by Acheson and Marshall and Harriman who were there again today. " * 6
    id_ = f"{VOLUME.id}/d9"
    held = Document(id=id_, volume=VOLUME, number="9", title="A crowd")
    text = DocumentText(held, (passage(id_, "p1", crowd.strip(), "90"),))
    return Book(VOLUME.id, (*book.documents, text))


class Nothing:
    """A shelf that nobody may ask."""

    volume_count = 0

    @property
    def passages(self) -> "Nothing":
        return self

    def before(self, passage: Passage, count: int) -> tuple[Passage, ...]:
        raise AssertionError("nothing is to be checked")

    def after(self, passage: Passage, count: int) -> tuple[Passage, ...]:
        raise AssertionError("nothing is to be checked")

    def containing(self, words: str, limit: int, scope: Filter) -> list[tuple[Passage, Document]]:
        raise AssertionError("nothing is to be checked")

    def similar(self, words: str, limit: int, scope: Filter) -> list[tuple[Passage, Document]]:
        raise AssertionError("nothing is to be checked")

    def volume_installed(self, volume_id: str) -> bool:
        raise AssertionError("nothing is to be checked")

    def document(self, document_id: str) -> Document | None:
        raise AssertionError("nothing is to be checked")


def drawing(seed: int) -> random.Random:
    return random.Random(seed)  # noqa: S311  # no secret


def trials(operator: str, book: Book) -> list[Trial]:
    strangers = ["frus1950v01/d1", "frus1944Quebec/d123"]
    operators = {**FALSIFYING, **misplacing(strangers), **RETYPING}
    made = []
    for seed in range(40):
        rng = drawing(seed)
        for quote in book.quotes(rng):
            trial = operators[operator](quote, book, rng)
            if trial is not None:
                made.append(trial)
    return made


@pytest.mark.parametrize("operator", sorted(FALSIFYING))
def test_a_falsified_quotation_differs_and_cites_its_own_document(
    operator: str, wordy: Book
) -> None:
    made = trials(operator, wordy)
    assert made
    for trial in made:
        assert trial.quotation != trial.true.text
        assert trial.cite.startswith(trial.true.document.id)
        assert not wordy.stands(trial.quotation, trial.true.document.id)


@pytest.mark.parametrize(
    ("operator", "changed"),
    [
        ("number changed", r"\b(?:25|34|36|45|0|1|2|3|4|5|1[1-4]|1,190|1,199|1,201|1,210)\b"),
        ("year changed", r"19(?:40|49|51|60)"),
        ("month changed", r"(?!March)\b[A-Z][a-z]+ 4,"),
        ("negation put in", r"(?:would|were|was|must|had) not\b"),
        ("negation taken out", r"would be sent|^[^N]"),
        ("ellipsis eats a negation", r"\.\.\.|…|\. \. \."),
    ],
)
def test_operators_change_what_they_name(operator: str, changed: str, wordy: Book) -> None:
    for trial in trials(operator, wordy):
        assert re.search(changed, trial.quotation), trial.quotation


def test_an_ellipsis_that_eats_a_negation_leaves_none_of_it(wordy: Book) -> None:
    made = [t for t in trials("ellipsis eats a negation", wordy) if "ships" in t.true.text]
    assert made
    assert all(not re.search(r"\bnot\b", trial.quotation) for trial in made)


@pytest.mark.parametrize("operator", sorted(set(RETYPING) - {"runs over a paragraph"}))
def test_a_retyped_quotation_keeps_its_words(operator: str, wordy: Book) -> None:
    made = trials(operator, wordy)
    assert made
    for trial in made:
        assert trial.cite == trial.true.passage.id
        plain = re.sub(r"\[of State\]|\[[^\]]{3,}\]", "", trial.quotation)
        said = words(plain.replace("[", "").replace("]", ""))
        source = iter(words(trial.true.text))
        assert all(word in source for word in said), trial.quotation


def words(text: str) -> list[str]:
    return re.findall(r"\w+", unicodedata.normalize("NFC", text).casefold())


def test_a_run_over_a_paragraph_joins_two_that_follow_one_another(book: Book) -> None:
    made = trials("runs over a paragraph", book)
    assert made
    for trial in made:
        assert book.stands(trial.quotation.replace("“", ""), trial.true.document.id) or (
            "friends" in trial.quotation
        )


@pytest.mark.parametrize("operator", sorted(misplacing([])))
def test_a_misplaced_quotation_cites_another_place(operator: str, book: Book) -> None:
    # What stands in all three documents is not misplaced.
    made = trials(operator, book) + trials(operator, Book(VOLUME.id, book.documents[:1]))
    assert made
    for trial in made:
        assert trial.quotation == trial.true.text
        assert trial.cite != trial.true.passage.id
        assert trial.cite != trial.true.document.id


def test_misplaced_notes_cite_notes_of_other_documents_and_the_text_above(book: Book) -> None:
    notes = {trial.cite.partition("/")[2] for trial in trials("same footnote number", book)}
    assert notes == {"d1/fn1", "d2/fn1", "d3/fn1"}
    swapped = {(t.true.passage.id, t.cite) for t in trials("note and text", book)}
    assert ("frus1950v01/d1/fn1", "frus1950v01/d1/p1") in swapped


def test_words_that_stand_twice_are_never_misplaced(book: Book) -> None:
    first = book.documents[0]
    twice = Quote(first.passages[0], first.document, 0, 60)
    assert not book.once(twice.text)
    for operator in misplacing(["frus1944Quebec/d123"]).values():
        assert operator(twice, book, drawing(0)) is None


def test_a_page_beside_is_none_of_the_quotations_own(book: Book) -> None:
    made = trials("next page", book)
    assert made
    for trial in made:
        label = trial.cite.partition("#pg_")[2]
        assert label in book.pages
        assert label not in trial.true.pages


def test_the_same_seed_draws_the_same_quotations(book: Book) -> None:
    drawn = [list(book.quotes(drawing(4))) for _ in range(2)]
    assert drawn[0] == drawn[1]
    assert drawn[0] != list(book.quotes(drawing(5)))


def test_what_stands_in_the_document_after_all_is_told_apart(
    book: Book, monkeypatch: pytest.MonkeyPatch
) -> None:
    def another_passage(quote: Quote, book: Book, rng: random.Random) -> Trial:
        return Trial(book.beside(quote.passage)[0].text, quote.passage.id, quote)

    monkeypatch.setattr(run, "FALSIFYING", {"another passage": another_passage})
    monkeypatch.setattr(run, "misplacing", lambda _: {})
    monkeypatch.setattr(run, "RETYPING", {})
    (score,) = run.bench(Nothing(), [book], []).scores
    assert (score.total, score.share, score.interval) == (0, None, None)
    assert score.equivalent > 0
