"""What Slack's requests hold is read as it was written."""

import json
from urllib.parse import parse_qsl, urlencode

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.slack_body import read

FORM = "application/x-www-form-urlencoded"
TEXTS = st.text(st.characters(exclude_categories=["Cs"]))
AWKWARD = "a b+c=d&e%f%25g\r\nh=\n_é\N{GRINNING FACE}\0. \t\n"


@given(st.dictionaries(TEXTS, TEXTS))
@example({"text": AWKWARD, AWKWARD: ""})
def test_a_form_is_read_as_it_was_written(fields: dict[str, str]) -> None:
    fields.pop("payload", None)

    assert fields == read(urlencode(fields), FORM)


@given(st.dictionaries(TEXTS, TEXTS))
@example({AWKWARD: AWKWARD})
def test_json_is_read_from_a_form_and_by_itself(said: dict[str, str]) -> None:
    text = json.dumps(said)

    assert [said] * 3 == [
        read(urlencode({"payload": text}), FORM),
        read(text, FORM),
        read(text, "application/json; charset=utf-8"),
    ]


@given(
    st.lists(st.sampled_from(["a", "&", "=", "+", "%41", "%c3%A9", "%ff", "é", ""])).map("".join)
)
def test_what_no_browser_would_write_is_read_as_the_standard_library_does(body: str) -> None:
    assert dict(parse_qsl(body, keep_blank_values=True)) == read(body, FORM)


def test_half_of_a_character_is_read_as_what_it_is() -> None:
    assert {"text": "\ud83d"} == read('{"text": "\\ud83d"}', "application/json")


def test_a_command_may_speak_of_a_payload() -> None:
    assert {"command": "/order", "text": "payload"} == read("command=%2Forder&text=payload", FORM)


@pytest.mark.parametrize("body", ["[1]", "{", "payload=", "payload=7", "payload=%5B%5D", "{}x"])
def test_what_holds_no_object_cannot_be_read(body: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        read(body, "application/json" if body == "[1]" else FORM)
