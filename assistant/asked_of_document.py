"""Questions about a document as such, told by their form: "Who wrote that document?"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from assistant.pointing import PAPER


class Wanted(StrEnum):
    """What is asked about a document."""

    NOTE = "footnote"
    NOTES = "footnotes"
    BOTH = "writer and recipient"
    WRITER = "writer"
    RECIPIENT = "recipient"
    DATE = "date"
    PLACE = "place"
    SOURCE = "source"
    CLASSIFICATION = "classification"
    TITLE = "title"
    SUBJECT = "subject"
    PAGE = "page"
    OPENING = "opening"
    PREVIOUS = "document before"
    NEXT = "document after"


@dataclass(frozen=True, slots=True)
class AskedOfDocument:
    """What is asked, and the mark of the footnote where one is asked for."""

    wanted: Wanted
    note: str = ""


_D = rf"(?:(?:that|this) {PAPER}|the document)"
_OF = rf"(?: (?:of|for|to|in|on|from) {_D})"
_IS = r"(?:is|was|are|were)"
_GIVE = (
    r"(?:(?:show|give|tell|read|quote)(?: me| us)?|open|print|cite|display|see|find"
    r"|what(?:'s| is| was| are| were))"
)
_MADE = (
    r"(?:written|sent|drafted|signed|dispatched|despatched|issued|prepared|transmitted|made"
    r"|composed|typed|produced|dated|published|cabled)"
)
_MAKES = r"(?:wrote|writes|authored|drafted|composed|prepared|signed|sent|issued|made|produced)"
_SAY = r"(?: say| says| read| reads| state| states| tell us| tell me| contain)?"
_KEPT = r"(?:kept|held|preserved|archived|filed|stored|located|found|to be found|now)"
_LEVEL = r"(?:classified|(?:top )?secret|confidential|unclassified|restricted)"
_MARK = r"(?:number |no |nr )?(?P<note>\d{1,3}|\*+)"

_FORMS = {
    # Only asked where a document is named, so these may leave it out: "In it, what does ... say?".
    Wanted.NOTE: (
        rf"(?:{_GIVE} |what does |what (?:is|stands) in |what's in )?(?:the )?(?:foot)?note {_MARK}"
        rf"{_OF}?{_SAY}",
        rf"what does {_D} say in (?:the )?(?:foot)?note {_MARK}",
    ),
    Wanted.NOTES: (
        rf"(?:{_GIVE} )?(?:all )?(?:the |all )?(?:foot)?notes{_OF}",
        rf"what do (?:all )?(?:the )?(?:foot)?notes{_OF} say",
        rf"(?:what|which) (?:foot)?notes does {_D} have",
        rf"does {_D} have (?:any )?(?:foot)?notes|are there (?:any )?(?:foot)?notes{_OF}",
    ),
    Wanted.BOTH: (
        rf"who (?:wrote|sent|addressed) (?:{_D} )?to whom(?: in {_D})?",
        rf"who (?:sent|wrote) {_D} (?:and )?to whom",
        rf"who {_IS} (?:the )?(?:sender|author|writer) and (?:the )?(?:recipient|addressee){_OF}",
        rf"who (?:wrote|sent) {_D} and (?:to whom|who received it)",
        rf"who (?:wrote|sent) {_D} and to whom was it (?:sent|addressed)",
    ),
    Wanted.WRITER: (
        rf"who {_MAKES} {_D}",
        rf"(?:by|from) whom {_IS} {_D}(?: {_MADE})?(?: from)?",
        rf"whom? {_IS} {_D} (?:{_MADE} )?(?:by|from)",
        rf"whom? (?:does|did) {_D} come from|from whom (?:does|did) {_D} come",
        rf"(?:who(?:'s| {_IS}) |{_GIVE} )?(?:the )?(?:authors?|writers?|senders?|drafters?|signers?"
        rf"|signator(?:y|ies)){_OF}",
    ),
    Wanted.RECIPIENT: (
        rf"to whom {_IS} {_D}(?: (?:addressed|directed|{_MADE}))?",
        rf"whom? {_IS} {_D} (?:(?:addressed|directed|meant|intended|{_MADE}) )?(?:to|for)",
        rf"whom? {_IS} {_D} addressed|who (?:received|got|gets) {_D}",
        rf"(?:who(?:'s| {_IS}) |{_GIVE} )?(?:the )?(?:recipients?|addressees?|receivers?){_OF}",
    ),
    Wanted.DATE: (
        rf"(?:{_GIVE} )?(?:the )?(?:exact )?date{_OF}",
        rf"when {_IS} {_D}(?: (?:{_MADE}|from))?|how {_IS} {_D} dated",
        rf"(?:on |from |of |in )?(?:what|which) (?:date|day|year|month|date and time)"
        rf" (?:is|was|does|did) {_D}(?: (?:{_MADE}|from|bear|carry|have|on))*",
    ),
    Wanted.PLACE: (
        rf"(?:from )?where {_IS} {_D} (?:{_MADE}(?: from| in| at)?|from)",
        rf"where (?:does|did) {_D} (?:come from|originate)",
        r"(?:in |from |at )?(?:what|which) (?:place|city|town|country|capital|post)"
        rf" {_IS} {_D}(?: {_MADE})?(?: from| in| at)?",
        rf"(?:{_GIVE} )?(?:the )?(?:place|place of (?:origin|writing)){_OF}",
    ),
    Wanted.SOURCE: (
        rf"(?:{_GIVE} )?(?:the )?(?:archival )?(?:source(?: note)?|provenance){_OF}",
        rf"what does the source note{_OF} say|what source does {_D} (?:have|give|cite)",
        rf"where {_IS} (?:the original(?: of)? )?{_D} {_KEPT}",
        rf"where {_IS} the original{_OF}(?: {_KEPT})?",
        rf"where can (?:i find )?(?:the original(?: of)? )?{_D}(?: be found)?",
        r"(?:in |from )?(?:what|which) (?:archives?|files?|collections?|library|lot|record group)"
        rf" (?:{_IS}|holds|has|keeps|does) {_D}(?: (?:in|come from|from|{_KEPT}))?",
    ),
    Wanted.CLASSIFICATION: (
        rf"how {_IS} {_D} (?:classified|marked)|how secret {_IS} {_D}",
        rf"(?:{_GIVE} )?(?:the )?(?:security )?classification(?: level| marking)?{_OF}",
        rf"{_IS} {_D} (?:ever )?(?:marked )?{_LEVEL}",
        rf"what (?:security )?classification(?: level| marking)? (?:does|did|has|had|{_IS}) {_D}"
        r"(?: (?:have|bear|carry|given))?",
    ),
    Wanted.SUBJECT: (
        rf"what {_IS} {_D} about|what (?:does|did) {_D} (?:concern|deal with|discuss|treat|cover)",
        rf"(?:{_GIVE} )?(?:the )?(?:subject(?: matter)?|topic|theme){_OF}",
    ),
    Wanted.TITLE: (
        rf"(?:{_GIVE} )?(?:the )?(?:title|heading|headline|name){_OF}",
        rf"what(?:'s| {_IS}) {_D}(?: (?:called|titled|entitled|headed))?",
        rf"how {_IS} {_D} (?:titled|entitled|headed|called)",
        rf"what (?:kind|type|sort) of (?:paper|{PAPER}) {_IS} {_D}",
    ),
    Wanted.PAGE: (
        rf"(?:on |at )?(?:what|which) pages? {_IS} {_D}(?: (?:printed|found))?(?: on)?",
        rf"(?:on )?(?:what|which) pages? does {_D} (?:begin|start|appear|stand)(?: on)?",
        rf"where {_IS} {_D} printed|(?:{_GIVE} )?(?:the )?pages?(?: numbers?)?{_OF}",
    ),
    Wanted.OPENING: (
        rf"(?:(?:show|read|give|quote)(?: me| us)?|open|print|display|see|view) {_D}|{_D}",
        rf"what (?:does|did) {_D} say|how does {_D} (?:begin|start|open)",
        rf"(?:{_GIVE} )?(?:the )?(?:beginning|opening|first paragraph|text){_OF}",
    ),
    Wanted.PREVIOUS: (
        rf"(?:what|(?:what|which) {PAPER}) (?:comes|stands|is) (?:just |right )?before {_D}",
        rf"(?:what|(?:what|which) {PAPER}) precedes {_D}",
        rf"(?:{_GIVE} )?the (?:(?:previous|preceding) )?{PAPER} before {_D}",
    ),
    Wanted.NEXT: (
        rf"(?:what|(?:what|which) {PAPER}) (?:comes|stands|is) (?:just |right )?after {_D}",
        rf"(?:what|(?:what|which) {PAPER}) follows {_D}",
        rf"(?:{_GIVE} )?the (?:(?:next|following) )?{PAPER} (?:after|following) {_D}",
    ),
}  # fmt: skip

_POLITE = re.compile(
    r"(?:(?:and|but|so|ok|okay|well|then|please|now|also|exactly|hello|hi"
    r"|(?:can|could|would) you(?: please)?(?: tell me)?|do you know|tell me|i want to know"
    r"|i would like to know|i'd like to know) )+"
)
_INSIDE = re.compile(rf"(?:in|of|from|for|on|about|according to) {_D} ")
_ITS = re.compile(rf"\b({_D})'s? (?P<what>.+)\Z")


def asked_of_document(question: str) -> AskedOfDocument | None:
    """What a question asks of "that document"; None where it asks anything else."""
    words = re.sub(r"[^\w\s'*]", " ", question.lower().replace("’", "'"))
    plain = " ".join(words.split())
    if polite := _POLITE.match(plain):
        plain = plain[polite.end() :]
    plain = re.sub(r" (?:please|then|exactly|again|in full|originally)\Z", "", plain)
    plain = _ITS.sub(r"the \g<what> of \g<1>", plain)
    for form in (plain, *_turned(plain)):
        for wanted, patterns in _FORMS.items():
            for pattern in patterns:
                if found := re.fullmatch(pattern, form):
                    return AskedOfDocument(wanted, found.groupdict().get("note") or "")
    return None


def _turned(plain: str) -> tuple[str, ...]:
    """The same without "in that document" before it: "that document who wrote it"."""
    inside = _INSIDE.match(plain)
    if inside is None:
        first = re.match(rf"{_D} ", plain)
        rest = plain[first.end() :] if first else ""
    else:
        rest = plain[inside.end() :]
    if not rest:
        return ()
    return rest, re.sub(r"\bit\b", "that document", rest), f"{rest} of that document"
