from datetime import UTC, date, datetime, timedelta

from state.ledger import AT_ONCE, Days, Ledger
from state.store import Store
from tests.builders import ADA, AT, BEN
from tests.state.keeping import Kept

MARCH = Days(date(2026, 3, 1), date(2026, 3, 31))


def ids(store: Store, days: Days = MARCH, owner: str | None = None) -> list[str]:
    return [order.id for order in Ledger(store).started(days, owner)]


def test_both_days_are_included(store: Store, kept: Kept) -> None:
    moments = ("02-28 23:59", "03-01 00:00", "03-31 23:59", "04-01 00:00")
    for number, moment in enumerate(moments):
        at = datetime.strptime(f"2026-{moment}", "%Y-%m-%d %H:%M").replace(tzinfo=UTC)
        kept(id=f"PD{number}", started=at)

    assert ["PD1", "PD2"] == ids(store)


def test_they_come_oldest_first_in_whatever_phase(store: Store, kept: Kept) -> None:
    for day, phase in enumerate(("placed", "cancelled", "needs_human", "expired")):
        kept(phase, id=f"PD{9 - day}", started=AT + timedelta(days=day))

    assert ["PD9", "PD8", "PD7", "PD6"] == ids(store)


def test_those_of_one_person_are_told_from_others(store: Store, kept: Kept) -> None:
    kept(id="PD1", owner=ADA)
    kept(id="PD2", owner=BEN)

    assert ["PD2"] == ids(store, owner=BEN)
    assert ["PD1", "PD2"] == ids(store)


def test_more_than_one_page_is_read_to_the_end(store: Store, kept: Kept) -> None:
    count = AT_ONCE * 2 + 1
    for number in range(count):
        kept(id=f"PD{number}")

    assert count == len(ids(store))


def test_an_order_is_read_only_when_it_is_wanted(store: Store, kept: Kept) -> None:
    for number in range(3):
        kept(id=f"PD{number}", started=AT + timedelta(days=number))
    found = Ledger(store).started(MARCH)
    assert "PD0" == next(found).id
    row = store.get("PD1")
    assert row is not None
    store.delete(row)

    assert ["PD2"] == [order.id for order in found]
