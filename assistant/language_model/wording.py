"""The words of a lead-in and of the sentences cited: folded, cut to stems, and told apart."""

from __future__ import annotations

import re
from dataclasses import dataclass

from corpus.document import MONTHS

_TOKEN = re.compile(
    r"[^\W\d_]+(?:['’][^\W\d_]+)*|\d+(?:[.,]\d+)*(?:s\b|st\b|nd\b|rd\b|th\b)?|[^\w\s]"
)


def _words(listed: str) -> frozenset[str]:
    return frozenset(listed.split())


#: Verbs that tell whose words follow. What they add to that is small, so that a lead-in may use
#: the first of them although the record does not; the others are matter, and must stand in it.
PLAINLY_SAYING = _words(
    """say says said state states stated write writes wrote note notes noted add adds added
    explain explains explained describe describes described continues continued report
    reports reported mention mentions mentioned answer answers answered reply replies replied
    ask asks asked call calls called argue argues argued conclude concludes concluded observe
    observes observed suggest suggests suggested tell tells told believe believes believed
    think thinks thought remark remarks remarked comment comments commented put puts set sets
    declare declares declared express expresses expressed give gives gave record records recorded
    speak speaks spoke discuss discusses discussed address addresses addressed list lists listed
    refer refers referred point points pointed summarize summarizes summarized read reads
    quote quotes quoted name names named see sees identify identifies identified find finds found
    outline outlines outlined print prints printed indicate indicates indicated"""
)
SAYING = PLAINLY_SAYING | _words(
    """saying writing stating noting arguing telling reporting speaking warning urging replying
    consider considers considered maintain maintains maintained assert asserts asserted announce
    announces announced claim claims claimed warn warns warned urge urges urged recommend
    recommends recommended propose proposes proposed insist insists insisted stress stresses
    stressed emphasize emphasizes emphasized admit admits admitted agree agrees agreed assure
    assures assured inform informs informed demand demands demanded promise promises promised
    want wants wanted hope hopes hoped fear fears feared hold holds held telegraph telegraphs
    telegraphed cable cables cabled deny denies denied refuse refuses
    refused reject rejects rejected accept accepts accepted acknowledge acknowledges acknowledged"""
)
#: The verbs by which a sentence of the record shows that somebody said what it tells.
TELLING = _words(
    """say says said saying state states stated stating write writes wrote writing reply replies
    replied replying tell tells told add adds added ask asks asked declare declares declared argue
    argues argued explain explains explained remark remarks remarked observe observes observed
    note notes noted report reports reported announce announces announced conclude concludes
    concluded suggest suggests suggested answer answers answered comment comments commented warn
    warns warned urge urges urged propose proposes proposed insist insists insisted assert asserts
    asserted claim claims claimed stress stresses stressed emphasize emphasizes emphasized inform
    informs informed maintain maintains maintained agree agrees agreed admit admits admitted
    think thinks thought feel feels felt believe believes believed express expresses expressed"""
)
#: Kinds of documents, and what else of somebody's may hold his words.
DOCUMENTS = _words(
    """telegram telegrams cable memorandum memoranda memo letter letters paper report despatch
    dispatch airgram note footnote message minutes communiqué communique treaty agreement
    aide-mémoire instruction circular transcript diary speech address article summary
    enclosure annex attachment study estimate proposal draft"""
)
UTTERANCES = DOCUMENTS | _words(
    """word words view views opinion statement statements remark remarks comment comments
    reply answer account argument conclusion testimony"""
)
#: Stand for the source, whatever it is.
SOURCES = _words("document passage text record source author authors editor editors here it this")
#: Offices without a name, which speak as a name does.
OFFICES = _words(
    """ambassador secretary president minister premier chairman marshal general chargé charge
    consul delegate delegates senator king officials government department embassy chancellor
    admiral colonel counselor director representative foreign"""
)
TITLES = _words("mr mrs miss dr sir lord the")
#: Before these a name is what is spoken of, not who speaks.
TOPIC = _words(
    """on about of regarding concerning toward towards with against in at for between over into
    among during than within under after before since until through to"""
)
AUXILIARIES = _words(
    """is are was were be been being am has have had having do does did can could would should
    shall might may will must cannot"""
)

# Words that carry no matter of their own: the glue of English and of speaking about a source.
GLUE = (
    PLAINLY_SAYING
    | (TOPIC - {"against", "before", "after", "until"})
    | (AUXILIARIES - {"may", "must", "cannot"})
    | _words(
        """a an the this that these those it its he his she her they them their we our i my you
        your who whom whose which what when where why how there here and or but if as so than then
        continue thus hence therefore however nevertheless moreover also too both either such
        same other another while whereas although though because since from by onto upon doing done
        s t re ve d ll st nd rd th one ones some any itself themselves himself herself
        saying according accordingly regard regards question overall follow follows following
        next finally further later part out up words
        document documents passage passages text sentence sentences source"""
    )
)
# Words that turn the meaning of a sentence although they carry little matter.
TURNING = _words(
    """less more fewer greater lesser smaller larger only always all every each most least must
    against before after until hardly scarcely barely seldom rarely higher lower better worse
    opposed opposes opposing contrary despite instead"""
)
_NUMERALS = ("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven")
#: Numbers in letters; those without figures must stand as they are.
NUMERALS = {word: str(number) for number, word in enumerate(_NUMERALS, start=2)} | dict.fromkeys(
    _words(
        """twelve first second third fourth fifth sixth seventh eighth ninth tenth
        thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty thirty forty fifty
        sixty seventy eighty ninety hundred hundreds thousand thousands million millions billion
        billions dozen dozens half twice thrice double triple"""
    ),
    "",
)


@dataclass(frozen=True, slots=True)
class Token:
    """A word, a number or a mark of a text, as written."""

    text: str

    @property
    def folded(self) -> str:
        """In small letters, a number without its commas, a word without a possessive ending."""
        return self.text.casefold().replace("’", "'").replace(",", "").removesuffix("'s")

    @property
    def word(self) -> bool:
        """Whether it is a word in letters."""
        return self.text[0].isalpha()

    @property
    def number(self) -> bool:
        """Whether it is a number in figures."""
        return self.text[0].isdigit()

    @property
    def possessive(self) -> bool:
        """Whether it is a word in the possessive: "Hull's", "the Allies'" less its mark."""
        return self.text.replace("’", "'").endswith("'s")

    @property
    def name(self) -> bool:
        """Whether it may be a name, or part of one: any word with a capital but glue."""
        state = self.text in ("State", "States")
        return self.text[0].isupper() and (state or self.folded not in GLUE)

    @property
    def matter(self) -> bool:
        """Whether it is a word that says something."""
        return self.word and self.folded not in GLUE

    @property
    def stem(self) -> str:
        """Without its inflection: "policies" and "policy", "seeks" and "seeking" fall together.

        Six letters tell words of the record apart well enough, and join "cooperate" to
        "cooperation".
        """
        word = self.folded
        for ending in ("ing", "ied", "ies", "ed", "es", "s", "e", "y"):
            if word.endswith(ending) and len(word) - len(ending) >= 3:
                word = word.removesuffix(ending) + ("i" if ending in ("ied", "ies", "y") else "")
                break
        return word[:6]


def tokens(text: str) -> list[Token]:
    """The words, numbers and marks of `text`, in order."""
    return [Token(found) for found in _TOKEN.findall(text)]


def month(word: str) -> int:
    """The month, 1 to 12, that `word` names or shortens with three letters or more; else 0."""
    folded = word.casefold().rstrip(".")
    found = (n for n, name in enumerate(MONTHS, 1) if name.casefold().startswith(folded))
    return next(found, 0) if len(folded) > 2 else 0
