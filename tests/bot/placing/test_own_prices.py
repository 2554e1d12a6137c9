"""Placing where the desk sets the prices, and orders that belong to another kind of desk."""

from decimal import Decimal

import pytest

from state.abilities import Abilities
from state.order import Order, Terms
from state.phase import Failed, Placed, Placing
from state.problems import DeskError, NotOffered, OtherDesk, Refused, Unreachable
from tests.bot.placing.doubles import ScriptedDesk
from tests.bot.placing.kit import OPEN, Kit
from tests.builders import ADA, OWN_ACCOUNT, a_ready_part, an_order, an_own_order

SHOWN = Decimal("21.47")


class OwnDesk(ScriptedDesk):
    """A scripted desk of the own account."""

    abilities = OWN_ACCOUNT


@pytest.fixture
def kit(kit: Kit) -> Kit:
    kit.desk = OwnDesk(prices=[SHOWN])
    return kit


def pressed(kit: Kit) -> Order:
    """Keep an own order on which somebody pressed Place at 21.47."""
    order = an_own_order(phase=Placing(attempt=1, by=ADA, amount=SHOWN), attempts=1)
    return kit.keep(order)


def test_the_price_is_asked_when_every_line_says_what_it_should(kit: Kit) -> None:
    kit.keep(an_own_order(parts=(a_ready_part(line="L1"),), basket=OPEN.but(customer=None)))

    kit.bring_in_line()

    assert ["describe_line", "price"] == [call[0] for call in kit.desk.calls]
    assert SHOWN == kit.order.total


def test_the_price_is_asked_again_right_before_the_order_is_sent(kit: Kit) -> None:
    pressed(kit)

    kit.place()

    assert ["price", "submit"] == [call[0] for call in kit.desk.calls]
    assert isinstance(kit.order.phase, Placed)


def test_a_total_that_changed_is_not_sent_but_told(kit: Kit) -> None:
    kit.desk = OwnDesk(prices=[Decimal("1030.5")])
    pressed(kit)

    kit.place()

    assert [] == kit.desk.asked("submit")
    assert isinstance(kit.order.phase, Failed)
    problem = kit.order.phase.problem
    assert ("price_changed", "21.47 EUR to 1,030.50 EUR") == (problem.cause, problem.detail)
    assert Decimal("1030.50") == kit.order.total


@pytest.mark.parametrize("error", [Refused("No."), Unreachable()])
def test_without_a_price_nothing_is_sent(kit: Kit, error: DeskError) -> None:
    kit.desk.on("price", error)
    pressed(kit)

    kit.place()

    assert [] == kit.desk.asked("submit")
    assert isinstance(kit.order.phase, Failed)
    assert error.cause == kit.order.phase.problem.cause


def test_a_part_that_cannot_be_made_is_named(kit: Kit) -> None:
    kit.desk.on("describe_line", NotOffered())
    kit.keep(an_own_order(parts=(a_ready_part(line="L1"),), basket=OPEN.but(customer=None)))

    with pytest.raises(NotOffered) as caught:
        kit.bring_in_line()
    assert "bracket.stl" == caught.value.detail


@pytest.mark.parametrize("abilities", [Abilities(), OWN_ACCOUNT.but(creates_addresses=False)])
def test_an_order_of_another_kind_of_desk_is_not_gone_on_with(
    kit: Kit, abilities: Abilities
) -> None:
    terms = Terms(currency="EUR", abilities=abilities)
    kit.keep(an_order(terms=terms, parts=(a_ready_part(),), basket=OPEN))

    with pytest.raises(OtherDesk):
        kit.bring_in_line()
    assert [] == kit.desk.calls
