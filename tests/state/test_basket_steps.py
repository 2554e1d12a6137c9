from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from state.basket import abandoned, in_line, line_spec, next_step, to_forward, to_identify
from state.form import PartAnswers
from state.order import Basket, Change, Order
from state.part import Analysing, LineSpec, Ready, Unusable, Upload, Uploading
from state.phase import Expired
from state.record import Choice
from state.requirements import Answered
from state.steps import AssignCustomer, DescribeLine, LeaveBasket, OpenBasket, OpenLine
from tests.builders import (
    AT,
    CUSTOMER,
    MATERIAL,
    a_complete_order,
    a_file,
    a_part,
    a_problem,
    a_ready_part,
    an_order,
    an_order_in,
    complete_answers,
)

OPEN = Basket(id="201", customer=CUSTOMER.key, keeper="keeper")


def two_parts(**changes: Any) -> Order:
    return an_order(**{"parts": (a_part(), a_part(id="P2")), "basket": OPEN} | changes)


def test_a_part_of_which_nobody_knows_what_it_is_gets_no_line() -> None:
    stub, given_up = a_file(name="", size=0), Unusable(problem=a_problem(), line_is_empty=True)
    parts = (a_part(file=stub), a_part(id="P2", file=stub, upload=given_up), a_part(id="P3"))
    order = two_parts(parts=parts)

    assert OpenLine("P3") == next_step(order)
    assert next_step(order.but(parts=parts[:2])) is None
    assert (parts[0],) == to_identify(order)
    assert not in_line(order)


def spec(**changes: Any) -> LineSpec:
    said = {
        "material": "5",
        "finishing": (),
        "price": Decimal("12.50"),
        "quantity": 1,
        "due_date": None,
    }
    return LineSpec(**said | changes)


def test_a_line_says_what_the_part_says() -> None:
    answers = PartAnswers(
        quantity=3,
        material=Choice(key="6", label="Resin"),
        finishing=(Choice(key="8:2", label="Dyed, black"), Choice(key="9", label="Polished")),
        price=Decimal("1.10"),
        due_date=date(2026, 5, 1),
    )

    assert LineSpec(
        material="6",
        finishing=("8:2", "9"),
        price=Decimal("1.10"),
        quantity=3,
        due_date="2026-05-01",
    ) == line_spec(an_order(), a_part(answers=answers))


def test_a_line_follows_the_answers_for_all_parts() -> None:
    assert spec() == line_spec(an_order(), a_part())


@pytest.mark.parametrize("missing", ["material", "price"])
def test_a_line_has_nothing_to_say_without_material_and_price(missing: str) -> None:
    order = an_order(answers=complete_answers(**{missing: None}))

    assert line_spec(order, a_part()) is None


def test_no_basket_is_opened_for_an_order_without_parts() -> None:
    assert next_step(an_order()) is None


def test_the_basket_is_opened_for_the_first_part() -> None:
    assert OpenBasket() == next_step(an_order(parts=(a_part(),)))


def test_the_customer_is_assigned_before_any_line() -> None:
    assert AssignCustomer("17") == next_step(two_parts(basket=Basket(id="201")))


def test_another_customer_is_assigned_anew() -> None:
    assert AssignCustomer("17") == next_step(two_parts(basket=OPEN.but(customer="18")))


def test_lines_need_not_wait_for_the_customer() -> None:
    order = two_parts(answers=complete_answers(customer=None), basket=Basket(id="201"))

    assert OpenLine("P1") == next_step(order)


def test_each_part_gets_its_line_and_then_its_description() -> None:
    undescribed = a_part(line="301")
    described = a_part(line="301", described=spec())

    assert OpenLine("P1") == next_step(two_parts())
    assert DescribeLine("P1", "301", spec()) == next_step(
        two_parts(parts=(undescribed, a_part(id="P2")))
    )
    assert OpenLine("P2") == next_step(two_parts(parts=(described, a_part(id="P2"))))
    assert next_step(two_parts(parts=(described,))) is None


def test_a_line_that_says_something_else_is_described_again() -> None:
    part = a_part(line="301", described=spec(quantity=2))

    assert DescribeLine("P1", "301", spec()) == next_step(two_parts(parts=(part,)))


def test_a_line_waits_for_material_and_price() -> None:
    order = two_parts(answers=complete_answers(material=None), parts=(a_part(line="301"),))

    assert next_step(order) is None


@pytest.mark.parametrize("phase", ["placed", "needs_human", "cancelled", "expired"])
def test_nothing_is_done_for_the_basket_of_an_order_that_rests(phase: str) -> None:
    assert next_step(an_order_in(phase, basket=Basket())) is None


@pytest.mark.parametrize("phase", ["collecting", "failed", "placing"])
def test_the_basket_is_brought_in_line_until_the_order_is_placed(phase: str) -> None:
    assert OpenBasket() == next_step(an_order_in(phase, basket=Basket()))


@pytest.mark.parametrize(
    ("part", "goes"),
    [
        (a_part(line="301"), True),
        (a_part(), False),
        (a_part(line="301", upload=Uploading(worker="w")), False),
        (a_part(line="301", upload=Analysing()), False),
        (a_part(line="301", upload=Ready()), False),
        (a_part(line="301", upload=Unusable(problem=a_problem(), line_is_empty=True)), False),
    ],
)
def test_a_waiting_file_goes_as_soon_as_its_line_stands(part: Any, goes: bool) -> None:  # noqa: FBT001 - a column of the table
    assert ((part,) if goes else ()) == to_forward(two_parts(parts=(part,)))


@pytest.mark.parametrize(
    "upload",
    [Uploading(worker="w"), Analysing(), Ready()],
    ids=lambda upload: upload.kind,
)
def test_an_abandoned_basket_leaves_nothing_behind(upload: Upload) -> None:
    order = abandoned(a_complete_order(parts=(a_ready_part(upload=upload, described=spec()),)))

    assert Basket(number=2, keeper="keeper") == order.basket
    assert a_part(digest="ab" * 32) == order.parts[0]
    assert OpenBasket() == next_step(order)


def test_what_cannot_be_used_is_not_sent_to_a_fresh_basket() -> None:
    upload = Unusable(problem=a_problem(), line_is_empty=False)
    broken = a_ready_part(id="P2", upload=upload, described=spec())
    order = abandoned(a_complete_order(parts=(a_ready_part(), broken)))

    expected = broken.but(line=None, described=None, upload=upload.but(line_is_empty=True))
    assert (a_part(digest="ab" * 32), expected) == order.parts
    opened = order.but(basket=OPEN, parts=(a_ready_part(described=spec()), expected))
    assert next_step(opened) is None
    assert () == to_forward(opened)
    assert not in_line(opened)


def test_a_basket_that_holds_the_whole_order_is_in_line() -> None:
    assert in_line(a_complete_order())
    assert in_line(a_complete_order(answers=complete_answers(reference="PO 4711")))


@pytest.mark.parametrize(
    "changes",
    [
        {"parts": ()},
        {"parts": (a_ready_part(),)},
        {"parts": (a_ready_part(described=spec(quantity=2)),)},
        {"parts": (a_ready_part(described=spec(), upload=Analysing()),)},
        {"parts": (a_ready_part(described=spec()), a_ready_part(id="P2", line=None))},
        {"basket": OPEN.but(awaiting="P1")},
        {"basket": OPEN.but(customer="18")},
        {"basket": Basket()},
        {"answers": complete_answers(material=MATERIAL.but(key="6"))},
    ],
    ids=str,
)
def test_a_basket_that_differs_is_not_in_line(changes: dict[str, Any]) -> None:
    parts = (a_ready_part(described=spec()),)

    assert not in_line(a_complete_order(**{"parts": parts} | changes))


def unanswered(*said: str | LineSpec | tuple[Answered, ...]) -> Order:
    """Give an order in line, but for changes of the basket that may still arrive."""
    order = a_complete_order()
    changes = tuple(
        Change(call=f"c{n}", part=None if isinstance(each, str) else "P1", said=each)
        for n, each in enumerate(said)
    )
    return order.but(basket=order.basket.but(unanswered=changes))


def test_what_may_still_arrive_and_says_the_same_is_in_nobody_s_way() -> None:
    described = a_complete_order().parts[0].described
    assert described is not None
    order = unanswered(CUSTOMER.key, described, ())

    assert next_step(order) is None
    assert in_line(order)


@pytest.mark.parametrize("said", ["18", spec(quantity=7), (Answered(form="4", answers=()),)])
def test_a_basket_in_which_something_else_may_still_arrive_is_left(
    said: str | LineSpec | tuple[Answered, ...],
) -> None:
    order = unanswered(said)

    assert LeaveBasket() == next_step(order)
    assert not in_line(order)


def test_the_basket_of_an_order_that_is_over_is_not_in_line_while_something_may_arrive() -> None:
    order = unanswered(spec(quantity=7)).but(phase=Expired(at=AT))

    assert next_step(order) is None
    assert not in_line(order)


def test_as_long_as_nobody_knows_what_is_wanted_the_basket_stays() -> None:
    order = unanswered(spec(quantity=7))
    answers = order.answers.but(material=None)

    assert next_step(order.but(answers=answers)) is None
    assert next_step(order.but(parts=())) is None
