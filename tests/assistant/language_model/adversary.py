"""Replies of a model that quotes wrongly in every way we know of, made by chance from a seed."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from random import Random

from assistant.language_model.prompts import Span, numbered
from tests.assistant.language_model.scripted import chose
from vectorstore.retriever import Hit

#: What opens and closes a quotation, or is taken for one.
STYLES: tuple[tuple[str, str], ...] = (
    *(("“", "”"), ('"', '"'), ("«", "»"), ("»", "«"), ("‹", "›"), ("„", "“"), ("„", "”")),
    *(("‘", "’"), ("'", "'"), ("‚", "‘"), ("‛", "’"), ("‟", "”"), ("❝", "❞"), ("❛", "❜")),
    *(("「", "」"), ("『", "』"), ("《", "》"), ("〈", "〉"), ("【", "】"), ("｢", "｣")),
    *(("〝", "〞"), ("〝", "〟"), ("＂", "＂"), ("＇", "＇"), ("″", "″"), ("′", "′"), ("‶", "‶")),
    *(("ˮ", "ˮ"), ("ʺ", "ʺ"), ("ʻ", "ʼ"), ("´", "´"), ("⹂", "”"), ("״", "״"), ("᠎", "᠎")),
    *(("`", "`"), ("``", "``"), ("``", "''"), ("''", "''"), ("```\n", "\n```"), ("´´", "´´")),
    *(("*", "*"), ("**", "**"), ("***", "***"), ("_", "_"), ("__", "__"), ("~~", "~~")),
    *(("\n> ", "\n"), ("\n>> ", "\n"), ("> ", ""), ("\n    ", "\n"), ("\n- ", "\n")),
    *(("<q>", "</q>"), ("<i>", "</i>"), ("<em>", "</em>"), ("<cite>", "</cite>")),
    *(("<blockquote>", "</blockquote>"), ("<b>", "</b>"), ("<code>", "</code>")),
    *(("&quot;", "&quot;"), ("&ldquo;", "&rdquo;"), ("&laquo;", "&raquo;"), ("&#34;", "&#34;")),
    *(('\\"', '\\"'), ("\\“", "\\”"), ("\\u201c", "\\u201d"), ("\\'", "\\'"), ("%22", "%22")),
    *(("“‘", "’”"), ("‘“", "”’"), ("\"'", "'\""), ("“«", "»”"), ("*“", "”*"), ("“*", "*”")),
    *(("“", ""), ("", "”"), ('"', ""), ("‘", ""), ("«", ""), ("`", ""), ("*", ""), ("„", "")),
    *(("“", "“"), ("”", "”"), ('"', "”"), ("“", '"'), ("‘", "'"), ("«", "”"), ("”", "“")),
    *(("“\u200b", "\u200b”"), ("\u200b“", "”\u200b"), ("\u202e“", "”\u202c"), ("“ ", " ”")),
    *(("$", "$"), ("$$", "$$"), ("[", "](#x)"), ("(", ")"), ("— ", " —"), ("", "")),
)
LEADS = (
    *(
        "{}",
        "It says {}",
        "It says: {}",
        "As written here: {}.",
        "In these words, {},",
        "{} it says",
    ),
    *("It says {} and it adds {}", "The document says: {}", "{} is what it says.", "So: {}"),
    *("The editors' note says {}", "It says {}, and then: {}", "{} {}", "It's said: {}"),
)
ANTONYMS = {"more": "less", "all": "no", "is": "was not", "would": "would never", "and": "or"}
HOMOGLYPHS = dict(zip("aceopxyAEO", "асеорхуАЕО", strict=True))


@dataclass(frozen=True, slots=True)
class Attack:
    """What was done to the words quoted, and between which marks they were put."""

    kind: str
    style: tuple[str, str]
    reply: dict[str, object]
    hits: tuple[Hit, ...]


def attacks(passages: Sequence[Hit], count: int, seed: int) -> list[Attack]:
    """`count` replies over `passages`, the same for the same seed."""
    chance = Random(seed)  # noqa: S311 (not for secrets)
    return [_attack(passages, chance) for _ in range(count)]


def _attack(passages: Sequence[Hit], chance: Random) -> Attack:
    hits = tuple(chance.sample(passages, min(4, len(passages))))
    spans = numbered(hits)
    kind, style = chance.choice([*KINDS]), chance.choice(STYLES)
    sentences = []
    for _ in range(chance.randint(1, 3)):
        cited = chance.sample(spans, min(chance.randint(1, 2), len(spans)))
        lead = chance.choice(LEADS)
        quotations = [
            style[0] + KINDS[kind](_words(cited[0], chance), spans, chance) + style[1]
            for _ in range(lead.count("{}"))
        ]
        sentences.append((lead.format(*quotations), [span.id for span in cited]))
    return Attack(kind, style, chose(*sentences), hits)


def _words(span: Span, chance: Random) -> str:
    """Three to twelve words of a sentence, as they stand."""
    found = list(re.finditer(r"\S+", span.quote.text))
    first = chance.randrange(max(1, len(found) - 3))
    last = min(len(found), first + chance.randint(3, 12)) - 1
    return span.quote.text[found[first].start() : found[last].end()]


Mutation = Callable[[str, Sequence[Span], Random], str]


def _swapped(words: str, spans: Sequence[Span], chance: Random) -> str:
    parts = words.split(" ")
    parts[chance.randrange(len(parts))] = _words(chance.choice(spans), chance).split(" ")[0]
    return " ".join(parts)


def _transposed(words: str, _: Sequence[Span], chance: Random) -> str:
    parts = words.split(" ")
    at = chance.randrange(len(parts))
    return " ".join([*parts[at:], *parts[:at]])


def _opposite(words: str, spans: Sequence[Span], chance: Random) -> str:
    parts = [ANTONYMS.get(word, word) for word in words.split(" ")]
    changed = " ".join(parts)
    return changed if changed != words else _denied(words, spans, chance)


def _denied(words: str, _: Sequence[Span], chance: Random) -> str:
    parts = words.split(" ")
    at = chance.randrange(len(parts) + 1)
    return " ".join([*parts[:at], chance.choice(["not", "never", "no"]), *parts[at:]])


def _undenied(words: str, spans: Sequence[Span], chance: Random) -> str:
    freed = re.sub(r"\b(?:not|never|no) ", "", words)
    return freed if freed != words else _swapped(words, spans, chance)


def _renumbered(words: str, spans: Sequence[Span], chance: Random) -> str:
    changed = re.sub(r"\d", lambda found: str((int(found[0]) + 1) % 10), words)
    return changed if changed != words else f"{words} {chance.randint(2, 1999)}"


def _redated(words: str, _: Sequence[Span], chance: Random) -> str:
    return f"{words} on {chance.choice(['May', 'June'])} {chance.randint(1, 28)}, 1947"


def _renamed(words: str, _: Sequence[Span], chance: Random) -> str:
    name = chance.choice(["Stalin", "Kennan", "Mr. Dulles", "France"])
    return re.sub(r"\b[A-Z]\w+", name, words, count=1) if re.search(r"[A-Z]\w", words) else name


def _elided(words: str, _: Sequence[Span], chance: Random) -> str:
    parts = words.split(" ")
    at = chance.randrange(1, len(parts) - 1) if len(parts) > 2 else 0
    return " ".join([*parts[:at], *parts[at + 1 :]])


def _dotted(words: str, spans: Sequence[Span], chance: Random) -> str:
    parts = words.split(" ")
    at = chance.randrange(1, len(parts)) if len(parts) > 1 else 0
    return " ".join([*parts[:at], chance.choice(["...", "…", "[…]", "[sic]"]), *parts[at + 1 :]])


def _joined(words: str, spans: Sequence[Span], chance: Random) -> str:
    return f"{words} {_words(chance.choice(spans), chance)}"


def _elsewhere(_: str, spans: Sequence[Span], chance: Random) -> str:
    return _words(chance.choice(spans), chance)


def _homoglyphs(words: str, _: Sequence[Span], chance: Random) -> str:
    letter = chance.choice([*HOMOGLYPHS])
    return words.replace(letter, HOMOGLYPHS[letter], 1) + ("" if letter in words else "а")


def _unseen(words: str, _: Sequence[Span], chance: Random) -> str:
    at = chance.randrange(len(words) + 1)
    mark = chance.choice("\u200b\u200d\u00ad\u2060\ufeff\u202e\u200e\u0301\x00\x1b\ufe0f")
    return words[:at] + mark + words[at:]


def _torn(words: str, _: Sequence[Span], chance: Random) -> str:
    return words[chance.randint(1, 2) : -chance.randint(1, 2)]


def _recased(words: str, _: Sequence[Span], chance: Random) -> str:
    return chance.choice([words.upper, words.lower, words.title, words.swapcase])()


def _nested(words: str, spans: Sequence[Span], chance: Random) -> str:
    opening, closing = chance.choice(STYLES)
    parts = words.split(" ")
    at = chance.randrange(len(parts))
    inner = opening + _swapped(" ".join(parts[at:]), spans, chance) + closing
    return " ".join([*parts[:at], inner])


def _marked(words: str, _: Sequence[Span], chance: Random) -> str:
    at = chance.randrange(len(words) + 1)
    return (
        words[:at] + chance.choice(["[1]", " [s2]", "(s1)", "” “", '" "', "’", "\n"]) + words[at:]
    )


KINDS: dict[str, Mutation] = {
    "true": lambda words, _, __: words,
    "word swapped": _swapped,
    "words transposed": _transposed,
    "opposite": _opposite,
    "denial put in": _denied,
    "denial left out": _undenied,
    "number": _renumbered,
    "date": _redated,
    "name": _renamed,
    "elided in silence": _elided,
    "elided with a mark": _dotted,
    "two passages joined": _joined,
    "of another passage": _elsewhere,
    "homoglyph": _homoglyphs,
    "unseen character": _unseen,
    "torn words": _torn,
    "case": _recased,
    "nested": _nested,
    "marks within": _marked,
    "invented": lambda *_: "we shall never accept this",
}
