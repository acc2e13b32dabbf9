"""Messages in other languages are told from English ones, and names are no language."""

from __future__ import annotations

import json
import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.app import Assistant
from assistant.language import is_foreign
from assistant.language_words import ENGLISH, OTHERS
from assistant.small_talk import small_talk

MESSAGES = Path(__file__).with_name("messages.tsv")
# Of the half that no rule was made by; each is named, so that one more is noticed.
KNOWN_ERRORS = {"Sprechen Sie Deutsch?", "what's this?", "go on"}


def messages() -> list[tuple[str, str, str]]:
    """Half, right reply and message."""
    lines = MESSAGES.read_text(encoding="utf-8").splitlines()[1:]
    return [(half, right, message) for half, right, message in (x.split("\t") for x in lines)]


@pytest.fixture(scope="module")
def reply(assistant: Assistant) -> Callable[[str], str]:
    """What a message that no turn came before is taken for: a reason, or "question"."""

    def kind(message: str) -> str:
        first = next(assistant.stream(message))
        refusal = first["answer"].refusal if "answer" in first else None
        return "question" if refusal is None else str(refusal.reason)

    return kind


def test_every_message_has_the_reply_that_is_right(reply: Callable[[str], str]) -> None:
    wrong = {message for _, right, message in messages() if reply(message) != right}
    assert wrong == KNOWN_ERRORS


def test_the_list_is_large_and_both_halves_alike() -> None:
    halves = Counter((half, right) for half, right, _ in messages())
    assert sum(halves.values()) >= 400
    for half, right in halves:
        assert halves[half, right] == halves["develop", right]


@pytest.mark.parametrize(
    ("message", "foreign"),
    [
        ("Wer war Ngo Dinh Diem?", True),
        ("WER WAR NGO DINH DIEM?", True),
        ("Who was Сталин?", False),
        ("Кто такой Stalin?", True),
        ("¿Trujillo?", True),
        ("What did the Quai d’Orsay say?", False),
        ("qu’il", True),
        ("SES CES", False),
        ("", False),
        ("1944", False),
        ("d’Orsay", False),
        ("Ho Chi Minh", False),
        ("Che Guevara", False),
        ("omar torrijos herrera", False),
        ("Haya de la Torre", False),
        ("the die was cast in war", False),
        ("What does “qui était” mean?", False),
    ],
)
def test_small_words_tell_a_language(message: str, *, foreign: bool) -> None:
    assert is_foreign(message, lambda word: word.lower() in ENGLISH) is foreign


def test_where_no_small_word_tells_a_model_guesses() -> None:
    def unknown(word: str) -> bool:
        return False

    assert is_foreign("Nebyla nalezena žádná odpovídající smlouva", unknown)
    assert not is_foreign("Nebyla nalezena žádná odpovídající smlouva", lambda word: True)
    assert not is_foreign("unexpected shipments delayed again", unknown)


def test_no_word_of_english_tells_another_language_for_certain() -> None:
    doubtful = {w for words in OTHERS for w, rank in words.items() if w in ENGLISH and rank > 1}
    assert doubtful == set()


@given(st.text(max_size=60))
def test_any_message_is_in_some_language(message: str) -> None:
    assert is_foreign(message, str.isascii) in (True, False)


def test_a_question_in_plain_english_does_not_load_the_model() -> None:
    program = (
        "import sys; from assistant.language import is_foreign\n"
        "for said in ('Who was Ngo Dinh Diem?', 'soviet trade poland', 'Vientiane coup Phoumi',"
        " 'Wer war das?', 'Trujillo'): is_foreign(said, lambda word: True)\n"
        "print([name for name in sys.modules if name.startswith(('py3langid', 'numpy'))])"
    )
    ran = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert ran.stdout.strip() == "[]"


@pytest.mark.parametrize("questions", ["squad2", "clapnq", "mtragun"])
def test_english_questions_are_taken_for_english(
    assistant: Assistant, shared: Path, questions: str
) -> None:
    path = shared / "evalsets" / questions / "questions.jsonl"
    asked = [json.loads(line)["question"] for line in path.read_text("utf-8").splitlines()]
    reader = assistant._parts.reader
    taken = [q for q in asked if small_talk(q) or not reader.understands(q)]
    assert len(taken) <= 1  # "luis fonsi demi lovato - échame la culpa wikipedia"
