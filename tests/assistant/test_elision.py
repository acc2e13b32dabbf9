import pytest

from assistant.elision import elided, fragments
from assistant.folding import fold
from assistant.quotes import Tier, find

REALIZE = (
    "It is nevertheless important that the Soviet Government realize that, while we desire its "
    "cooperation in world affairs as much as it desires ours, we do not intend to acquiesce in "
    "Soviet policies which we consider internationally destructive merely for the sake of "
    "avoiding unpleasant issues. Cooperation on that basis is perilously close to collusion."
)
POLICY = (
    "Recent Soviet policy with regard to Poland, however, its adamant attitude on the Baltic "
    "States, and [the policy?] indicated in other areas have been far from encouraging in this "
    "respect."
)


def stored(words: str, text: str) -> str | None:
    match = find(words, text)
    if match is None:
        return None
    assert match.tier is Tier.ELIDED
    return text[match.start : match.end]


@pytest.mark.parametrize(
    ("words", "text", "source"),
    [
        (
            "we desire its cooperation ... as much as it desires",
            REALIZE,
            "we desire its cooperation in world affairs as much as it desires",
        ),
        (
            "we desire [...] as much as",
            REALIZE,
            "we desire its cooperation in world affairs as much as",
        ),
        ("… while we desire its cooperation", REALIZE, "while we desire its cooperation"),
        ("Cooperation on that basis . . . .", REALIZE, "Cooperation on that basis"),
        ("Cooperation on that basis […].", REALIZE, "Cooperation on that basis"),
        ("[c]ooperation on that basis", REALIZE, "Cooperation on that basis"),
        ("[T]he Soviet Government realize", REALIZE, "the Soviet Government realize"),
        ("the Soviet Government [in Moscow] realize", REALIZE, "the Soviet Government realize"),
        ("the [Kremlin] realize that", REALIZE, "the Soviet Government realize that"),
        ("[The Kremlin should] realize that", REALIZE, "realize that"),
        ("is perilously close to [connivance]", REALIZE, "is perilously close to"),
        ("we agree[d] to", "Today we agree to it.", "we agree to"),
        ("attitude ... and [the policy?] indicated", POLICY, None),
        ("its attitude ... and [the policy?] indicated", POLICY, None),
        (
            "its adamant attitude ... and [the policy?] indicated",
            POLICY,
            "its adamant attitude on the Baltic States, and [the policy?] indicated",
        ),
        (
            "see Volume No. 3 ... it was",
            "see Volume No. 3, and No. 4, it was",
            "see Volume No. 3, and No. 4, it was",
        ),
    ],
)
def test_marked_omissions_and_insertions(words: str, text: str, source: str | None) -> None:
    assert stored(words, text) == source


@pytest.mark.parametrize(
    ("words", "why"),
    [
        ("we do ... intend to acquiesce", "the omission ate a negation"),
        ("we do [indeed] intend to acquiesce", "the insertion replaced a negation"),
        ("... intend to acquiesce in Soviet policies", "a negation stands before, in the sentence"),
        ("[They] intend to acquiesce", "the opening insertion may have replaced a negation"),
        ("we [never] desire its cooperation", "the insertion is a negation"),
        ("as much as it desires ... we desire its", "the fragments are in the wrong order"),
        ("It is ... close to collusion", "350 characters left out"),
        ("important ... Soviet Government realize", "one word on one side"),
        ("Soviet Government realize ... cooperation", "one word on the other side"),
        ("...cooperation...", "one word"),
        ("[un]important that the Soviet", "letters put before a word"),
        ("it desire[less] ours", "no ending"),
        ("[w]hile they desire its", "another word"),
        ("operation ... perilously close", "a part of a word"),
        ("[I]mportant the Soviet", "a word left out without a mark"),
        ("[2 lines not declassified] the Soviet Government", "no such printed bracket"),
        ("[sic] the Soviet Government", "no such printed bracket"),
        ("[a] " * 20 + "the Soviet Government", "more marks than words"),
        ("[...]", "nothing but a mark"),
    ],
)
def test_marks_that_explain_nothing(words: str, why: str) -> None:
    assert find(words, REALIZE) is None, why


@pytest.mark.parametrize(
    ("words", "text"),
    [
        ("the Baltic States [the policy?] indicated", POLICY),
        ("the Baltic States, and [my policy?] indicated", POLICY),
        ("[Their policy] indicated in other areas", POLICY),
        ("the Baltic States, and [what]", POLICY),
        ("they agree [with us]", "they agree with nobody but us"),
        ("told [3 lines not declassified] him", "told [2 lines not declassified] him"),
        ("the agent ... told him all", "the agent [name not declassified] told him all"),
        ("... told him all", "[name not declassified] told him all"),
    ],
)
def test_printed_brackets_are_not_the_quoters(words: str, text: str) -> None:
    assert find(words, text) is None


def test_an_opening_omission_looks_back_to_the_start_of_its_sentence_only() -> None:
    text = "We did not reply. The Minister then told him all."
    assert stored("... told him all", text) == "told him all"
    assert find("... told him all", "We did not reply to Mr. Smith, who told him all.") is None


def test_a_long_sentence_is_looked_through_to_its_start() -> None:
    filler = "and the delegates of many countries, " * 150
    assert stored("... told him all", f"We, {filler} told him all.") == "told him all"
    assert find("... told him all", f"We never, {filler} told him all.") is None


def test_a_nearer_repetition_continues_the_quotation() -> None:
    text = "we agree now. We wait. But we agree and the Minister will come."
    assert stored("we agree ... the Minister will", text) == "we agree and the Minister will"


def test_words_without_marks_are_no_elision() -> None:
    assert elided("the Soviet Government", fold(REALIZE)) is None


@pytest.mark.parametrize(
    ("words", "fragment"),
    [
        ("we desire ... as much as it desires", "as much as it desires"),
        ("[T]he Soviet Government", "the Soviet Government"),
        ("the [Kremlin] realize that", "realize that"),
        ("the Soviet Government", None),
        ("seen at Document 12 [Document 12] again", None),
    ],
)
def test_the_longest_fragment_is_what_to_search_for(words: str, fragment: str | None) -> None:
    assert max(fragments(words), key=len) == (fragment or words)
