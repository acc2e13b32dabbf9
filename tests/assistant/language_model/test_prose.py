"""What a model may write beside quotations, and what is left out."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.answer import Quote
from assistant.language_model.prose import MOST_WORDS, Prose, check
from assistant.language_model.support import Objection
from corpus.document import DateRange, Document, Volume
from corpus.passage import Kind, Passage, Voice

DOCUMENT = Document(
    id="frus1944Quebec/d123",
    volume=Volume(id="frus1944Quebec", title="Conference at Quebec, 1944", year="1972"),
    number="123",
    title="Department of State Briefing Paper",
    subtitle="U.S. Relations With the Soviet Union",
    breadcrumb=("Relations with the Soviet Union and aid to the Warsaw resistance",),
    date=DateRange("1944-09-06", "1944-09-08"),
    date_printed="[Undated.]",
)
TEXT = (
    "An excellent start was made at the Moscow and Tehran Conferences toward establishing a common "
    "agreement in regard to the broad principles of international cooperation. Recent Soviet "
    "policy with regard to Poland, however, its adamant attitude on the Baltic States, and [the "
    "policy?] indicated in other areas have been far from encouraging in this respect. Nothing "
    "should be done along political lines which might jeopardize Soviet military cooperation "
    "against Germany but, as and when the military situation in Europe permits, increased emphasis "
    "should be placed on the principles upon which enduring cooperation must be based."
)
START = TEXT[: TEXT.index("Recent")].strip()
POLAND = TEXT[TEXT.index("Recent") : TEXT.index("Nothing")].strip()
NOTHING = TEXT[TEXT.index("Nothing") :]


def quote(words: str, voice: Voice = Voice.AUTHOR, text: str = TEXT) -> Quote:
    passage = Passage(
        id=f"{DOCUMENT.id}/p4",
        document=DOCUMENT.id,
        kind=Kind.PARAGRAPH,
        voice=voice,
        text=text,
    )
    start = text.index(words)
    return Quote(passage, DOCUMENT, start, start + len(words))


def outcome(prose: str, *quotes: Quote) -> str | Objection:
    """The text of prose that passes, or the objection to it."""
    checked = check(prose, quotes or (quote(POLAND),))
    return checked.text if isinstance(checked, Prose) else checked


@pytest.mark.parametrize(
    "prose",
    [
        "On Poland and the Baltic States the paper says:",
        "The Department of State says of recent Soviet policy:",
        "In September 1944, the Soviet attitude on the Baltic States:",
        "The paper's words on the Soviets' attitude:",
        "Aid to the Warsaw resistance:",
    ],
)
def test_a_lead_in_of_the_records_own_words_passes(prose: str) -> None:
    assert outcome(prose) == prose


@pytest.mark.parametrize(
    "prose",
    [
        '"{}"',
        "“{}”",
        "„{}“",
        "«{}»",
        "‹{}›",
        "‘{}’",
        "'{}'",
        "`{}`",
        "``{}``",
        "*{}*",
        "**{}**",
        "_{}_",
        "「{}」",
        "❝{}❞",
        "> {}",
    ],
)
class TestEveryKindOfQuotationMark:
    def test_true_words_are_cut_anew(self, prose: str) -> None:
        said = prose.format("its adamant attitude on the Baltic States")
        checked = check(f"The paper says of\n{said}", [quote(POLAND)])
        assert isinstance(checked, Prose)
        assert checked.text == "The paper says of “its adamant attitude on the Baltic States”"
        assert [q.text for q in checked.quotes] == ["its adamant attitude on the Baltic States"]

    def test_false_words_are_left_out(self, prose: str) -> None:
        said = prose.format("its patient attitude on the Baltic States")
        assert outcome(f"The paper says of\n{said}") is Objection.QUOTATION

    def test_true_words_of_a_sentence_not_cited_are_left_out(self, prose: str) -> None:
        said = prose.format("military cooperation against Germany")
        assert outcome(f"The paper says of\n{said}") is Objection.QUOTATION


def test_quoted_words_are_printed_as_the_store_has_them() -> None:
    stored = quote(
        "a policy—“firm”, they say—of rollback", text="a policy—“firm”, they say—of rollback"
    )
    assert outcome("They say: 'a policy -- \"firm\", they say -- of rollback'", stored) == (
        "They say: “a policy—“firm”, they say—of rollback”"
    )
    assert outcome("They say: 'policy--of'", stored) is Objection.QUOTATION
    stored = quote(
        "a policy—firm, they say—of rollback", text="a policy—firm, they say—of rollback"
    )
    assert outcome('They say: "a policy-firm, they say--of rollback."', stored) == (
        "They say: “a policy—firm, they say—of rollback”."
    )


@pytest.mark.parametrize(
    "said", ["*says: “We call it*", "_call it ‘firm_", "*a ‘firm’ policy.”*", '*"a firm*']
)
def test_words_quoted_with_half_a_pair_of_marks_are_left_out(said: str) -> None:
    text = 'He says: “We call it ‘firm’ and a ‘firm’ policy.” It is "a firm" policy.'
    assert outcome(f"The paper, {said} and a policy", quote(text, text=text)) is Objection.QUOTATION


def test_an_ellipsis_is_not_what_the_record_says() -> None:
    said = "The paper says: “Nothing should be done ... against Germany”"
    assert outcome(said, quote(NOTHING)) is Objection.QUOTATION


def test_a_quotation_does_not_cut_through_a_word() -> None:
    assert outcome("The paper says of “other area”") is Objection.QUOTATION


def test_punctuation_drawn_into_a_quotation_is_put_behind_it() -> None:
    assert outcome("The paper says of “Recent Soviet policy,” and Poland:") == (
        "The paper says of “Recent Soviet policy”, and Poland:"
    )


@pytest.mark.parametrize(
    "prose",
    [
        'The paper says: "its adamant attitude',
        "The paper says: its adamant attitude”",
        "The paper says 'its adamant attitude on the Baltic",
        "The paper says &quot;its kind attitude&quot;",
        "The paper says <q>policy</q>",
        "The paper says ″policy″",
        "The paper says [policy](x)",
        "The paper says # policy",
        "The paper says policy at http://x",
        "The paper says policy at policy.com",
        "The paper says \u202eycilop\u202c",
        "The paper says\x00 policy",
        "The paper says ＂policy＂",
        "The paper says ''policy",
        "The paper says $$policy$$",
        "- The paper says of policy:",
        "The paper says: policy in regard to Poland",
    ],
)
def test_marks_left_over_markup_and_addresses_are_left_out(prose: str) -> None:
    assert outcome(prose) in (Objection.MARKUP, Objection.QUOTATION)


@pytest.mark.parametrize("marks", ["[1]", "[s2]", "[1, 2]", "[s1; s2]", "(s3)", "[1–3]", "[1][2]"])
def test_citation_marks_of_a_models_own_are_taken_out(marks: str) -> None:
    assert outcome(f"On Poland the paper says {marks}:") == "On Poland the paper says:"


@pytest.mark.parametrize(
    ("prose", "objection"),
    [
        ("", Objection.EMPTY),
        (" [1] \n", Objection.EMPTY),
        ("Poland " * (MOST_WORDS + 1), Objection.TOO_LONG),
        (" " * 2_000_000 + "Poland", Objection.TOO_LONG),
        ("In 1943 the paper says:", Objection.DATE),
        ("The 2nd paper says of Soviet policy:", Objection.NUMBER),
        ("On three areas the paper says:", Objection.NUMBER),
        ("In 1972 the paper says:", Objection.DATE),  # the year of the book, not of its words
        ("In May the paper says:", Objection.NAME),
        ("Stalin says of Soviet policy:", Objection.NAME),
        ("The paper says of the Polish areas and UK policy:", Objection.NAME),
        ("Soviet policy on Poland has not been encouraging:", Objection.DENIAL),
        ("Soviet policy fails in Poland:", Objection.DENIAL),
        ("Soviet policy isn't encouraging:", Objection.DENIAL),
        ("On only recent Soviet policy:", Objection.MATTER),
        ("The moon is made of green cheese:", Objection.MATTER),
        ("Soviet policy on Poland is generous and kind:", Objection.MATTER),
    ],
)
def test_prose_that_brings_in_something_of_its_own_is_left_out(
    prose: str, objection: Objection
) -> None:
    assert outcome(prose) is objection


def test_a_denial_left_out_is_noticed_and_one_quoted_counts() -> None:
    told = "The paper says political lines might jeopardize Soviet military cooperation:"
    assert outcome(told, quote(NOTHING)) is Objection.DENIAL
    told = "On political lines the paper says:"
    assert outcome(told, quote(NOTHING)) == told
    told = "The paper says “Nothing should be done” on Soviet military cooperation:"
    assert outcome(told, quote(NOTHING)) == told


def test_words_of_another_voice_are_led_in_to_as_such() -> None:
    editors = quote(POLAND, Voice.EDITOR)
    assert outcome("Soviet policy on Poland:", editors) is Objection.VOICE
    assert outcome("The editors on Soviet policy:", editors) == "The editors on Soviet policy:"
    assert outcome("The editors on Soviet policy:") is Objection.VOICE


@given(
    prose=st.text(alphabet=st.sampled_from(list("ab \n'\"“”‘’«»„`*_>[]s1.,é\u202e&"))),
    words=st.sampled_from(["", "Poland", "the Baltic States", "its kind attitude"]),
)
def test_own_words_hold_no_mark_that_could_stand_for_a_quotation(prose: str, words: str) -> None:
    checked = check(prose + words, [quote(POLAND)])
    if isinstance(checked, Prose):
        outside = checked.text
        for cited in checked.quotes:
            assert cited.text in POLAND
            outside = outside.replace(f"“{cited.text}”", "", 1)
        assert not set(outside) & set('"“”‘«»„`*_>[]\u202e&\n')
