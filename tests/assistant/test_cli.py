"""The `frus` command as a person or a script meets it: results, messages and exit codes."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from assistant.answering import UNSURE
from assistant.app import Assistant
from assistant.cli import main
from vectorstore.minilm import MiniLM

FRIENDLINESS = "What mistake might the Soviet Government make about friendliness?"
TEHRAN = "Where are the records of the Tehran Conference?"
CHECKOUT = Path(__file__).parent.parent.parent


@dataclass(frozen=True)
class Ran:
    """What a command left behind."""

    code: int
    out: str
    err: str

    @property
    def records(self) -> list[dict[str, Any]]:
        """Standard output as JSON lines, and nothing else."""
        return [json.loads(line) for line in self.out.splitlines()]

    @property
    def record(self) -> dict[str, Any]:
        """The one JSON object on standard output."""
        (record,) = self.records
        return record


Frus = Callable[..., Ran]


@pytest.fixture
def frus(
    home: Path,
    assistant: Assistant,
    embedder: MiniLM,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> Frus:
    """Runs `frus` in this process, over this run's home, with the model that is loaded already.

    The home has its index, since the fixture `assistant` made it: no progress is shown.
    """

    class Loaded:
        name = embedder.name

        def __new__(cls) -> Any:
            return embedder

    monkeypatch.setattr("assistant.opening.MiniLM", Loaded)
    monkeypatch.setattr("vectorstore.minilm.MiniLM", Loaded)

    def run(*arguments: str, stdin: bytes = b"") -> Ran:
        monkeypatch.setattr("sys.argv", ["frus", *arguments])
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(stdin)))
        capsys.readouterr()
        with pytest.raises(SystemExit) as ended:
            main()
        output = capsys.readouterr()
        code = ended.value.code
        return Ran(code if isinstance(code, int) else 0, output.out, output.err)

    return run


def passages(frus: Frus) -> dict[str, dict[str, Any]]:
    """The stored passages of the shipped document, by id."""
    shown = frus("corpus", "show", "frus1944Quebec/d123", "--json")
    return {record["passage"]: record for record in shown.records}


def test_a_question_is_answered_in_quotations(frus: Frus) -> None:
    record = frus("ask", FRIENDLINESS, "--json").record
    assert list(record) == [
        "id", "question", "searched", "scope", "refusal", "answerability", "statements",
        "citations", "related", "notice", "index", "timings_ms",
    ]  # fmt: skip
    citation = record["citations"][0]
    assert "mistake friendliness for weakness" in citation["quote"]
    assert citation["passage"] == "frus1944Quebec/d123/p4"
    assert citation["pages"] == ["193"]
    assert citation["url"].endswith("/frus1944Quebec/d123#pg_193")
    assert record["refusal"] is None


def test_a_footnote_answers_with_its_anchor(frus: Frus) -> None:
    citation = frus("ask", TEHRAN, "--json").record["citations"][0]
    assert citation["passage"] == "frus1944Quebec/d123/fn2"
    assert "For the records of the Tehran Conference" in citation["quote"]
    assert (citation["footnote"], citation["anchor"]) == ("2", "frus1944Quebec/d123/p3")
    assert citation["url"].endswith("/frus1944Quebec/d123fn2")


@pytest.mark.parametrize(
    "question", ["What is the capital of Australia?", "What did Stalin reply to this memorandum?"]
)
def test_what_the_record_does_not_say_is_refused(frus: Frus, question: str) -> None:
    ran = frus("ask", question, "--json")
    assert ran.code == 0
    assert ran.record["refusal"]["reason"] == "not answered"
    assert (ran.record["statements"], ran.record["citations"]) == ([], [])
    assert 1 <= len(ran.record["related"]) <= 3
    told = frus("ask", question).out
    assert "I found no passage that answers this" in told
    assert "silence in the archive" in told


def test_a_greeting_is_greeted_without_citations(frus: Frus) -> None:
    record = frus("ask", "hello", "--json").record
    assert record["refusal"]["reason"] == "greeting"
    assert (record["statements"], record["citations"], record["related"]) == ([], [], [])
    assert frus("ask", "hello").out.startswith("Hello. Ask me about the documents")


@pytest.mark.parametrize("question", [FRIENDLINESS, TEHRAN, "Why was cooperation emphasized?"])
def test_a_quotation_is_the_span_it_says_of_the_stored_text(frus: Frus, question: str) -> None:
    stored = passages(frus)
    citations = frus("ask", question, "--json").record["citations"]
    assert citations
    for citation in citations:
        passage = stored[citation["passage"]]
        assert citation["quote"] == passage["text"][citation["start"] : citation["end"]]
        assert citation["kind"] == passage["kind"]
        assert set(citation["pages"]) <= set(passage["pages"])


def test_the_same_question_gets_the_same_bytes(frus: Frus) -> None:
    first, second = (frus("ask", TEHRAN, "--json").record for _ in range(2))
    del first["timings_ms"], second["timings_ms"]
    assert first == second


def test_an_answer_for_people_has_numbers_and_references(frus: Frus) -> None:
    ran = frus("ask", TEHRAN)
    assert (ran.code, ran.err) == (0, "")
    assert "Footnote 2, by the editors: “For the records of the Tehran Conference" in ran.out
    assert "[1] Department of State Briefing Paper, Foreign Relations" in ran.out
    assert "p. 193, footnote 2. https://history.state.gov/" in ran.out


def write_lines(path: Path, *records: dict[str, Any]) -> str:
    path.write_text("".join(json.dumps(r) + "\n" for r in records), encoding="utf-8")
    return str(path)


def test_a_batch_is_answered_in_order(frus: Frus, tmp_path: Path) -> None:
    batch = write_lines(
        tmp_path / "questions.jsonl",
        {"id": 3, "question": TEHRAN},
        {"id": "b", "question": "And of the Moscow Conference?", "history": [TEHRAN]},
        {"question": "hello"},
    )
    ran = frus("ask", "--batch", batch)
    assert (ran.code, ran.err) == (0, "")
    assert [record["id"] for record in ran.records] == [3, "b", None]
    tehran, moscow, hello = ran.records
    assert tehran["citations"][0]["quote"].startswith("For the records of the Tehran")
    assert moscow["citations"][0]["quote"].startswith("For the records of the Moscow")
    assert hello["refusal"]["reason"] == "greeting"


def test_a_batch_may_come_from_standard_input(frus: Frus) -> None:
    ran = frus("ask", "--batch", "-", stdin='{"question": "hello"}\n{"question": "é?"}\n'.encode())
    assert [record["question"] for record in ran.records] == ["hello", "é?"]


def test_a_batch_with_a_bad_line_answers_nothing(frus: Frus, tmp_path: Path) -> None:
    path = tmp_path / "questions.jsonl"
    path.write_text('{"question": "hello"}\n{"question": 5}\n', encoding="utf-8")
    ran = frus("ask", "--batch", str(path))
    assert (ran.code, ran.out) == (2, "")
    assert f"{path}:2: field question: Input should be a valid string" in ran.err


def test_searches_and_checks_come_in_batches_too(frus: Frus, tmp_path: Path) -> None:
    queries = write_lines(tmp_path / "q.jsonl", {"id": 1, "query": "Poland"}, {"query": ""})
    ran = frus("search", "--batch", queries, "--k", "2")
    assert [(record["id"], len(record["hits"])) for record in ran.records] == [(1, 2), (None, 0)]
    quotations = write_lines(
        tmp_path / "c.jsonl",
        {"id": 1, "quote": "perilously close to collusion", "cite": "frus1944Quebec/d123"},
        {"id": 2, "quote": "never was any such thing written by anybody"},
    )
    verdicts = [record["verdict"] for record in frus("check", "--batch", quotations).records]
    assert verdicts == ["verified", "not found"]


@pytest.mark.parametrize(
    "history",
    [
        f'["{TEHRAN}"]',
        f'[{{"user": "{TEHRAN}", "assistant": "In a volume."}}]',
        f'"hello"\n{{"user": "{TEHRAN}"}}\n',
    ],
)
def test_a_history_has_two_forms(frus: Frus, tmp_path: Path, history: str) -> None:
    path = tmp_path / "history.json"
    path.write_text(history, encoding="utf-8")
    record = frus("ask", "And of Moscow?", "--history", str(path), "--json").record
    assert record["question"] == "And of Moscow?"
    assert record["searched"].startswith("And of Moscow? (about: ")
    assert record["citations"][0]["passage"] == "frus1944Quebec/d123/fn2"
    assert (
        "Searched as: And of Moscow? (about:"
        in frus("ask", "And of Moscow?", "--history", str(path)).out
    )


def test_a_history_may_say_what_was_shown(frus: Frus, tmp_path: Path) -> None:
    told = frus("ask", TEHRAN, "--json").record
    path = tmp_path / "history.json"
    turn = {"user": TEHRAN, "citations": told["citations"]}
    path.write_text(json.dumps([turn]), encoding="utf-8")
    ran = frus("ask", "What page is that?", "--history", str(path), "--json")
    assert ran.record["citations"] == told["citations"]
    path.write_text(
        json.dumps([{**turn, "citations": [{"passage": "x/d1/p1", "start": 0, "end": 2}]}])
    )
    ran = frus("ask", "What page is that?", "--history", str(path))
    assert (ran.code, ran.out) == (2, "")
    assert f"{path}: turn 1, citation 1: no passage 'x/d1/p1' is indexed" in ran.err


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["ask"], "give either a question or --batch FILE"),
        (["ask", "hello", "--batch", "x"], "give either a question or --batch FILE"),
        (["ask", "--batch", "x", "--history", "y"], "--batch: write the history"),
        (["ask", "--batch", "no such file"], "no such file: No such file or directory"),
        (["ask", "hello", "--history", "no such file"], "no such file: No such file or directory"),
        (["ask", "hello", "--kind", "heading"], "; headings are listed by frus corpus documents"),
        (["ask", "hello", "--kind", ""], "--kind: '' is neither paragraph nor footnote"),
        (["search", "x", "--voice", "voice"], "--voice: 'voice' is none of author, editor, source"),
        (["ask", "hello", "--voice", ""], "--voice: '' is none of author, editor, source note, "),
        (["search", "x", "--around", "21"], "less than or equal to 20"),
        (["search", "x", "--around", "-1"], "greater than or equal to 0"),
        (["ask", "hello", "--volume", "x"], "volume x is not installed; see: frus corpus list"),
        (["ask", "hello", "--document", "x/d1"], "x/d1 is not installed; see: frus corpus list"),
        (["ask", "hello", "--document", "\udcff"], "\\udcff is not installed"),
        (["ask", "hello", "--after", "1944-13"], "after: '1944-13' is not a date; write 1944"),
        (["ask", "hello", "--after", "2", "--before", "1"], "is not a date"),
        (["ask", "hello", "--after", "1945", "--before", "1944"], "swap after and before"),
        (["ask", "hello", "--k", "0"], "greater than or equal to 1"),
        (["ask", "hello", "--k", "101"], "less than or equal to 100"),
        (["ask", "hello", "--llm", "gpt"], "language model 'gpt': write provider:model"),
        (["search"], "give either a query or --batch FILE"),
        (["search", "x", "--volume", "x"], "volume x is not installed"),
        (["check"], "give either a quotation or --batch FILE"),
        (["check", ""], "quotation: it has no words"),
        (["check", "x" * 5001], "quotation: 5,001 characters; the limit is 5,000"),
        (["check", "x", "--cite", "nonsense"], "citation: 'nonsense' names no place"),
        (["check", "--batch", "x", "--cite", "y"], "--batch: write the history or cite"),
        (["corpus", "show", "x"], "x is not installed; see: frus corpus list"),
        (["corpus", "show", "\udcff"], "\\udcff is not installed; see: frus corpus list"),
        (["corpus", "remove", ".."], "'..' is not a volume id; see: frus corpus list"),
        (["corpus", "remove", "frus1944Quebec"], "holds the shipped document"),
        (["corpus", "add", "no such file"], "no such file: no such file"),
        (["corpus", "add"], "Missing argument"),
        (["nonsense"], "No such command"),
        (["ask", "hello", "--nonsense"], "No such option"),
    ],
)
def test_bad_input_is_exit_code_2_and_one_message(
    frus: Frus, arguments: list[str], message: str
) -> None:
    ran = frus(*arguments)
    assert (ran.code, ran.out) == (2, "")
    assert message in ran.err
    assert "Traceback" not in ran.err


@pytest.mark.parametrize(
    ("named", "code", "message"),
    [
        ("", 2, "FRUS_HOME is set, but names no folder"),
        ("~nobody-of-this-name/x", 2, "FRUS_HOME names no folder that can be used"),
        ("a file/home", 1, "a file/home/index cannot be written (Not a directory)"),
    ],
)
def test_a_home_that_cannot_be_used_is_told(
    frus: Frus,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    named: str,
    code: int,
    message: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("a file").write_text("", encoding="utf-8")
    monkeypatch.setenv("FRUS_HOME", named)
    ran = frus("ask", "hello")
    assert (ran.code, ran.out) == (code, "")
    assert message in ran.err


def test_a_damaged_index_is_told_and_a_build_mends_it_without_embedding(
    frus: Frus, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FRUS_HOME", str(tmp_path))
    built = frus("index", "build", "--json").record
    assert (built["counts"]["vectors"], built["model"]) == (9, "all-MiniLM-L6-v2")
    (store,) = tmp_path.glob("index/index-*/vectors/chroma.sqlite3")
    store.unlink()
    ran = frus("index", "check")
    assert (ran.code, ran.out) == (1, "")
    assert f"{store} is gone; run: frus index build" in ran.err
    mended = frus("index", "build", "--json").record
    assert (mended["digest"], mended["embedded"]) == (built["digest"], 0)
    assert frus("index", "check").out == f"Index {built['version']} is sound.\n"


def test_an_assistant_makes_a_damaged_index_anew_and_says_so(
    frus: Frus, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FRUS_HOME", str(tmp_path))
    frus("index", "build")
    (store,) = tmp_path.glob("index/index-*/passages.sqlite")
    store.write_bytes(store.read_bytes()[:-1])
    ran = frus("ask", TEHRAN)
    assert ran.code == 0
    assert f"The index is made anew: {store} has" in ran.err
    assert "[1] Department of State Briefing Paper" in ran.out


def test_a_voice_narrows_what_is_searched(frus: Frus) -> None:
    stored = passages(frus)
    for voice in ("author", "editor", "source note", "summary"):
        record = frus("search", "records of the conference", "--voice", voice, "--json").record
        found = {hit["passage"]: hit["voice"] for hit in record["hits"]}
        assert set(found.values()) <= {voice}
        assert found.keys() == {
            id_ for id_, p in stored.items() if p["voice"] == voice and p["kind"] != "heading"
        }
    asked = frus("ask", TEHRAN, "--voice", "author", "--json").record
    assert {citation["voice"] for citation in asked["citations"]} <= {"author"}
    none = frus("ask", TEHRAN, "--voice", "summary", "--json").record
    assert none["refusal"]["reason"] == "nothing in scope"


def test_a_voice_holds_for_the_footnotes_beside_a_quotation(frus: Frus) -> None:
    question = "What start was made at the Moscow and Tehran Conferences?"
    free = frus("ask", question, "--json").record["citations"]
    assert {citation["voice"] for citation in free} == {"author", "editor"}
    bound = frus("ask", question, "--voice", "author", "--json").record["citations"]
    assert {citation["voice"] for citation in bound} == {"author"}


def test_a_record_tells_within_what_was_searched(frus: Frus, tmp_path: Path) -> None:
    options = ["--voice", "editor", "--kind", "footnote", "--after", "1944", "--before", "1944-12"]
    scope = {
        "volumes": ["frus1944Quebec"], "documents": ["frus1944Quebec/d123"], "kind": "footnote",
        "voice": "editor", "after": "1944", "before": "1944-12",
    }  # fmt: skip
    within = [*options, "--volume", "frus1944Quebec", "--document", "frus1944Quebec/d123"]
    assert frus("ask", TEHRAN, "--json", *within).record["scope"] == scope
    assert frus("search", "records", "--json", *within).record["scope"] == scope
    batch = write_lines(tmp_path / "q.jsonl", {"question": TEHRAN}, {"question": "hello"})
    ran = frus("ask", "--batch", batch, *within)
    assert [record["scope"] for record in ran.records] == [scope, scope]
    batch = write_lines(tmp_path / "s.jsonl", {"query": "records"})
    assert frus("search", "--batch", batch, *within).record["scope"] == scope
    everything = frus("search", "records", "--json").record["scope"]
    assert (everything.pop("volumes"), everything.pop("documents")) == ([], [])
    assert everything == {"kind": None, "voice": None, "after": None, "before": None}


def test_what_stands_around_a_hit_is_told_apart_from_it(frus: Frus) -> None:
    stored = passages(frus)
    record = frus("search", "records of the Tehran Conference", "--around", "1", "--json").record
    hits = {hit["passage"].rpartition("/")[2]: hit for hit in record["hits"]}
    note = hits["fn2"]["around"]
    parent = note["parent"]
    assert parent["passage"] == "frus1944Quebec/d123/p3"
    assert parent["text"] == stored[parent["passage"]]["text"]
    start, end = parent["sentence"]
    assert parent["text"][start:end].startswith("An excellent start was made at the Moscow")
    assert start < parent["offset"] <= end
    assert [near["passage"] for near in note["before"]] == ["frus1944Quebec/d123/fn1"]
    assert note["notes"] == []
    assert note["headings"][-1] == "Department of State Briefing Paper"
    paragraph = hits["p3"]["around"]
    assert paragraph["parent"] is None
    assert [near["passage"] for near in paragraph["notes"]] == ["frus1944Quebec/d123/fn2"]
    sides = [[near["passage"] for near in paragraph[side]] for side in ("before", "after")]
    assert sides == [["frus1944Quebec/d123/p2"], ["frus1944Quebec/d123/p4"]]
    for near in (*paragraph["before"], *paragraph["after"], *paragraph["notes"]):
        assert near["text"] == stored[near["passage"]]["text"]
    plain = frus("search", "records", "--json").record
    assert [hit["around"] for hit in plain["hits"]] == [None] * len(plain["hits"])
    none = frus("search", "records", "--around", "0", "--json").record["hits"][0]["around"]
    assert (none["before"], none["after"]) == ([], [])


def test_what_stands_around_a_hit_is_printed_as_no_hit(frus: Frus) -> None:
    query = ("search", "records of the Tehran Conference", "--k", "1")
    shown = frus(*query, "--around", "1").out
    lines = [line.split("  ")[0] for line in shown.splitlines() if line[:1] not in ("", " ")]
    assert lines[0].startswith("[under] ")
    assert lines[0].endswith(" › Department of State Briefing Paper")
    assert lines[1:] == [
        "[carries its mark] frus1944Quebec/d123/p3",
        "[before] frus1944Quebec/d123/fn1",
        "frus1944Quebec/d123/fn2",
    ]
    bare = frus(*query).out
    assert bare in shown
    assert "[before]" not in bare


def test_a_reranker_orders_the_hits(frus: Frus, cross_encoder_folder: Path) -> None:
    query = ("search", "military cooperation", "--json")
    before = frus(*query).record["hits"]
    ran = frus(*query, "--reranker", str(cross_encoder_folder))
    assert (ran.code, ran.err) == (0, "")
    after = ran.record["hits"]
    assert [hit["reranker"] for hit in before] == [None] * len(before)
    judged = [hit["reranker"] for hit in after]
    assert judged == sorted(judged, reverse=True)
    assert len(set(judged)) > 1
    assert {hit["passage"] for hit in after} == {hit["passage"] for hit in before}
    assert frus(*query, "--reranker", str(cross_encoder_folder)).record["hits"] == after
    asked = frus("ask", TEHRAN, "--json", "--reranker", str(cross_encoder_folder)).record
    assert asked["citations"][0]["passage"] == "frus1944Quebec/d123/fn2"


def test_a_reranker_that_is_not_here_is_told(frus: Frus) -> None:
    for command in (["ask", TEHRAN], ["search", "records"], ["chat"]):
        ran = frus(*command, "--reranker", "no/such-model")
        assert (ran.code, ran.out) == (1, "")
        assert "reranker 'no/such-model': there is no such folder" in ran.err
        assert "hf download NAME --local-dir FOLDER" in ran.err


def test_scopes_narrow_what_is_searched(frus: Frus) -> None:
    whole = ["--document", "frus1944Quebec/d123", "--volume", "frus1944Quebec", "--after", "1944"]
    record = frus("search", "records", "--json", *whole, "--kind", "footnote").record
    assert {hit["kind"] for hit in record["hits"]} == {"footnote"}
    assert len(record["hits"]) == 3
    assert frus("search", "records", "--json", "--before", "1943").record["hits"] == []
    assert frus("search", "records", "--before", "1943").out == "Nothing found.\n"
    empty = frus("ask", TEHRAN, "--json", "--before", "1943").record
    assert empty["refusal"]["reason"] == "nothing in scope"


def test_hits_come_best_first_with_their_pages(frus: Frus) -> None:
    record = frus("search", "mistake friendliness for weakness", "--json", "--k", "3").record
    assert list(record) == ["id", "query", "scope", "hits"]
    assert list(record["hits"][0]) == [
        "passage", "document", "kind", "voice", "score", "reranker", "pages", "text", "around",
    ]  # fmt: skip
    scores = [hit["score"] for hit in record["hits"]]
    assert scores == sorted(scores, reverse=True)
    assert record["hits"][0]["passage"] == "frus1944Quebec/d123/p4"
    shown = frus("search", "mistake friendliness for weakness", "--k", "1").out
    head, titled, words, *_ = shown.splitlines()
    assert head == "frus1944Quebec/d123/p4  p. 193  1.000"
    assert titled == "  Department of State Briefing Paper, [Undated.]"
    assert words.startswith("  There is a danger")


def test_a_document_is_shown_with_its_pages_and_notes(frus: Frus) -> None:
    shown = frus("corpus", "show", "frus1944Quebec/d123").out
    assert "[Page 193] Because of the over-riding wartime necessity" in shown
    assert shown.count("[Page ") == 1 or "[Page 192]" in shown
    assert "[2] For the records of the Moscow Conference" in shown
    assert "[source note] Roosevelt Papers" in shown
    volume = frus("corpus", "show", "frus1944Quebec").out
    assert "frus1944Quebec/d123" in volume
    assert "Department of State Briefing Paper" in volume


def test_passages_have_the_fields_of_the_contract(frus: Frus) -> None:
    stored = passages(frus)
    assert len(stored) == 11
    for record in stored.values():
        assert list(record) == [
            "passage", "document", "kind", "voice", "text", "pages", "page_breaks", "footnote",
            "anchor", "references",
        ]  # fmt: skip
    whole = {r["passage"]: r for r in frus("corpus", "show", "frus1944Quebec", "--json").records}
    assert whole == stored
    for record in stored.values():
        if record["anchor"]:
            marked = stored[record["anchor"]["passage"]]
            assert 0 < record["anchor"]["offset"] <= len(marked["text"])


def test_a_volume_is_added_answered_from_and_removed(
    frus: Frus,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    copied_page: Callable[..., Path],
) -> None:
    monkeypatch.setenv("FRUS_HOME", str(tmp_path / "home"))
    before = frus("index", "status", "--json").record
    assert (before["version"], before["missing"]) == (None, ["frus1944Quebec"])
    assert "run: frus index build" in frus("index", "status").out

    added = frus("corpus", "add", str(copied_page("frus1945Malta", year="[n.d.]")))
    assert added.out == "Added frus1945Malta. The index holds 10 passages.\n"
    listed = frus("corpus", "list")
    assert "[n.d.]" in listed.out
    assert [card["volume"] for card in frus("corpus", "list", "--json").records] == [
        "frus1944Quebec",
        "frus1945Malta",
    ]
    citation = frus("ask", "Where was the grain bought?", "--json").record["citations"][0]
    assert citation["quote"] == "The grain was bought at Yalta."
    assert (citation["pages"], citation["document"]) == ([], "frus1945Malta/d1")

    removed = frus("corpus", "remove", "frus1945Malta")
    assert removed.out == "Removed frus1945Malta. The index holds 9 passages.\n"
    assert frus("ask", "Where was the grain bought?", "--json").record["citations"] == []
    status = frus("index", "status", "--json").record
    assert (status["up_to_date"], status["volumes"]) == (True, ["frus1944Quebec"])
    assert "Volumes: frus1944Quebec" in frus("index", "status").out


ODD = {
    "lone surrogate": "What about \udcff friendliness?",
    "direction marks": "\u202eWhat about friendliness?\u202c",
    "invisible": "\u200bfriendliness\ufeff",
    "SQL": "'; DROP TABLE passage; -- friendliness",
    "a Chroma filter": '{"$and": [{"volume": {"$ne": ""}}]} friendliness',
    "markup": "# **friendliness** <script>alert(1)</script> [x](javascript:y) [/red]",
    "expression": "(friendliness+)+$ .* [a-z]{9}",
    "escape codes": "\x1b[31mfriendliness\x1b[0m\a",
    "emoji": "🇺🇸 friendliness 👨‍👩‍👧",
    "other script": "Что сказано о дружелюбии?",
    "option-like": " --json friendliness",
    "long word": "x" * 1999,
}


@pytest.mark.parametrize("words", ODD.values(), ids=ODD)
def test_odd_words_are_words(frus: Frus, words: str) -> None:
    for command in ("ask", "search", "check"):
        ran = frus(command, words, "--json")
        assert (ran.code, ran.err) == (0, "")
        assert words in (
            ran.record.get("question"),
            ran.record.get("query"),
            ran.record.get("quote"),
        )
        plain = frus(command, words)
        assert plain.code == 0
        assert plain.err in ("", f"Note: {UNSURE}\n")


def test_what_no_argument_can_hold_comes_by_batch(frus: Frus) -> None:
    odd = ["a\0friendliness", "\ud800 friendliness", "x" * 1_000_000, "friendliness\n\tweakness"]
    for command, field in (("ask", "question"), ("search", "query")):
        lines = "".join(json.dumps({field: words}) + "\n" for words in odd).encode()
        ran = frus(command, "--batch", "-", stdin=lines)
        assert (ran.code, ran.err) == (0, "")
        assert [record[field] for record in ran.records] == odd
    lines = "".join(json.dumps({"quote": words[:5000]}) + "\n" for words in odd).encode()
    assert len(frus("check", "--batch", "-", stdin=lines).records) == len(odd)


def test_an_answer_without_the_language_model_says_so_on_standard_error(
    frus: Frus, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("OPENAI_API_KEY", raising=False)
    ran = frus("ask", TEHRAN, "--json", "--llm", "openai:gpt-4o-mini")
    assert ran.code == 0
    assert ran.record["citations"]
    assert "Answering without the language model: openai:gpt-4o-mini needs" in ran.err


@pytest.mark.parametrize("command", [[], ["corpus"], ["index"]])
def test_without_a_command_help_is_shown(frus: Frus, command: list[str]) -> None:
    assert "Usage" in "".join((ran := frus(*command)).out + ran.err)


def process(*arguments: str, home: Path) -> subprocess.CompletedProcess[bytes]:
    """A `frus` of its own, whose locale knows no UTF-8."""
    environment = os.environ | {"FRUS_HOME": str(home), "LC_ALL": "C", "PYTHONUTF8": "0"}
    program = [sys.executable, "-c", "from assistant.cli import main; main()", *arguments]
    return subprocess.run(program, cwd=CHECKOUT, env=environment, capture_output=True)


def test_a_process_prints_its_result_alone_in_utf_8(home: Path) -> None:
    ran = process("ask", FRIENDLINESS, "--json", home=home)
    assert ran.returncode == 0
    (line,) = ran.stdout.decode("utf-8").splitlines()
    assert "“There is a danger" in json.loads(line)["statements"][0]["text"]
    assert b"Traceback" not in ran.stderr


def test_a_process_ends_with_its_exit_code(home: Path) -> None:
    ran = process("ask", "hello", "--after", "soon", home=home)
    assert (ran.returncode, ran.stdout) == (2, b"")
    assert b"after: 'soon' is not a date" in ran.stderr
    assert b"Traceback" not in ran.stderr


@pytest.mark.parametrize(
    ("kind", "question"),
    [("paragraph", "Where are these papers kept?"), ("footnote", "Who wrote this paper?")],
)
def test_a_filter_by_kind_holds_for_questions_about_the_document(
    frus: Frus, kind: str, question: str
) -> None:
    record = frus("ask", question, "--kind", kind, "--json").record
    assert {citation["kind"] for citation in record["citations"]} <= {kind}


def test_a_question_without_quotation_marks_is_one_question(frus: Frus) -> None:
    record = frus("ask", "What", "is", "the", "danger?", "--json").record
    assert record["question"] == "What is the danger?"
    assert "There is a danger" in record["citations"][0]["quote"]
