import re

from hypothesis import given
from hypothesis import strategies as st

from handlers.views.answers import help_text, open_orders, status_answer, wrong_channel
from state.order import Basket, Order, Spot
from tests.builders import a_complete_order, an_order, an_order_in, an_own_order, complete_answers
from tests.handlers.views.wellformed import flaws, marked, reading
from tests.handlers.views.wild import calm, orders

CARD = "https://lab.slack.com/archives/C0PRINT/p1772443800000100"


def test_help_names_every_command() -> None:
    assert all(words in help_text() for words in ("`/order`", "`/order list`", "`/order-status"))


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


def test_one_order_is_told_in_full() -> None:
    text = status_answer([an_order_in("placed")], "Printing")["text"]

    assert "*✅ Placed: 100001*" in text
    assert "1 part (1 piece) · 24.28 EUR" in text
    assert "3YOURMIND says: Printing." in text


def test_when_3yourmind_is_silent_the_age_of_what_is_known_is_told() -> None:
    text = status_answer([an_order_in("placed")], None)["text"]

    assert "3YOURMIND does not answer at the moment" in text
    assert "this is what I know since <!date^1772443800^" in text


def test_an_order_that_is_not_placed_says_what_is_missing() -> None:
    order = a_complete_order(answers=complete_answers(payment=None))

    assert "*Still missing:* payment." in status_answer([order], "")["text"]


def test_3yourmind_is_not_blamed_for_an_order_that_is_not_placed() -> None:
    assert "3YOURMIND" not in status_answer([a_complete_order()], None)["text"]


def test_several_orders_are_listed_shortly() -> None:
    text = status_answer([an_order(), an_order_in("placed", id="PD2222")], "")["text"]

    assert text.startswith("*Several orders fit*\n• PD7K3M")
    assert "PD2222" in text


def test_who_finds_nothing_is_told_what_to_try() -> None:
    assert "I know no such order." in status_answer([], "")["text"]


@calm
@given(st.lists(orders(), max_size=3), st.text())
def test_answers_are_what_slack_takes_whatever_the_records_hold(
    found: list[Order], status: str
) -> None:
    for answer in (status_answer(found, status), open_orders(found)):
        left = re.sub(r"<[@#][UWC][A-Z0-9]+>|<!date[^>]+>", "", "".join(marked(answer)))
        assert [] == flaws(answer)
        assert "<" not in left


def test_an_order_whose_price_is_3yourminds_has_none_until_it_is_told() -> None:
    unpriced = an_own_order(basket=Basket(id="201"))

    assert "Printdesk's own account · 1 part (1 piece) · no price yet" in reading(
        status_answer([unpriced], "")
    )
    assert "21.47 EUR" in reading(status_answer([an_own_order()], ""))
