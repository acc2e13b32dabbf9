"""A passage's text as HTML: its words untouched, and what we put between and around them. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from assistant.ui.markup import hidden, text
from assistant.ui.words import chat
from assistant.ui.words import sources as words
from corpus.citation import note_mark
from corpus.passage import Passage, Reference


@dataclass(frozen=True, slots=True, kw_only=True)
class Around:
    """An element `tag` around the words [start, end); `attributes` are HTML.

    Where others stand in its way it comes in pieces, of which the first alone is `named`. `last`
    is HTML of ours that ends it.
    """

    start: int
    end: int
    tag: str
    attributes: str = ""
    named: str = ""
    last: str = ""

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end:
            raise ValueError(f"<{self.tag}> has no words: [{self.start}, {self.end})")


@dataclass(frozen=True, slots=True)
class Between:
    """HTML of ours that stands before the code point `offset`."""

    offset: int
    html: str


def woven(
    words_of: str,
    around: Sequence[Around] = (),
    between: Iterable[Between] = (),
    span: tuple[int, int] | None = None,
) -> str:
    """``words_of[start:end]`` of `span`, by default all of it, as HTML.

    Elements `around` may nest and cross: the earlier in the sequence, the further out. What
    stands `between` is within none of them; of several at one offset the earlier comes first.
    What lies outside `span` is left out.
    """
    start, end = span or (0, len(words_of))
    ours = _ours(between, start, end)
    seen = [one for one in around if one.start < end and start < one.end]
    begins: dict[int, list[int]] = {}
    for rank, one in enumerate(seen):
        begins.setdefault(max(one.start, start), []).append(rank)
    ends = {min(one.end, end) for one in seen}
    opened: list[int] = []
    begun: set[int] = set()
    parts: list[str] = []
    for at, then in pairwise((*sorted({start, end, *ours, *begins, *ends}), end)):
        due = sorted([r for r in opened if seen[r].end > at and at < end] + begins.get(at, []))
        kept = 0 if at in ours else _alike(opened, due)
        closed = [seen[rank] for rank in reversed(opened[kept:])]
        parts += [f"{one.last if one.end <= at else ''}</{one.tag}>" for one in closed]
        parts.append(ours.get(at, ""))
        for rank in due[kept:]:
            one = seen[rank]
            parts.append(f"<{one.tag}{one.attributes}{'' if rank in begun else one.named}>")
        begun.update(due)
        opened = due
        parts.append(text(words_of[at:then]))
    return "".join(parts)


def _ours(between: Iterable[Between], start: int, end: int) -> dict[int, str]:
    ours: dict[int, str] = {}
    for one in between:
        if start <= one.offset <= end:
            ours[one.offset] = ours.get(one.offset, "") + one.html
    return ours


def _alike(opened: Sequence[int], due: Sequence[int]) -> int:
    """How many of the elements that are open, from the outermost in, may stay so."""
    pairs = enumerate(zip(opened, due, strict=False))
    return next((at for at, (one, other) in pairs if one != other), min(len(opened), len(due)))


def breaks(passage: Passage, named: Callable[[str], str] | None = None) -> list[Between]:
    """The page breaks within a passage, each as `named` has a page's label, or as `page_html`."""
    made = named or page_html
    return [Between(page.offset, made(page.label)) for page in passage.pages if page.offset > 0]


def page_html(label: str) -> str:
    """Where a printed page begins: "[page 193]"."""
    return f'<span class="frus-page">{text(f"[{chat.PAGE_BEGINS} {label}]")}</span> '


def note_marks(notes: Iterable[Passage], own: Callable[[Passage], str]) -> list[Between]:
    """The marks of `notes` in the passage that carries them; `own` gives what their ids end in."""
    return [
        Between(note.anchor.offset, note_mark_html(note, own(note)))
        for note in notes
        if note.anchor is not None
    ]


def note_mark_html(note: Passage, own: str) -> str:
    """A footnote's mark, a link to the note, which has a link back: `note_back_html`."""
    return (
        f'<sup class="frus-note-mark"><a class="frus-to-note" id="{mark_id(own)}" '
        f'href="#{note_id(own)}">{hidden(words.TO_NOTE + " ")}{text(mark(note))}</a></sup>'
    )


def note_back_html(own: str, name: str) -> str:
    """The link from a note back to its mark; `name` says where it leads."""
    return (
        f'<a class="frus-to-mark" href="#{mark_id(own)}">'
        f'<span aria-hidden="true">↩</span> {text(name)}</a>'
    )


def mark(note: Passage) -> str:
    """A footnote's mark as it is shown: as printed, or a word of ours where the book has none."""
    return note_mark(note) or words.UNMARKED


def note_id(own: str) -> str:
    """The HTML id of a note; `own` tells it from every other on the page."""
    return text(own)


def mark_id(own: str) -> str:
    """The HTML id of the mark of a note."""
    return f"mark-{text(own)}"


def links(
    references: Iterable[Reference], address: Callable[[Reference], str], *, new_tab: bool = False
) -> list[Around]:
    """The cross-references of a passage as links to their `address`."""
    attributes = ' target="_blank" rel="noopener noreferrer"' if new_tab else ""
    return [
        Around(
            start=one.start,
            end=one.end,
            tag="a",
            attributes=f' class="frus-pointer" href="{text(address(one))}"{attributes}',
            last=hidden(f" {chat.NEW_TAB}") if new_tab else "",
        )
        for one in references
    ]
