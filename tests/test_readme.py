"""What the README says: its commands are run, its outputs compared, its tables checked.

``WRITE_README=1 pytest tests/test_readme.py`` writes the outputs of today into the README.
"""

from __future__ import annotations

import json
import os
import re
import shlex
import shutil
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import NoneType
from typing import Any, get_args

import jsonschema
import pytest
import typer.main
from pydantic import BaseModel

from assistant.answer import Reason, Turn
from assistant.app import Assistant
from assistant.batch import QueryLine, QuestionLine, QuotationLine
from assistant.check import check
from assistant.cli import app as frus
from assistant.cli import main
from assistant.quotes import Tier
from assistant.record import (
    answer_record,
    around_record,
    hit_record,
    passage_record,
    scope_record,
)
from assistant.verdict import Outcome, verdict_record
from corpus.sidecar import Sidecar
from evals.cli import app as frus_evals
from vectorstore.retriever import Filter

CHECKOUT = Path(__file__).parent.parent
README = CHECKOUT / "README.md"
TEXT = README.read_text(encoding="utf-8")
QUESTIONS = (
    "Where are the records of the Tehran Conference?",
    "What did Stalin reply?",
    "Hello",
    "",
)


def blocks(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```$", TEXT, re.MULTILINE | re.DOTALL)


@dataclass(frozen=True)
class Shown:
    """A command of the README and what is shown below it."""

    command: str
    output: str


def shown() -> list[Shown]:
    parts = re.split(r"^\$ ", "".join(blocks("console")), flags=re.MULTILINE)[1:]
    return [Shown(*part.split("\n", 1)) for part in parts]


# The commands, run


@pytest.fixture
def desk(home: Path, assistant: Assistant, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder to work in, with a home of its own whose index is built."""
    shutil.copytree(home, tmp_path / "home")
    monkeypatch.setenv("FRUS_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("COLUMNS", "100")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_commands_print_what_is_shown(
    desk: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    text = TEXT
    for part in shown():
        words = shlex.split(part.command)
        if words[0] == "cat":
            (desk / words[1]).write_text(part.output, encoding="utf-8")
            continue
        arguments, printed = _run(words, monkeypatch, capsys)
        if "WRITE_README" in os.environ:
            before = f"$ {part.command}\n{part.output}"
            printed = re.sub(r" +$", "", printed, flags=re.MULTILINE)
            text = text.replace(before, f"$ {part.command}\n{printed}")
            continue
        assert _settled(printed) == _settled(part.output), part.command
        assert arguments
    if text != TEXT:
        README.write_text(text, encoding="utf-8")


def _run(
    words: list[str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> tuple[list[str], str]:
    """The arguments of a `frus` command, and what it prints through a pipe or into a file."""
    end = next((n for n, word in enumerate(words) if word in ("|", ">")), len(words))
    capsys.readouterr()
    monkeypatch.setattr(sys, "argv", words[:end])
    with pytest.raises(SystemExit) as left:
        main()
    printed, errors = capsys.readouterr()
    assert left.value.code == 0, errors
    if words[end:][:1] == [">"]:
        Path(words[end + 1]).write_text(printed, encoding="utf-8")
        printed = ""
    elif words[end:]:
        assert words[end:] == ["|", "python3", "-m", "json.tool", "--no-ensure-ascii"]
        printed = json.dumps(json.loads(printed), indent=4, ensure_ascii=False) + "\n"
    return words[1:end], printed.rstrip("\n") + "\n" * bool(printed)


def _settled(text: str) -> str:
    """The text without what differs from run to run: times, versions, spaces before line ends."""
    text = re.sub(r'("(?:search|read|write|total)": )[\d.]+', r"\g<1>0", text)
    text = re.sub(r"\b[0-9a-f]{12}\b", "version", text)
    return re.sub(r" +$", "", text, flags=re.MULTILINE).rstrip()


def test_the_store_opens_from_langchain(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (program,) = blocks("python")
    exec(program, {"__name__": "snippet"})  # noqa: S102  # the README's own words
    assert capsys.readouterr().out.startswith(
        "frus1944Quebec/d123/fn2 193 For the records of the Moscow Conference"
    )


def test_first_questions_are_answered_and_the_last_is_not(assistant: Assistant) -> None:
    listed = TEXT.split("### First questions")[1].split("\n#")[0]
    questions = re.findall(r"^- (?:… and then: )?(.*?\?)", listed, re.MULTILINE)
    history: list[Turn] = []
    answers = []
    for question in questions:
        answers.append(assistant.ask(question, history))
        history.append(Turn(question))
    assert [answer.question for answer in answers if answer.refusal] == questions[-1:]
    assert len(questions) == 5


@pytest.mark.slow
def test_a_volume_is_added_as_described_and_leaves_no_trace(
    desk: Path,
    shared: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    def frus(*words: str) -> str:
        return _run(["frus", *words], monkeypatch, capsys)[1]

    before = frus("index", "status", "--json")
    shutil.copy(shared / "frus" / "volumes" / "frus1961-63v05.xml", desk)
    frus("corpus", "add", "frus1961-63v05.xml")
    lines = frus("corpus", "show", "frus1961-63v05", "--json").splitlines()
    passages = valid([json.loads(line) for line in lines], SHOW)
    assert len(passages) > 1_000
    long = next(one for one in passages if one["kind"] == "footnote" and len(one["text"]) > 200)
    words = " ".join(long["text"].split()[:20])
    verdict = json.loads(frus("check", words, "--cite", long["document"], "--json"))
    assert verdict["verdict"] == "verified"
    found = json.loads(frus("search", long["text"], "--volume", "frus1961-63v05", "--json"))
    assert found["hits"][0]["passage"] == long["passage"]
    frus("corpus", "remove", "frus1961-63v05")
    assert frus("index", "status", "--json") == before


# The commands, spelt


def written_commands() -> Iterator[list[str]]:
    prose = re.sub(r"^```.*?^```$", "", TEXT, flags=re.MULTILINE | re.DOTALL)
    inline = re.findall(r"`((?:frus|frus-evals) [^`]+)`", prose)
    listed = [line.split("#")[0] for line in "".join(blocks("sh")).splitlines()]
    for command in (*inline, *listed, *(part.command for part in shown())):
        words = shlex.split(re.split("[|>]", command)[0])
        if words and words[0] in ("frus", "frus-evals"):
            yield words


def test_every_command_and_option_exists() -> None:
    named = set()
    for words in written_commands():
        command: Any = typer.main.get_command(frus if words[0] == "frus" else frus_evals)
        path, rest = [words[0]], words[1:]
        while rest and hasattr(command, "commands") and not rest[0].startswith("-"):
            command = command.commands[rest[0]]
            path.append(rest.pop(0))
        options = {option for parameter in command.params for option in parameter.opts} | {"--help"}
        used = {word for word in rest if re.fullmatch(r"--?[a-z][\w-]*", word)}
        assert used <= options, words
        named.add(" ".join(path))
    assert named >= set(_leaves("frus", typer.main.get_command(frus)))


def _leaves(path: str, command: Any) -> Iterator[str]:
    if not hasattr(command, "commands"):
        yield path
        return
    for name, below in command.commands.items():
        yield from _leaves(f"{path} {name}", below)


def test_every_make_target_and_file_exists() -> None:
    makefile = (CHECKOUT / "Makefile").read_text(encoding="utf-8")
    targets = re.findall(r"^make ([\w-]+)", "".join(blocks("sh")), re.MULTILINE)
    assert targets[:2] == ["chat", "test"]
    for target in targets:
        assert re.search(rf"^{target}:", makefile, re.MULTILINE), target
    for name in re.findall(r"`([\w/.]+/?(?:\.md|LICENSE|/))`", TEXT):
        assert (CHECKOUT / name).exists() or name == "volumes/", name


def test_no_figure_is_left_to_be_filled_in() -> None:
    assert not re.findall(r"\b(?:[A-Z]+_)?FIGURES?\b|TODO|TBD|XXX", TEXT)


# The tables


def table(heading: str) -> list[str]:
    """The first column of the table after `heading`."""
    after = TEXT.split(heading, 1)[1]
    rows = re.search(r"(?:^\|.*\n)+", after, re.MULTILINE)
    assert rows is not None
    return re.findall(r"^\| `([^`]+)`", rows[0], re.MULTILINE)


def test_verdicts_reasons_and_sidecar_fields_are_all_described() -> None:
    assert table("### Checking quotations") == [str(outcome) for outcome in Outcome]
    reasons = TEXT.split("A refusal's reason is", 1)[1].split("\n\n")[0]
    assert re.findall("`([^`]+)`", reasons) == [str(reason) for reason in Reason]
    assert table("rather than guessed at") == list(_fields(Sidecar))


def _fields(model: type[BaseModel]) -> Iterator[str]:
    for name, field in model.model_fields.items():
        kinds = [kind for kind in (field.annotation, *get_args(field.annotation)) if kind]
        inner = next((k for k in kinds if isinstance(k, type) and issubclass(k, BaseModel)), None)
        yield from (f"{name}.{below}" for below in _fields(inner)) if inner else [name]


@pytest.mark.parametrize(
    ("file", "form"),
    [
        ("questions.jsonl", QuestionLine),
        ("queries.jsonl", QueryLine),
        ("quotations.jsonl", QuotationLine),
    ],
)
def test_batch_lines_show_every_field(file: str, form: type[BaseModel]) -> None:
    (lines,) = [part.output for part in shown() if part.command == f"cat {file}"]
    written = [json.loads(line) for line in lines.splitlines()]
    assert set().union(*written) == set(form.model_fields)


# The JSON contract

Schema = dict[str, Any]
STRING: Schema = {"type": "string"}
COUNT: Schema = {"type": "integer", "minimum": 0}
STRINGS: Schema = {"type": "array", "items": STRING}
ID: Schema = {"type": ["string", "integer", "null"]}
KIND: Schema = {"enum": ["paragraph", "footnote", "heading"]}
VOICE: Schema = {"enum": ["author", "editor", "source note", "summary"]}
VOICE_OR_NONE: Schema = {"enum": [*VOICE["enum"], None]}
TIMES: Schema = {"type": "object", "additionalProperties": {"type": "number", "minimum": 0}}


def fields(**properties: Schema) -> Schema:
    """An object with these fields, all of them and no others."""
    required = [*properties]
    closed = {"additionalProperties": False, "required": required}
    return {"type": "object", "properties": properties, **closed}


def rows(**properties: Schema) -> Schema:
    return {"type": "array", "items": fields(**properties)}


def or_null(schema: Schema) -> Schema:
    return {"anyOf": [schema, {"type": "null"}]}


SCOPE = fields(
    volumes=STRINGS,
    documents=STRINGS,
    kind={"enum": ["paragraph", "footnote", None]},
    voice=VOICE_OR_NONE,
    after=or_null(STRING),
    before=or_null(STRING),
)
SPAN: Schema = {"type": "array", "items": COUNT, "minItems": 2, "maxItems": 2}
ASK = fields(
    id=ID,
    question=STRING,
    searched=STRING,
    scope=SCOPE,
    refusal=or_null(
        fields(
            reason={"enum": [str(reason) for reason in Reason]},
            message=STRING,
            unmatched=STRINGS,
            looked=or_null(fields(volumes=STRINGS, passages=COUNT, undated=COUNT, scope=SCOPE)),
        )
    ),
    answerability={"type": "number", "minimum": 0, "maximum": 1},
    statements=rows(text=STRING, citations={"type": "array", "items": COUNT, "minItems": 1}),
    citations=rows(
        number={"type": "integer", "minimum": 1},
        passage=STRING,
        kind=KIND,
        voice=VOICE,
        quote=STRING,
        start=COUNT,
        end=COUNT,
        document=STRING,
        title=STRING,
        date=or_null(STRING),
        pages=STRINGS,
        footnote=or_null(STRING),
        anchor=or_null(STRING),
        url=STRING,
        reference=STRING,
    ),
    related=rows(passage=STRING, document=STRING, pages=STRINGS, excerpt=STRING),
    notice=STRING,
    index=fields(version=STRING, model=STRING, passages=COUNT),
    timings_ms=TIMES,
)
SEARCH = fields(
    id=ID,
    query=STRING,
    scope=SCOPE,
    hits=rows(
        passage=STRING,
        document=STRING,
        kind=KIND,
        voice=VOICE,
        score={"type": "number", "minimum": 0, "maximum": 1},
        reranker=or_null({"type": "number"}),
        pages=STRINGS,
        text=STRING,
        around=or_null(
            fields(
                headings=STRINGS,
                parent=or_null(
                    fields(passage=STRING, text=STRING, offset=COUNT, sentence=or_null(SPAN))
                ),
                before=rows(passage=STRING, text=STRING),
                after=rows(passage=STRING, text=STRING),
                notes=rows(passage=STRING, text=STRING),
            )
        ),
    ),
)
CHECK = fields(
    id=ID,
    quote=STRING,
    verdict={"enum": [str(outcome) for outcome in Outcome]},
    explanation=STRING,
    tier=or_null({"enum": [str(tier) for tier in Tier]}),
    passage=or_null(STRING),
    document=or_null(STRING),
    start=or_null(COUNT),
    end=or_null(COUNT),
    spans=rows(passage=STRING, start=COUNT, end=COUNT),
    pages=STRINGS,
    footnote=or_null(STRING),
    source_text=or_null(STRING),
    diff=rows(operation=STRING, source=STRING, quoted=STRING),
    url=or_null(STRING),
    reference=or_null(STRING),
    elsewhere=STRINGS,
    elsewhere_count=COUNT,
    volumes=COUNT,
)
SHOW = fields(
    passage=STRING,
    document=STRING,
    kind=KIND,
    voice=VOICE,
    text=STRING,
    pages=STRINGS,
    page_breaks={"type": "array", "items": {"type": "array", "prefixItems": [COUNT, STRING]}},
    footnote=or_null(STRING),
    anchor=or_null(fields(passage=STRING, offset=COUNT)),
    references=rows(
        start=COUNT,
        end=COUNT,
        volume=STRING,
        document=or_null(STRING),
        note=or_null(STRING),
        page=or_null(STRING),
    ),
)
DOCUMENTS = fields(
    document=STRING,
    number=STRING,
    title=STRING,
    breadcrumb=STRINGS,
    date=or_null(STRING),
    date_printed=STRING,
    place=STRING,
    sender=STRING,
    recipient=STRING,
    classification=STRING,
    source_note=STRING,
    editorial={"type": "boolean"},
    url=STRING,
)
CITE = fields(
    document=STRING,
    passage=or_null(STRING),
    start=or_null(COUNT),
    end=or_null(COUNT),
    pages=STRINGS,
    style=STRING,
    citation=STRING,
    url=STRING,
)
YEAR: Schema = {"type": ["integer", "null"]}
LIST = fields(
    volume=STRING,
    title=STRING,
    subseries=STRING,
    number=STRING,
    first_year=YEAR,
    last_year=YEAR,
    published=STRING,
    documents=or_null(COUNT),
    paragraphs=or_null(COUNT),
    footnotes=or_null(COUNT),
    licence=STRING,
    source=STRING,
    checksum=or_null(STRING),
    files=rows(name=STRING, sha256=STRING, place=or_null(STRING), added=or_null(STRING)),
    state=STRING,
    gaps=STRINGS,
)


def paths(schema: Schema) -> Iterator[str]:
    """The fields of a schema as the README writes them: `a`, `a.b`, `a[].b`."""
    for name, inner in schema["properties"].items():
        nested = next((one for one in inner.get("anyOf", [inner]) if "properties" in one), None)
        items = inner.get("items", {})
        if "properties" in items:
            yield from (f"{name}[].{below}" for below in paths(items))
        elif nested is None:
            yield name
        else:
            # A field that may be null is described itself, where its being null says something.
            yield from [name] if name == "refusal" else []
            yield from (f"{name}.{below}" for below in paths(nested))


@pytest.mark.parametrize(
    ("heading", "schema"),
    [
        ("\n`frus ask`:", ASK),
        ("\n`frus search`:", SEARCH),
        ("\n`frus check`:", CHECK),
        ("\n`frus cite`:", CITE),
        ("\n`frus corpus show ID`,", SHOW),
        ("\n`frus corpus documents VOLUME`,", DOCUMENTS),
        ("\n`frus corpus list`,", LIST),
    ],
)
def test_every_field_is_described(heading: str, schema: Schema) -> None:
    assert table(heading) == list(paths(schema))


def valid(records: list[Mapping[str, Any]], schema: Schema) -> list[Any]:
    plain = json.loads(json.dumps(records))
    for record in plain:
        jsonschema.validate(record, schema, cls=jsonschema.Draft202012Validator)
    return list(plain)


def test_answers_keep_the_contract(assistant: Assistant) -> None:
    records = valid([answer_record(assistant.ask(q), n) for n, q in enumerate(QUESTIONS)], ASK)
    assert [bool(record["citations"]) for record in records] == [True, False, False, False]
    assert [bool(record["related"]) for record in records] == [False, True, False, False]
    for citation in records[0]["citations"]:
        document = next(assistant.texts(citation["document"]))
        (text,) = [p.text for p in document.passages if p.id == citation["passage"]]
        assert text[citation["start"] : citation["end"]] == citation["quote"]


def test_hits_keep_the_contract(assistant: Assistant) -> None:
    found = assistant.search("military cooperation", 9, Filter())
    hits = [hit_record(hit, around_record(assistant.around(hit), 2)) for hit in found]
    query = "military cooperation"
    record = {"id": None, "query": query, "scope": scope_record(Filter()), "hits": hits}
    (checked,) = valid([record], SEARCH)
    assert len(checked["hits"]) == 9
    assert any(hit["around"]["parent"] for hit in checked["hits"])


@pytest.mark.parametrize(
    ("quotation", "cite", "outcome"),
    [
        ("perilously close to collusion", None, Outcome.VERIFIED),
        ("Hull's memorandum to Roosevelt", None, Outcome.REPAIRED),
        ("the Soviet Government may mistake kindness for weakness", None, Outcome.ALTERED),
        ("close to collusion", "frus1944Quebec/d123/p1", Outcome.MISATTRIBUTED),
        ("penguins of the Antarctic coast", None, Outcome.NOT_FOUND),
        ("close to collusion", "frus1961-63v05", Outcome.UNVERIFIABLE),
    ],
)
def test_verdicts_keep_the_contract(
    assistant: Assistant, quotation: str, cite: str | None, outcome: Outcome
) -> None:
    verdict = check(quotation, cite, assistant.index)
    (record,) = valid([verdict_record(verdict, "q")], CHECK)
    assert record["verdict"] == outcome


def test_passages_keep_the_contract(assistant: Assistant) -> None:
    texts = list(assistant.texts("frus1944Quebec"))
    records = valid([passage_record(p) for text in texts for p in text.passages], SHOW)
    assert {type(record["anchor"]) for record in records} == {dict, NoneType}


@pytest.mark.parametrize(
    ("command", "schema"),
    [
        ("frus cite frus1944Quebec/d123 --json", CITE),
        ("frus cite frus1944Quebec/d123/fn2 --style mla --json", CITE),
        ("frus corpus documents frus1944Quebec --json", DOCUMENTS),
        ("frus corpus list --json", LIST),
    ],
)
def test_commands_keep_the_contract(
    desk: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    command: str,
    schema: Schema,
) -> None:
    _, printed = _run(shlex.split(command), monkeypatch, capsys)
    assert valid([json.loads(line) for line in printed.splitlines()], schema)


@pytest.mark.parametrize(
    ("arguments", "code"),
    [(["ask", "Hello"], 0), (["check", "–"], 2), (["ask", "x", "--volume", "frus1999v01"], 2)],
)
def test_exit_codes_are_those_described(
    desk: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str], code: int
) -> None:
    monkeypatch.setattr(sys, "argv", ["frus", *arguments])
    with pytest.raises(SystemExit) as left:
        main()
    assert left.value.code == code


def test_a_home_that_cannot_be_used_is_a_failure(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("FRUS_HOME", str(tmp_path / "file"))
    monkeypatch.setattr(sys, "argv", ["frus", "ask", "Hello"])
    with pytest.raises(SystemExit) as left:
        main()
    assert left.value.code == 1
