"""Reports of wrong quotations from the chat."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from assistant.answer import Answer
from assistant.reported import read_reports
from assistant.settings import Settings
from assistant.ui.conversation import Conversation
from assistant.ui.protocol import Assistant
from assistant.ui.reporting import LONGEST_SAID, report_of, reported
from assistant.ui.sources import panel_html
from corpus.errors import InputError

TEHRAN = "Where are the records of the Tehran Conference?"
DAY = date(2026, 7, 5)


def talk(assistant: Assistant, *questions: str) -> Conversation:
    shown = Conversation()
    for question in questions:
        answer = assistant.ask(question, shown.history)
        shown = shown.asked(question).answered(answer)
    return shown


def last(shown: Conversation) -> Answer:
    answer = shown.exchanges[-1].answer
    assert answer is not None
    return answer


def test_a_report_has_the_words_shown_and_where_they_stand(scripted: Assistant) -> None:
    shown = talk(scripted, TEHRAN, "  ", "why did they meet?").asked("And after?").troubled("No.")
    report = report_of(shown, "source-3-1", " Not he. ", DAY)
    (quote,) = talk(scripted, TEHRAN).history[0].shown
    assert (report.passage, report.words) == (quote.passage.id, quote.text)
    assert quote.passage.text[report.start : report.end] == report.words
    assert (report.question, report.history) == ("why did they meet?", (TEHRAN,))
    assert report.searched == "why did they meet? (Tehran Conference)"
    assert (report.wrong, report.index, report.day) == ("Not he.", "3f9c21", "2026-07-05")


def test_each_card_reports_its_own_quotation(scripted: Assistant) -> None:
    shown = talk(scripted, "Everything")
    quotes = last(shown).quotes
    made = [report_of(shown, f"source-1-{number}", "", DAY) for number in range(1, 8)]
    assert [(one.passage, one.start, one.words) for one in made] == [
        (quote.passage.id, quote.start, quote.text) for quote in quotes
    ]
    page = panel_html(shown)
    for number in range(1, 8):
        assert page.count(f'aria-label="Report this quotation: source {number}"') == 1


def test_what_is_kept_is_told_and_read_back(scripted: Assistant, tmp_path: Path) -> None:
    path = Settings(tmp_path / "home").reports
    shown = talk(scripted, f"{TEHRAN} <b>\ud800")
    told = reported(shown, "source-1-1", '"\n<script>\udc00', path)
    assert told == {
        "card": "source-1-1",
        "kept": True,
        "told": "Reported. Kept on the computer that runs this assistant, in reports.jsonl.",
    }
    (report,) = read_reports(path)
    assert report.question == f"{TEHRAN} <b>\ufffd"
    assert report.wrong == '"\n<script>\ufffd'
    (line,) = path.read_text(encoding="utf-8").splitlines()
    assert json.loads(line)["words"] == last(shown).quotes[0].text


def test_a_report_that_cannot_be_written_says_why(scripted: Assistant, tmp_path: Path) -> None:
    told = reported(talk(scripted, TEHRAN), "source-1-1", "", tmp_path)
    assert not told["kept"]
    assert told["told"].startswith(f"Not reported: {tmp_path.name}: the report cannot be kept")


@pytest.mark.parametrize("card", ["source-1-2", "source-2-1", "source-1-A", "", "sources-1"])
def test_a_card_that_is_not_shown_is_not_reported(scripted: Assistant, card: str) -> None:
    with pytest.raises(InputError, match="no longer in the conversation"):
        report_of(talk(scripted, TEHRAN), card, "", DAY)


def test_a_related_passage_is_no_quotation_to_report(scripted: Assistant, tmp_path: Path) -> None:
    shown = talk(scripted, "Penguins?")
    assert "frus-report" not in panel_html(shown)
    path = tmp_path / "reports.jsonl"
    assert not reported(shown, "source-1-A", "", path)["kept"]
    assert not path.exists()


def test_a_report_of_too_many_words_is_refused_whole(scripted: Assistant) -> None:
    shown = talk(scripted, TEHRAN)
    assert report_of(shown, "source-1-1", "a" * LONGEST_SAID, DAY).wrong == "a" * LONGEST_SAID
    with pytest.raises(InputError, match="at most 500 characters"):
        report_of(shown, "source-1-1", "a" * (LONGEST_SAID + 1), DAY)
