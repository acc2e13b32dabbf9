"""Many visitors at once get the answers that one alone would get."""

from concurrent.futures import ThreadPoolExecutor

from assistant.app import Assistant
from assistant.record import answer_record

QUESTIONS = [
    "What mistake might the Soviet Government make about friendliness?",
    "Where are the records of the Tehran Conference?",
    "What should be done as the military situation in Europe permits?",
    "What did Stalin reply to this memorandum?",
    "Why was cooperation emphasized?",
    "hello",
] * 5


def asked(assistant: Assistant, question: str) -> dict[str, object]:
    record = dict(answer_record(assistant.ask(question)))
    del record["timings_ms"]
    return record


def test_answers_do_not_depend_on_who_else_asks(assistant: Assistant) -> None:
    alone = [asked(assistant, question) for question in QUESTIONS]
    with ThreadPoolExecutor(8) as visitors:
        together = list(visitors.map(lambda question: asked(assistant, question), QUESTIONS))
    assert together == alone
