import re

from hypothesis import given
from hypothesis import strategies as st

from handlers.views.answers import help_text, open_orders, wrong_channel
from state.order import Order, Spot
from tests.builders import an_order
from tests.handlers.views.wellformed import flaws, marked
from tests.handlers.views.wild import calm, orders

CARD = "https://lab.slack.com/archives/C0PRINT/p1772443800000100"


def test_help_names_every_command() -> None:
    assert all(words in help_text() for words in ("`/order`", "`/order list`", "`/order-status"))


def test_help_names_every_road_by_which_files_come() -> None:
    roads = ("*Order these files*", "its thread", "drop into a channel", "Mention me")

    assert all(words in help_text() for words in roads)


def test_orders_are_placed_where_it_was_settled() -> None:
    assert "<#C0PRINT> <#C0DESK>" in wrong_channel(["C0PRINT", "C0DESK"])


def test_without_open_orders_one_can_be_started() -> None:
    assert "You have no open orders. Start one with `/order`." == open_orders([])["text"]


def test_open_orders_are_listed_with_their_cards() -> None:
    text = open_orders([an_order(spot=Spot(channel="C0PRINT", card="1.1", link=CARD))])["text"]

    assert f"<{CARD}|PD7K3M> · Grace Hopper" in text
    assert "📝 Being put together" in text


def test_without_a_link_the_channel_is_named() -> None:
    assert "PD7K3M in <#C0PRINT>" in open_orders([an_order()])["text"]


def test_a_long_list_is_cut() -> None:
    many = [an_order(id=f"PD{n}") for n in range(14)]

    assert open_orders(many)["text"].endswith("… and 4 more orders")


@calm
@given(st.lists(orders(), max_size=3))
def test_answers_are_what_slack_takes_whatever_the_records_hold(found: list[Order]) -> None:
    answer = open_orders(found)
    left = re.sub(r"<[@#][UWC][A-Z0-9]+>|<!date[^>]+>", "", "".join(marked(answer)))

    assert [] == flaws(answer)
    assert "<" not in left
