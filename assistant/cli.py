"""The `frus` command. Standard output carries results only; all else goes to standard error.

Exit codes: 0 answered or refused, 2 bad input, 1 failure. Heavy libraries are imported inside
the commands, so that ``frus --help`` answers at once.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from assistant import cli_cite, cli_corpus, cli_demo, cli_index, cli_mcp
from assistant.command import (
    After,
    AsJson,
    Before,
    DocumentScope,
    Hits,
    Host,
    KindScope,
    Port,
    RerankerName,
    VoiceScope,
    VolumeScope,
    run,
    scope_of,
)

if TYPE_CHECKING:
    from assistant.batch import Earlier, QuestionLine
    from assistant.shapes.search import SearchRecord

app = typer.Typer(
    help="Ask Foreign Relations of the United States; answers are quoted and cited.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
app.command()(cli_cite.cite)
app.command()(cli_demo.demo)
app.command()(cli_mcp.mcp)
app.add_typer(cli_corpus.app, name="corpus")
app.add_typer(cli_index.app, name="index")

Llm = Annotated[
    str | None,
    typer.Option("--llm", help="A chat model that chooses sentences, as provider:model."),
]
Around = Annotated[
    int | None,
    typer.Option(help="Show so many passages before and after each hit too.", min=0, max=20),
]
Compare = Annotated[
    bool, typer.Option("--compare", help="Set what several documents say beside each other.")
]
Sides = Annotated[
    int | None,
    typer.Option(help="With --compare: show at most so many documents, else 6.", min=2, max=20),
]
AskedHits = Annotated[
    int | None,
    typer.Option("--k", help="Passages to retrieve: 10, with --compare 50.", min=1, max=100),
]
Batch = Annotated[
    Path | None, typer.Option(help="JSON lines to work through; - reads standard input.")
]


@app.command()
def chat(
    host: Host = "127.0.0.1",
    port: Port = 7860,
    llm: Llm = None,
    reranker: RerankerName = None,
    api: Annotated[
        bool, typer.Option("--api", help="Answer programs too, in JSON, at /api/v1; see /api.")
    ] = False,
) -> None:
    """Serve the chat for a browser, at http://127.0.0.1:7860."""
    from assistant.settings import read_settings
    from assistant.ui.opening import open_site
    from assistant.ui.serve import serve

    settings = read_settings()
    with open_site(settings, llm, reranker, api=api) as site:
        serve(site, host, port, reports=settings.reports)


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
    compare: Compare = False,
    sides: Sides = None,
    k: AskedHits = None,
    volume: VolumeScope = None,
    document: DocumentScope = None,
    kind: KindScope = None,
    voice: VoiceScope = None,
    after: After = None,
    before: Before = None,
    llm: Llm = None,
    reranker: RerankerName = None,
) -> None:
    """Answer a question with quotations, each cited to its document, page and footnote."""
    from assistant.batch import talks, turns
    from assistant.command import joined, one_of, opened, print_json
    from assistant.replies import Replies, refuse_together
    from assistant.small_talk import small_talk

    question = joined(words)
    one_of(question, batch, "a question", history)
    lines, earlier = _given(batch, history)
    scope = scope_of(volume, document, kind, voice, after, before)
    refuse_together(compare=compare, sides=sides, llm=llm)
    asked = [question or "", *(line.question for _, line in lines)]
    asks = any(small_talk(one) is None for one in asked)
    with opened(llm, reranker, asking=asks) as assistant:
        assistant.require(scope)
        replies = Replies(assistant=assistant, scope=scope, k=k, compare=compare, sides=sides)
        for line, talk in talks(lines, assistant.index.passages, str(batch)):
            print_json(replies.to(line.question, talk, line.id).record)
        if question is not None:
            reply = replies.to(question, turns(earlier, assistant.index.passages, str(history)))
            print_json(reply.record) if as_json else reply.show()


def _given(
    batch: Path | None, history: Path | None
) -> tuple[Sequence[tuple[int, QuestionLine]], Sequence[Earlier]]:
    """The numbered lines of a batch, and the turns before a single question, if there are any."""
    if batch is None and history is None:
        return (), ()
    from assistant.batch import QuestionLine, read_history, read_numbered

    lines = read_numbered(batch, QuestionLine) if batch else ()
    return lines, read_history(history) if history else ()


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
    voice: VoiceScope = None,
    after: After = None,
    before: Before = None,
    around: Around = None,
    reranker: RerankerName = None,
) -> None:
    """List the passages nearest to a query, best first."""
    from assistant.batch import QueryLine, read_batch
    from assistant.command import joined, one_of, opened, print_json
    from assistant.record import around_record, hit_record, search_record
    from assistant.terminal_hits import print_hits

    query = joined(words)
    one_of(query, batch, "a query")
    lines = read_batch(batch, QueryLine) if batch else []
    scope = scope_of(volume, document, kind, voice, after, before)
    with opened(None, reranker, asking=True) as assistant:
        assistant.require(scope)

        def record(text: str, id_: str | int | None) -> SearchRecord:
            hits = [
                hit_record(hit, around_record(assistant.around(hit), around))
                for hit in assistant.search(text, k, scope)
            ]
            return search_record(text, scope, hits, id_)

        for line in lines:
            print_json(record(line.query, line.id))
        if query is not None and as_json:
            print_json(record(query, None))
        elif query is not None:
            hits = assistant.search(query, k, scope)
            print_hits([(hit, assistant.around(hit)) for hit in hits], around)


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
    from assistant.command import joined, one_of, opened, print_json
    from assistant.terminal import print_verdict
    from assistant.verdict import verdict_record

    quotation = joined(words)
    one_of(quotation, batch, "a quotation", cite)
    lines = read_batch(batch, QuotationLine) if batch else []
    with opened() as assistant:
        for line in lines:
            verdict = assistant.check(line.quote, line.cite)
            print_json(verdict_record(verdict, line.id))
        if quotation is not None:
            verdict = assistant.check(quotation, cite)
            print_json(verdict_record(verdict)) if as_json else print_verdict(verdict)


def main() -> None:
    """Run the command, and turn errors into messages and exit codes."""
    run(app)
