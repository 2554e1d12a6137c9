import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from state.store.nul import hidden, hidden_json, shown, shown_json

PIECES = ["\x00", "\x1a", "\\", "0", "1", '"', "a", r"\u0000", r"\u001a", "\n"]
ODD = st.lists(st.sampled_from(PIECES)).map("".join)


@given(ODD)
def test_any_text_comes_back_as_it_was(text: str) -> None:
    assert text == shown(hidden(text))
    assert "\x00" not in hidden(text)


@given(ODD)
def test_json_comes_back_as_it_was(text: str) -> None:
    in_json = json.dumps(text, ensure_ascii=False)

    assert in_json == shown_json(hidden_json(in_json))


@given(ODD)
def test_a_text_in_json_is_hidden_as_the_plain_text_is(text: str) -> None:
    in_json = json.dumps(text, ensure_ascii=False)

    assert hidden(text) == json.loads(hidden_json(in_json))


@pytest.mark.parametrize("text", ["", "Müller", r"C:\u0041", r"\u0000"])
def test_a_usual_text_is_left_as_it_is(text: str) -> None:
    assert text == hidden(text) == shown(text)
