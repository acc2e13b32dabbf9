import re
import unicodedata
from collections.abc import Callable, Sequence

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from assistant.folding import fold, trimmed
from assistant.quotes import Match, Tier, find, nearest

# From the briefing paper that ships with the project.
REALIZE = (
    "It is nevertheless important that the Soviet Government realize that, while we desire its "
    "cooperation in world affairs as much as it desires ours, we do not intend to acquiesce in "
    "Soviet policies which we consider internationally destructive merely for the sake of "
    "avoiding unpleasant issues. Cooperation on that basis is perilously close to collusion. A "
    "greater degree of firmness in our attitude and policy toward the Soviet Union would avoid "
    "more serious difficulties in the future and would place our relations with it on a firmer "
    "foundation."
)
POLICY = (
    "Recent Soviet policy with regard to Poland, however, its adamant attitude on the Baltic "
    "States, and [the policy?] indicated in other areas have been far from encouraging in this "
    "respect."
)
# Made up, in the shapes of the passage on which a fuzzy quote finder failed four times.
COURSE = (
    "Our course must be a long-term, patient but firm and watchful containment of their pressure "
    "on the straits. Such a course has nothing to do with threats or with gestures of outward "
    "toughness, and it leaves the door open to talks."
)
TEXT = (
    "Hull’s paper—the “briefing paper” of 1944–45—said: we do not intend to give way . . . in "
    "Poland; see Document 12. [2 lines not declassified] The Chargé d’Affaires [sic] couldn’t "
    "agree…"
)


def quoted(words: str, text: str) -> tuple[str, Tier] | None:
    match = find(words, text)
    return (text[match.start : match.end], match.tier) if match else None


@pytest.mark.parametrize(
    "falsified",
    [
        pytest.param(
            REALIZE[:55].replace("realize", "") + "not realize that, while we desire its "
            "cooperation in world affairs",
            id="negation inserted, shipped document",
        ),
        "Cooperation on that basis is not perilously close to collusion.",
        "a lesser degree of firmness in our attitude and policy",
        "A greater degree of softness in our attitude and policy toward the Soviet Union",
        "would place our relations with it on a new foundation of trust",
        "we do intend to acquiesce in Soviet policies",
        "Our course must not be a long-term, patient but firm and watchful containment",
        "Our course must be a short-term, impatient but firm and watchful containment",
        "a long-term, patient but firm and watchful rollback of their pressure on the straits",
        "Such a course has nothing to do with threats and will be decided by force",
    ],
)
def test_what_a_fuzzy_finder_takes_for_evidence_is_not_found(falsified: str) -> None:
    for text in (REALIZE, COURSE, f"{REALIZE} {COURSE}"):
        assert find(falsified, text) is None


@pytest.mark.parametrize(
    ("words", "stored", "tier"),
    [
        ("we do not intend", "we do not intend", Tier.EXACT),
        (" “we do\n  not intend” ", "we do not intend", Tier.EXACT),
        ("we do\u00a0not intend", "we do not intend", Tier.FOLDED),
        ("Hull's paper", "Hull’s paper", Tier.FOLDED),
        ("Hull", "Hull", Tier.EXACT),
        ('paper--the "briefing paper" of', "paper—the “briefing paper” of", Tier.FOLDED),
        ("of 1944-45", "of 1944–45", Tier.FOLDED),
        ("give way... in Poland", "give way . . . in Poland", Tier.FOLDED),
        ("give way ... in Poland", "give way . . . in Poland", Tier.FOLDED),
        ("give way … in Poland", "give way . . . in Poland", Tier.FOLDED),
        ("Charge\u0301 d'Affaires", "Chargé d’Affaires", Tier.FOLDED),
        ("decl\u00adassified] The", "declassified] The", Tier.FOLDED),
        ("couldn't agree...", "couldn’t agree…", Tier.FOLDED),
    ],
)
def test_true_words_are_found_where_they_stand(words: str, stored: str, tier: Tier) -> None:
    assert quoted(words, TEXT) == (stored, tier)


@pytest.mark.parametrize(
    "words",
    ["we do not", "Hull's paper", "in Poland", "agree..."],
)
def test_letter_case_counts(words: str) -> None:
    assert find(words, TEXT)
    assert find(words.swapcase(), TEXT) is None


@pytest.mark.parametrize(
    "words",
    [
        "aper",
        "brief",
        "couldn",
        "could",
        "Affaires",
        "of 1944-46",
        "Document 1",
        "Document 13",
        "[3 lines not declassified]",
        "Charge d'Affaires",
        "Poland, see",
        "",
        " “” ",
        "\u00ad",
    ],
)
def test_false_words_and_parts_of_words_are_not_found(words: str) -> None:
    assert find(words, TEXT) is None


def test_the_strictest_tier_wins_over_the_first_place() -> None:
    text = "the Allies' aim, and the Allies’ aim"
    assert find("the Allies’ aim", text) == Match(21, 36, Tier.EXACT)


def test_a_later_place_is_found_where_the_first_cuts_a_word() -> None:
    assert find("war", "toward war") == Match(7, 10, Tier.EXACT)
    assert find("war’s", "seawar's, war's") == Match(10, 15, Tier.FOLDED)


@pytest.mark.parametrize(
    ("words", "stored", "tier"),
    [
        ("“cold war.”", "“cold war.”", Tier.EXACT),
        ('"cold war."', "cold war.", Tier.EXACT),
        ("born of the “cold war.”", "born of the “cold war.”", Tier.EXACT),
        ("“born of the “cold war.””", "born of the “cold war.”", Tier.EXACT),
        ('born of the "cold war."', "born of the “cold war.”", Tier.FOLDED),
        ("“Go,” he said", "“Go,” he said", Tier.EXACT),
        ("“he said", "he said", Tier.EXACT),
    ],
)
def test_a_quotation_mark_belongs_to_the_words_where_it_is_printed(
    words: str, stored: str, tier: Tier
) -> None:
    text = "“Go,” he said, and spoke of mistrust born of the “cold war.” He left."
    assert quoted(words, text) == (stored, tier)


def test_a_match_has_a_span() -> None:
    with pytest.raises(ValueError, match="not a span"):
        Match(3, 3, Tier.EXACT)


WORD = st.one_of(
    st.text("abcdefghijklmnopqrstuvwxyzäéñç", min_size=4, max_size=9),
    st.integers(1000, 9999).map(str),
)
PLAIN = [" ", " ", " ", ", ", "; ", " “", "” ", "’s ", " (", ") ", "—", "–", "-", ": "]
DOTTED = [*PLAIN, " . . . ", "… ", ". ", " [2 lines not declassified] "]
JOINERS = {"anti", "counter", "never", "pseudo", "nothing", "neither", "except", "without"}


@st.composite
def words_and_gaps(draw: st.DrawFn, gaps: Sequence[str]) -> tuple[list[str], list[str]]:
    words = draw(st.lists(WORD, min_size=8, max_size=20, unique=True))
    assume(not JOINERS & set(words) and not any(re.match("fail|refus|deni|deny", w) for w in words))
    return words, [draw(st.sampled_from(gaps)) for _ in words]


def joined(words: Sequence[str], gaps: Sequence[str]) -> str:
    """The words with their gaps, except for the gap after the last."""
    return "".join(w + g for w, g in zip(words, gaps, strict=True)).removesuffix(gaps[-1])


BENIGN: dict[str, Callable[[str], str]] = {
    "straight quotes": lambda q: q.translate(str.maketrans("“”‘’", "\"\"''")),
    "ascii dashes": lambda q: q.replace("—", "--").replace("–", "-"),
    "line wrap": lambda q: q.replace(" ", "\n   "),
    "decomposed": lambda q: unicodedata.normalize("NFD", q),
    "no-break spaces": lambda q: q.replace(" ", "\u00a0"),
    "soft hyphens": lambda q: re.sub(r"([^\W\d])(?=[^\W\d])", "\\1\u00ad", q),
    "one ellipsis": lambda q: q.replace(". . .", "…"),
    "quotation marks": lambda q: f" “{q}” ",
}


@given(words_and_gaps(DOTTED), st.data())
def test_any_benign_variant_is_found_at_its_true_place(
    source: tuple[list[str], list[str]], data: st.DataObject
) -> None:
    words, gaps = source
    first = data.draw(st.integers(0, len(words) - 1))
    last = data.draw(st.integers(first, len(words) - 1))
    start = len("".join(w + g for w, g in zip(words[:first], gaps[:first], strict=True)))
    true = joined(words[first : last + 1], gaps[first : last + 1])
    text = joined(words, gaps)
    variant = true
    for name in data.draw(st.lists(st.sampled_from(sorted(BENIGN)), unique=True)):
        variant = BENIGN[name](variant)
    match = find(variant, text)
    assert match is not None
    # Marks put around the words may stand around them in the text too.
    printed = text[match.start : match.end]
    assert match.start + printed.index(true) == start
    assert trimmed(printed) == true
    assert match.tier in (Tier.EXACT, Tier.FOLDED)


@given(st.text(min_size=1, max_size=30), st.data())
def test_any_free_cut_of_any_text_is_found(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    words, folded = text[start:end], fold(text)
    first, last = folded.position(start), folded.position(end)
    assume(first is not None and last is not None and words == trimmed(words))
    assert first is not None
    assert last is not None
    assume(folded.stands_free(first, last))
    match = find(words, text)
    assert match is not None
    assert match.tier is Tier.EXACT
    assert match.start <= start
    assert fold(text[match.start : match.end]).text == fold(words).text


@given(words_and_gaps(DOTTED), st.data())
def test_a_changed_word_is_never_found(
    source: tuple[list[str], list[str]], data: st.DataObject
) -> None:
    words, gaps = source
    at = data.draw(st.integers(0, len(words) - 1))
    changed = data.draw(WORD.filter(lambda word: fold(word).text not in joined(words, gaps)))
    assert find(joined([*words[:at], changed, *words[at + 1 :]], gaps), joined(words, gaps)) is None


@given(words_and_gaps(DOTTED), st.data())
def test_a_negation_put_in_or_left_out_is_never_found(
    source: tuple[list[str], list[str]], data: st.DataObject
) -> None:
    words, gaps = source
    at = data.draw(st.integers(1, len(words) - 1))
    negation = data.draw(st.sampled_from(["not", "never", "no", "cannot", "without"]))
    gap = data.draw(st.sampled_from(DOTTED))
    negated = joined([*words[:at], negation, *words[at:]], [*gaps[:at], gap, *gaps[at:]])
    plain = joined(words, gaps)
    assert find(negated, plain) is None
    assert find(plain, negated) is None


def test_the_nearest_words_show_what_was_changed() -> None:
    near = nearest("“we intend to acquiesce in Soviet policy”", f"{COURSE} {REALIZE}")
    text = f"{COURSE} {REALIZE}"
    assert text[near.start : near.end] == "we do not intend to acquiesce in Soviet policies"
    assert near.diff == (
        ("equal", "we", "we"),
        ("delete", "do not", ""),
        ("equal", "intend to acquiesce in Soviet", "intend to acquiesce in Soviet"),
        ("replace", "policies", "policy"),
    )
    assert near.shared == 6
    assert near.ratio == pytest.approx(2 * 6 / (9 + 7))


def test_nearest_words_are_shown_as_each_side_prints_them() -> None:
    near = nearest("Hull's memo--the", TEXT)
    assert near.diff[0] == ("equal", "Hull’s", "Hull's")
    assert near.diff[1] == ("replace", "paper", "memo")


def test_words_with_nothing_in_common_have_ratio_0() -> None:
    near = nearest("Ruritania", "We agree.")
    assert (near.ratio, near.shared) == (0.0, 0)


@pytest.mark.parametrize(("words", "text"), [("", "war"), (" ", "war"), ("war", " ")])
def test_nothing_cannot_be_compared(words: str, text: str) -> None:
    with pytest.raises(ValueError, match="nothing to compare"):
        nearest(words, text)


@given(st.text("ab .", min_size=1, max_size=30), st.text("ab .", min_size=1, max_size=60))
def test_the_nearest_span_lies_in_the_text(words: str, text: str) -> None:
    assume(trimmed(words) and text.strip())
    near = nearest(words, text)
    assert 0 <= near.start < near.end <= len(text)
    assert 0 <= near.ratio <= 1
    assert " ".join(c.quoted for c in near.diff).split() or near.diff
