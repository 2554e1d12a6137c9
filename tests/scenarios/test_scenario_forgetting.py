"""A customer is forgotten while the bot runs, or an order; what Slack shows follows."""

import pytest

from bot.forgetting import Traces, archive
from handlers.views.buttons import AGAIN
from tests.scenarios.case import Case
from tests.scenarios.form import LOVELACE
from tests.scenarios.test_scenario_looking_up import ask


def forget(case: Case) -> None:
    """Another program forgets the customer of this order; the bot makes its next round."""
    with archive(case.house.stage.settings()) as kept:
        found = kept.traces(LOVELACE)
        ours = [order for order in found.done if order.id == case.id]
        assert 1 == kept.forget(Traces(keys=found.keys, done=ours), "ops")
    case.house.later(minutes=1)


def test_the_card_no_longer_tells_of_a_customer_who_was_forgotten(case: Case) -> None:
    case.ready(reference="for Lovelace").place().placed()
    case.shows("bracket.stl")
    before = case.notices
    forget(case)
    case.shows("(removed) · PD-")

    assert [] == [word for word in ("Lovelace", "bracket") if word in case.card.text]
    assert before == case.notices
    assert not {"Order again", "Copy to another customer"} & set(case.card.buttons)


def test_the_order_of_a_forgotten_customer_is_found_by_its_number(case: Case) -> None:
    order = case.ready().place().placed()
    forget(case)
    found = ask(case, str(order.number), case.id)

    assert str(order.number) in found.text
    assert "removed what told of the customer, for ops" in found.text
    assert "Lovelace" not in found.text


@pytest.mark.parametrize("button", ["Order again", "Tell me too"])
def test_the_card_of_an_order_that_is_no_longer_kept_says_so(case: Case, button: str) -> None:
    case.ready().place().placed()
    orders = case.house.bot.orders
    case.house.slack.wait_for(lambda: orders.get(case.id).telling == "done")
    orders.remove(orders.get(case.id))
    case.press(case.ada, button)

    assert "that I no longer keep it" in case.whispered(case.ada, "I know of no order")


def test_a_form_that_was_open_meanwhile_takes_over_nothing(case: Case) -> None:
    case.ready().place().placed()
    case.press(case.ada, "Order again")
    case.house.slack.wait_for(lambda: case.ada.has_modal)
    forget(case)
    case.created().shows("Being put together")

    assert "bracket.stl" not in case.card.text
    assert AGAIN not in case.card.buttons
