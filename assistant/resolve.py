"""What a question comes to in its talk: a search, or an answer from what was shown."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from assistant.answer import Quote, Reason, Refusal, Statement, Turn
from assistant.by_place import OUTSIDE, ByPlace, InDocument
from assistant.document_lines import Stored, heading
from assistant.followup import Alike, TakeApart, leans_by_form, on_its_subject, stand_alone
from assistant.pointing import Pointed, by_number, within
from assistant.question import WITHIN, put_to
from assistant.recall import OF_ORIGIN, OF_QUOTATIONS, About, Recall, recall_of
from assistant.recollect import recollect
from assistant.render import place_label, quoted
from assistant.small_talk import small_talk
from vectorstore.retriever import Filter

_GONE = "“{title}” is no longer installed as I quoted it. Ask the question anew."
_NOTHING_SHOWN = (
    "I have quoted nothing in this talk that this could be about. Ask a question first."
)
_NOTHING_TO_PROVE = (
    "My last reply quoted nothing that could bear it out. Ask the question in other words."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Resolved:
    """A question as it is searched, or, searched by nobody, what answers it at once.

    `documents` are the ids of those that it is put to alone; `recalled` are quotations that answer
    it, and `refusal` says why what it is about does not exist. At most one of the two is there.
    """

    searched: str
    documents: tuple[str, ...] = ()
    recalled: tuple[Quote, ...] = ()
    refusal: Refusal | None = None

    def __post_init__(self) -> None:
        if self.recalled and self.refusal is not None:
            raise ValueError("a question is answered from what was shown, or refused, not both")

    @property
    def told(self) -> str:
        """The question as searched, with the documents that it is put to; it can be asked again."""
        if not self.documents:
            return self.searched
        return f"{self.searched}{WITHIN}{', '.join(self.documents)})"

    @property
    def statements(self) -> tuple[Statement, ...]:
        """What is recalled, each quotation with its place behind it."""
        return tuple(Statement(placed(quote), (quote,)) for quote in self.recalled)

    def within(self, scope: Filter) -> Filter:
        """`scope` narrowed to the documents that the question is put to."""
        return replace(scope, documents=self.documents) if self.documents else scope


class Resolver:
    """Resolves the questions of talks against what was asked and shown before."""

    def __init__(self, take_apart: TakeApart, alike: Alike, stored: Stored) -> None:
        self._take_apart = take_apart
        self._alike = alike
        self._stored = stored
        self._by_place = ByPlace(stored)

    def resolve(self, question: str, history: Sequence[Turn], scope: Filter) -> Resolved:
        """`question`, readable, asked within `scope` after `history`, oldest turn first."""
        question, history = on_its_subject(question, history)
        edited, ids = put_to(question)
        if ids:
            return self._put_to(edited, ids, scope)
        placed = self._placed(question, history, scope)
        if placed is not None:
            return placed
        recalled = self._recalled(question, history, scope)
        if recalled is not None:
            return recalled
        kept_to = self._kept_to(question, history, scope)
        if kept_to is None:
            searched = self._stand_alone(question, history)
            return Resolved(searched=searched)
        if not kept_to.quotes:
            return _refused(question, _none_such(kept_to, _last_shown(history)))
        # Within a document the subject is known, unless the question has no word of its own.
        searched = kept_to.plain
        if not self._take_apart(searched).words:
            searched = self._stand_alone(searched, history)
        return self._put_to(searched, _documents(kept_to.quotes), scope)

    def _stand_alone(self, question: str, history: Sequence[Turn]) -> str:
        """The question with what it needs of earlier ones, in which no document is named."""
        asked = ((turn, self._by_place.searched_for(turn.question)) for turn in _asked(history))
        before = [replace(turn, question=plain) for turn, plain in asked if plain]
        return stand_alone(question, before, self._take_apart, self._alike)

    def _placed(self, question: str, history: Sequence[Turn], scope: Filter) -> Resolved | None:
        """What a question comes to that names a document or a page by its number."""
        before = history[-1].question if history else ""
        placed = self._by_place.resolve(question, _last_shown(history), scope, before)
        if placed is None:
            return None
        if isinstance(placed, InDocument):
            return self._put_to(placed.question, placed.documents, scope)
        if isinstance(placed, Refusal):
            return Resolved(searched=question, refusal=placed)
        return Resolved(searched=question, recalled=placed)

    def _recalled(self, question: str, history: Sequence[Turn], scope: Filter) -> Resolved | None:
        """The answer from what was shown, or that there is none; None for any other question."""
        last = _last_shown(history)
        pointed = by_number(question, last)
        shown = last if pointed else _shown(history)
        recall = _recall(question, shown, last)
        if recall is None:
            return None
        if not shown:
            certain = pointed is not None or recall.about in OF_QUOTATIONS
            return _refused(question, _NOTHING_SHOWN) if certain else None
        if recall.about is About.CERTAIN and not history[-1].shown:
            return _refused(question, _NOTHING_TO_PROVE)
        if pointed is not None and not pointed.quotes:
            return _refused(question, _none_such(pointed, shown))
        named = pointed or within(question, shown, last)
        meant = named.quotes if named else shown
        # The index may have been built anew since: then nothing around it can be told of.
        gone = (q for q in meant if self._stored.passage(q.passage.id) != q.passage)
        if (quote := next(gone, None)) is not None:
            return _refused(question, _GONE.format(title=quote.document.title))
        found = recollect(recall, meant, self._stored)
        if isinstance(found, str):
            return _refused(question, found)
        admitted = tuple(q for q in found if scope.admits(q.passage, q.document))
        if not admitted:
            return _refused(question, OUTSIDE)
        return Resolved(searched=question, recalled=admitted)

    def _kept_to(self, question: str, history: Sequence[Turn], scope: Filter) -> Pointed | None:
        """What a question is put to alone: its own documents, or those of the one it takes up."""
        own = within(question, _shown(history), _last_shown(history))
        if own is not None:
            return own
        asked = question
        while leans_by_form(asked) and (at := _last_put(history)) is not None:
            asked, history = history[at].question, history[:at]
            taken_up = within(asked, _shown(history), _last_shown(history))
            if taken_up is not None:
                return Pointed(question, taken_up.quotes, taken_up.wanted)
            placed = self._by_place.resolve(asked, _last_shown(history), scope)
            if isinstance(placed, InDocument):
                return Pointed(question, self._headings(placed.documents), "")
        return None

    def _headings(self, ids: Sequence[str]) -> tuple[Quote, ...]:
        documents = (self._stored.document(id_) for id_ in ids)
        heads = (heading(one, self._stored) for one in documents if one is not None)
        return tuple(quote for quotes in heads for quote in quotes)

    def _put_to(self, searched: str, ids: Sequence[str], scope: Filter) -> Resolved:
        """A search of those of these documents that `scope` has, in order."""
        missing = [id_ for id_ in ids if self._stored.document(id_) is None]
        if missing:
            why = f"No document {missing[0]} is installed. Mend its id, or leave it out."
            return _refused(searched, why)
        kept = tuple(id_ for id_ in ids if not scope.documents or id_ in scope.documents)
        if not kept:
            return _refused(searched, OUTSIDE)
        return Resolved(searched=searched, documents=kept)


def placed(quote: Quote) -> str:
    """A quotation in its marks, after its lead-in, with its printed place behind it."""
    place = place_label(quote)
    return f"{quoted(quote)} ({place})" if place else quoted(quote)


def _asked(history: Sequence[Turn]) -> list[Turn]:
    """The turns that were put to the record, and none about what was shown."""
    put = [turn for turn in history if _put(turn)]
    pointing = [by_number(turn.question, ()) for turn in put]
    return [
        replace(turn, question=pointed.plain) if pointed else turn
        for turn, pointed in zip(put, pointing, strict=True)
    ]


def _last_put(history: Sequence[Turn]) -> int | None:
    """Where the last turn stands that was put to the record."""
    return next((at for at in reversed(range(len(history))) if _put(history[at])), None)


def _put(turn: Turn) -> bool:
    return small_talk(turn.question) is None and _about(turn) is None


def _about(turn: Turn) -> Recall | None:
    return _recall(turn.question, turn.shown, turn.shown)


def _recall(question: str, shown: Sequence[Quote], last: Sequence[Quote]) -> Recall | None:
    """What is asked of what was shown, also in "In the second one, who wrote it?"."""
    pointed = by_number(question, last)
    recall = recall_of(pointed.plain if pointed else question, numbered=pointed is not None)
    if recall is None and (kept_to := within(question, shown, last)) is not None:
        return recall_of(kept_to.plain, numbered=False)
    return recall


def _shown(history: Sequence[Turn]) -> tuple[Quote, ...]:
    """The quotations that were last shown for what they say, not to tell where others are from."""

    def of_origin(turn: Turn) -> bool:
        recall = _about(turn)
        return recall is not None and recall.about in OF_ORIGIN

    said = (turn.shown for turn in reversed(history) if turn.shown and not of_origin(turn))
    return next(said, ()) or _last_shown(history)


def _last_shown(history: Sequence[Turn]) -> tuple[Quote, ...]:
    """The quotations of the last reply that had any."""
    return next((turn.shown for turn in reversed(history) if turn.shown), ())


def _documents(quotes: Sequence[Quote]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(quote.document.id for quote in quotes))


def _refused(question: str, why: str) -> Resolved:
    return Resolved(searched=question, refusal=Refusal(Reason.UNDERSPECIFIED, why))


def _none_such(pointed: Pointed, shown: Sequence[Quote]) -> str:
    if not shown:
        return _NOTHING_SHOWN
    count = len(shown)
    had = "1 citation" if count == 1 else f"{count} citations"
    documents = len({quote.document.id for quote in shown})
    of = "1 document" if documents == 1 else f"{documents} documents"
    return f"There is no {pointed.wanted}: the last reply had {had}, of {of}."
