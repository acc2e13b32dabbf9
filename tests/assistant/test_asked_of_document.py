"""What is asked of a document as such is told by its form; other questions have no such form."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from assistant.asked_of_document import AskedOfDocument, Wanted, asked_of_document
from assistant.naming import named
from corpus.document import Volume
from evals.case import shipped_set, volumes_set

BOOK = Volume(id="frus1955v1", title="The Book")


@pytest.mark.parametrize(
    ("wanted", "questions"),
    [
        (Wanted.WRITER, "Who wrote D?|By whom was D written?|who is the author of D|Who is D from?|"
         "From whom is D?|Who was D signed by?|Can you tell me who drafted D?|D: who wrote it?"),
        (Wanted.RECIPIENT, "To whom is D addressed?|Who was D sent to?|Whom is D addressed to?|"
         "Who received D?|Who is D's recipient?|Who is the addressee of D?"),
        (Wanted.BOTH, "Who wrote to whom in D?|Who are the sender and the recipient of D?"),
        (Wanted.DATE, "What is the date of D?|When was D written?|What's D's date?|When is D from?|"
         "On what day was D sent?|What date does D bear?|In which year was D written?"),
        (Wanted.PLACE, "Where was D written?|From where was D sent?|Where does D come from?|"
         "In which city was D written?|Where was D sent from?"),
        (Wanted.NOTES, "Show me the footnotes of D|What do the footnotes of D say?"),
        (Wanted.SOURCE, "What is the source of D?|Where is the original of D kept?|"
         "In which archive is D?|What does the source note of D say?|Where can D be found?"),
        (Wanted.TITLE, "What is the title of D?|What is D?|What is D called?|"
         "What kind of document is D?"),
        (Wanted.SUBJECT, "What is D about?|What is the subject of D?|What does D deal with?"),
        (Wanted.CLASSIFICATION, "How is D classified?|What is the classification of D?|"
         "Was D secret?|What classification does D bear?"),
        (Wanted.PAGE, "What page is D on?|On which page does D begin?|Where is D printed?"),
        (Wanted.OPENING, "Show me D|Please open D|D|What does D say?|How does D begin?"),
        (Wanted.NEXT, "Which document comes after D?|What document follows D?"),
        (Wanted.PREVIOUS, "Which document is before D?|What precedes D?"),
    ],
)  # fmt: skip
def test_wordings_understood(wanted: Wanted, questions: str) -> None:
    for question in questions.split("|"):
        asked = asked_of_document(question.replace("D", "that document"))
        assert asked == AskedOfDocument(wanted), question


@pytest.mark.parametrize(
    "question",
    [
        "What does footnote 3 of that document say?",
        "In that document, what does footnote 3 say?",
        "Show me footnote 3 to that document.",
        "footnote 3 of that document",
        "What does note 3 in that document read?",
        "Quote footnote number 3 of that document",
    ],
)
def test_a_footnote_by_its_number(question: str) -> None:
    assert asked_of_document(question) == AskedOfDocument(Wanted.NOTE, "3")


@pytest.mark.parametrize(
    "question",
    [
        "Who wrote that document to Stalin?",
        "What does that document say about oil?",
        "When was the treaty written?",
        "Who signed that document's draft in Paris?",
        "Where was Hull when that document was written?",
    ],
)
def test_other_questions_are_left_alone(question: str) -> None:
    assert asked_of_document(question) is None


@pytest.mark.parametrize("questions", [shipped_set(), volumes_set()], ids=lambda path: path.stem)
def test_no_question_of_the_sets_is_taken_over(questions: Path) -> None:
    for line in questions.read_text(encoding="utf-8").splitlines():
        case = json.loads(line)
        for question in (case["question"], *case["history"]):
            assert not named(question, (BOOK,)).numbers, question
            assert asked_of_document(question) is None, question
