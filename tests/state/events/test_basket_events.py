from collections.abc import Mapping
from typing import Any

import pytest

from state.events import (
    BasketCleared,
    BasketLeft,
    BasketLost,
    BasketOpened,
    BasketStuck,
    BasketTaken,
    BasketTriedAgain,
    ChangeAnswered,
    ChangeBegun,
    CreateBegun,
    CreateRefused,
    CustomerAssigned,
    Event,
    LineDescribed,
    LineOpened,
    Superseded,
)
from state.events.keeping import Mark
from state.machine import reduce
from state.order import BOT, Basket, Order
from state.part import Part, Ready, Waiting
from state.phase import Collecting, Placing
from tests.builders import (
    ADA,
    AT,
    CUSTOMER,
    a_complete_order,
    a_part,
    a_problem,
    a_ready_part,
    an_order_in,
)
from tests.state.samples import CHANGE, KEEPER, LATER, MARK, SENDING, SPEC, after


def keeping(*, parts: tuple[Part, ...] = (a_part(),), **basket: Any) -> Order:
    kept = Basket(**{"id": "201", "customer": CUSTOMER.key, "keeper": KEEPER} | basket)
    return a_complete_order(parts=parts, basket=kept)


def test_a_mark_names_the_keeper_and_the_basket() -> None:
    assert MARK == Mark.of(keeping())


def test_a_later_run_takes_the_basket_over() -> None:
    taken = after(keeping(), BasketTaken(keeper="another"))

    assert keeping().basket.but(keeper="another") == taken.basket
    assert keeping().parts == taken.parts


def test_a_create_without_answer_costs_the_next_run_the_basket() -> None:
    order = keeping(awaiting="P1", parts=(a_ready_part(),))
    taken = after(order, BasketTaken(keeper="another"))

    assert Basket(number=2, keeper="another") == taken.basket
    assert (None, None, Waiting()) == (
        taken.parts[0].line,
        taken.parts[0].described,
        taken.parts[0].upload,
    )


def test_a_run_that_keeps_the_basket_need_not_take_it() -> None:
    assert reduce(keeping(awaiting="P1"), BasketTaken(keeper=KEEPER), AT, ADA) is None


def test_a_change_may_arrive_until_it_is_answered() -> None:
    begun = after(keeping(), ChangeBegun(mark=MARK, change=CHANGE))
    answered = after(begun, LineDescribed(mark=MARK, call="c1", part="P1", spec=SPEC))

    assert (CHANGE,) == begun.basket.unanswered
    assert ((), SPEC) == (answered.basket.unanswered, answered.parts[0].described)


def test_only_the_change_that_was_answered_will_not_arrive_any_more() -> None:
    other = CHANGE.but(call="c2")
    order = keeping(unanswered=(CHANGE, other))

    assert (other,) == after(order, ChangeAnswered(basket=1, call="c1")).basket.unanswered
    told = CustomerAssigned(mark=MARK, call="c2", customer="17")
    assert (CHANGE,) == after(order, told).basket.unanswered


@pytest.mark.parametrize("basket", [{"keeper": "another"}, {"keeper": KEEPER}], ids=str)
def test_a_change_is_answered_whoever_keeps_the_basket(basket: Mapping[str, Any]) -> None:
    order = keeping(unanswered=(CHANGE,), **basket)

    assert () == after(order, ChangeAnswered(basket=1, call="c1")).basket.unanswered


def test_an_answer_about_an_earlier_basket_changes_nothing() -> None:
    order = keeping(number=2, unanswered=(CHANGE,))

    assert reduce(order, ChangeAnswered(basket=1, call="c1"), AT, ADA) is None
    assert reduce(keeping(), ChangeAnswered(basket=1, call="c1"), AT, ADA) is None


def test_a_basket_that_is_left_takes_what_may_still_arrive_with_it() -> None:
    order = keeping(unanswered=(CHANGE,), parts=(a_ready_part(),))
    left = after(order, BasketLeft(mark=MARK))

    assert Basket(number=2, keeper=KEEPER) == left.basket
    assert Waiting() == left.parts[0].upload


def test_a_create_is_written_down_before_it_is_sent() -> None:
    assert "P1" == after(keeping(), CreateBegun(mark=MARK, what="P1")).basket.awaiting


def test_a_create_upon_one_without_answer_abandons_the_basket() -> None:
    begun = after(keeping(awaiting="P1"), CreateBegun(mark=MARK, what="P1"))

    assert Basket(number=2, keeper=KEEPER) == begun.basket


def test_a_refused_create_made_nothing() -> None:
    refused = after(keeping(awaiting="P1"), CreateRefused(mark=MARK))

    assert keeping() == refused.but(telling="done", changes=0)


def test_a_lost_basket_is_abandoned_and_its_keeper_goes_on() -> None:
    lost = after(
        keeping(awaiting="P1", parts=(a_ready_part(),)), BasketLost(mark=MARK, problem=a_problem())
    )

    assert Basket(number=2, keeper=KEEPER) == lost.basket
    assert (None, Waiting()) == (lost.parts[0].line, lost.parts[0].upload)


def test_an_opened_basket_is_known_by_its_id() -> None:
    opened = after(keeping(id=None, awaiting="basket"), BasketOpened(mark=MARK, id="202"))

    assert ("202", None) == (opened.basket.id, opened.basket.awaiting)


def test_an_assigned_customer_is_written_down() -> None:
    assert "18" == after(keeping(), CustomerAssigned(mark=MARK, customer="18")).basket.customer


def test_an_opened_line_belongs_to_its_part() -> None:
    opened = after(keeping(awaiting="P1"), LineOpened(mark=MARK, part="P1", line="302"))

    assert ("302", None) == (opened.parts[0].line, opened.basket.awaiting)


def test_the_line_of_a_part_removed_meanwhile_costs_the_basket() -> None:
    order = keeping(awaiting="P1", parts=(a_ready_part(id="P2"),))
    opened = after(order, LineOpened(mark=MARK, part="P1", line="302"))

    assert 2 == opened.basket.number
    assert [("P2", None)] == [(part.id, part.line) for part in opened.parts]


def test_a_described_line_says_what_was_answered() -> None:
    described = after(keeping(), LineDescribed(mark=MARK, part="P1", spec=SPEC))

    assert SPEC == described.parts[0].described


def test_the_line_of_a_part_that_is_gone_cannot_be_described() -> None:
    with pytest.raises(Superseded):
        reduce(keeping(parts=()), LineDescribed(mark=MARK, part="P1", spec=SPEC), AT, ADA)


KEPT: tuple[Event, ...] = (
    ChangeBegun(mark=MARK, change=CHANGE),
    BasketLeft(mark=MARK),
    CreateBegun(mark=MARK, what="P1"),
    CreateRefused(mark=MARK),
    BasketLost(mark=MARK, problem=a_problem()),
    BasketOpened(mark=MARK, id="202"),
    CustomerAssigned(mark=MARK, customer="18"),
    LineOpened(mark=MARK, part="P1", line="302"),
    LineDescribed(mark=MARK, part="P1", spec=SPEC),
)


@pytest.mark.parametrize("event", KEPT, ids=lambda event: event.kind)
@pytest.mark.parametrize("basket", [{"keeper": "another"}, {"number": 2}], ids=["run", "basket"])
def test_a_run_that_was_replaced_has_to_stop(event: Event, basket: Mapping[str, Any]) -> None:
    with pytest.raises(Superseded):
        reduce(keeping(**basket), event, AT, ADA)


@pytest.mark.parametrize("event", KEPT, ids=lambda event: event.kind)
def test_a_basket_that_is_being_sent_stays_as_it_is(event: Event) -> None:
    sending = Placing(attempt=1, by=ADA, sending=SENDING)

    with pytest.raises(Superseded):
        reduce(keeping().but(phase=sending), event, AT, ADA)


def test_a_stuck_basket_is_kept_with_the_reason_until_it_is_tried_again() -> None:
    order = keeping(parts=(a_part(upload=Ready()),))
    stuck = after(order, BasketStuck(problem=a_problem()))

    assert order.but(phase=Collecting(problem=a_problem())) == _bare(stuck)
    assert order == _bare(after(stuck, BasketTriedAgain()))


def _bare(order: Order) -> Order:
    return order.but(history=(), telling="done", changes=0)


def test_only_the_basket_that_was_deleted_is_forgotten() -> None:
    order = an_order_in("cancelled")

    assert reduce(order, BasketCleared(id="999"), LATER, BOT) is None
    assert after(order, BasketCleared(id="201")).basket.id is None
