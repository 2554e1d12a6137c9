from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given

from handlers.views.text import (
    ago,
    clean,
    code,
    counted,
    cut,
    escape,
    inert,
    listed,
    megabytes,
    mention,
    mentions,
    money,
    plainly,
    unescape,
    when,
)
from tests.handlers.views.wild import words


@pytest.mark.parametrize(
    ("text", "limit", "expected"),
    [
        ("short", 5, "short"),
        ("a bracket for the pump", 12, "a bracket…"),
        ("a bracket for the pump", 10, "a bracket…"),
        ("bracketbracket", 8, "bracket…"),
        ("ab cdefghijklmnop", 10, "ab cdefgh…"),
        ("anything", 1, "…"),
    ],
)
def test_text_is_cut_at_a_word_unless_that_loses_too_much(
    text: str, limit: int, expected: str
) -> None:
    assert expected == cut(text, limit)


@given(words)
def test_cut_text_is_never_longer_than_its_limit(text: str) -> None:
    assert all(len(cut(text, limit)) <= limit for limit in (1, 2, 10, 75))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("exe.\u202elts", "exe.lts"),
        ("a\x00b\x1bc\x7f", "abc"),
        ("two\r\nlines\tand a tab", "two lines and a tab"),
        ("zero\u200bwidth\ufeff", "zerowidth"),
        ("\ud800half", "half"),
        ("family \U0001f468\u200d\U0001f469", "family \U0001f468\u200d\U0001f469"),
    ],
)
def test_text_loses_what_is_not_seen_or_turns_it_around(text: str, expected: str) -> None:
    assert expected == clean(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Söhne & Co <x>", "Söhne &amp; Co &lt;x&gt;"),
        ("<!channel>", "&lt;!channel&gt;"),
        ("*bold* ~gone~ `code`", "∗bold∗ ∼gone∼ ˋcodeˋ"),
        ("_slanted_", "ˍslantedˍ"),
        ("bracket_v2_final.stl", "bracket_v2_final.stl"),
        (":smile:", "∶smile:"),
        ("https://evil.example", "https∶//evil.example"),
        ("due: soon", "due: soon"),
        ("> quoted", "› quoted"),
        ("", "—"),
    ],
)
def test_foreign_text_formats_mentions_and_links_nothing(text: str, expected: str) -> None:
    assert expected == inert(text)


@given(words)
def test_foreign_text_keeps_to_its_limit_even_when_escaped(text: str) -> None:
    assert 1 <= len(inert(text, 50)) <= 50
    assert 1 <= len(plainly(text, 50)) <= 50
    assert 3 <= len(code(text, 50)) <= 50


@given(words)
def test_foreign_text_holds_no_markup_whatever_it_says(text: str) -> None:
    assert not set(inert(text)) & set("*~`<>\n")
    assert "://" not in inert(text)


@given(words)
def test_code_cannot_be_left_from_inside(text: str) -> None:
    inside = code(text)[1:-1]

    assert not set(inside) & set("`<>\n")


@given(words)
def test_escaping_can_be_undone(text: str) -> None:
    assert text == unescape(escape(text))


def test_only_user_ids_are_mentioned() -> None:
    assert mention("U0ADA") == "<@U0ADA>"
    assert mention("printdesk") == "printdesk"
    assert mention("U1> <!channel") == "U1&gt; &lt;!channel"


def test_people_are_mentioned_once_each() -> None:
    assert mentions("U0ADA", "printdesk", "U0BEN", "U0ADA") == "<@U0ADA> <@U0BEN>"


def test_moments_are_shown_in_the_readers_time_zone() -> None:
    expected = "<!date^1772443800^{date_short_pretty} at {time}|2026-03-02 09:30 UTC>"

    assert expected == when(datetime(2026, 3, 2, 9, 30, tzinfo=UTC))


@pytest.mark.parametrize(
    ("seconds", "expected"),
    [
        (-5, "just now"),
        (59, "just now"),
        (60, "1 minute ago"),
        (3_599, "59 minutes ago"),
        (3_600, "1 hour ago"),
        (86_399, "23 hours ago"),
        (86_400 * 2, "2 days ago"),
        (86_400 * 1_234, "1,234 days ago"),
    ],
)
def test_an_age_is_told_as_people_do(seconds: int, expected: str) -> None:
    now = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)

    assert expected == ago(now - timedelta(seconds=seconds), now)


def test_amounts_carry_two_places_and_their_currency() -> None:
    assert money(Decimal("1234.5"), "EUR") == "1,234.50 EUR"


def test_things_are_counted_and_listed_as_people_do() -> None:
    assert [counted(1, "part"), counted(2_000, "part")] == ["1 part", "2,000 parts"]
    assert listed([]) == ""
    assert listed(["a"]) == "a"
    assert listed(["a", "b", "c"]) == "a, b and c"
    assert listed(["a", "b", "c", "d", "e"]) == "a, b, c and 2 more"


@pytest.mark.parametrize(
    ("size", "expected"),
    [
        (1, "0.1 MB"),
        (684_000, "0.7 MB"),
        (9_940_000, "9.9 MB"),
        (120_400_000, "120 MB"),
        (1_073_741_824, "1,074 MB"),
    ],
)
def test_the_size_of_a_file_is_given_in_megabytes(size: int, expected: str) -> None:
    assert expected == megabytes(size)
