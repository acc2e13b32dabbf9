"""Generated documents, of which it is known while they are written where each word stands."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.passage import Kind
from corpus.tei import read_volume
from evals.record.in_order import in_order, left_out
from evals.record.tei import read_volume_sources
from tests.evals.record.tei_volume import VOLUME, document, page, write_volume

OWN = f"{VOLUME}/d1"
_WORD, _PAGE, _NOTE, _PARAGRAPH, _ITALIC = range(5)
_STEPS = st.lists(st.sampled_from([*[_WORD] * 6, _PAGE, _NOTE, _PARAGRAPH, _ITALIC]), max_size=60)


@dataclass
class Written:
    """A document and, by word, its page; by note, the word behind which it is called."""

    content: str = "<p>"
    words: list[tuple[str, str]] = field(default_factory=list)
    notes: list[tuple[str, str, str]] = field(default_factory=list)


def _written(steps: list[int]) -> Written:
    one, label = Written(), 1
    for step in [_WORD, *steps, _WORD]:
        if step in (_WORD, _ITALIC):
            word = f"word{len(one.words)}."
            one.content += f" <hi>{word}</hi>" if step == _ITALIC else f"\n {word}"
            one.words.append((word, str(label)))
        elif step == _PAGE:
            label += 1
            one.content += f" {page(str(label))}"
        elif step == _PARAGRAPH:
            one.content += "</p>\n<p>"
        else:
            number = len(one.notes) + 1
            # A page begins within every third note.
            turned = f"{page(str(label + 1))}and turned." if number % 3 == 0 else "and ended."
            one.content += f'<note n="{number}" xml:id="d1fn{number}">Begun {turned}</note>'
            one.notes.append((f"fn{number}", str(label), one.words[-1][0]))
            label += number % 3 == 0
    one.content += "</p>"
    return one


@settings(max_examples=40)
@given(_STEPS)
def test_every_word_stands_on_the_page_on_which_it_was_written(steps: list[int]) -> None:
    one = _written(steps)
    with TemporaryDirectory() as folder:
        path = write_volume(Path(folder), document(one.content), before=page("1"))
        source = read_volume_sources(path)[0]
    body = source.units[OWN]
    assert body.text == " ".join(["1. Memorandum", *(word for word, _ in one.words)])
    for word, label in one.words:
        start = body.text.index(word)
        assert body.pages(start, start + len(word)) == (label,)
    assert len(source.units) == 1 + len(one.notes)
    for name, label, before in one.notes:
        note = source.units[f"{OWN}/{name}"]
        assert note.pages(0, 5) == (label,)
        assert note.mark is not None
        assert body.text[: note.mark.offset].rstrip().endswith(before)


@settings(max_examples=40)
@given(_STEPS)
def test_the_two_readers_of_a_volume_agree(steps: list[int]) -> None:
    with TemporaryDirectory() as folder:
        path = write_volume(Path(folder), document(_written(steps).content), before=page("1"))
        source = read_volume_sources(path)[0]
        passages = read_volume(path).documents[0].passages
    told = [(passage.id, passage.text) for passage in passages]
    ordered = in_order(source, told)
    assert set(left_out(ordered, told).values()) == {""}
    for passage in passages:
        (place,) = ordered.places(passage.id, passage.text)
        for offset in range(len(passage.text)):
            start = place.start + offset
            assert place.unit.pages(start, start + 1) == passage.pages_of(offset, offset + 1)
        if passage.kind is Kind.FOOTNOTE:
            assert place.unit.id == passage.id
