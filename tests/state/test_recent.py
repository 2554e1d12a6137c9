import pytest
from pydantic import ValidationError

from state.recent import Recent
from state.store import Row
from tests.builders import a_complete_order, an_order


def a_row(version: int = 1, **changes: object) -> Row:
    order = an_order(**changes)
    return Row(order.id, version, order.model_dump(mode="json"))


def test_an_order_is_checked_once_at_each_version() -> None:
    recent = Recent()

    assert recent.order(a_row()) is recent.order(a_row())
    assert "U0BEN" == recent.order(a_row(2, owner="U0BEN")).owner


def test_what_was_just_kept_is_not_checked_at_all() -> None:
    recent, order = Recent(), a_complete_order()
    recent.keep(Row(order.id, 7, {}), order)

    assert order is recent.order(Row(order.id, 7, {}))


def test_what_makes_no_sense_is_refused_each_time() -> None:
    recent = Recent()

    for _ in range(2):
        with pytest.raises(ValidationError):
            recent.order(Row("PD-1", 1, {"id": "PD-1"}))


def test_the_one_that_was_known_longest_is_forgotten() -> None:
    recent, names = Recent(most=2), ("PD-A", "PD-B", "PD-C")
    first, *others = [recent.order(a_row(id=name)) for name in names]

    assert others == [recent.order(a_row(id=name)) for name in names[1:]]
    assert all(recent.order(a_row(id=order.id)) is order for order in others)
    assert recent.order(a_row(id="PD-A")) is not first


def test_a_removed_order_is_forgotten() -> None:
    recent = Recent()
    before = recent.order(a_row())
    recent.forget(before.id)

    assert recent.order(a_row()) is not before
