"""The words of the page that checks a quotation."""

from __future__ import annotations

from assistant.check import LONGEST

TITLE = "Check a quotation"
INTRODUCTION = (
    "Paste words that are said to stand in the record, whoever quoted them: a book, a speech, a "
    "pupil’s paper, a chatbot. They are looked for, word by word, in every paragraph and footnote "
    "installed here."
)
QUOTATION = "The quotation"
QUOTATION_HINT = (
    f"At most {LONGEST:,} characters. Omissions marked … and insertions in [brackets] are "
    "understood."
)
CITATION = "Where it is said to stand (optional)"
CITATION_HINT = (
    "A volume, a document or a passage by its id, as frus1944Quebec/d123, or its address on "
    "history.state.gov."
)
CHECK = "Check"
MEND = "Not checked. What is wrong is said above the field that it is in."
VERDICT = "The verdict"
READ = "Read the document"
COPY_WORDS = "Copy the source’s words"
COPY_LINK = "Copy a link to this check"
NO_LINK = "So long a quotation has no link of its own: a link holds the quotation itself."

MEANINGS = "What the verdicts mean"
OUTCOMES = (
    ("Verified", "the words stand in the source exactly so."),
    (
        "Repaired",
        "they stand there but for typography, or for omissions and insertions that the quotation "
        "marks as such. The source’s own words are shown.",
    ),
    ("Altered", "words like them stand there. What differs is shown word by word."),
    ("Misattributed", "they stand in the record, but not where they are said to."),
    (
        "Not found",
        "they stand nowhere in the volumes installed, which is not proof that they were never "
        "said: the archive is larger than what is printed, and what is printed than what is "
        "installed.",
    ),
    ("Unverifiable", "they are said to stand in a volume that is not installed."),
)


def installed(volumes: str) -> str:
    """The link to what is looked through; `volumes` as in "16 volumes"."""
    return f"See the {volumes} installed."
