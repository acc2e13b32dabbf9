import re
from dataclasses import replace

from assistant.ui.protocol import Assistant
from assistant.ui.verdict_card import verdict_html

COLLUSION = "Cooperation on that basis is perilously close to collusion."


def test_a_verified_quotation_has_its_verdict_in_words_its_source_and_a_link(
    scripted: Assistant,
) -> None:
    shown = verdict_html(scripted.check(COLLUSION))
    assert "<strong>Verified.</strong>" in shown
    assert f"“{COLLUSION}”" in shown
    assert "in no other passage of the 1 volume installed" in shown
    assert (
        'href="https://history.state.gov/historicaldocuments/frus1944Quebec/d123#pg_193"' in shown
    )
    assert "Word by word" not in shown


def test_an_altered_quotation_is_compared_word_by_word(scripted: Assistant) -> None:
    shown = verdict_html(scripted.check(COLLUSION.replace("close", "akin")))
    assert "<strong>Altered.</strong>" in shown
    gone = '<del><span class="frus-unseen">only in the quotation: </span>akin</del>'
    kept = '<ins><span class="frus-unseen">only in the source: </span>close</ins>'
    assert f"{gone} {kept}" in shown


def test_words_that_were_not_found_have_no_source(scripted: Assistant) -> None:
    shown = verdict_html(scripted.check("Ruritania will join the alliance before the winter."))
    assert "<strong>Not found.</strong>" in shown
    assert "blockquote" not in shown
    assert "history.state.gov" not in shown


def test_what_is_quoted_stays_text(scripted: Assistant) -> None:
    payload = COLLUSION.replace("perilously", "<img src=x>")
    shown = verdict_html(scripted.check(payload))
    assert "<img" not in shown
    assert "&lt;" in shown


def test_a_card_is_one_block_of_html(scripted: Assistant) -> None:
    shown = verdict_html(scripted.check(COLLUSION.replace("close", "akin"), "frus1944Quebec/d9"))
    assert "\n" not in shown
    assert "There is no document frus1944Quebec/d9." in re.sub("<[^>]+>", "", shown)


def test_a_card_leads_to_the_documents_where_the_page_may_be_left(scripted: Assistant) -> None:
    found = scripted.check(COLLUSION)
    read = 'href="/documents/frus1944Quebec/d123?quote=p6:293-352#quote"'
    assert read not in verdict_html(found)
    assert read in verdict_html(found, leading_on=True)
    twice = replace(found, elsewhere=("frus1944Quebec/d123/fn2",), elsewhere_count=3)
    assert "Also in: frus1944Quebec/d123/fn2, and 2 more" in verdict_html(twice)
    linked = '<a href="/documents/frus1944Quebec/d123#fn2">frus1944Quebec/d123/fn2</a>, and 2 more'
    assert linked in verdict_html(twice, leading_on=True)
