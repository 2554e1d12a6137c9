import pytest

from bot.threeyourmind.keys import of_kind, wire_id
from bot.threeyourmind.words import cut, one_line, plain_ascii
from state.problems import Missing


def test_a_key_is_an_integer_on_the_wire() -> None:
    assert 17 == wire_id("17")
    assert 2 == of_kind("shipping:", "shipping:2")


@pytest.mark.parametrize("key", ["", "x", "-1", "1.5", "../1", " 1", "٣", "1" * 19, "shipping:1"])
def test_a_key_that_3yourmind_cannot_have_given_is_missing(key: str) -> None:
    with pytest.raises(Missing):
        wire_id(key)


@pytest.mark.parametrize("key", ["pickup:2", "2", "shipping:", ""])
def test_a_key_of_another_kind_is_missing(key: str) -> None:
    with pytest.raises(Missing):
        of_kind("shipping:", key)


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("  Ada \n Lovelace\t", "Ada Lovelace"),
        ("a\x00b\x1bc", "a b c"),
        ("a\ud800b", "a b"),
        ("a\u202eb", "a b"),
        ("a\xa0b", "a b"),
        ("東京 Ångström", "東京 Ångström"),
    ],
)
def test_text_from_outside_becomes_one_readable_line(text: str, line: str) -> None:
    assert line == one_line(text)


def test_a_long_text_is_cut_with_an_ellipsis() -> None:
    assert "abcd" == cut("abcd", 4)
    assert "abc…" == cut("abcde", 4)
    assert "ab…" == cut("ab cde", 4)


def test_accents_are_dropped_in_ascii() -> None:
    assert "Zoe Angstrom" == plain_ascii("Zoë Ångström 東京")
