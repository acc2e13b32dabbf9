"""A follow-up question made to stand alone, without a language model.

A question that leans on the turns before it ("And the British?", "Why?"), or says too little to
stand alone, is searched together with what those turns were about: the rarest words of their
questions and the names in their replies, recent ones before older ones. A question that stands by
itself is searched as it is, and whatever came before a change of topic is left behind.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from assistant.answer import Turn
from assistant.question import ABOUT, Asked, Word, parted, same
from assistant.small_talk import readable, small_talk
from vectorstore.embed import Embedder, embed_whole

TakeApart = Callable[[str], Asked]
#: The highest cosine, -1..1, of a question with any of these texts.
Alike = Callable[[str, Sequence[str]], float]

_REMEMBERED = 8  # turns; older ones no longer bear on a question
# The next seven were chosen on half of the conversations of MTRAG and on two dozen pairs of
# questions on the record, half of them changes of topic; none of them is sharp.
_CARRIED = 8  # words
_REPLY_SHARE = 0.35  # of the weight that a word has in a question
_FADES = 0.7  # with each turn that lies between
_TAKEN_UP = 3.0  # times the weight: "And the British?" takes up the whole question before it
_SAYS_LITTLE, _SAYS_ENOUGH = 1.0, 3.0  # weight of a question's telling words
_ALIKE, _LITTLE_ALIKE = 0.25, 0.2
_READ = 600  # characters of a reply: what it is about is said early
_READ_AROUND = 2_000  # characters of a passage quoted from

_DOCUMENT = r"(?:paper|memorandum|memo|document|text|note|footnote|page|record|volume|briefing)"
_LEANS = re.compile(
    rf"\b(?:it|its|they|them|their|theirs|he|him|his|she|her|hers|those|these|such|there)\b"
    rf"|\b(?:this|that)\b(?!\s+(?:\w+\s+)?{_DOCUMENT}\b)"
    r"|\b(?:the\s+)?(?:same|latter|former|above|other\s+one|others)\b",
    re.I,
)
_EXPLETIVE = re.compile(
    r"\b(?:is|was|are|were|will|would|could)\s+there\b|\bthere\s+(?:is|was|are|were|any)\b"
    r"|\b(?:is|was|would|does|did)\s+it\s+(?:\w+\s+)?(?:that|to|be)\b|\bsuch\s+as\b|\b\w+\s+that\s+the\b",
    re.I,
)
_CONTINUES = re.compile(
    r"\s*(?:and|but|or|so|then|also|what\s+about|how\s+about|why(?:\s+not)?\s*\?|how\s+so|"
    r"in\s+what\s+way|for\s+example|such\s+as|what\s+else|anything\s+else|tell\s+me\s+more|go\s+on|"
    r"more)\b",
    re.I,
)
_TURNED = (
    r"(?:(?:now|and|but|ok|okay|well),? )?(?:(?:on )?to |for |about )?something"
    r" (?:else|(?:(?:completely|entirely|quite|totally) )?different)(?: now| entirely)?"
    r"|(?:(?:let's|let us|let me|to|i want to|i'd like to) )?chang(?:e|ing) (?:the )?"
    r"(?:subject|topic)"
    r"|(?:now |ok |okay )?(?:(?:on|to) )?(?:an?)?(?: ?new| ?different|other)"
    r" (?:subject|topic|matter|theme)"
)
_BEGINS = (
    r"(?:here(?:'s| is) )?(?:another|one more|next|(?:a|my) (?:new|further|next))"
    r" (?:question|thing)"
)
# What a question may open with that is no part of it; with a change of subject, where one is told.
_LEAD_IN = re.compile(
    rf"(?:(?P<turned>{_TURNED})|{_BEGINS}|now|next)(?:\s*[:,;.!–—]| -)\s*(?=\w)"
    r"|now (?=(?:who|whom|whose|what|when|where|why|how|which|did|does|was|were)\b)",
    re.I,
)


@dataclass(frozen=True, slots=True)
class _Said:
    """What a turn was about: its question, plain, the words to carry with their shares, in order.

    `known` are all analysed words of question and reply, and of what stands around quotations.
    """

    question: str
    text: str
    words: tuple[tuple[Word, float], ...]
    known: frozenset[str]


def stand_alone(question: str, history: Sequence[Turn], take_apart: TakeApart, alike: Alike) -> str:
    """`question` as it is to be searched, given the turns before it, oldest first.

    One that a person has edited, with words taken over already, stays as it is.
    """
    if ABOUT in question:
        return question
    subject = _subject(history, take_apart, alike)
    if not subject or not _goes_on(question, subject, take_apart, alike):
        return question
    taken_up = _CONTINUES.match(question) is not None
    carried = _carried(take_apart(question).words, subject, taken_up=taken_up)
    return f"{question}{ABOUT}{carried})" if carried else question


def on_its_subject(question: str, history: Sequence[Turn]) -> tuple[str, Sequence[Turn]]:
    """A question and the turns before it, without lead-ins, from the last change of subject on.

    Only a change that is told counts: "Now something else: who was Tito?", not "Next, who ...?".
    """
    plain, turned = without_lead_in(question)
    since: list[Turn] = []
    for turn in () if turned else history:
        asked, changed = without_lead_in(turn.question)
        if changed:
            since = []
        since.append(turn if asked == turn.question else replace(turn, question=asked))
    return plain, since


def without_lead_in(question: str) -> tuple[str, bool]:
    """A question without "Next," or its like, and whether that told of a change of subject."""
    turned = False
    while found := _LEAD_IN.match(question.replace("’", "'")):
        turned = turned or found["turned"] is not None
        question = question[found.end() :]
    return question, turned


def leans_by_form(question: str) -> bool:
    """Whether a question takes up the one before it, by a pronoun or by how it begins."""
    if _CONTINUES.match(question):
        return True
    return bool(_LEANS.search(_EXPLETIVE.sub(" ", question)))


def by_meaning(embedder: Embedder) -> Alike:
    """Likeness as an embedder has it."""

    def alike(question: str, texts: Sequence[str]) -> float:
        vectors = embed_whole(embedder, [readable(question), *texts])
        return float((vectors[1:] @ vectors[0]).max())

    return alike


def _subject(history: Sequence[Turn], take_apart: TakeApart, alike: Alike) -> list[_Said]:
    """The turns since the topic last changed, oldest first."""
    subject: list[_Said] = []
    for turn in history[-_REMEMBERED:]:
        if small_talk(turn.question) is not None:
            continue
        edited = ABOUT in turn.question
        said = _said(turn, take_apart)
        if subject and (edited or not _goes_on(said.question, subject, take_apart, alike)):
            subject = []
        subject.append(said)
    return subject


def _goes_on(question: str, subject: Sequence[_Said], take_apart: TakeApart, alike: Alike) -> bool:
    """Whether a question is asked on the subject of the turns before it."""
    asked = take_apart(question)
    if leans_by_form(question) or not asked.words:
        return True
    if asked.weight >= _SAYS_ENOUGH:
        return False
    named = any(word.name for word in asked.words)
    if asked.weight < _SAYS_LITTLE and not named:
        return True
    known = frozenset[str]().union(*(said.known for said in subject))
    shared = any(word.stem in known for word in asked.words)
    near = alike(question, [said.question for said in subject])
    if asked.weight < _SAYS_LITTLE:
        several = sum(word.name for word in asked.words) > 1
        return shared or (near >= _LITTLE_ALIKE and not several)
    # A name that nobody spoke of before is a new topic, however alike two questions sound.
    return near >= _ALIKE and (shared or not named)


def _said(turn: Turn, take_apart: TakeApart) -> _Said:
    question = " ".join(parted(readable(turn.question)))
    reply = readable(_replied(turn))
    asked, replied = take_apart(question).words, take_apart(reply).words
    words = [(word, 1.0) for word in asked]
    words += [(word, _REPLY_SHARE) for word in replied if word.name and not word.stem.isdigit()]
    around = take_apart(readable(_around(turn))).words
    known = frozenset(word.stem for word in (*asked, *replied, *around))
    return _Said(question, f"{question}\n{reply}", tuple(words), known)


def _replied(turn: Turn) -> str:
    """The beginning of what was shown; of the reply where that is all that is known."""
    shown = " ".join(quote.text for quote in turn.shown)
    return (shown or turn.reply)[:_READ]


def _around(turn: Turn) -> str:
    """What stands around the quotations shown: who and what may be asked about next."""
    parts = [part for q in turn.shown for part in (q.document.title, q.passage.text[:_READ_AROUND])]
    return " ".join(dict.fromkeys(parts))


def _carried(own: Sequence[Word], subject: Sequence[_Said], *, taken_up: bool) -> str:
    """The words to take over, in the order in which they were said, neighbours together."""
    gone = {word.stem for word in own} | (_replaced(own, subject) if taken_up else set())
    scores: dict[str, float] = {}
    for age, said in enumerate(reversed(subject)):
        for word, share in said.words:
            if word.stem not in gone:
                again = _TAKEN_UP if taken_up and age == 0 and share == 1.0 else 1.0
                worth = again * share * _FADES**age * word.weight
                scores[word.stem] = scores.get(word.stem, 0.0) + worth
    chosen = set(sorted(scores, key=lambda stem: -scores[stem])[:_CARRIED])
    phrases: list[str] = []
    for said in subject:
        before = ""
        for word, _ in said.words:
            if word.stem not in chosen:
                continue
            chosen.discard(word.stem)
            if before and f"{before} {word.written}" in said.text:
                phrases[-1] += f" {word.written}"
            elif word.written != before:
                phrases.append(word.written)
            before = word.written
    return ", ".join(phrases)


def _replaced(own: Sequence[Word], subject: Sequence[_Said]) -> set[str]:
    """The words whose place is taken where a question asks the same of another.

    "And of Moscow?" stands for the first name before it, "What about 1962?" for a number, "And the
    French?" for a nation where one was spoken of.
    """
    if not own or not all(word.name for word in own):
        return set()
    names = [word for word, share in subject[-1].words if word.name and share == 1.0]
    gone: set[str] = set()
    for word in own:
        fitting = [name for name in names if name.stem.isdigit() == word.stem.isdigit()]
        nations = [name for name in fitting if _nation(name) and _nation(word)]
        for name in (nations or fitting)[:1]:
            gone |= {name.stem} | same(name.stem)
    return gone


def _nation(word: Word) -> bool:
    return len(same(word.stem)) > 1
