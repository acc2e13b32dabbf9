"""Messages that are no question to the record, each with its own reply."""

from __future__ import annotations

import re
import unicodedata

from assistant.answer import Reason, Refusal
from assistant.gibberish import is_gibberish

LONGEST = 2_000  # characters of a question

_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)*")

# Patterns of words in small letters, with one space between.
_FILLER = (
    r"there|all|everyone|everybody|frus|assistant|again|friends?|sir|madam|partner|mate|folks"
    r"|to you"
)
_HELLO = (
    r"hello|hi|hey|hiya|heya|howdy|yo|greetings|(?:good )?morning|good (?:afternoon|evening|day)"
    r"|how are you(?: doing)?(?: today)?|how do you do|how's it going|what(?:'s| is) up"
    r"|(?:it's )?(?:nice|good|pleased) to (?:meet|see) you|(?:is )?any(?:one|body) (?:there|here)"
    r"|i(?:'m| am) new here"
)
_THANKED = (
    r"(?:many )?thanks?|thank you|thx|ty|cheers|much appreciated|(?:i )?appreciate (?:it|that|this)"
    r"|(?:very|so) much|kindly|a (?:lot|million)|ok|okay|great|perfect|wonderful|excellent"
    r"|good ?bye|bye|good night|see you(?: later| soon)?|got it|understood|well done|good job"
    r"|that(?:'s| is) (?:all|it|great)(?: for (?:now|today))?|no (?:more|further) questions"
    r"|(?:that |this |it )?help(?:s|ed)|(?:that(?:'s| is| was) )?(?:(?:very|really|so) )?"
    r"(?:helpful|useful)|for (?:your|all your|the|all the) help"
)
_GREETING = re.compile(rf"(?:(?:{_HELLO}|{_FILLER})(?: |$))+")
_THANKS = re.compile(rf"(?:(?:{_THANKED}|{_FILLER})(?: |$))+")
_FILLERS = re.compile(rf"(?:(?:{_FILLER})(?: |$))+")
_THANKS_FOR = re.compile(
    r"(?:many )?thank(?:s| you)(?: (?:so much|very much|a lot|again))?"
    r" (?:for|that|this|it|you|very|great)\b.{0,80}"
)
_ASKING = re.compile(
    r"\?|\b(?:who|whom|whose|what|when|where|why|how|which|did|does|do|can|could|tell|show|find)\b",
    re.I,
)

_SELF = (
    r"robot|bot|chat ?bot|ai|human|human being|person|real person|machine|computer|program"
    r"|language model"
)
_HELD = r"(?:documents|volumes|books|sources|papers|records)"
_HELP = re.compile(
    r"(?:please )?help(?: me)?(?: please)?|(?:can|could) you (?:please )?help(?: me)?|i need help"
    r"|(?:who|what) are you|what(?:'s| is) your name|who (?:made|built|created|wrote|trained) you"
    rf"|are you (?:an? )?(?:real )?(?:{_SELF})"
    r"|(?:please )?tell me (?:what you can do|about yourself)"
    r"|what (?:can|do|could) you (?:do|know|answer|help(?: me)? with)(?: for me)?"
    r"|how (?:do|does|can) (?:this|you) work|how (?:do|can) i use (?:this|it|you)"
    r"|what (?:(?:kinds?|sorts?|types?) of )?(?:questions |things )?can i ask(?: you)?"
    r"|can i ask (?:you )?(?:something|(?:a |some )?questions?)"
    rf"|(?:what|which) {_HELD} (?:do you have|do you know|are (?:there|installed|available))"
    r"|(?:what|which) languages? do you (?:speak|know|read|understand)"
    r"|do you (?:speak|read|understand) (?:[a-z]+)"
    r"|what(?:'s| is) (?:this (?:site|website|page|app|tool|program|assistant)|frus assistant)"
)

MESSAGES = {
    Reason.EMPTY: "Please type a question about the documents, in a sentence or a few words.",
    Reason.GREETING: (
        "Hello. Ask me about the documents, and I will answer with their own words, each "
        "with its page or footnote."
    ),
    Reason.HELP: (
        "I am a program that answers questions about the installed documents with quotations from "
        "them, each with its page or footnote, and I say so where they do not answer. I read "
        "English. Try: What mistake might the Soviet Government make about friendliness?"
    ),
    Reason.NOT_ENGLISH: "I read English only, as the record is written. Please ask in English.",
    Reason.THANKS: "You are welcome. Ask again whenever you like.",
    Reason.TOO_LONG: f"Please ask in at most {LONGEST:,} characters.",
    Reason.UNCLEAR: "I could not read a question in this. Please ask it in words.",
    Reason.UNDERSPECIFIED: (
        "I cannot tell what this is about. Please name the person, event or document you mean."
    ),
}


def small_talk(message: str) -> Refusal | None:
    """The reply to a message that is no question; None for anything else."""
    reason = _reason(message)
    return Refusal(reason, MESSAGES[reason]) if reason else None


def _reason(message: str) -> Reason | None:
    seen = _visible(message).strip()
    if not seen:
        return Reason.EMPTY
    if len(message) > LONGEST:
        return Reason.TOO_LONG
    words = " ".join(_WORD.findall(seen.lower().replace("’", "'")))
    if not words or is_gibberish(seen):
        return Reason.UNCLEAR
    if _HELP.fullmatch(words):
        return Reason.HELP
    if _GREETING.fullmatch(words) and not _FILLERS.fullmatch(words):
        return Reason.GREETING
    if _THANKS.fullmatch(words) and not _FILLERS.fullmatch(words):
        return Reason.THANKS
    # Thanks that say what for ("Thanks, that helped a lot."), and ask nothing more.
    return Reason.THANKS if _THANKS_FOR.fullmatch(words) and not _ASKING.search(seen) else None


def readable(message: str) -> str:
    """The message in one line, without control characters, lone surrogates and their like."""
    whole = "".join(" " if unicodedata.category(c) == "Cc" else c for c in message)
    return " ".join(_visible(whole).split())


def _visible(message: str) -> str:
    """Without characters that show nothing: formats, surrogates, private use, unassigned."""
    return "".join(c for c in message if unicodedata.category(c) not in ("Cf", "Cs", "Co", "Cn"))
