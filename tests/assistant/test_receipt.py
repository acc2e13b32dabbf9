"""What an answer quoted, and what became of it in another index."""

from __future__ import annotations

from dataclasses import replace

import pytest

from assistant.answer import Answer, IndexInfo, Quote, Reason, Refusal, Statement
from assistant.receipt import Now, Quoted, Receipt, changed, read_quoted, receipt_of
from corpus.errors import InputError
from corpus.page_text import read_page
from corpus.passage import DocumentText
from tests.assistant.shelf import Shelf
from tests.assistant.ui.scripted import PAGE


def quote(text: DocumentText, own: str, words: str) -> Quote:
    passage = next(one for one in text.passages if one.id.endswith(f"/{own}"))
    start = passage.text.index(words)
    return Quote(passage, text.document, start, start + len(words))


def answer(*quotes: Quote, version: str = "abc") -> Answer:
    refusal = None if quotes else Refusal(Reason.NOT_ANSWERED, "I found no passage.")
    return Answer(
        question="q",
        searched="q",
        statements=tuple(Statement(f"“{one.text}”", (one,)) for one in quotes),
        refusal=refusal,
        index=IndexInfo(version, "model", 11),
    )


@pytest.fixture(scope="module")
def shipped() -> DocumentText:
    return read_page(PAGE)


@pytest.fixture
def both(shipped: DocumentText) -> tuple[Quote, Quote]:
    return quote(shipped, "p4", "There is a danger"), quote(shipped, "fn2", "Tehran Conference")


def test_a_receipt_is_short_and_can_be_read(both: tuple[Quote, Quote]) -> None:
    receipt = receipt_of(answer(*both))
    assert receipt.version == "abc"
    assert [one.passage for one in receipt.quoted] == [one.passage.id for one in both]
    assert [read_quoted(str(one)) for one in receipt.quoted] == list(receipt.quoted)
    assert len(str(receipt.quoted[0])) < 50


def test_the_same_answer_is_the_same(shipped: DocumentText, both: tuple[Quote, Quote]) -> None:
    change = changed(receipt_of(answer(*both)), answer(*both, version="def"), Shelf(shipped))
    assert change.same
    assert (change.then, change.now, change.refused) == ("abc", "def", False)
    assert len(change.became(Now.SAME)) == 2


def test_what_is_quoted_no_more_may_still_stand(
    shipped: DocumentText, both: tuple[Quote, Quote]
) -> None:
    first, second = both
    other = quote(shipped, "p1", "Our overall")
    change = changed(receipt_of(answer(first, second)), answer(first, other), Shelf(shipped))
    assert not change.same
    assert [one.passage for one in change.became(Now.UNQUOTED)] == [second.passage.id]
    assert change.others == (other,)


def test_other_words_in_the_same_place_are_not_the_same(
    shipped: DocumentText, both: tuple[Quote, Quote]
) -> None:
    first = both[0]
    # The same place, in an index in which it holds other words.
    passage = replace(first.passage, text=first.passage.text.replace("danger", "chance"))
    renewed = replace(
        shipped,
        passages=tuple(passage if one == first.passage else one for one in shipped.passages),
    )
    now = replace(first, passage=passage)
    change = changed(receipt_of(answer(first)), answer(now, version="def"), Shelf(renewed))
    assert change.became(Now.SAME) == ()
    assert [one.passage for one in change.became(Now.GONE)] == [first.passage.id]
    assert change.others == (now,)


def test_the_same_words_counted_anew_are_the_same(
    shipped: DocumentText, both: tuple[Quote, Quote]
) -> None:
    first = both[0]
    moved = replace(first, passage=replace(first.passage, id="frus1944Quebec/d123/p40"))
    assert changed(receipt_of(answer(first)), answer(moved), Shelf(shipped)).same


def test_refused_now_and_refused_then(shipped: DocumentText, both: tuple[Quote, Quote]) -> None:
    lost = changed(receipt_of(answer(*both)), answer(), Shelf(shipped))
    assert lost.refused
    assert not lost.same
    assert len(lost.became(Now.UNQUOTED)) == 2
    again = changed(receipt_of(answer()), answer(), Shelf(shipped))
    assert again.refused
    assert again.same
    found = changed(receipt_of(answer()), answer(*both), Shelf(shipped))
    assert not found.same
    assert found.others == both


@pytest.mark.parametrize(
    "written", ["", "p4:1-2:12345678", "f/d/p:1-2:1234567g", "f/d/p:-1-2:12345678"]
)
def test_no_quotation_says_what_to_do(written: str) -> None:
    with pytest.raises(InputError, match="copy the whole link again"):
        read_quoted(written)


def test_values_are_checked() -> None:
    with pytest.raises(InputError, match="no quotation"):
        Quoted("f/d/p", 5, 5, "12345678")
    with pytest.raises(InputError, match="no index"):
        Receipt("a b")
