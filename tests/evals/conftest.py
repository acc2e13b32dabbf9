"""Hand-made replies: real values, cut from the shipped document as the project reads it."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from assistant.answer import Answer, IndexInfo, Quote, Reason, Refusal, Statement, Turn
from assistant.render import quoted
from corpus.page_text import read_page
from corpus.passage import DocumentText, Passage
from evals.case import Case, Expect, Split, Texts, load_cases, shipped_set
from evals.record.page import Page, read_page_source, shipped_page
from evals.record.unit import Record
from vectorstore.retriever import Filter, Hit

INDEX = IndexInfo("test", "none", 11)


@dataclass(frozen=True)
class Replies:
    """Quotations and answers from one document."""

    text: DocumentText

    def stored(self, id_: str) -> Passage | None:
        return next((passage for passage in self.text.passages if passage.id == id_), None)

    def passage(self, name: str) -> Passage:
        identity = f"{self.text.document.id}/{name}"
        return next(passage for passage in self.text.passages if passage.id == identity)

    def quote(self, name: str, words: str, **changes: object) -> Quote:
        """`words` from passage `name`, whose fields are first replaced by `changes`."""
        passage = replace(self.passage(name), **changes)  # type: ignore[arg-type]
        start = passage.text.index(words)
        return Quote(passage, self.text.document, start, start + len(words))

    def notes_in(self, quote: Quote) -> list[Quote]:
        """The notes whose marks stand in the words of `quote`, whole."""
        return [
            Quote(note, self.text.document, 0, len(note.text))
            for note in self.text.passages
            if note.anchor is not None
            and note.anchor.passage == quote.passage.id
            and quote.start < note.anchor.offset <= quote.end
        ]

    def hits(self, *quotes: Quote) -> tuple[Hit, ...]:
        """The passages of `quotes` as a search would bring them up, each once."""
        found = dict.fromkeys(quote.passage for quote in quotes)
        return tuple(Hit(passage, self.text.document, 1.0) for passage in found)

    def answer(self, *quotes: Quote, text: str | None = None, question: str = "?") -> Answer:
        """An answer with one statement that shows `quotes`, or says `text` about them."""
        shown = " ".join(quoted(quote) for quote in quotes) if text is None else text
        statement = Statement(shown, tuple(quotes))
        return Answer(question=question, searched=question, statements=(statement,), index=INDEX)

    def refusal(
        self,
        reason: Reason,
        message: str = "The record does not say.",
        related: tuple[Quote, ...] = (),
        question: str = "?",
    ) -> Answer:
        return Answer(
            question=question,
            searched=question,
            refusal=Refusal(reason, message),
            related=related,
            index=INDEX,
        )


@dataclass
class Scripted:
    """An assistant that knows the right replies of a question set, and can be told others."""

    replies: Replies
    cases: dict[tuple[tuple[str, ...], str], Case]
    told: Callable[[Case, Answer], Answer]

    def ask(
        self,
        question: str,
        history: Sequence[Turn] = (),
        scope: Filter | None = None,
        k: int = 10,
    ) -> Answer:
        assert scope == Filter(documents=(self.replies.text.document.id,))
        case = self.cases[tuple(turn.question for turn in history), question]
        return self.told(case, self._right(case))

    def _right(self, case: Case) -> Answer:
        if case.expect is Expect.GREET:
            return self.replies.refusal(Reason.GREETING, "Ask about the record.")
        if case.expect is Expect.REFUSE:
            near = self.replies.quote("p4", "mistake friendliness for weakness")
            refusal = self.replies.refusal(Reason.NOT_ANSWERED, related=(near,))
            return replace(refusal, hits=self.replies.hits(near))
        names = [gold.passage.removeprefix("frus1944Quebec/d123/") for gold in case.gold]
        quotes = [self.replies.quote(n, g.words) for n, g in zip(names, case.gold, strict=True)]
        groups = [(quote, *self.replies.notes_in(quote)) for quote in quotes]
        said = tuple(Statement(" ".join(map(quoted, group)), group) for group in groups)
        answer = self.replies.answer(*quotes, question=case.question)
        hits = self.replies.hits(*quotes)
        return replace(answer, statements=said, answerability=0.9, hits=hits)


@pytest.fixture(scope="session")
def page_source() -> Page:
    return read_page_source(shipped_page())


@pytest.fixture(scope="session")
def record(page_source: Page) -> Record:
    return {page_source.document: page_source}


@pytest.fixture(scope="session")
def texts(page_source: Page) -> Texts:
    """The text of each passage of the shipped document."""
    held = {unit.id: unit.text for unit in page_source.units.values()}
    return held.get


@pytest.fixture(scope="session")
def replies() -> Replies:
    return Replies(read_page(shipped_page()))


@pytest.fixture
def case() -> Case:
    """A question; checks of words and places ask nothing of it."""
    return Case(
        id="c",
        question="What mistake might they make?",
        history=(),
        slice="paragraph",
        expect=Expect.REFUSE,
        gold=(),
        split=Split.TUNE,
    )


@pytest.fixture
def scripted(texts: Texts, replies: Replies) -> Callable[..., Scripted]:
    """A maker of scripted assistants; `told` changes right replies into others."""
    cases = load_cases(shipped_set(), texts)

    def make(told: Callable[[Case, Answer], Answer] = lambda _, answer: answer) -> Scripted:
        return Scripted(replies, {(case.history, case.question): case for case in cases}, told)

    return make


@pytest.fixture
def crossing_page(tmp_path: Path) -> Path:
    """A page of which a paragraph begins on page 11 and ends on 12, and whose note follows."""
    page = tmp_path / "d123.txt"
    page.write_text(
        "Roosevelt Papers\nA Paper With Two Pages\nIts Subtitle\n"
        "The first sentence of this paragraph ends here. The second sentence goes on [Page 12]"
        "to the page that follows1 and ends there.\n"
        "[Page 13]The last paragraph begins on a page of its own.\n"
        "- A note on the second sentence.↩\n",
        encoding="utf-8",
    )
    shutil.copy(shipped_page().with_suffix(".json"), tmp_path / "d123.json")
    return page
