import pytest
from pydantic import ValidationError

from state.order import Order
from state.recent import Recent
from state.store import Row
from tests.builders import a_complete_order, an_order


def a_row(version: int = 1, **changes: object) -> Row:
    order = an_order(**changes)
    return Row(order.id, version, order.model_dump(mode="json"))


def known(recent: Recent, row: Row) -> Order:
    """Ask for an order so often that it is known."""
    recent.order(row)
    return recent.order(row)


def test_an_order_that_is_asked_for_again_is_checked_once_at_each_version() -> None:
    recent = Recent()

    assert known(recent, a_row()) is recent.order(a_row())
    assert "U0BEN" == recent.order(a_row(2, owner="U0BEN")).owner


def test_an_order_that_is_asked_for_once_is_not_kept() -> None:
    recent = Recent()

    assert recent.order(a_row()) is not recent.order(a_row())


def test_a_change_of_a_known_order_is_not_checked_at_all() -> None:
    recent, order = Recent(), a_complete_order()
    known(recent, a_row(id=order.id))
    recent.changed(Row(order.id, 7, {}), order)

    assert order is recent.order(Row(order.id, 7, {}))


def test_what_makes_no_sense_is_refused_each_time() -> None:
    recent = Recent()

    for _ in range(3):
        with pytest.raises(ValidationError):
            recent.order(Row("PD-1", 1, {"id": "PD-1"}))


def test_the_one_that_was_asked_for_longest_ago_is_forgotten() -> None:
    recent = Recent(most=2)
    first, second, third = [known(recent, a_row(id=f"PD-{name}")) for name in "ABC"]

    assert third is recent.order(a_row(id="PD-C"))
    assert second is recent.order(a_row(id="PD-B"))
    assert first is not recent.order(a_row(id="PD-A"))


def test_a_removed_order_is_forgotten() -> None:
    recent = Recent()
    before = known(recent, a_row())
    recent.forget(before.id)

    assert recent.order(a_row()) is not before
