from decimal import Decimal
from typing import Any

import pytest

from state.abilities import Abilities
from state.basket import abandoned, has_price, in_line, line_spec, next_step, price_query
from state.completeness import DESK_PRICE, Need, missing, order_request
from state.events import BasketPriced, Mark, NotNow, PlaceRequested, SubmissionClaimed
from state.form import PICKUP, PartAnswers
from state.machine import reduce
from state.order import Basket, Order, PriceQuery
from state.part import LineSpec, Waiting
from state.phase import Placing
from state.record import Choice
from state.steps import DescribeLine, OpenLine, PriceBasket
from tests.builders import (
    ADA,
    AT,
    MATERIAL,
    a_part,
    a_ready_part,
    an_order,
    an_own_order,
    complete_answers,
)

SPEC = LineSpec(material="5", finishing=(), price=None, quantity=1, due_date=None)
QUERY = PriceQuery(
    basket="201",
    currency="EUR",
    billing_address="41",
    shipping_address="42",
    delivery="shipping:2",
    lines=(("301", SPEC),),
)


def priced(order: Order, total: str) -> Order:
    """Let the desk say what the basket costs as it stands."""
    query = price_query(order)
    assert query is not None
    told = BasketPriced(mark=Mark.of(order), query=query, total=Decimal(total))
    after = reduce(order, told, AT, ADA)
    assert after is not None
    return after


def test_a_line_needs_no_price_where_the_desk_sets_it() -> None:
    assert SPEC == line_spec(an_own_order(), a_ready_part())


def test_a_price_that_was_answered_elsewhere_is_not_sent() -> None:
    own = a_ready_part(answers=PartAnswers(price=Decimal(9)))

    assert SPEC == line_spec(an_own_order(), own)


def test_a_chosen_offer_is_part_of_the_line() -> None:
    own = a_ready_part(answers=PartAnswers(offer=Choice(key="33", label="PA12, fast")))

    assert SPEC.but(offer="33") == line_spec(an_own_order(), own)


def test_no_customer_is_assigned_to_the_basket_of_the_own_account() -> None:
    order = an_own_order(parts=(a_part(),))

    assert OpenLine("P1") == next_step(order)


def test_a_line_is_described_once_its_file_is_analysed() -> None:
    waiting = an_own_order(parts=(a_ready_part(upload=Waiting()),))

    assert next_step(waiting) is None
    assert DescribeLine("P1", "301", SPEC) == next_step(an_own_order(parts=(a_ready_part(),)))


def test_the_price_is_asked_for_what_the_order_says() -> None:
    order = an_own_order(basket=Basket(id="201", keeper="keeper"))

    assert PriceBasket(QUERY) == next_step(order)
    assert not in_line(order)
    assert (Need(DESK_PRICE),) == missing(order)


def test_a_priced_order_lacks_nothing_and_costs_what_the_desk_said() -> None:
    order = an_own_order()

    assert () == missing(order)
    assert in_line(order)
    assert Decimal("21.47") == order.total == order_request(order).amount
    assert order_request(order).customer is None


def test_what_is_not_answered_yet_is_not_part_of_the_question() -> None:
    answers = complete_answers(customer=None, delivery=None, billing_address=None)
    open_one = an_own_order(answers=answers, basket=Basket(id="201"))

    assert QUERY.but(billing_address=None, delivery=None) == price_query(open_one)


def test_a_collected_order_is_priced_without_an_address_to_ship_to() -> None:
    collected = complete_answers(customer=None, delivery=Choice(key=f"{PICKUP}4", label="Desk"))

    asked = price_query(an_own_order(answers=collected))

    assert QUERY.but(shipping_address=None, delivery=f"{PICKUP}4") == asked


@pytest.mark.parametrize(
    "changed",
    [
        {"voucher": "WELCOME10"},
        {"delivery": Choice(key="shipping:3", label="Express")},
        {"billing_address": Choice(key="43", label="Elsewhere")},
        {"shipping_address": Choice(key="43", label="Elsewhere")},
    ],
)
def test_another_answer_has_to_be_priced_anew(changed: dict[str, Any]) -> None:
    order = an_own_order()

    edited = order.but(answers=order.answers.but(**changed))

    assert not has_price(edited)
    assert isinstance(next_step(edited), PriceBasket)


def test_words_of_the_order_alone_do_not_change_its_price() -> None:
    order = an_own_order()

    assert has_price(order.but(answers=order.answers.but(reference="PO 9", instructions="Ring")))


def test_a_fresh_basket_has_no_price() -> None:
    left = abandoned(an_own_order())

    assert Decimal(0) == left.total
    assert not has_price(left)


def test_an_order_is_claimed_only_at_the_total_that_was_confirmed() -> None:
    order = an_own_order()
    pressed = reduce(order, PlaceRequested(by=ADA, amount=order.total), AT, ADA)
    assert pressed is not None

    dearer = priced(pressed, "30.00")

    claim = SubmissionClaimed(worker="w", attempt=1, at=AT)
    with pytest.raises(NotNow):
        reduce(dearer, claim, AT, ADA)
    assert reduce(priced(dearer, "21.47"), claim, AT, ADA) is not None


def test_orders_of_earlier_versions_are_those_of_customers_at_our_prices() -> None:
    stored = an_order().model_dump(mode="json")
    del stored["terms"]["abilities"], stored["basket"]["priced"]

    assert Abilities() == Order.model_validate(stored).terms.abilities
    assert an_order() == Order.model_validate(stored)


def test_a_press_of_an_earlier_version_did_not_keep_its_total() -> None:
    assert Placing(attempt=1, by=ADA) == Placing.model_validate({"attempt": 1, "by": ADA})
    assert MATERIAL.key == LineSpec.model_validate(SPEC.model_dump(exclude={"offer"})).material


def test_a_line_that_does_not_say_yet_what_it_should_has_no_price() -> None:
    order = an_own_order()
    part = order.parts[0]

    edited = order.with_part(part.but(answers=PartAnswers(quantity=3)))

    assert price_query(edited) is None
    assert not has_price(edited)
    assert (Need(DESK_PRICE),) == missing(edited)
