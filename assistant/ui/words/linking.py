"""The words of links to answers, and of what a link says when it is opened again."""

from __future__ import annotations

from assistant.gaps import counted
from assistant.receipt import Change, Now

COPY_LINK = "Copy link"
NOT_OPENED = "This link cannot be opened:"
ASK_INSTEAD = "Ask your question in the box instead, or see"
SEE_VOLUMES = "which volumes are installed"
GONE = "No longer there:"
UNQUOTED = "Still there, but not quoted in this answer:"


def told(change: Change) -> list[str]:
    """Sentences on how an answer differs from the one that its link was made of."""
    if change.same:
        return [_same(change)]
    then, same = len(change.kept), len(change.became(Now.SAME))
    said = [_when(change)]
    if change.refused:
        said.append(f"Then {_were(then)} quoted; now there is no answer.")
        return said
    if then == 0:
        said.append(f"Then there was no answer; now {_are(len(change.others))} quoted.")
        return said
    said.append(_still(same, then))
    if change.others:
        said.append(f"{counted(len(change.others), 'other')} {_is(len(change.others))} new.")
    return said


def _same(change: Change) -> str:
    count = len(change.kept)
    index = f" (index {change.now})"
    if change.then != change.now:
        index = (
            f", though the corpus has changed since (index {change.then} then, {change.now} now)"
        )
    if count == 0:
        return f"No answer, as when this link was made{index}."
    what = "The same quotation" if count == 1 else f"The same {count} quotations"
    return f"{what} as when this link was made{index}."


def _still(same: int, then: int) -> str:
    if same == 0:
        return "The quotation is another." if then == 1 else "None of the quotations is the same."
    return f"{same} of {counted(then, 'quotation')} {_is(same)} the same."


def _when(change: Change) -> str:
    if change.then == change.now:
        return (
            f"The corpus is the one that this link was made of (index {change.now}), "
            "but the answer is not the same."
        )
    return (
        "The corpus has changed since this link was made "
        f"(index {change.then} then, {change.now} now)."
    )


def _were(count: int) -> str:
    return f"{counted(count, 'passage')} {'was' if count == 1 else 'were'}"


def _are(count: int) -> str:
    return f"{counted(count, 'passage')} {_is(count)}"


def _is(count: int) -> str:
    return "is" if count == 1 else "are"
