"""Questions that name a document by its place: "What does footnote 3 of document 12 say?".

They are answered from the document's own lines, without a search, or searched in it alone.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.answer import Quote, Reason, Refusal
from assistant.asked_of_document import AskedOfDocument, asked_of_document
from assistant.document_answers import document_answer, why_none
from assistant.document_lines import Stored, heading
from assistant.naming import THAT, Named, named, volume_named
from assistant.on_page import on_page, page_asked_for
from assistant.pointing import PAPER, within
from corpus.document import Document
from vectorstore.retriever import Filter

_LISTED = 8  # volumes; more make no reply easier to read
#: Said where what is asked for exists, and the filters keep it out.
OUTSIDE = "What this asks for lies outside the filters that are set. Widen them to see it."
_ONLY_A_VOLUME = re.compile(
    r"\W*(?:(?:the )?one|(?:i )?mean|that)?\W*(?:(?:of|in|from)\b)?\W*(?:the )?(?:volume)?\W*", re.I
)
_WHAT_ABOUT = re.compile(
    r"(?:and |but )?(?:(?:what|how) about |of )?that document\W*|and that document\W*", re.I
)
_THIS = re.compile(rf"\b(?:(?:that|this) {PAPER}|the document)\b", re.I)


@dataclass(frozen=True, slots=True)
class InDocument:
    """A question to be searched in documents alone, without their names."""

    question: str
    documents: tuple[str, ...]


Placed = tuple[Quote, ...] | Refusal | InDocument


class ByPlace:
    """Resolves questions that name a document, a footnote or a page by its number."""

    def __init__(self, stored: Stored) -> None:
        self._stored = stored

    def resolve(
        self, question: str, shown: Sequence[Quote], scope: Filter, before: str = ""
    ) -> Placed | None:
        """What a question comes to; None for one that names no document, as most do not.

        `shown` are the quotations of the last reply: where they are of one volume, a number alone
        is of that volume. `before` is the last question, to which a volume or another number may
        be all that is said now: "frus1961-63v06", "What about document 13?".
        """
        rest, volumes, wanted = volume_named(question, self._stored.volumes)
        if volumes is not None and _ONLY_A_VOLUME.fullmatch(rest) and self._lacks_volume(before):
            return self.resolve(f"{before.rstrip(' ?.!')} of {wanted}", (), scope)
        if page := page_asked_for(rest):
            return self._page(page, volumes, wanted, shown, scope)
        meant = named(question, self._stored.volumes)
        if not meant.numbers:
            return self._alone(question, shown, scope)
        asked = asked_of_document(self._as_before(meant.plain, before))
        certain = asked is not None or meant.volumes is not None
        found = self._documents(meant, shown, scope)
        if isinstance(found, Refusal):
            return found if certain or _kept_to(meant.plain) else None
        if not found:
            return _no_such(meant, self._among(meant.volumes, shown, scope)) if certain else None
        if asked is None or len(found) > 1:
            return self._searched(meant.plain, found, scope)
        return self._answered(asked, found[0], scope)

    def searched_for(self, question: str) -> str:
        """What of an earlier question was searched: no name of a document; nothing where it asked
        about a document as such.
        """
        meant = named(question, self._stored.volumes)
        if not meant.numbers:
            return "" if page_asked_for(volume_named(question, ())[0]) else question
        return "" if asked_of_document(meant.plain) else meant.plain

    def _lacks_volume(self, question: str) -> bool:
        rest, volumes, _ = volume_named(question, self._stored.volumes)
        asks = bool(page_asked_for(rest) or named(question, self._stored.volumes).numbers)
        return volumes is None and asks

    def _as_before(self, plain: str, before: str) -> str:
        """What was asked last, where now it is asked of another document."""
        if not _WHAT_ABOUT.fullmatch(plain):
            return plain
        earlier = named(before, self._stored.volumes)
        return earlier.plain if asked_of_document(earlier.plain) else THAT

    def _alone(self, question: str, shown: Sequence[Quote], scope: Filter) -> Placed | None:
        """The answer about "this document" where the scope is one, and nothing was shown yet."""
        if len(scope.documents) != 1 or shown:
            return None
        asked = asked_of_document(question)
        document = self._stored.document(scope.documents[0])
        if asked is None or document is None or not (asked.note or _THIS.search(question)):
            return None
        return self._answered(asked, document, scope)

    def _answered(self, asked: AskedOfDocument, document: Document, scope: Filter) -> Placed:
        quotes = document_answer(asked, document, self._stored)
        if not quotes:
            return Refusal(Reason.NOT_ANSWERED, why_none(asked, document, self._stored))
        return _admitted(quotes, scope)

    def _searched(self, plain: str, documents: Sequence[Document], scope: Filter) -> Placed:
        kept = tuple(one.id for one in documents if _may_hold(scope, one))
        if not kept:
            return Refusal(Reason.OUT_OF_SCOPE, OUTSIDE)
        heads = tuple(next(heading(one, self._stored), None) for one in documents)
        rest = within(plain, [one for one in heads if one], ()) if any(heads) else None
        return InDocument(rest.plain if rest else plain, kept)

    def _documents(
        self, meant: Named, shown: Sequence[Quote], scope: Filter
    ) -> tuple[Document, ...] | Refusal:
        """The documents meant, none where no volume has them; a refusal where several have."""
        volumes = self._among(meant.volumes, shown, scope)
        installed = {volume.id for volume in self._stored.volumes}
        absent = [id_ for id_ in volumes if id_ not in installed]
        if absent or not volumes:
            return _not_installed(meant.wanted or ", ".join(absent) or "That volume")
        held = {
            volume: tuple(
                document
                for number in meant.numbers
                if (document := self._stored.document(f"{volume}/d{number}")) is not None
            )
            for volume in volumes
        }
        having = [volume for volume, documents in held.items() if documents]
        if len(having) > 1:
            return _which(f"a document {meant.numbers[0]}", having)
        return held[having[0]] if having else ()

    def _page(
        self,
        page: str,
        named_: tuple[str, ...] | None,
        wanted: str,
        shown: Sequence[Quote],
        scope: Filter,
    ) -> Placed | None:
        volumes = self._among(named_, shown, scope)
        if len(volumes) > 1:
            return _which("pages", volumes)
        if not volumes or volumes[0] not in {volume.id for volume in self._stored.volumes}:
            return _not_installed(wanted or ", ".join(volumes) or "That volume")
        found = tuple(on_page(page, volumes[0], self._stored))
        if not found:
            why = f"Nothing of {volumes[0]} is known to stand on page {page}."
            return Refusal(Reason.NOT_ANSWERED, why)
        return _admitted(found, scope)

    def _among(
        self, named_: tuple[str, ...] | None, shown: Sequence[Quote], scope: Filter
    ) -> tuple[str, ...]:
        """The ids of the volumes that a number can be of, in order."""
        if named_ is not None:
            return named_
        of_scope = scope.volumes or tuple(id_.partition("/")[0] for id_ in scope.documents)
        of_talk = tuple(dict.fromkeys(quote.document.volume.id for quote in shown))
        if len(of_talk) == 1 and (not of_scope or of_talk[0] in of_scope):
            return of_talk
        return tuple(dict.fromkeys(of_scope)) or tuple(one.id for one in self._stored.volumes)


def _kept_to(plain: str) -> bool:
    """Whether a question is put to the document: "in that document", "does that document say"."""
    return re.search(r"\b(?:in|from|does|did) that document\b", plain, re.I) is not None


def _admitted(quotes: tuple[Quote, ...], scope: Filter) -> Placed:
    kept = tuple(quote for quote in quotes if scope.admits(quote.passage, quote.document))
    return kept or Refusal(Reason.OUT_OF_SCOPE, OUTSIDE)


def _may_hold(scope: Filter, document: Document) -> bool:
    in_volume = not scope.volumes or document.volume.id in scope.volumes
    return in_volume and (not scope.documents or document.id in scope.documents)


def _no_such(meant: Named, volumes: Sequence[str]) -> Refusal:
    where = volumes[0] if len(volumes) == 1 else f"None of {len(volumes)} volumes"
    has = "has no" if len(volumes) == 1 else "has a"
    return Refusal(Reason.NOT_ANSWERED, f"{where} {has} document {meant.numbers[0]}.")


def _not_installed(wanted: str) -> Refusal:
    return Refusal(Reason.OUT_OF_SCOPE, f"{wanted} is not installed. See: frus corpus list")


def _which(what: str, volumes: Sequence[str]) -> Refusal:
    listed = ", ".join(volumes[:_LISTED])
    more = f" and {len(volumes) - _LISTED} more" if len(volumes) > _LISTED else ""
    have = f"{len(volumes)} have {what}: {listed}{more}."
    return Refusal(Reason.UNDERSPECIFIED, f"Of which volume? {have} Please name one.")
