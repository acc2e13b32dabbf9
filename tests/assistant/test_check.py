import json
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

import corpus
from assistant.answer import Quote
from assistant.check import check
from assistant.quotes import Tier, find
from assistant.verdict import Outcome, verdict_record
from corpus.document import Document, Volume
from corpus.errors import InputError
from corpus.passage import Kind, PageBreak, Passage, Voice
from vectorstore.retriever import Filter

QUEBEC = "frus1944Quebec"
LINES = (
    (Path(corpus.__file__).parent / "data" / QUEBEC / "d123.txt")
    .read_text(encoding="utf-8")
    .splitlines()
)


class MemoryShelf:
    """A shelf of the passages it is given; a volume is installed if it has a passage."""

    def __init__(self, held: Sequence[tuple[Passage, Document]]) -> None:
        self._held = tuple(held)

    @property
    def passages(self) -> "MemoryShelf":
        return self

    def before(self, passage: Passage, count: int) -> tuple[Passage, ...]:
        beside = self._beside(passage)
        at = beside.index(passage)
        return tuple(beside[max(0, at - count) : at])

    def after(self, passage: Passage, count: int) -> tuple[Passage, ...]:
        beside = self._beside(passage)
        at = beside.index(passage)
        return tuple(beside[at + 1 : at + 1 + count])

    def _beside(self, passage: Passage) -> list[Passage]:
        note = passage.kind is Kind.FOOTNOTE
        return [
            held
            for held, document in self._held
            if document.id == passage.document and (held.kind is Kind.FOOTNOTE) == note
        ]

    @property
    def volume_count(self) -> int:
        return len({document.volume.id for _, document in self._held})

    def containing(self, words: str, limit: int, scope: Filter) -> list[tuple[Passage, Document]]:
        run = "".join(f" {stem}" for stem in stems(words)) + " "
        return [
            (passage, document)
            for passage, document in self._held
            if scope.admits(passage, document) and run in f" {' '.join(stems(passage.text))} "
        ][:limit]

    def similar(self, words: str, limit: int, scope: Filter) -> list[tuple[Passage, Document]]:
        wanted = set(stems(words))
        scored = [
            (len(wanted & set(stems(passage.text))), passage.id, passage, document)
            for passage, document in self._held
            if scope.admits(passage, document)
        ]
        best = sorted(
            (entry for entry in scored if entry[0]), key=lambda entry: (-entry[0], entry[1])
        )
        return [(passage, document) for _, _, passage, document in best[:limit]]

    def volume_installed(self, volume_id: str) -> bool:
        return any(document.volume.id == volume_id for _, document in self._held)

    def document(self, document_id: str) -> Document | None:
        return next((d for _, d in self._held if d.id == document_id), None)


def stems(text: str) -> list[str]:
    ascii_ = unicodedata.normalize("NFKD", text.lower()).encode("ascii", "replace").decode()
    return [word.rstrip("s") or word for word in re.findall(r"[a-z0-9]+", ascii_)]


def volume_document(id_: str, title: str) -> Document:
    volume = Volume(id=id_.partition("/")[0], title="A volume")
    return Document(id=id_, volume=volume, number=id_.rpartition("/d")[2], title=title)


def paragraph(document: Document, name: str, text: str, *pages: PageBreak) -> Passage:
    return Passage(
        id=f"{document.id}/{name}",
        document=document.id,
        kind=Kind.PARAGRAPH,
        voice=Voice.AUTHOR,
        text=text,
        pages=pages,
    )


BRIEFING = volume_document(f"{QUEBEC}/d123", "Department of State Briefing Paper")
OTHER = volume_document(f"{QUEBEC}/d124", "A Later Paper")
YALTA = volume_document("frus1945Malta/d7", "Notes of the Secretary")
OBJECTIVE = paragraph(BRIEFING, "p1", LINES[3], PageBreak(0, "192"))
EMPHASIS = paragraph(BRIEFING, "p2", LINES[4].removeprefix("[Page 193]"), PageBreak(0, "193"))
RECENT = paragraph(
    BRIEFING, "p3", LINES[5].replace("Conferences2", "Conferences"), PageBreak(0, "193")
)
FIRMNESS = paragraph(BRIEFING, "p6", LINES[8], PageBreak(0, "193"), PageBreak(200, "194"))
NOTE = Passage(
    id=f"{BRIEFING.id}/fn1",
    document=BRIEFING.id,
    kind=Kind.FOOTNOTE,
    voice=Voice.EDITOR,
    text="Annex 2 to Hull’s memorandum to Roosevelt dated September 6, 1944.",
    label="1",
    pages=(PageBreak(0, "192"),),
)
REPEATED = paragraph(
    OTHER, "p1", "Again: Cooperation on that basis is perilously close to collusion."
)
TALK = paragraph(YALTA, "p1", "He couldn’t agree to a long-term, patient but firm containment.")
SHELF = MemoryShelf(
    [
        *((p, BRIEFING) for p in (OBJECTIVE, EMPHASIS, RECENT, FIRMNESS, NOTE)),
        (REPEATED, OTHER),
        (TALK, YALTA),
    ]
)
COLLUSION = "Cooperation on that basis is perilously close to collusion."
ENCOURAGING = "have been far from encouraging in this respect"


@pytest.mark.parametrize(
    ("quotation", "outcome", "tier", "passage"),
    [
        ("“far from encouraging in this respect”", Outcome.VERIFIED, Tier.EXACT, RECENT),
        ("over-riding wartime necessity", Outcome.VERIFIED, Tier.EXACT, EMPHASIS),
        ("over–riding wartime necessity", Outcome.REPAIRED, Tier.FOLDED, EMPHASIS),
        ("Hull's memorandum", Outcome.REPAIRED, Tier.FOLDED, NOTE),
        ("while we desire ... as much as it desires", Outcome.REPAIRED, Tier.ELIDED, FIRMNESS),
        ("[a]n excellent start was made", Outcome.REPAIRED, Tier.ELIDED, RECENT),
    ],
)
def test_true_quotations(quotation: str, outcome: Outcome, tier: Tier, passage: Passage) -> None:
    verdict = check(quotation, None, SHELF)
    match = find(quotation, passage.text)
    assert match is not None
    assert (verdict.outcome, verdict.tier, verdict.passage) == (outcome, tier, passage)
    assert verdict.quotes == (Quote(passage, verdict.quotes[0].document, match.start, match.end),)


@pytest.mark.parametrize(
    ("falsified", "operation", "source", "words"),
    [
        (
            "Cooperation on that basis is not perilously close to collusion.",
            "insert",
            "",
            "not",
        ),
        ("a short-term, patient but firm containment", "replace", "long", "short"),
        ("a long-term, patient but firm rollback", "replace", "containment", "rollback"),
        (
            "Recent Soviet policy with regard to Poland has been most welcome",
            "replace",
            ", however, its",
            "has been most welcome",
        ),
        ("we do intend to acquiesce in Soviet policies", "delete", "not", ""),
    ],
)
def test_falsified_quotations_are_altered(
    falsified: str, operation: str, source: str, words: str
) -> None:
    verdict = check(falsified, None, SHELF)
    assert verdict.outcome is Outcome.ALTERED
    assert verdict.tier is None
    assert (operation, words) in {(c.operation, c.quoted) for c in verdict.diff}
    assert any(source in change.source for change in verdict.diff)
    assert "do not stand so in the 2 volumes installed" in verdict.explanation


def test_words_that_stand_nowhere_are_not_found() -> None:
    verdict = check("Ruritania will join the alliance before the winter.", None, SHELF)
    assert verdict.outcome is Outcome.NOT_FOUND
    assert (
        "not in the 2 volumes installed, which is not proof that it was never said"
        in verdict.explanation
    )
    assert (verdict.passage, verdict.source_text, verdict.pages) == (None, None, ())


def test_one_volume_is_named_in_the_singular() -> None:
    assert (
        "the 1 volume installed,"
        in check("Ruritania", None, MemoryShelf([(TALK, YALTA)])).explanation
    )


@pytest.mark.parametrize(
    ("cite", "passage"),
    [
        (None, FIRMNESS),
        (QUEBEC, FIRMNESS),
        (BRIEFING.id, FIRMNESS),
        (FIRMNESS.id, FIRMNESS),
        (OTHER.id, REPEATED),
        (f"https://history.state.gov/historicaldocuments/{OTHER.id}", REPEATED),
        (f"https://history.state.gov/historicaldocuments/{BRIEFING.id}#pg_194", FIRMNESS),
    ],
)
def test_the_cited_place_wins_and_the_others_are_counted(
    cite: str | None, passage: Passage
) -> None:
    verdict = check(COLLUSION, cite, SHELF)
    other = REPEATED if passage is FIRMNESS else FIRMNESS
    assert (verdict.outcome, verdict.passage) == (Outcome.VERIFIED, passage)
    assert (verdict.elsewhere, verdict.elsewhere_count) == ((other.id,), 1)


@pytest.mark.parametrize(
    ("cite", "right"),
    [
        (OTHER.id, RECENT),
        (EMPHASIS.id, RECENT),
        (YALTA.id, RECENT),
        ("frus1945Malta", RECENT),
        (f"{BRIEFING.id}/fn1", RECENT),
        (f"https://history.state.gov/historicaldocuments/{BRIEFING.id}fn1", RECENT),
        (f"https://history.state.gov/historicaldocuments/{BRIEFING.id}#pg_192", RECENT),
    ],
)
def test_words_that_stand_only_elsewhere_are_misattributed(cite: str, right: Passage) -> None:
    verdict = check(ENCOURAGING, cite, SHELF)
    assert (verdict.outcome, verdict.passage) == (Outcome.MISATTRIBUTED, right)
    assert verdict.source_text == ENCOURAGING
    assert BRIEFING.title in verdict.explanation
    assert "p. 193" in verdict.explanation


def test_a_misattribution_names_the_nearest_right_place() -> None:
    verdict = check(COLLUSION, f"{OTHER.id}/p9", SHELF)
    assert verdict.passage == REPEATED
    assert verdict.elsewhere == (FIRMNESS.id,)


def test_words_altered_at_the_cited_place_are_compared_there() -> None:
    verdict = check(
        "Cooperation on such a basis is perilously close to collusion.", OTHER.id, SHELF
    )
    assert (verdict.outcome, verdict.passage) == (Outcome.ALTERED, REPEATED)
    assert f"do not stand so in {OTHER.id}, nor anywhere in the 2 volumes" in verdict.explanation


def test_a_volume_not_installed_leaves_the_quotation_open() -> None:
    verdict = check("Ruritania will join.", "frus1950v01/d2", SHELF)
    assert verdict.outcome is Outcome.UNVERIFIABLE
    assert "volume frus1950v01 is not installed" in verdict.explanation
    assert verdict.elsewhere_count == 0


def test_the_same_words_elsewhere_are_told_where_the_volume_is_not_installed() -> None:
    verdict = check(COLLUSION, "frus1950v01", SHELF)
    assert verdict.outcome is Outcome.UNVERIFIABLE
    assert verdict.passage is None
    assert BRIEFING.title in verdict.explanation
    assert verdict.elsewhere == (FIRMNESS.id, REPEATED.id)


@pytest.mark.parametrize(
    ("quotation", "outcome"),
    [
        (COLLUSION, Outcome.MISATTRIBUTED),
        ("Cooperation on that basis is close to collusion.", Outcome.ALTERED),
        ("Ruritania will join.", Outcome.NOT_FOUND),
    ],
)
def test_a_cited_document_that_does_not_exist_is_told(quotation: str, outcome: Outcome) -> None:
    verdict = check(quotation, f"{QUEBEC}/d999", SHELF)
    assert verdict.outcome is outcome
    assert verdict.explanation.startswith(f"There is no document {QUEBEC}/d999. ")


@pytest.mark.parametrize(
    ("quotation", "message"),
    [
        ("", "no words"),
        (" \n\u00a0", "no words"),
        ("“…”", "no words"),
        ("war " * 1251, "5,004 characters; the limit is 5,000"),
    ],
)
def test_unusable_quotations_are_refused(quotation: str, message: str) -> None:
    with pytest.raises(InputError, match=message):
        check(quotation, None, SHELF)


def test_a_quotation_of_the_longest_length_is_checked() -> None:
    assert check("war " * 1250, None, SHELF).outcome is Outcome.NOT_FOUND


def test_a_malformed_citation_is_refused() -> None:
    with pytest.raises(InputError, match="write a volume"):
        check(COLLUSION, "Briefing Paper, p. 193", SHELF)


ACROSS = f"{OBJECTIVE.text[-60:].split(' ', 1)[1]} {EMPHASIS.text[:60].rsplit(' ', 1)[0]}"


@pytest.mark.parametrize("cite", [None, BRIEFING.id, OBJECTIVE.id, EMPHASIS.id])
def test_words_that_run_over_into_the_next_paragraph_are_verified(cite: str | None) -> None:
    verdict = check(ACROSS, cite, SHELF)
    assert verdict.outcome is Outcome.VERIFIED
    assert [quote.passage for quote in verdict.quotes] == [OBJECTIVE, EMPHASIS]
    assert verdict.source_text is not None
    assert verdict.source_text.split() == ACROSS.split()
    assert verdict.pages == ("192", "193")
    assert "pp. 192–193, from passage p1 on into p2" in verdict.explanation
    record = verdict_record(verdict)
    assert [span["passage"] for span in record["spans"]] == [OBJECTIVE.id, EMPHASIS.id]
    assert (record["passage"], record["start"]) == (OBJECTIVE.id, verdict.quotes[0].start)


def test_paragraphs_may_each_open_with_the_quoters_mark() -> None:
    first, second = (quote.text for quote in check(ACROSS, None, SHELF).quotes)
    verdict = check(f"“{first}\n\n“{second}”", None, SHELF)
    assert verdict.outcome is Outcome.VERIFIED
    assert verdict.source_text == f"{first}\n{second}"


def test_a_whole_paragraph_may_stand_between() -> None:
    words = f"{OBJECTIVE.text[-40:].split(' ', 1)[1]} {EMPHASIS.text} {RECENT.text[:40]}"
    verdict = check(words.rsplit(" ", 1)[0], None, SHELF)
    assert [quote.passage for quote in verdict.quotes] == [OBJECTIVE, EMPHASIS, RECENT]
    assert verdict.quotes[1].text == EMPHASIS.text


@pytest.mark.parametrize(
    "words",
    [
        ACROSS.replace(" ", " not ", 3),
        f"{OBJECTIVE.text[-60:].split(' ', 1)[1]} {RECENT.text[:60].rsplit(' ', 1)[0]}",
        f"{EMPHASIS.text[:60].rsplit(' ', 1)[0]} {OBJECTIVE.text[-60:].split(' ', 1)[1]}",
        f"{FIRMNESS.text[-60:].split(' ', 1)[1]} {NOTE.text[:40].rsplit(' ', 1)[0]}",
    ],
    ids=["changed", "a paragraph left out", "the wrong order", "text and its note"],
)
def test_words_that_only_seem_to_run_over_are_not_verified(words: str) -> None:
    assert check(words, None, SHELF).outcome in (Outcome.ALTERED, Outcome.NOT_FOUND)


def test_altered_words_across_paragraphs_are_compared_with_both() -> None:
    words = ACROSS.split()
    words[2] = "penguins"
    verdict = check(" ".join(words), None, SHELF)
    assert verdict.outcome is Outcome.ALTERED
    assert [quote.passage for quote in verdict.quotes] == [OBJECTIVE, EMPHASIS]
    changes = [change for change in verdict.diff if change.operation != "equal"]
    assert [change.quoted for change in changes] == ["penguins"]


def test_words_across_paragraphs_cited_elsewhere_are_misattributed() -> None:
    verdict = check(ACROSS, RECENT.id, SHELF)
    assert verdict.outcome is Outcome.MISATTRIBUTED
    assert verdict.passage == OBJECTIVE


@pytest.mark.parametrize("page", ["1", "2", "3", "4"])
def test_words_that_stand_on_several_pages_of_a_passage_stand_on_each(page: str) -> None:
    text = "We shall never agree to this, and nor will our friends. Why? " * 3
    breaks = (PageBreak(at * 61, label) for at, label in enumerate("123"))
    shelf = MemoryShelf([(paragraph(YALTA, "p1", text.strip(), *breaks), YALTA)])
    address = f"https://history.state.gov/historicaldocuments/{YALTA.id}#pg_{page}"
    verdict = check("We shall never agree to this", address, shelf)
    wrong = page == "4"
    assert verdict.outcome is (Outcome.MISATTRIBUTED if wrong else Outcome.VERIFIED)
    assert verdict.pages == ("1" if wrong else page,)


def test_a_page_that_the_source_does_not_number_is_told() -> None:
    address = f"https://history.state.gov/historicaldocuments/{YALTA.id}#pg_12"
    verdict = check("patient but firm containment", address, SHELF)
    assert verdict.outcome is Outcome.VERIFIED
    assert "no page numbers there, so the page was not checked" in verdict.explanation


@pytest.mark.parametrize("cite", [None, BRIEFING.id, YALTA.id, "frus1950v01"])
@pytest.mark.parametrize("words", [COLLUSION, "Ruritania will join.", ACROSS, ENCOURAGING])
def test_every_verdict_says_how_many_volumes_were_looked_into(words: str, cite: str | None) -> None:
    verdict = check(words, cite, SHELF)
    assert "the 2 volumes installed" in verdict.explanation
    assert verdict.volumes == 2


def test_too_many_like_passages_to_compare_are_told() -> None:
    crowd = [(paragraph(OTHER, f"p{n}", "The united state again."), OTHER) for n in range(501)]
    verdict = check("The united states", None, MemoryShelf(crowd))
    assert verdict.outcome is Outcome.NOT_FOUND
    assert "not every passage was compared" in verdict.explanation


def test_an_invisible_character_does_not_hide_words_from_the_search() -> None:
    verdict = check("peri\u00adlously close to col\u00adlusion", None, SHELF)
    assert (verdict.outcome, verdict.passage) == (Outcome.REPAIRED, FIRMNESS)


def test_a_found_quotation_as_a_record() -> None:
    verdict = check("Hull's memorandum to Roosevelt", BRIEFING.id, SHELF)
    record = verdict_record(verdict)
    assert json.loads(json.dumps(record)) == {
        "id": None,
        "quote": "Hull's memorandum to Roosevelt",
        "verdict": "repaired",
        "passage": f"{QUEBEC}/d123/fn1",
        "document": f"{QUEBEC}/d123",
        "start": 11,
        "end": 41,
        "pages": ["192"],
        "footnote": "1",
        "source_text": "Hull’s memorandum to Roosevelt",
        "url": f"https://history.state.gov/historicaldocuments/{QUEBEC}/d123fn1",
        "explanation": verdict.explanation,
        "tier": "folded",
        "spans": [{"passage": f"{QUEBEC}/d123/fn1", "start": 11, "end": 41}],
        "diff": [],
        "reference": "Department of State Briefing Paper, Foreign Relations of the United States, "
        "A volume, p. 192, footnote 1. "
        f"https://history.state.gov/historicaldocuments/{QUEBEC}/d123fn1",
        "elsewhere": [],
        "elsewhere_count": 0,
        "volumes": 2,
    }


def test_an_altered_quotation_as_a_record() -> None:
    record = verdict_record(check("Hull's memorandum to Stalin dated September 6", None, SHELF))
    assert record["verdict"] == "altered"
    assert record["tier"] is None
    assert {"operation": "replace", "source": "Roosevelt", "quoted": "Stalin"} in record["diff"]


def test_a_quotation_that_stands_twice_as_a_record() -> None:
    record = verdict_record(check(COLLUSION, None, SHELF))
    assert (record["elsewhere"], record["elsewhere_count"]) == ([REPEATED.id], 1)
    assert "They stand in 1 other passage of the 2 volumes installed too." in record["explanation"]


def test_a_record_has_the_pages_of_its_words_alone() -> None:
    crossing = FIRMNESS.text[190:230].strip()
    start = FIRMNESS.text.index(crossing)
    free = crossing.split(" ", 1)[1].rsplit(" ", 1)[0]
    assert start < 200
    record = verdict_record(check(free, None, SHELF))
    assert record["pages"] == ["193", "194"]
    assert record["url"] == f"https://history.state.gov/historicaldocuments/{BRIEFING.id}#pg_193"


def test_a_quotation_not_found_as_a_record() -> None:
    record = verdict_record(check("Ruritania", None, SHELF))
    assert record["verdict"] == "not found"
    assert record["pages"] == []
    nulls = ("passage", "document", "start", "end", "footnote", "source_text", "url")
    assert [record[key] for key in nulls] == [None] * 7  # type: ignore[literal-required]


def test_a_verdict_that_contradicts_itself_cannot_be_made() -> None:
    verified = check(COLLUSION, None, SHELF)
    with pytest.raises(ValueError, match="lacks one"):
        replace(verified, quotes=())
    with pytest.raises(ValueError, match="folded is not verified"):
        replace(verified, tier=Tier.FOLDED)
    with pytest.raises(ValueError, match="cannot have tier"):
        replace(verified, outcome=Outcome.ALTERED)
    with pytest.raises(ValueError, match="one document into another"):
        replace(verified, quotes=(*verified.quotes, Quote(TALK, YALTA, 0, 2)))


UNSPACED = paragraph(
    BRIEFING, "p9", "We seek an over-riding solution to the problem.The first thing is peace.",
    PageBreak(0, "195"),
)  # fmt: skip
SPACED = "solution to the problem. The first thing is peace"


@pytest.mark.parametrize(
    ("cite", "outcome"),
    [
        (None, Outcome.REPAIRED),
        (BRIEFING.id, Outcome.REPAIRED),
        (f"{BRIEFING.id}/p1", Outcome.MISATTRIBUTED),
        (OTHER.id, Outcome.MISATTRIBUTED),
    ],
)
def test_a_space_that_the_source_lacks_alters_no_quotation(
    cite: str | None, outcome: Outcome
) -> None:
    verdict = check(SPACED, cite, MemoryShelf([(UNSPACED, BRIEFING), (REPEATED, OTHER)]))
    assert (verdict.outcome, verdict.tier) == (outcome, Tier.FOLDED)
    assert verdict.source_text == "solution to the problem.The first thing is peace"
    assert verdict.diff == ()


def test_half_a_hyphened_word_is_not_repaired() -> None:
    verdict = check(f"riding {SPACED}", None, MemoryShelf([(UNSPACED, BRIEFING)]))
    assert verdict.outcome is Outcome.ALTERED
