"""A judge of support that is the same on every run: it counts words, and knows no meaning.

What it calls supported keeps to the words, numbers and names of the cited text. A sentence that
turns their meaning around without a word of denial passes ("A invaded B" for "B invaded A"), and
a good paraphrase fails. `frus-evals claims` says how often; what it judges gates nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from assistant.language_model.denial import denies
from assistant.language_model.support import names_stand, number_of
from assistant.language_model.wording import NUMERALS, Token, tokens

#: Share of a statement's content words that must stand in two neighbouring sentences. Chosen on
#: the tuning halves of WiCE's dev claims and FEVER-Symmetric's: the mean of their macro-F1 is .684
#: there, .670 in single sentences, .631 in the whole text without the other rules.
CONTAINED = 0.55
#: From here on a denial on one side alone speaks against a statement; below, the sentence that is
#: nearest by its words may be another than the one meant.
_ALIKE = 0.8
_NEIGHBOURS = 2


class Doubt(StrEnum):
    """What speaks against a statement."""

    NUMBER = "a number that the cited text does not give"
    NAME = "a name that the cited text does not give"
    DENIAL = "a denial put in or left out"
    WORDS = "too few of its words stand in the cited text"


@dataclass(frozen=True, slots=True)
class Judgement:
    """Whether a text supports a statement: `contained` of its content words, 0..1, stand there
    together, and `doubt` is the first thing against it, if any.
    """

    contained: float
    doubt: Doubt | None

    @property
    def supported(self) -> bool:
        """Whether nothing speaks against it."""
        return self.doubt is None

    @property
    def score(self) -> float:
        """How well it is supported, 0..1; any other doubt than of words puts it below 0.5."""
        clear = self.doubt in (None, Doubt.WORDS)
        return (self.contained + clear) / 2


def judge(statement: str, sentences: Sequence[str]) -> Judgement:
    """Whether `sentences`, in the order of the text, support `statement`.

    A statement without a content word, a number or a name says nothing that could be unsupported.
    """
    said = tokens(statement)
    cited = [tokens(sentence) for sentence in sentences]
    evidence = [token for sentence in cited for token in sentence]
    contained, nearest = _nearest(said, cited)
    known = {number_of(token) for token in evidence}
    against = (
        (Doubt.NUMBER, all(number_of(token) in known for token in said if number_of(token))),
        (Doubt.NAME, names_stand(said, evidence)),
        (Doubt.DENIAL, contained < _ALIKE or denies(said) == denies(nearest)),
        (Doubt.WORDS, contained >= CONTAINED),
    )
    return Judgement(contained, next((doubt for doubt, holds in against if not holds), None))


def containment(statement: str, sentences: Sequence[str]) -> float:
    """The share of a statement's content words that stand anywhere in `sentences`, stems compared;
    1 where it has none.
    """
    evidence = [token for sentence in sentences for token in tokens(sentence)]
    return _share(_content(tokens(statement)), evidence)


def _nearest(
    said: Sequence[Token], cited: Sequence[Sequence[Token]]
) -> tuple[float, Sequence[Token]]:
    """The highest share of content words in neighbouring sentences, and the sentence nearest."""
    content = _content(said)
    if not content:
        return 1.0, said  # it denies what it denies
    share = max((_share(content, part) for part in _windows(cited)), default=0.0)
    return share, max(cited, key=lambda sentence: _share(content, sentence), default=())


def _windows(cited: Sequence[Sequence[Token]]) -> Iterator[Sequence[Token]]:
    for start in range(max(1, len(cited) - _NEIGHBOURS + 1)):
        yield [token for one in cited[start : start + _NEIGHBOURS] for token in one]


def _content(said: Sequence[Token]) -> list[str]:
    return [token.stem for token in said if token.matter and token.folded not in NUMERALS]


def _share(content: Sequence[str], evidence: Sequence[Token]) -> float:
    known = {token.stem for token in evidence if token.word}
    return sum(stem in known for stem in content) / len(content) if content else 1.0
