"""All that can be seen of a run: replies, how they are shown, verdicts, and what is stored."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, redirect_stdout
from dataclasses import dataclass, field, replace
from io import StringIO

from assistant.answer import Answer, Turn
from assistant.render import markdown
from assistant.verdict import Verdict
from corpus.passage import DocumentText
from evals.mutation.seam import replaced
from evals.quotations import run
from evals.suite.judged import Found
from evals.suite.metric import Verdict as Gate
from evals.suite.world import Assistant, World
from vectorstore.retriever import Filter


@dataclass(frozen=True, slots=True)
class Listening:
    """An assistant whose answers are kept, in the order of the questions, as are the checker's
    verdicts on the suite's quotations in the context of `verdicts_too`.
    """

    assistant: Assistant
    answers: list[Answer] = field(default_factory=list)
    verdicts: list[Verdict] = field(default_factory=list)

    def ask(
        self, question: str, history: Sequence[Turn] = (), scope: Filter | None = None, k: int = 10
    ) -> Answer:
        """The reply of the assistant."""
        answer = self.assistant.ask(question, history, scope, k)
        self.answers.append(answer)
        return answer

    def verdicts_too(self) -> AbstractContextManager[None]:
        """While it lasts verdicts are kept."""

        def make(check: Callable[..., Verdict]) -> Callable[..., Verdict]:
            def listening(*asked: object) -> Verdict:
                self.verdicts.append(check(*asked))
                return self.verdicts[-1]

            return listening

        return replaced(run, "check", make)


@dataclass(frozen=True, slots=True)
class Shows:
    """What two runs that show the same have in common; timings are left out."""

    answers: tuple[Answer, ...]
    renderings: tuple[str, ...]
    verdicts: tuple[Verdict, ...]
    documents: tuple[DocumentText | None, ...]
    judged: tuple[object, ...]


@dataclass(frozen=True, slots=True)
class Seen:
    """What a run of all stages showed, and what its gates said, by metric."""

    shows: Shows
    gates: Mapping[str, Gate]

    @classmethod
    def of(
        cls,
        world: World,
        heard: Listening,
        found: Sequence[Found],
        gates: Mapping[str, Gate],
    ) -> Seen:
        """What `found` and the answers that were heard come to."""
        answers = tuple(replace(answer, timings={}) for answer in heard.answers)
        stored = world.index.passages
        ids = [id_ for volume in stored.volumes for id_ in stored.documents_of(volume.id)]
        shows = Shows(
            answers=answers,
            renderings=tuple(text for answer in answers for text in _renderings(answer)),
            verdicts=tuple(heard.verdicts),
            documents=tuple(stored.document_text(id_) for id_ in ids),
            judged=tuple((one.judged, one.items, one.curves) for one in found),
        )
        return cls(shows, gates)


def _renderings(answer: Answer) -> Iterator[str]:
    from assistant.terminal import print_answer
    from assistant.ui.conversation import Conversation, Exchange
    from assistant.ui.message import reply_html
    from assistant.ui.sources import panel_html

    exchange = Exchange(number=1, question=answer.question, answer=answer)
    yield markdown(answer)
    yield reply_html(exchange)
    yield panel_html(Conversation((exchange,)))
    yield _printed(lambda: print_answer(answer))


def _printed(tell: Callable[[], None]) -> str:
    stream = StringIO()
    with redirect_stdout(stream):
        tell()
    return stream.getvalue()
