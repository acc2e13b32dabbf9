from hypothesis import given
from hypothesis import strategies as st

from assistant.occurrences import occurrences


@given(st.text("ab", max_size=6), st.text("ab", max_size=40))
def test_occurrences_are_all_of_them(needle: str, text: str) -> None:
    expected = [at for at in range(len(text)) if needle and text.startswith(needle, at)]
    assert list(occurrences(needle, text)) == expected
