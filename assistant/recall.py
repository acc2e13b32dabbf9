"""Questions about what was shown, told by their form: "What page is that?", "Who said that?"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from assistant.pointing import PAPER


class About(StrEnum):
    """What is asked about the quotations shown."""

    PAGE = "page"
    SOURCE = "source"
    DOCUMENT = "document"
    DATE = "date"
    MAKER = "maker"
    CORRESPONDENTS = "correspondents"
    NOTE = "note"
    WHOLE = "whole"
    CERTAIN = "certain"
    BEFORE = "before"
    AFTER = "after"
    MORE = "more"
    PREVIOUS_DOCUMENT = "previous document"
    NEXT_DOCUMENT = "next document"


#: These can be asked of nothing but a quotation; the others, of what a talk is about as well.
OF_QUOTATIONS = frozenset((About.PAGE, About.NOTE, About.BEFORE, About.AFTER)) | frozenset(
    (About.PREVIOUS_DOCUMENT, About.NEXT_DOCUMENT, About.CERTAIN)
)


#: The replies to these tell of what was quoted before them, and take no place of it.
OF_ORIGIN = frozenset((About.PAGE, About.SOURCE, About.DOCUMENT, About.DATE)) | frozenset(
    (About.MAKER, About.CORRESPONDENTS)
)


@dataclass(frozen=True, slots=True)
class Recall:
    """What is asked, and of which footnote, where its mark is given.

    `paragraph` says that what comes before or after is to be a paragraph of its own, not the rest
    of the one quoted from.
    """

    about: About
    note: str = ""
    paragraph: bool = False


_WORDS = r"(?:quotations?|quotes?|citations?|passages?|paragraphs?|sentences?|words?|texts?|ones?)"
_NOTE = r"(?:foot)?notes?"
_PAPER = rf"(?:(?:that|this|those|these) {PAPER}|the documents?)"
_THAT = (
    r"(?:that|this|it|those|these|they"
    rf"|(?:that|this|the|those|these) (?:{_WORDS}|{_NOTE})|{_PAPER})"
)
_ARE = r"(?:is|was|are|were|does|do|did)"
_HOLDER = rf"(?:{PAPER}|volumes?|books?|sources?|titles?)"
_GIVE = r"(?:show(?: me)?|give(?: me)?|open|read(?: me)?|print|see|what(?:'s| is| are)|tell me)"
# A treaty is signed and a plan prepared too: only of a paper are these asked for certain.
_MADE = (
    r"(?:sent|drafted|signed|dispatched|despatched|issued|prepared|transmitted|made|written|dated)"
)
_MAKES = r"(?:drafted|signed|sent|prepared|issued|made|transmitted|wrote)"
_SAY = r"(?: say| says| read| reads| state| tell us| tell me)?"
_STANDS = r"(?:comes?|came|stands?|stood|goes|is printed|is said)"
_NEXT, _PREVIOUS = r"(?:next|following)", r"(?:previous|preceding)"
_BESIDE = r"(?:passages?|paragraphs?|sentences?|text|part)"

_KEPT = r"(?:kept|held|preserved|archived|filed|stored|located|now)"
_BESIDE_IT = r"(?:comes |stands |is )?(?:just |right )?"

_FORMS = {
    About.PAGE: (
        rf"(?:(?:on|at|from) )?(?:what|which) pages?(?: numbers?)?"
        rf"(?: {_ARE} {_THAT}(?: (?:on|from|at|come from"
        r"|(?:printed|stand|found|appear|begin)(?: on)?))?)?",
        r"pages?(?: numbers?)?",
        rf"(?:{_GIVE} )?(?:the|its|their) pages?(?: numbers?)?(?: (?:of|for) {_THAT})?",
        rf"where (?:is|was|are|were) {_THAT} printed",
    ),
    # Of a paper, where its original is kept; of a quotation, below, the paper.
    About.SOURCE: (
        rf"(?:{_GIVE} )?(?:the|its) (?:archival )?source(?: note)? (?:of|for|to) {_PAPER}",
        rf"(?:{_GIVE} )?(?:the|its) (?:archival source|source note)(?: (?:of|for|to) {_THAT})?",
        rf"where (?:is|was|are|were) (?:the original(?: of)?|(?:the original(?: of)? )?{_THAT})"
        rf" {_KEPT}",
        rf"(?:in )?(?:what|which) (?:archives?|library|files?) (?:is|are|has|have|holds?|keeps?)"
        rf" {_THAT}(?: (?:in|{_KEPT}))?",
    ),
    About.DOCUMENT: (
        rf"(?:(?:in|from) )?(?:what|which) {_HOLDER}"
        rf"(?: {_ARE} {_THAT}(?: (?:in|from|(?:taken|quoted|come) from|(?:stand|appear) in))?)?",
        rf"where {_ARE} {_THAT} (?:from|come from|taken from|quoted from|stand|appear|found)",
        rf"(?:{_GIVE} )?(?:the|its) (?:source|title)(?: (?:of|for) {_THAT})?",
        r"what (?:is|was|are|were) (?:that|this|it) from",
        rf"what (?:is|was) (?:that|this) {PAPER}",
        rf"what (?:kind|type|sort) of {PAPER} (?:is|was) {_THAT}",
        rf"(?:show me|open) (?:that|this|the) {PAPER}",
    ),
    About.DATE: (
        rf"(?:{_GIVE} )?(?:the|its) date(?: (?:of|on|for) {_THAT})?",
        rf"when (?:was|is|were|are) (?:{_THAT} (?:written|dated)|{_PAPER} {_MADE})",
        rf"when (?:was|is) (?:that|this) {PAPER}(?: from)?",
        rf"(?:what|which) date is {_THAT}",
        rf"(?:what|which) (?:date|day|year) (?:is|was|does|did) {_THAT}"
        r" (?:from|bear|carry|have|written|dated)",
        rf"(?:from|of) (?:what|which) (?:date|day|year) (?:is|was) {_THAT}",
    ),
    # Of the paper itself; what stands below is asked of the words quoted from it.
    About.CORRESPONDENTS: (
        rf"who (?:wrote|writes|authored|{_MAKES}) {_PAPER}",
        rf"who (?:is|was|are|were) {_PAPER} (?:(?:{_MADE} )?(?:by|to|for)|from)",
        rf"who (?:is|was|are|were) {_THAT} written (?:to|for)",
        rf"whom? (?:is|was|were) {_THAT} addressed(?: to)?|to whom (?:is|was) {_THAT} addressed",
        rf"who(?:'s| is| was) (?:the |its )(?:author|writer) of {_PAPER}",
        rf"who(?:'s| is| was) (?:the |its )(?:sender|recipient|addressee)(?: of {_THAT})?",
    ),
    About.MAKER: (
        rf"who (?:wrote|writes|said|says|authored) {_THAT}",
        rf"who (?:is|was|are|were) {_THAT} (?:by|from)",
        rf"who (?:is|was|are|were) {_THAT} written by",
        rf"who(?:'s| is| was) (?:the |its )(?:author|writer|speaker)(?: of {_THAT})?",
        r"who(?:'s| is| was) (?:speaking|talking|writing)(?: (?:there|here))?",
        r"whose words (?:are|were) (?:those|these|they)|whose words (?:is|was) (?:that|this|it)",
    ),
    About.NOTE: (
        rf"{_GIVE} (?:that|this|the|its|those|these|their) {_NOTE}(?: (?P<shown>\d+|\*+))?"
        rf"(?: (?:to|of|on|in|for) {_THAT})?(?: in full)?",
        rf"what (?:does|do|did) (?:that|this|the|those|these) {_NOTE}(?: (?P<said>\d+|\*+))?{_SAY}",
        rf"(?:{_GIVE} |what does |what's in )?footnote (?P<marked>\d+|\*+){_SAY}",
        rf"(?:is|are) there (?:a|any) {_NOTE}(?: (?:to|on|for|in) {_THAT})?",
        rf"(?:does|do) {_THAT} have (?:a|any) {_NOTE}",
    ),
    About.WHOLE: (
        rf"(?:{_GIVE} )?(?:that|this|the) (?:whole|full|entire|complete) (?:of )?"
        rf"(?:it|that|{_WORDS})",
        rf"(?:{_GIVE} )?(?:that|this|the) {_WORDS} in full|in full",
    ),
    About.CERTAIN: (
        rf"(?:really )?(?:are you|you are|you're) (?:really |quite |absolutely )?(?:sure|certain)"
        rf"(?: (?:about|of) {_THAT})?",
        r"really|(?:is|was) (?:that|this|it) (?:really )?(?:true|right|correct)",
    ),
    About.BEFORE: (
        rf"(?:what|which {_BESIDE}) (?:{_STANDS}|precedes|preceded)(?: (?:just|right|immediately))?"
        rf"(?: before)? {_THAT}",
        rf"what {_STANDS} (?:just |right |immediately )?before",
        rf"(?:{_GIVE} )?(?:and )?the {_PREVIOUS} {_BESIDE}",
        rf"what does (?:it|that|the {PAPER}) say (?:just |right )?before (?:that|this|it)",
    ),
    About.AFTER: (
        rf"(?:what|which {_BESIDE}) {_STANDS}(?: (?:just|right|immediately))? after {_THAT}",
        rf"what (?:follows|comes) (?:next|after)|what follows(?: {_THAT})?",
        rf"(?:{_GIVE} )?(?:and )?the {_NEXT} {_BESIDE}",
        rf"what does (?:it|that|the {PAPER}) say (?:just |right )?(?:after (?:that|this|it)|next)",
    ),
    About.MORE: (
        r"(?:(?:tell|give|show) me )?more(?: (?:about|of|on) (?:that|this|it))?",
        r"go on|continue|read on|keep reading|carry on",
    ),
    About.PREVIOUS_DOCUMENT: (
        rf"(?:{_GIVE} )?(?:and )?the {_PREVIOUS} {PAPER}(?: to {_THAT})?",
        rf"(?:{_GIVE} |which )?(?:the )?{PAPER} {_BESIDE_IT}before {_THAT}",
    ),
    About.NEXT_DOCUMENT: (
        rf"(?:{_GIVE} )?(?:and )?the {_NEXT} {PAPER}(?: to {_THAT})?",
        rf"(?:{_GIVE} |which )?(?:the )?{PAPER} {_BESIDE_IT}after {_THAT}",
    ),
}  # fmt: skip

# All that a question may say around what is asked.
_POLITE = re.compile(
    r"(?:(?:and|but|so|ok|okay|well|then|please|now|also|exactly|(?:can|could|would) you"
    r"|i want to know) )+"
)
_SHOWN = re.compile(rf"(?:{_GIVE} |what does )?that{_SAY}")


def recall_of(question: str, *, numbered: bool) -> Recall | None:
    """What a question asks of what was shown; None where it asks anything else.

    `numbered` says that its "that" stands for a citation named by its number: then "show me that"
    asks for it.
    """
    words = re.sub(r"[^\w\s'*]", " ", question.lower().replace("’", "'"))
    plain = " ".join(words.split())
    if polite := _POLITE.match(plain):
        plain = plain[polite.end() :]
    plain = re.sub(r" (?:please|then|exactly|again)$", "", plain)
    for about, forms in _FORMS.items():
        for form in forms:
            if found := re.fullmatch(form, plain):
                marks = [mark for mark in found.groupdict().values() if mark]
                beside = about in (About.BEFORE, About.AFTER)
                paragraph = beside and re.search(r"\b(?:paragraph|passage)\b", plain) is not None
                return Recall(about, marks[0] if marks else "", paragraph)
    return Recall(About.WHOLE) if numbered and _SHOWN.fullmatch(plain) else None
