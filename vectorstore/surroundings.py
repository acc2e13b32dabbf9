"""What stands around a passage on its page: the words before and after it, the place of its mark.

A hit is read alone, yet "this proposal" means the paragraph before, and a footnote the sentence
that carries its mark. Each part is read from the store when it is first asked for.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from corpus.document import Document
from corpus.passage import Passage
from corpus.sentences import sentence_spans
from vectorstore.context import sentence_at
from vectorstore.passages import Passages


@dataclass(frozen=True, slots=True)
class Parent:
    """The passage that carries a footnote's mark; `sentence` is the span of the marked one.

    `offset` is where the mark stands, in code points; `sentence` is None where no sentence does.
    """

    passage: Passage
    offset: int
    sentence: tuple[int, int] | None


class Surroundings:
    """What stands around one passage of `document`, as the store has it."""

    def __init__(self, stored: Passages, passage: Passage, document: Document) -> None:
        self._stored = stored
        self.passage = passage
        self.document = document

    @property
    def headings(self) -> tuple[str, ...]:
        """The headings above the passage, outermost first, its document's own the last."""
        return (*self.document.breadcrumb, self.document.title)

    @cached_property
    def parent(self) -> Parent | None:
        """Where the passage's mark stands; None for what is no footnote, or has no known mark.

        Raises StoreError where the store lacks the passage that carries the mark.
        """
        anchor = self.passage.anchor
        if anchor is None:
            return None
        ((carrier, _),) = self._stored.found([anchor.passage])
        sentence = sentence_at(sentence_spans(carrier.text), anchor.offset)
        return Parent(carrier, anchor.offset, sentence)

    @cached_property
    def notes(self) -> tuple[Passage, ...]:
        """The footnotes whose marks stand in the passage, in the order of the marks."""
        return self._stored.notes_in(self.passage)

    def before(self, count: int) -> tuple[Passage, ...]:
        """At most `count` passages that stand before it in its document, in reading order.

        Around a passage of the text these are of the text, around a footnote they are footnotes.
        """
        return self._stored.before(self.passage, count)

    def after(self, count: int) -> tuple[Passage, ...]:
        """At most `count` passages that follow it in its document, likewise."""
        return self._stored.after(self.passage, count)
