"""Conventions of setting quotations: what differs between printers, never a word.

Inside a quotation double marks become single ones and the reverse (Chicago Manual of Style,
17th edition, 13.30); dashes and ellipses stand with spaces around them or without.
"""

from __future__ import annotations

import re

from assistant.folding import Folded

_UNEVEN = re.compile(r' (?=-|\.{3})|(?<=-) |(?<=\.{3}) |(?<!\d)"')
_LONGEST_NAME = 60
_CLOSED = re.compile(rf'(?<!\w)"[^"]{{1,{_LONGEST_NAME}}}"')


def levelled(text: Folded) -> Folded:
    """A folded text with all quotation marks alike and no spaces at dashes and ellipses.

    Marks after a digit stay, since 5' is not 5", unless they close a name like "Vostok 3".
    Where there is nothing to do it is `text` itself.
    """
    uneven = {match.start() for match in _UNEVEN.finditer(text.text)}
    uneven |= {match.end() - 1 for match in _CLOSED.finditer(text.text)}
    if not uneven:
        return text
    kept = [at for at in range(len(text.text)) if at not in uneven or text.text[at] == '"']
    plain = "".join("'" if at in uneven else text.text[at] for at in kept)
    return Folded(plain, [text.starts[at] for at in kept], [text.ends[at] for at in kept])
