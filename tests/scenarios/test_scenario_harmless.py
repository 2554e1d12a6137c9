"""What people type and what their files are called never mentions, links or formats anything."""

import re

import pytest

from tests.scenarios.case import Case

CODE = re.compile("`[^`]*`")
"""Where Slack formats nothing."""
LIVE = ("<!channel", "<@U1>", "<!here", "<https:", "*bold*", "*sale*")
WILD = "<!channel> <@U1> *bold* <https://evil.example|here>"


def raw(case: Case) -> str:
    """Give everything the bot has sent about this order, as Slack got it."""
    mine = [m.message for m in case.card.thread if m.author == "printdesk"]
    return "\n".join(f"{m.text} {m.blocks}" for m in mine)


def test_a_reference_is_shown_as_it_was_typed(case: Case) -> None:
    case.ready(reference=WILD[:50]).place().placed()

    assert WILD[:50] in case.card.text
    assert_harmless(case)


@pytest.mark.parametrize(
    "name", ["<!channel>.stl", "<@U1> *bold* `code`.stl", "a&lt;!here&gt;.stl"]
)
def test_a_file_name_does_nothing(case: Case, name: str) -> None:
    case.answered().drop(name)
    case.offers("Place order")
    case.place().placed()

    assert_harmless(case)


def test_the_name_of_a_file_that_comes_twice_does_nothing(case: Case) -> None:
    case.answered()
    first = case.drop("<!channel> *sale*.stl")
    case.shows("is ready")
    case.drop("*bold* <@U1>.stl")
    case.told("Is that what you want?")
    case.ben.delete(first)
    case.told("was deleted in Slack")

    assert_harmless(case)


def test_the_name_of_a_file_that_is_turned_down_does_nothing(case: Case) -> None:
    case.answered().drop("<!channel> *sale*.exe")
    case.told("is not part of the order")

    assert_harmless(case)


def test_a_file_name_does_not_turn_the_text_around(case: Case) -> None:
    case.answered().drop("bracket\u202elts.stl")
    case.offers("Place order")

    assert "\u202e" not in raw(case)


def test_delivery_instructions_do_nothing(case: Case) -> None:
    case.opened().ada.type("Delivery instructions", f"{WILD}\n> quoted")
    case.filled_as_usual().created().with_part().place().placed()

    assert_harmless(case)


def assert_harmless(case: Case) -> None:
    """Check that neither the card nor a notice carries markup from outside."""
    mine = [m.message for m in case.card.thread if m.author == "printdesk"]
    texts = [text for m in mine for text in [m.text, *mrkdwn(m.blocks)]]

    assert texts
    for text in texts:
        assert [] == [live for live in LIVE if live in CODE.sub("", text)]


def mrkdwn(value: object) -> list[str]:
    """Find every mrkdwn text in blocks."""
    match value:
        case {"type": "mrkdwn", "text": str(text)}:
            return [text]
        case dict():
            return [text for inner in value.values() for text in mrkdwn(inner)]
        case list():
            return [text for inner in value for text in mrkdwn(inner)]
        case _:
            return []
