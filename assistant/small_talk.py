"""Messages that are no question to the record, each with its own reply."""

from __future__ import annotations

import re
import unicodedata

from assistant.answer import Reason, Refusal

LONGEST = 2_000  # characters of a question

_FILLER = r"(?:there|all|everyone|everybody|frus|assistant|again|friend|sir|madam)"
_GREETING = re.compile(
    rf"(?:hello|hi|hey|hiya|howdy|greetings|good\s+(?:morning|afternoon|evening|day)|"
    rf"how\s+are\s+you(?:\s+(?:doing|today)){{0,2}}|what(?:['’]s|\s+is)\s+up|\s|{_FILLER}\b|[,.!?])+",
    re.I,
)
_THANKS = re.compile(
    r"(?:thanks?|thank\s+you|thx|cheers|much\s+appreciated|very\s+much|so\s+much|a\s+lot|ok(?:ay)?|"
    r"great|perfect|good\s*bye|bye|see\s+you|that(?:['’]s|\s+is)\s+(?:all|great|helpful)|"
    r"\s|[,.!?])+",
    re.I,
)

_HELP = re.compile(
    r"(?:please\s+)?help(?:\s+me)?[.!?\s]*|(?:who|what)\s+are\s+you[.!?\s]*"
    r"|what\s+(?:can|do)\s+you\s+(?:do|know|answer)[.!?\s]*|how\s+(?:do|does)\s+(?:this|it|you)\s+work[.!?\s]*",
    re.I,
)
_FILLERS = re.compile(rf"(?:\s|{_FILLER}\b|[,.!?])+", re.I)
_THANKS_FOR = re.compile(
    r"(?:many\s+)?thank(?:s|\s+you)(?:\s+(?:so\s+much|very\s+much|a\s+lot|again))?"
    r"(?:\s+for\b.{0,80}|[,.!]\s*(?:that|this|it|you|very|great)\b.{0,80})",
    re.I,
)
_ASKING = re.compile(
    r"\?|\b(?:who|whom|whose|what|when|where|why|how|which|did|does|do|can|could|tell|show|find)\b",
    re.I,
)

MESSAGES = {
    Reason.EMPTY: "Please type a question about the documents, in a sentence or a few words.",
    Reason.GREETING: (
        "Hello. Ask me about the documents, and I will answer with their own words, each "
        "with its page or footnote."
    ),
    Reason.HELP: (
        "I answer questions about the installed documents with quotations from them, each with its "
        "page or footnote, and I say so where they do not answer. Try: What mistake might the "
        "Soviet Government make about friendliness?"
    ),
    Reason.NOT_ENGLISH: "I read English only. Please ask in English.",
    Reason.THANKS: "You are welcome. Ask again whenever you like.",
    Reason.TOO_LONG: f"Please ask in at most {LONGEST:,} characters.",
    Reason.UNCLEAR: "I could not read a question in this. Please ask it in words.",
    Reason.UNDERSPECIFIED: (
        "I cannot tell what this is about. Please name the person, event or document you mean."
    ),
    Reason.OUT_OF_SCOPE: (
        "Nothing that is installed lies within these filters. Widen them, or see which volumes "
        "are installed."
    ),
}


def small_talk(message: str) -> Refusal | None:
    """The reply to a message that is no question; None for anything else."""
    words = _visible(message).strip()
    reason = None
    if not words:
        reason = Reason.EMPTY
    elif len(message) > LONGEST:
        reason = Reason.TOO_LONG
    elif not any(character.isalnum() for character in words):
        reason = Reason.UNCLEAR
    elif _HELP.fullmatch(words):
        reason = Reason.HELP
    elif _GREETING.fullmatch(words) and not _FILLERS.fullmatch(words):
        reason = Reason.GREETING
    elif _THANKS.fullmatch(words) or _is_short_thanks(words):
        reason = Reason.THANKS
    return Refusal(reason, MESSAGES[reason]) if reason else None


def _is_short_thanks(words: str) -> bool:
    """Thanks that say what for ("Thanks, that helped a lot."), and ask nothing more."""
    return bool(_THANKS_FOR.fullmatch(words)) and not _ASKING.search(words)


def readable(message: str) -> str:
    """The message in one line, without control characters, lone surrogates and their like."""
    whole = "".join(" " if unicodedata.category(c) == "Cc" else c for c in message)
    return " ".join(_visible(whole).split())


def _visible(message: str) -> str:
    """Without characters that show nothing: formats, surrogates, private use, unassigned."""
    return "".join(c for c in message if unicodedata.category(c) not in ("Cf", "Cs", "Co", "Cn"))
