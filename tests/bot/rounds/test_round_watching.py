from datetime import timedelta

import pytest

from state.order import Order
from state.phase import Placed
from tests.bot.rounds.kit import Kit
from tests.builders import ADA, AT, an_order_in


def test_a_status_that_changed_is_written_down_once(kit: Kit) -> None:
    order = kit.placed(100001)
    kit.desk.has(100001, "Printing")
    kit.round(minutes=2)
    kit.round(minutes=2)

    assert "Printing" == kit.status(order)
    assert ["status_seen"] == kit.kinds(order)


def test_nobody_is_asked_before_an_order_is_due(kit: Kit) -> None:
    kit.placed(100001)

    assert [] == kit.round(seconds=59)
    assert [1] == kit.round(seconds=20)


def test_a_look_without_news_leaves_only_a_time_and_puts_the_next_one_off(kit: Kit) -> None:
    order = kit.placed(100001)
    kit.round(hours=1)
    phase = kit.phase(order)

    assert [] == kit.kinds(order)
    assert (AT + timedelta(hours=1),) * 2 == (phase.status_at, phase.looked_at)
    assert [] == kit.round(minutes=7)
    assert [1] == kit.round(minutes=3)


def test_after_the_last_status_nobody_is_asked_any_more(kit: Kit) -> None:
    order = kit.placed(100001)
    kit.desk.has(100001, "Shipped", final=True)
    kit.round(minutes=2)

    assert ("Shipped", False) == (kit.status(order), kit.phase(order).watched)
    assert kit.orders.get(order).due is None
    assert [] == kit.round(days=1)


def test_after_a_set_time_nobody_is_asked_any_more(kit: Kit) -> None:
    order = kit.placed(100001)

    kit.round(days=60)
    assert [] == kit.round(minutes=1)
    assert ["watch_ended"] == kit.kinds(order)
    assert [] == kit.round(days=1)


def test_a_round_asks_once_for_a_hundred_orders(kit: Kit) -> None:
    orders = [kit.placed(100001 + n) for n in range(100)]
    for n in range(100):
        kit.desk.has(100001 + n, "Printing")

    assert [1] == kit.round(minutes=2)
    assert {"Printing"} == {kit.status(order) for order in orders}


@pytest.mark.parametrize(("orders", "most"), [(1, 1), (25, 1), (26, 2), (51, 3)])
def test_a_round_makes_at_most_one_call_for_twenty_five_orders(
    kit: Kit, orders: int, most: int
) -> None:
    for n in range(orders):
        kit.placed(100001 + n)
    kit.desk.listed.sort(key=lambda entry: entry.order.number)
    kit.desk.size = 5

    assert most >= len(kit.round(minutes=2))


def test_orders_deep_in_the_list_are_reached_by_later_rounds(kit: Kit) -> None:
    old = kit.placed(100001)
    for n in range(450):
        kit.desk.has(100002 + n)
    kit.desk.has(100001, "Printing")

    assert [[1], [2], [1], [3], [1], [4], [1], [5]] == [kit.round(minutes=2) for _ in range(8)]
    assert "Printing" == kit.status(old)


def test_new_orders_are_seen_to_while_a_deep_one_is_looked_for(kit: Kit) -> None:
    kit.placed(100001)
    for n in range(450):
        kit.desk.has(100002 + n)
    kit.round(minutes=2)
    new = kit.placed(200001)
    kit.desk.has(200001, "Printing")
    kit.round(minutes=2)
    kit.round(minutes=2)

    assert "Printing" == kit.status(new)


def test_larger_rounds_look_at_the_top_and_go_on_below(kit: Kit) -> None:
    for n in range(60):
        kit.placed(100001 + n)
    for n in range(450):
        kit.desk.has(100101 + n)

    assert [[1, 2, 3], [1, 4, 5]] == [kit.round(minutes=2) for _ in range(2)]


def test_an_order_that_vanished_from_the_list_is_put_off_and_keeps_its_status(kit: Kit) -> None:
    order = kit.placed(100001)
    kit.desk.listed.clear()
    kit.round(hours=1)
    phase = kit.phase(order)

    assert ("Pending", AT, AT + timedelta(hours=1)) == (
        phase.status,
        phase.status_at,
        phase.looked_at,
    )
    assert [] == kit.kinds(order)
    assert [] == kit.round(minutes=5)


def test_an_order_that_comes_back_into_the_list_is_seen_again(kit: Kit) -> None:
    order = kit.placed(100001)
    kit.desk.listed.clear()
    kit.round(minutes=2)
    kit.desk.has(100001, "Printing")
    kit.round(minutes=2)

    assert "Printing" == kit.status(order)


def test_an_order_without_a_key_is_known_by_our_id_or_its_number(kit: Kit) -> None:
    ours = kit.keep(known_as("one hundred thousand", "PD-100001"))
    theirs = kit.keep(known_as("100002-O1", "PD-7"))
    for number in (100001, 100002):
        kit.desk.has(number, "Printing")
    kit.round(minutes=2)

    assert ["Printing"] * 2 == [kit.status(order) for order in (ours, theirs)]


def test_of_two_orders_with_one_reference_only_the_own_one_counts(kit: Kit) -> None:
    order = kit.placed(100001)
    twin = kit.desk.listed[0]
    kit.desk.has(100002, "Rejected")
    kit.desk.listed[0] = type(twin)(kit.desk.listed[0].order, frozenset({"100002", "PD-100001"}))
    kit.round(minutes=2)

    assert "Pending" == kit.status(order)


def test_an_order_without_a_word_in_the_list_keeps_its_status(kit: Kit) -> None:
    order = kit.placed(100001)
    kit.desk.has(100001, "")
    kit.round(minutes=2)

    assert ("Pending", AT) == (kit.status(order), kit.phase(order).status_at)


def test_an_end_without_a_word_ends_the_watch_and_keeps_the_status(kit: Kit) -> None:
    order = kit.placed(100001)
    kit.desk.has(100001, "", final=True)
    kit.round(minutes=2)

    assert ("Pending", False) == (kit.status(order), kit.phase(order).watched)


def test_an_order_of_before_anybody_watched_is_taken_up(kit: Kit) -> None:
    phase = Placed(number="100001", key="K100001", at=AT, by=ADA)
    order = an_order_in("placed", id="PD-100001", phase=phase)
    kit.store.create(order.id, order.model_dump(mode="json", exclude={"due"}))
    kit.desk.has(100001, "Printing")
    kit.orders.set_all_due()
    kit.round(minutes=2)

    assert "Printing" == kit.status(order.id)


def known_as(number: str, order_id: str) -> Order:
    """Build an order of which a person has told the number."""
    return an_order_in("placed", id=order_id, phase=Placed(number=number, at=AT, by=ADA))
