"""What ties two documents together: the same words, and references."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.answer import Quote
from assistant.ties import Mention, SameWords, Spoken, mentions, same_words
from corpus.document import Document, Volume
from corpus.passage import Kind, PageBreak, Passage, Reference, Voice

VOLUME = Volume(id="frus1955w1", title="The Book")
SENTENCE = "The cabinet has decided that the wheat will be paid for in cotton and not in gold."


def document(own: str) -> Document:
    return Document(id=f"frus1955w1/{own}", volume=VOLUME, number=own[1:], title=f"Paper {own}")


def passage(
    own: str,
    text: str,
    name: str = "p1",
    kind: Kind = Kind.PARAGRAPH,
    references: tuple[Reference, ...] = (),
    page: str | None = None,
) -> Passage:
    return Passage(
        id=f"frus1955w1/{own}/{name}",
        document=f"frus1955w1/{own}",
        kind=kind,
        voice=Voice.AUTHOR,
        text=text,
        references=references,
        pages=(PageBreak(0, page),) if page else (),
    )


def told(own: str, *passages: Passage) -> Spoken:
    """A document of which the first passage is quoted as a whole."""
    first = passages[0]
    return Spoken(document(own), (Quote(first, document(own), 0, len(first.text)),))


def store(*passages: Passage) -> Callable[[str], Sequence[Passage]]:
    return lambda id_: [passage for passage in passages if passage.document == id_]


def shared(first: Passage, *others: Passage) -> list[SameWords]:
    own = first.id.split("/")[1]
    rest = {one.document.rpartition("/")[2]: one for one in reversed(others)}
    spoken = [told(own, first), *(told(name, one) for name, one in rest.items())]
    return same_words(spoken, store(first, *others))


def test_words_that_stand_in_both_quotations_are_found_once() -> None:
    (found,) = shared(passage("d1", f"Then: {SENTENCE} So be it."), passage("d2", SENTENCE))
    assert found.one.text == SENTENCE.removesuffix(".")
    assert found.other.text == SENTENCE.removesuffix(".")
    assert (found.one.document.id, found.other.document.id) == ("frus1955w1/d1", "frus1955w1/d2")


def test_words_of_a_quotation_that_the_other_document_has_elsewhere_are_found() -> None:
    (found,) = shared(
        passage("d1", SENTENCE),
        passage("d2", "Nothing of the kind is true."),
        passage("d2", f"He cabled: “{SENTENCE.upper()}”", "fn1", Kind.FOOTNOTE),
    )
    assert found.other.passage.id == "frus1955w1/d2/fn1"
    assert found.other.text == SENTENCE.upper().removesuffix(".")


def test_words_are_followed_through_the_editors_brackets() -> None:
    cut = SENTENCE.replace("will be paid", "[illegible] will be [5 words not declassified] paid")
    (found,) = shared(passage("d1", SENTENCE), passage("d2", cut))
    assert found.other.text == cut.removesuffix(".")


def test_a_heading_does_not_take_words_over() -> None:
    heading = passage("d2", SENTENCE, "head", Kind.HEADING)
    assert shared(passage("d1", SENTENCE), passage("d2", "Nothing."), heading) == []


@pytest.mark.parametrize(
    "common",
    [
        "the wheat will be paid for in cotton",  # eight words
        "the President of the United States and the Chairman of the Council of Ministers",
        "[less than 1 line of source text not declassified in full]",
        "Department of State, Central Files, 611.61/4-2055; S/S Files: Lot 66 D 95, NSC 1955",
    ],
)
def test_names_and_a_few_words_in_common_are_not_taken_over(common: str) -> None:
    assert (
        shared(passage("d1", f"Here {common} once."), passage("d2", f"There {common} twice.")) == []
    )


def test_nothing_is_shared_with_a_document_that_only_says_the_same() -> None:
    other = "In cotton, not in gold, the wheat is going to be paid for: so the cabinet has decided."
    assert shared(passage("d1", SENTENCE), passage("d2", other)) == []


WORDS = st.lists(st.sampled_from(["wheat", "Cairo", "of", "sold", "cotton", "and"]), max_size=20)
TELLING = ("wheat", "sold", "cotton")


@given(WORDS, WORDS, WORDS)
def test_what_is_shared_stands_in_both_word_for_word(
    one: list[str], other: list[str], common: list[str]
) -> None:
    first = passage("d1", " ".join(["x", *one, *common]))
    second = passage("d2", " ".join(["y", *other, *common]))
    found = shared(first, second)
    for tie in found:
        assert tie.one.text == tie.other.text
        words = tie.one.text.split()
        assert len(words) >= 9
        assert sum(word in TELLING for word in words) >= 6
    assert found or len(common) < 9 or sum(word in TELLING for word in common) < 6


def refers(words: str, to: str, **place: str) -> tuple[str, tuple[Reference, ...]]:
    text = f"It rained. He wrote about it, see {words}. It was late."
    start = text.index(words)
    reference = Reference(start=start, end=start + len(words), volume=to, **place)
    return text, (reference,)


def test_a_document_that_refers_to_another_is_told_with_its_sentence() -> None:
    text, references = refers("Document 2", "frus1955w1", document="frus1955w1/d2")
    first, second = passage("d1", "Quoted."), passage("d2", "Quoted too.")
    note = passage("d1", text, "fn1", Kind.FOOTNOTE, references)
    (found,) = mentions([told("d1", first), told("d2", second)], store(first, note, second))
    assert found.document.id == "frus1955w1/d2"
    assert found.quote.text == "He wrote about it, see Document 2."
    assert found.page is None


def test_the_quoted_passages_own_reference_comes_first() -> None:
    text, references = refers("Document 2", "frus1955w1", document="frus1955w1/d2")
    earlier = passage("d1", text, "p1", references=references)
    quoted = passage("d1", text, "p2", references=references)
    second = passage("d2", "Quoted too.")
    (found,) = mentions([told("d1", quoted), told("d2", second)], store(earlier, quoted, second))
    assert found.quote.passage.id == "frus1955w1/d1/p2"


@pytest.mark.parametrize(("page", "count"), [("193", 1), ("194", 0)])
def test_a_reference_to_a_page_leads_to_the_document_that_begins_there(
    page: str, count: int
) -> None:
    text, references = refers("ante, p. 193", "frus1955w1", page="193")
    first, second = passage("d1", text, references=references), passage("d2", "Too.", page=page)
    found = mentions([told("d1", first), told("d2", second)], store(first, second))
    assert [one.page for one in found] == ["193"] * count


def test_no_tie_of_a_document_with_itself() -> None:
    one = passage("d1", SENTENCE)
    quote = Quote(one, document("d1"), 0, 5)
    with pytest.raises(ValueError, match="shares words with itself"):
        SameWords(quote, quote)
    with pytest.raises(ValueError, match="refers to itself"):
        Mention(quote, document("d1"))
