"""The `frus` command. Standard output carries results only; all else goes to standard error.

Exit codes: 0 answered or refused, 2 bad input, 1 failure. Heavy libraries are imported inside
the commands, so that ``frus --help`` answers at once.
"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from assistant import cli_cite, cli_corpus, cli_index
from assistant.command import (
    After,
    AsJson,
    Before,
    DocumentScope,
    Hits,
    KindScope,
    VolumeScope,
    run,
    scope_of,
)

app = typer.Typer(
    help="Ask Foreign Relations of the United States; answers are quoted and cited.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
app.command()(cli_cite.cite)
app.add_typer(cli_corpus.app, name="corpus")
app.add_typer(cli_index.app, name="index")

Llm = Annotated[
    str | None,
    typer.Option("--llm", help="A chat model that chooses sentences, as provider:model."),
]
Batch = Annotated[
    Path | None, typer.Option(help="JSON lines to work through; - reads standard input.")
]


@app.command()
def chat(
    host: Annotated[str, typer.Option(help="Address to listen at.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="Port to listen at.", min=1, max=65535)] = 7860,
    llm: Llm = None,
) -> None:
    """Serve the chat for a browser, at http://127.0.0.1:7860."""
    from assistant.command import opened
    from assistant.live import LiveAssistant
    from assistant.settings import read_settings
    from assistant.ui.serve import serve

    with opened(llm) as assistant:
        assistant.warm_up()
        with LiveAssistant(assistant, read_settings().index) as live:
            serve(live, host, port)


@app.command()
def ask(
    words: Annotated[
        list[str] | None, typer.Argument(metavar="QUESTION", help="The question.")
    ] = None,
    as_json: AsJson = False,
    batch: Batch = None,
    history: Annotated[
        Path | None,
        typer.Option(help="Earlier questions: a JSON array, or a JSON string a line."),
    ] = None,
    k: Hits = 10,
    volume: VolumeScope = None,
    document: DocumentScope = None,
    kind: KindScope = None,
    after: After = None,
    before: Before = None,
    llm: Llm = None,
) -> None:
    """Answer a question with quotations, each cited to its document, page and footnote."""
    from assistant.batch import QuestionLine, read_batch, read_history
    from assistant.command import joined, one_of, opened, print_json
    from assistant.record import answer_record
    from assistant.small_talk import small_talk
    from assistant.terminal import print_answer, warn

    question = joined(words)
    one_of(question, batch, "a question", history)
    lines = read_batch(batch, QuestionLine) if batch else []
    turns = read_history(history) if history else ()
    scope = scope_of(volume, document, kind, after, before)
    with opened(llm) as assistant:
        assistant.require(scope)
        if any(small_talk(one) is None for one in [question or "", *(n.question for n in lines)]):
            assistant.warm_up()
        for line in lines:
            answer = assistant.ask(line.question, line.turns, scope, k)
            warn(answer.notice)
            print_json(answer_record(answer, line.id))
        if question is not None:
            answer = assistant.ask(question, turns, scope, k)
            warn(answer.notice)
            print_json(answer_record(answer)) if as_json else print_answer(answer)


@app.command()
def search(
    words: Annotated[
        list[str] | None, typer.Argument(metavar="QUERY", help="Words to look for.")
    ] = None,
    as_json: AsJson = False,
    batch: Batch = None,
    k: Hits = 10,
    volume: VolumeScope = None,
    document: DocumentScope = None,
    kind: KindScope = None,
    after: After = None,
    before: Before = None,
) -> None:
    """List the passages nearest to a query, best first."""
    from assistant.batch import QueryLine, read_batch
    from assistant.command import joined, one_of, opened, print_json
    from assistant.record import hit_record
    from assistant.terminal import print_hits

    query = joined(words)
    one_of(query, batch, "a query")
    lines = read_batch(batch, QueryLine) if batch else []
    scope = scope_of(volume, document, kind, after, before)
    with opened() as assistant:
        assistant.require(scope)

        def record(text: str, id_: str | int | None) -> dict[str, Any]:
            hits = assistant.search(text, k, scope)
            return {"id": id_, "query": text, "hits": [hit_record(hit) for hit in hits]}

        for line in lines:
            print_json(record(line.query, line.id))
        if query is not None and as_json:
            print_json(record(query, None))
        elif query is not None:
            print_hits(assistant.search(query, k, scope))


@app.command()
def check(
    words: Annotated[
        list[str] | None, typer.Argument(metavar="QUOTATION", help="The words to check.")
    ] = None,
    cite: Annotated[
        str | None, typer.Option(help="Where they are said to stand: a document, volume or URL.")
    ] = None,
    as_json: AsJson = False,
    batch: Batch = None,
) -> None:
    """Say whether words stand in the installed volumes, where, and in which wording."""
    from assistant.batch import QuotationLine, read_batch
    from assistant.check import check as checked
    from assistant.check import verdict_record
    from assistant.command import joined, one_of, opened, print_json
    from assistant.terminal import print_verdict

    quotation = joined(words)
    one_of(quotation, batch, "a quotation", cite)
    lines = read_batch(batch, QuotationLine) if batch else []
    with opened() as assistant:
        for line in lines:
            verdict = checked(line.quote, line.cite, assistant.index)
            print_json({"id": line.id, **verdict_record(verdict)})
        if quotation is not None:
            verdict = checked(quotation, cite, assistant.index)
            record = {"id": None, **verdict_record(verdict)}
            print_json(record) if as_json else print_verdict(verdict)


def main() -> None:
    """Run the command, and turn errors into messages and exit codes."""
    run(app)
