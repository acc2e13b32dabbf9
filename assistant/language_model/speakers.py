"""Who is said to speak in a lead-in, by its wording alone.

No grammar of English stands behind this. Names are runs of words with a capital, and one that
may be the speaker is taken to be.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from assistant.language_model.wording import (
    AUXILIARIES,
    DOCUMENTS,
    GLUE,
    OFFICES,
    SAYING,
    SOURCES,
    TITLES,
    TOPIC,
    UTTERANCES,
    Token,
)

_CLAUSE_ENDS = frozenset(":;.!?—–")
_NOT_SPEAKING = frozenset(
    {
        *("conference", "conferences", "treaty", "agreement", "plan", "pact", "relations"),
        *("policy", "program", "question", "war", "crisis", "act", "doctrine", "charter", "bill"),
        *("line", "area", "areas", "sea", "river", "fund", "declaration"),
    }
)
_JOINING = frozenset({"of", "and", "in", "for", "the"})
_BEFORE_NOUNS = frozenset({"the", "a", "this", "that", "his", "source", "of"})
_VERBS_OR_NOUNS = UTTERANCES | {"states", "notes", "reports", "calls"}
_BEFORE_VERBS = AUXILIARIES | {"also", "then", "later"}


def speakers(said: Sequence[Token], small: frozenset[str]) -> Iterator[frozenset[str]]:
    """The names that are said to speak, each as its words; words that are `small` are none."""
    runs = _names(said, small)
    for run in runs:
        named = proper(said[at] for at in run)
        if named and _claims(said, run, runs):
            yield named


def is_source(said: Sequence[Token], at: int) -> bool:
    """Whether the noun at `at` is the source: it opens the lead-in or ends it, or a verb of
    saying follows.
    """
    near = {token.folded for token in said[max(0, at - 2) : at]}
    if not {"in", "from"} & near and _topic(said, at):
        return False
    rest = range(at + 1, len(said))
    opens = not any(token.matter for token in said[:at])
    return opens or any(is_verb(said, n) for n in rest) or not any(said[n].word for n in rest)


def claimed(said: Sequence[Token]) -> Sequence[Token]:
    """What is claimed to be said, without who says it: all after "The paper says that"."""
    verb = next((at for at in range(len(said)) if is_verb(said, at)), None)
    if verb is None or not all(may_head(token) or not token.matter for token in said[:verb]):
        return said
    inside = said[verb + 1 :]
    return inside if any(token.matter for token in inside) else said


def may_head(token: Token) -> bool:
    """Whether a word may name a source or one who speaks."""
    return token.name or token.folded in DOCUMENTS | SOURCES | OFFICES


def proper(named: Iterable[Token]) -> frozenset[str]:
    """The words of a name, without articles and forms of address."""
    return frozenset(token.folded for token in named if token.name or token.matter) - TITLES


def _claims(said: Sequence[Token], run: range, runs: Sequence[range]) -> bool:
    """Whether a run of names stands where the one who speaks is named."""
    if _belongs(said, run.start):
        return True
    following = said[run.stop : run.stop + 3]
    if said[run.stop - 1].possessive and any(token.folded in UTTERANCES for token in following):
        return True
    verbs = [at for at in range(len(said)) if is_verb(said, at)]
    verb = next((at for at in verbs if at >= run.stop), None)
    if verb is not None and not any(map(_ends_clause, said[run.stop : verb])):
        if _headed(said, range(_after_comma(said, run.stop, verb), verb), runs):
            return False  # "The Soviet Government may err, the paper says"
        return not _topic(said, run.start) or _subject(said, run, verb, runs)
    if run.start - 1 in verbs and not (following and following[0].word):
        clause = range(_clause_start(said, run.start), run.start - 1)
        return not _headed(said, clause, runs)  # "…, said Stalin,"
    return not verbs and _labels(said, run)


def _belongs(said: Sequence[Token], at: int) -> bool:
    """Whether what was said is a name's at `at`: "by", "according to", "the message from"."""
    start = at - 1 if at and said[at - 1].folded == "the" else at
    before = [token.folded for token in said[max(0, start - 2) : start]]
    if before[-1:] == ["by"] or before == ["according", "to"]:
        return True
    noun = before[0] if len(before) == 2 else ""
    if before[-1:] == ["from"]:
        return noun in UTTERANCES | {""}
    return before[-1:] == ["of"] and noun in UTTERANCES - DOCUMENTS


def _subject(said: Sequence[Token], run: range, verb: int, runs: Sequence[range]) -> bool:
    """Whether a run after a preposition is yet the verb's subject: "On Poland Stalin says"."""
    if not all(token.folded in _BEFORE_VERBS for token in said[run.stop : verb]):
        return False
    return not _headed(said, range(_clause_start(said, run.start), run.start), runs)


def _headed(said: Sequence[Token], part: range, runs: Sequence[range]) -> bool:
    """Whether a noun or name stands in this part that can be a subject."""
    nouns = [at for at in part if said[at].folded in SOURCES | DOCUMENTS]
    names = [run.start for run in runs if run.start in part]
    return not all(_topic(said, head) for head in (*nouns, *names))


def _after_comma(said: Sequence[Token], first: int, end: int) -> int:
    """Where the words after the last comma begin, or `end` without one."""
    return next((at + 1 for at in range(first, end)[::-1] if said[at].text == ","), end)


def _clause_start(said: Sequence[Token], at: int) -> int:
    return next((before + 1 for before in range(at)[::-1] if _ends_clause(said[before])), 0)


def _labels(said: Sequence[Token], run: range) -> bool:
    """Whether a lead-in without a verb of saying is headed by a name as a script's lines are."""
    opening = all(token.folded in TITLES for token in said[: run.start])
    if not opening or said[run.stop - 1].folded in _NOT_SPEAKING:
        return False
    return run.stop == len(said) or not said[run.stop].word or said[run.stop].folded in TOPIC


def _names(said: Sequence[Token], small: frozenset[str]) -> list[range]:
    """Runs of names and offices, joined by "of", "and", "in", "for" and "the" between them."""
    runs: list[range] = []
    for at, token in enumerate(said):
        first = not any(earlier.word for earlier in said[:at])
        named = token.name and not (first and token.folded in small)
        if not named and token.folded not in OFFICES:
            continue
        if runs and all(between.folded in _JOINING for between in said[runs[-1].stop : at]):
            runs[-1] = range(runs[-1].start, at + 1)
        else:
            runs.append(range(at, at + 1))
    return runs


def _topic(said: Sequence[Token], at: int) -> bool:
    """Whether what stands at `at` hangs on a preposition: "on recent Soviet policy"."""
    modifiers = 0
    for before in range(at)[::-1]:
        folded = said[before].folded
        if folded in TOPIC:
            return not (folded == "to" and before and said[before - 1].folded == "according")
        if not said[before].word or folded in SAYING | AUXILIARIES or modifiers == 3:
            return False
        modifiers += folded not in GLUE
    return False


def is_verb(said: Sequence[Token], at: int) -> bool:
    """Whether the word at `at` is a verb of saying there, and not a noun: "the report"."""
    if said[at].folded not in SAYING or said[at].name:
        return False
    before = said[at - 1] if at else None
    if before is None:
        return True
    pronoun = before.folded in {"this", "that"} and said[at].folded not in _VERBS_OR_NOUNS
    return not before.possessive and (pronoun or before.folded not in _BEFORE_NOUNS)


def _ends_clause(token: Token) -> bool:
    return token.text in _CLAUSE_ENDS or token.folded == "that"
