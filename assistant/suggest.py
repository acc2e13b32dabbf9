"""What to ask next: questions that the record answers, made and tried without a model or a search.

Each names what it asks about by its place, and is answered from the document's own lines. Only
those are suggested whose answer was looked up, and shows words that the talk has not shown yet.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import islice

from assistant.answer import Answer, Quote, Reason, Turn
from assistant.by_place import ByPlace
from assistant.document_lines import Stored
from assistant.pointing import by_number
from assistant.recall import OF_ORIGIN, recall_of
from assistant.recollect import recollect
from corpus.citation import note_mark
from corpus.passage import Kind, Passage
from vectorstore.retriever import Filter

#: Suggestions at a time; more are a list to read.
MOST = 3
_ON = "What comes after that?"


def suggested(
    answer: Answer, history: Sequence[Turn], stored: Stored, scope: Filter
) -> tuple[str, ...]:
    """At most MOST questions to ask after `answer`, which came after `history`, in `scope`.

    `stored` is what it quotes. Each is answered in that talk and that scope.
    """
    if answer.refusal is not None:
        return _refused(answer, history, stored, scope)
    # The index may have been built anew since: then nothing around a quotation can be told of.
    if any(stored.passage(quote.passage.id) != quote.passage for quote in answer.quotes):
        return ()
    trial = _Trial(answer, history, stored, scope)
    made = dict.fromkeys(_questions(answer.quotes, stored))
    return tuple(islice(filter(trial.shows_more, made), MOST))


class _Trial:
    """Looks up what a question would be answered with, after an answer."""

    def __init__(
        self, answer: Answer, history: Sequence[Turn], stored: Stored, scope: Filter
    ) -> None:
        self._answer = answer
        self._stored = stored
        self._scope = scope
        self._by_place = ByPlace(stored)
        self._shown = {q for turn in history for q in turn.shown} | set(answer.quotes)

    def shows_more(self, question: str) -> bool:
        """Whether `question` is answered with words that were not shown yet, and shows them."""
        found = self._found(question)
        new = [quote for quote in found if quote not in self._shown]
        # Two suggestions that lead to the same words are one.
        self._shown.update(found)
        return bool(new)

    def _found(self, question: str) -> tuple[Quote, ...]:
        answer = self._answer
        placed = self._by_place.resolve(question, answer.quotes, self._scope, answer.question)
        if placed is not None:
            return placed if isinstance(placed, tuple) else ()
        recall = recall_of(question, numbered=False)
        if recall is None or _of_other_words(answer.question):
            return ()
        found = recollect(recall, answer.quotes, self._stored)
        if isinstance(found, str):
            return ()
        return tuple(q for q in found if self._scope.admits(q.passage, q.document))


def _of_other_words(question: str) -> bool:
    """Whether a question asks where words are from: then the talk still is of those words."""
    recall = recall_of(question, numbered=False)
    return by_number(question, ()) is not None or (recall is not None and recall.about in OF_ORIGIN)


def _questions(quotes: Sequence[Quote], stored: Stored) -> Iterator[str]:
    """Questions in order of use: what the quoted words point to, what follows, where from."""
    volumes = {quote.document.volume.id for quote in quotes}

    def name(document: str) -> str:
        volume, _, number = document.partition("/d")
        return f"document {number}" + ("" if volumes == {volume} else f" of {volume}")

    notes = [note for quote in quotes for note in _notes_of(quote, stored)]
    asked_for = [
        f"What does footnote {note_mark(note)} of {name(note.document)} say?" for note in notes
    ]
    yield from asked_for[:1]
    yield from islice(_references(quotes, notes, stored, name), 1)
    in_text = any(quote.passage.kind is not Kind.FOOTNOTE for quote in quotes)
    if in_text:
        yield _ON
    yield from asked_for[1:]
    for document in dict.fromkeys(quote.document.id for quote in quotes):
        yield f"Who wrote {name(document)}?"
        yield f"What is the source of {name(document)}?"
        if not in_text:
            yield f"How does {name(document)} begin?"
        yield f"Which document comes after {name(document)}?"


def _notes_of(quote: Quote, stored: Stored) -> Iterator[Passage]:
    """The footnotes whose marks stand in the quoted words."""
    for note in stored.notes_in(quote.passage):
        at = note.anchor.offset if note.anchor else -1
        if quote.start <= at <= quote.end and note_mark(note):
            yield note


def _references(
    quotes: Sequence[Quote],
    notes: Sequence[Passage],
    stored: Stored,
    name: Callable[[str], str],
) -> Iterator[str]:
    """Questions for what the quoted words, and then their footnotes, refer to."""
    own = {quote.document.id for quote in quotes}
    spans = [(quote.passage, quote.start, quote.end) for quote in quotes]
    spans += [(note, 0, len(note.text)) for note in notes]
    for passage, start, end in spans:
        for one in passage.references:
            if one.document is None or not start <= one.start < end:
                continue
            note = stored.passage(one.note) if one.note else None
            if mark := note_mark(note):
                yield f"What does footnote {mark} of {name(one.document)} say?"
            elif one.document not in own:
                yield f"What does {name(one.document)} say?"


def _refused(
    answer: Answer, history: Sequence[Turn], stored: Stored, scope: Filter
) -> tuple[str, ...]:
    """The question with each volume that it may be of; none after any other refusal."""
    if answer.refusal is None or answer.refusal.reason is not Reason.UNDERSPECIFIED:
        return ()
    last = next((turn.shown for turn in reversed(history) if turn.shown), ())
    by_place = ByPlace(stored)
    told = (volume.id for volume in stored.volumes if volume.id in answer.refusal.message)
    made = (f"In {volume}: {answer.question}" for volume in told)
    found = (
        question for question in made if isinstance(by_place.resolve(question, last, scope), tuple)
    )
    return tuple(islice(found, MOST))
