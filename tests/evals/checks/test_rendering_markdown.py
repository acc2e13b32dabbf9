"""What is found to have no meaning in Markdown, a reader of CommonMark shows as it stands."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from assistant.render import escaped
from evals.checks.rendering_markdown import meaning, plain

LINES = st.text(st.sampled_from("ab1 _*`<>[]()!&;\\#-+=.:~|$\u201c"), min_size=1, max_size=24)


def shown(line: str) -> str | None:
    """The text of the paragraph that CommonMark makes of `line`; None where it makes more."""
    tokens = MarkdownIt("commonmark").parse(line)
    kinds = [token.type for token in tokens]
    if kinds != ["paragraph_open", "inline", "paragraph_close"]:
        return None
    children = tokens[1].children or []
    # Escaped characters are tokens of their own until they are joined.
    plain_text = all(child.type in ("text", "text_special") for child in children)
    return "".join(child.content for child in children) if plain_text else None


@given(LINES.map(str.strip).filter(bool))
def test_a_line_without_meaning_is_shown_as_it_stands(line: str) -> None:
    if not meaning(line):
        assert shown(line) == plain(line)


@given(LINES.map(lambda line: " ".join(line.split())).filter(bool))
def test_what_is_escaped_has_no_meaning_and_loses_nothing(line: str) -> None:
    assert meaning(escaped(line)) == ""
    assert shown(escaped(line)) == plain(escaped(line)) == line


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("a *b* c", "*"),
        ("a _b_ c", "_"),
        ("see \\__init_\\_", "_"),
        ("a [b](c)", "[b]("),
        ("a ![b][c]", "![b]["),
        ("[b]: c", "[b]:"),
        ("a &amp; b", "&amp;"),
        ("# a", "# "),
        ("12. a", "12. "),
        ("- a", "- "),
        ("a\\", "\\"),
        ("snake_case [sic] & 12.5 - a! #2 \\* \\&amp;", ""),
    ],
)
def test_what_has_a_meaning(line: str, found: str) -> None:
    assert meaning(line) == found
