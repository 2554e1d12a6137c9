from decimal import Decimal
from typing import Any

import pytest

from state.completeness import (
    ANALYSIS,
    FILE,
    MATERIAL,
    PRICE,
    REPLACEMENT,
    Need,
    missing,
    order_request,
    reference,
)
from state.form import PICKUP, Answers, PartAnswers
from state.order import Basket, OrderRequest
from state.part import Analysing, LineSpec, Unusable, Uploading, Waiting
from state.record import Choice
from tests.builders import (
    CUSTOMER,
    a_complete_order,
    a_part,
    a_problem,
    a_ready_part,
    an_order,
    complete_answers,
)

COLLECTED = Choice(key=f"{PICKUP}4", label="Front desk")


def test_a_complete_order_lacks_nothing() -> None:
    assert () == missing(a_complete_order())


def test_a_new_order_lacks_what_is_asked_and_a_file() -> None:
    assert [Need("Customer"), Need("Delivery"), Need("Shipping price"), Need("Payment")] == list(
        missing(an_order(answers=Answers()))[:-1]
    )
    assert Need(FILE) == missing(an_order(answers=Answers()))[-1]


def test_addresses_are_missed_once_the_customer_is_known() -> None:
    answers = complete_answers(billing_address=None, shipping_address=None)

    assert (Need("Billing address"), Need("Shipping address")) == missing(
        a_complete_order(answers=answers)
    )


def test_a_collected_order_needs_no_shipping() -> None:
    answers = complete_answers(delivery=COLLECTED, shipping_address=None, shipping_price=None)

    assert () == missing(a_complete_order(answers=answers))


def test_free_shipping_is_an_answer() -> None:
    assert () == missing(a_complete_order(answers=complete_answers(shipping_price=Decimal(0))))


@pytest.mark.parametrize(
    ("changes", "whats"),
    [
        ({"upload": Waiting()}, [ANALYSIS]),
        ({"upload": Uploading(worker="w")}, [ANALYSIS]),
        ({"upload": Analysing()}, [ANALYSIS]),
        ({"upload": Unusable(problem=a_problem(), line_is_empty=True)}, [REPLACEMENT]),
        ({}, []),
    ],
)
def test_a_part_needs_a_file_that_can_be_printed(changes: Any, whats: list[str]) -> None:
    part = a_ready_part(**changes)

    assert tuple(Need(what, part) for what in whats) == missing(a_complete_order(parts=(part,)))


def test_each_part_needs_material_and_price_of_its_own_or_for_all() -> None:
    own = PartAnswers(material=Choice(key="6", label="Resin"), price=Decimal(0))
    bare, priced = a_ready_part(), a_ready_part(id="P2", answers=own)
    order = a_complete_order(
        answers=complete_answers(material=None, price=None), parts=(bare, priced)
    )

    assert (Need(MATERIAL, bare), Need(PRICE, bare)) == missing(order)


def test_a_request_has_everything_the_record_says() -> None:
    answers = complete_answers(reference="PO 4711", instructions="Ring twice", voucher="SPRING")

    assert OrderRequest(
        reference="PD7K3M PO 4711",
        basket="201",
        customer="17",
        billing_address="41",
        shipping_address="42",
        delivery="shipping:2",
        instructions="Ring twice",
        shipping_price=Decimal("7.90"),
        payment="3",
        amount=Decimal("24.28"),
        currency="EUR",
        voucher="SPRING",
        lines=(
            (
                "301",
                LineSpec(
                    material="5", finishing=(), price=Decimal("12.50"), quantity=1, due_date=None
                ),
            ),
        ),
    ) == order_request(a_complete_order(answers=answers))


def test_the_request_of_a_collected_order_names_no_shipping() -> None:
    answers = complete_answers(delivery=COLLECTED, instructions="Ring twice")
    request = order_request(a_complete_order(answers=answers))

    assert (None, "", Decimal(0)) == (
        request.shipping_address,
        request.instructions,
        request.shipping_price,
    )
    assert Decimal("14.88") == request.amount


@pytest.mark.parametrize(
    "changes",
    [
        {"answers": complete_answers(customer=None)},
        {"answers": complete_answers(billing_address=None)},
        {"answers": complete_answers(shipping_address=None)},
        {"answers": complete_answers(delivery=None)},
        {"answers": complete_answers(payment=None)},
        {"answers": complete_answers(price=None)},
        {"basket": Basket(customer=CUSTOMER.key)},
        {"parts": (a_ready_part(line=None),)},
    ],
)
def test_nothing_open_gets_into_a_request(changes: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=r"open questions|no material or price"):
        order_request(a_complete_order(**changes))


def test_an_order_is_found_again_by_our_id_alone() -> None:
    assert "PD7K3M" == reference(a_complete_order(parts=(a_part(),)))
