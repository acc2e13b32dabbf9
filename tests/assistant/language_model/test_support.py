"""Lead-ins that give words to others, to other documents or days, or say what is not said."""

from __future__ import annotations

from dataclasses import replace

import pytest

from assistant.answer import Quote
from assistant.language_model.prose import Prose, check
from assistant.language_model.support import Objection
from corpus.document import DateRange, Document, Volume
from corpus.passage import Kind, Passage, Voice

TELEGRAM = Document(
    id="frus1945v05/d600",
    volume=Volume(id="frus1945v05", title="Foreign Relations, 1945, Europe", year="1967"),
    number="600",
    title="The Ambassador in the Soviet Union (Harriman) to the Secretary of State",
    date=DateRange("1945-04-06", "1945-04-06"),
    date_printed="April 6, 1945",
    place="Moscow",
    sender="Harriman",
    recipient="Secretary of State",
)
TALK = replace(
    TELEGRAM,
    id="frus1945v05/d601",
    title="Memorandum of Conversation Between Stalin and Harriman",
    sender="",
    recipient="",
)
NOTE = replace(TELEGRAM, id="frus1945v05/d602", title="Editorial Note", date=None, editorial=True)
POLAND = (
    "Stalin may not intend to leave Poland, and 40 divisions stand on the Vistula since "
    "August 1944; Poland expected 300 tons of grain and 12 engines from Hungary."
)


def quote(
    text: str = POLAND,
    document: Document = TELEGRAM,
    voice: Voice = Voice.AUTHOR,
    kind: Kind = Kind.PARAGRAPH,
) -> Quote:
    label = "1" if kind is Kind.FOOTNOTE else None
    passage = Passage(
        id=f"{document.id}/p1",
        document=document.id,
        kind=kind,
        voice=voice,
        text=text,
        label=label,
    )
    return Quote(passage, document, 0, len(text))


def outcome(prose: str, *quotes: Quote) -> str:
    """Kept, or the name of the objection."""
    checked = check(prose, quotes or [quote()])
    return "kept" if isinstance(checked, Prose) else checked.name


@pytest.mark.parametrize(
    "prose",
    [
        "Harriman says of Stalin:",
        "Harriman tells the Secretary of State of Poland:",
        "Harriman on Stalin and Poland:",
        "Ambassador Harriman wrote from Moscow:",
        "In April 1945 Harriman wrote:",
        "On April 6, 1945, the Ambassador reported:",
        "According to Harriman:",
        "In Harriman's words:",
        "On Stalin, Harriman says:",
        "Of Stalin and Poland:",
        "Stalin may not leave Poland, Harriman says:",
        "Harriman says that 40 divisions stand on the Vistula:",
        "On the 12 engines from Hungary:",
        "Poland expected 300 tons of grain:",
    ],
)
def test_who_wrote_may_be_named_with_what_he_wrote_of(prose: str) -> None:
    assert outcome(prose) == "kept"


@pytest.mark.parametrize(
    "prose",
    [
        "Stalin said:",
        "Stalin says of Poland:",
        "Marshal Stalin, in Moscow, said:",
        "Stalin:",
        "Stalin on Poland:",
        "Stalin to Harriman:",
        "According to Stalin:",
        "As Stalin put it:",
        "In Stalin's words:",
        "Stalin's words on Poland:",
        "Stalin's reply to Harriman:",
        "By Stalin:",
        "Said Stalin:",
        "On Poland, said Stalin:",
        "On Poland Stalin says:",
        "In Moscow Stalin told Harriman:",
        "Harriman writes that Stalin said:",
        "The telegram reports what Stalin said:",
        "The Secretary of State says:",
        "The Secretary says of Poland:",
        "the secretary of state writes:",
        "Poland says:",
        "Hungary told Poland:",
        "Harriman and Stalin say:",
        "Harriman writes, and Stalin replied:",
    ],
)
def test_words_are_given_to_nobody_else(prose: str) -> None:
    assert outcome(prose) not in ("kept", "EMPTY")


def test_who_the_words_themselves_say_spoke_may_be_named() -> None:
    said = quote("Marshal Stalin said that Poland was free. Molotov was told by Harriman to wait.")
    assert outcome("Stalin said:", said) == "kept"
    assert outcome("Harriman records that Stalin said:", said) == "kept"
    assert outcome("Molotov told Harriman:", said) == "SPEAKER"
    assert outcome("Molotov said:", said) == "SPEAKER"
    script = quote("Stalin: We agree on Poland.", TALK)
    assert outcome("Stalin on Poland:", script) == "kept"
    assert outcome("Harriman on Poland:", script) == "SPEAKER"


def test_of_a_conversation_nobody_is_the_author() -> None:
    told = quote("He would leave Poland soon.", TALK)
    assert outcome("Stalin said:", told) == "SPEAKER"
    assert outcome("Harriman said:", told) == "SPEAKER"
    assert outcome("The memorandum of conversation says of Poland:", told) == "kept"


@pytest.mark.parametrize(
    ("prose", "expected"),
    [
        ("The editors say of Stalin and Poland:", "kept"),
        ("The editors' footnote on Poland:", "kept"),
        ("A footnote says:", "kept"),
        ("Harriman says of Poland:", "SPEAKER"),
        ("Harriman says in a note:", "SPEAKER"),
        ("The author's note on Poland:", "VOICE"),
        ("The telegram says in a footnote:", "DOCUMENT"),
        ("On Stalin and Poland:", "VOICE"),
        ("The document says:", "VOICE"),
    ],
)
def test_an_editors_footnote_is_not_the_authors_words(prose: str, expected: str) -> None:
    assert outcome(prose, quote(voice=Voice.EDITOR, kind=Kind.FOOTNOTE)) == expected


def test_the_authors_words_are_not_the_editors() -> None:
    for prose in ("The editors say:", "The editors on Poland:", "The editor notes:"):
        assert outcome(prose) == "VOICE"
    for prose in ("The footnote says:", "The note on Poland:", "In a note:", "The letter says:"):
        assert outcome(prose) in ("DOCUMENT", "MATTER")


def test_an_editorial_note_is_the_editors() -> None:
    told = quote(document=NOTE, voice=Voice.EDITOR)
    assert outcome("The editorial note on Poland:", told) == "kept"
    assert outcome("The editors say of Stalin:", told) == "kept"
    assert outcome("Stalin says:", told) == "SPEAKER"


@pytest.mark.parametrize(
    "prose",
    [
        "On April 7, 1945, Harriman wrote:",
        "In August 1944 Harriman wrote:",
        "In 1944, the telegram says:",
        "In April 1944 Harriman wrote:",
        "From August 1944:",
        "The telegram of August 1944 on Poland:",
        "On the 40 divisions of April 1944:",
        "In 1967 Harriman wrote:",
        "On August 6, 1945, Harriman wrote:",
    ],
)
def test_a_document_has_its_own_date(prose: str) -> None:
    assert outcome(prose) in ("DATE", "DOCUMENT")


@pytest.mark.parametrize(
    ("prose", "expected"),
    [
        ("Harriman says that 300 divisions stand on the Vistula:", "NUMBER"),
        ("Harriman says that 41 divisions stand on the Vistula:", "NUMBER"),
        ("On the twelve tons of grain:", "NUMBER"),
        ("Harriman says that three divisions stand on the Vistula:", "NUMBER"),
        ("Kennan writes of Poland:", "NAME"),
        ("Harriman says that Stalin may intend to leave Poland:", "DENIAL"),
        ("Harriman says that 40 divisions may not stand on the Vistula:", "DENIAL"),
        ("Stalin may intend to leave Poland:", "DENIAL"),
        ("Hungary expected 300 tons of grain from Poland:", "DENIAL"),
        ("300 tons of grain were expected by Poland:", "SPEAKER"),
        ("Harriman says that 300 tons were expected by the Vistula:", "SPEAKER"),
        ("Harriman says that all divisions stand on the Vistula:", "MATTER"),
        ("Harriman says that grain is expected by 12 divisions:", "NUMBER"),
        ("Harriman says that Hungary expected grain from Poland:", "DENIAL"),
        ("Harriman says that 40 divisions fled from the Vistula:", "MATTER"),
        ("Poland expected 300 tons of grain at most:", "MATTER"),
    ],
)
def test_a_claim_says_what_is_said(prose: str, expected: str) -> None:
    assert outcome(prose) == expected


def test_a_lead_in_to_two_documents_may_name_neither_author() -> None:
    other = quote("Poland will be free.", TALK)
    assert outcome("Free Poland will be:", other) == "ORDER"
    assert outcome("Harriman on Poland:", quote(), other) == "SPEAKER"
    assert outcome("On Poland:", quote(), other) == "kept"


def test_every_objection_reads_as_a_reason() -> None:
    assert all(objection[0].islower() and objection[-1] != "." for objection in Objection)
