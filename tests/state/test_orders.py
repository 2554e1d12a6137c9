from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from threading import Barrier

import pytest
from pydantic import ValidationError

from state.events import (
    EVENT,
    CardPosted,
    FileShared,
    NotNow,
    OrderCancelled,
    OrderStarted,
    PartEdited,
    PartRemoved,
    SubmissionClaimed,
)
from state.form import PartAnswers
from state.order import Order, Spot
from state.orders import INDEXED, Orders, UnknownOrder
from state.phase import Cancelled, Collecting, Placing
from state.store import Store
from state.store.sqlitedict_store import SqliteDictStore
from state.terms import VOCABULARY
from tests.builders import ADA, AT, BEN, a_file, an_order
from tests.state.keeping import Changes, Kept
from tests.state.samples import LATER


def test_a_started_order_can_be_read(orders: Orders, changes: Changes) -> None:
    started = orders.start(an_order())

    assert started == orders.get("PD7K3M")
    assert [started] == changes.seen
    assert an_order() == started.but(history=(), telling="done", changes=0, due=None)


def test_the_history_begins_with_who_started_the_order(orders: Orders) -> None:
    (entry,) = orders.start(an_order()).history

    assert (LATER, ADA) == (entry.at, entry.by)
    assert OrderStarted() == EVENT.validate_python(entry.event)


def test_an_order_is_started_once(orders: Orders, changes: Changes) -> None:
    started = orders.start(an_order())
    again = orders.start(an_order(owner=BEN))

    assert started == again == orders.get("PD7K3M")
    assert 1 == len(changes.seen)


def test_an_order_that_nobody_started_is_unknown(orders: Orders) -> None:
    with pytest.raises(UnknownOrder):
        orders.get("PD7K3M")
    with pytest.raises(UnknownOrder):
        orders.apply("PD7K3M", PartRemoved(part="P1"), ADA)


def test_an_event_changes_the_stored_order_and_is_reported(
    orders: Orders, changes: Changes
) -> None:
    orders.start(an_order())
    shared = orders.apply("PD7K3M", FileShared(part="P1", file=a_file(), by=BEN), BEN)

    assert ["P1"] == [part.id for part in shared.parts]
    assert shared == orders.get("PD7K3M") == changes.seen[-1]
    assert [ADA, BEN] == [entry.by for entry in shared.history]


def test_an_event_that_has_happened_before_changes_nothing_and_is_not_reported(
    orders: Orders, store: Store, changes: Changes
) -> None:
    orders.start(an_order())
    event = FileShared(part="P1", file=a_file(), by=ADA)
    first = orders.apply("PD7K3M", event, ADA)
    row = store.get("PD7K3M")

    assert first == orders.apply("PD7K3M", event, ADA)
    assert row == store.get("PD7K3M")
    assert 2 == len(changes.seen)


def test_an_event_that_is_not_allowed_changes_nothing(
    orders: Orders, changes: Changes, kept: Kept
) -> None:
    order = kept("placed")

    with pytest.raises(NotNow) as refused:
        orders.apply(order.id, OrderCancelled(by=ADA, at=LATER), ADA)

    assert order == refused.value.order == orders.get(order.id)
    assert [] == changes.seen


def test_what_is_reported_is_stored_already(store: Store) -> None:
    seen = []

    def read(order: Order) -> None:
        row = store.get(order.id)
        assert row is not None
        seen.append((order, Order.model_validate(row.doc)))

    reading = Orders(store, lambda: LATER, read)
    reading.start(an_order())
    reading.apply("PD7K3M", CardPosted(channel="C0PRINT", card="1.1"), ADA)

    assert 2 == len(seen)
    assert all(reported == stored for reported, stored in seen)


def test_an_event_may_cause_another_while_it_is_reported(store: Store) -> None:
    def answer(order: Order) -> None:
        if order.spot.card is None:
            answering.apply(order.id, CardPosted(channel="C0PRINT", card="1.1"), "bot")

    answering = Orders(store, lambda: LATER, answer)
    answering.start(an_order())

    assert Spot(channel="C0PRINT", card="1.1") == answering.get("PD7K3M").spot


def test_a_record_with_an_unknown_field_is_refused(orders: Orders, store: Store) -> None:
    store.create("PD7K3M", an_order().model_dump(mode="json") | {"surprise": 1})

    with pytest.raises(ValidationError, match="surprise"):
        orders.get("PD7K3M")


def remembered(store: Store, order: Order) -> Orders:
    """Give the orders of a process that has worked on this one, which others change from now on."""
    orders = Orders(store, lambda: LATER, lambda _: None)
    for _ in range(2):
        orders.get(order.id)
    return orders


def test_what_another_process_has_done_is_seen(orders: Orders, store: Store) -> None:
    ours = remembered(store, orders.start(an_order()))
    theirs = orders.apply("PD7K3M", FileShared(part="P1", file=a_file(), by=BEN), BEN)

    assert theirs == ours.get("PD7K3M")


def test_what_another_process_has_done_is_built_upon(orders: Orders, store: Store) -> None:
    ours = remembered(store, orders.start(an_order()))
    orders.apply("PD7K3M", FileShared(part="P1", file=a_file(), by=BEN), BEN)
    ours.apply("PD7K3M", CardPosted(channel="C0PRINT", card="1.1"), ADA)

    order = orders.get("PD7K3M")
    assert (["P1"], "1.1") == ([part.id for part in order.parts], order.spot.card)


def test_what_only_another_process_knows_of_may_be_changed(orders: Orders, store: Store) -> None:
    ours = remembered(store, orders.start(an_order()))
    orders.apply("PD7K3M", FileShared(part="P1", file=a_file(), by=BEN), BEN)

    assert () == ours.apply("PD7K3M", PartRemoved(part="P1"), ADA).parts


def test_what_another_process_made_possible_is_not_refused(orders: Orders, store: Store) -> None:
    ours = remembered(store, orders.start(an_order()))
    orders.apply("PD7K3M", FileShared(part="P1", file=a_file(), by=BEN), BEN)
    edited = ours.apply("PD7K3M", PartEdited(part="P1", answers=PartAnswers(quantity=7)), ADA)

    assert [7] == [part.answers.quantity for part in edited.parts]


def test_what_another_process_has_removed_is_unknown(orders: Orders, store: Store) -> None:
    ours = remembered(store, orders.start(an_order()))
    orders.remove(orders.get("PD7K3M"))

    with pytest.raises(UnknownOrder):
        ours.apply("PD7K3M", CardPosted(channel="C0PRINT", card="1.1"), ADA)


def test_twenty_threads_lose_no_event(orders: Orders, changes: Changes) -> None:
    orders.start(an_order())
    events = [FileShared(part=f"P{n}", file=a_file(id=f"F{n}"), by=ADA) for n in range(20)]

    with ThreadPoolExecutor(20) as pool:
        list(pool.map(lambda event: orders.apply("PD7K3M", event, ADA), events))

    order = orders.get("PD7K3M")
    assert {f"P{n}" for n in range(20)} == {part.id for part in order.parts}
    assert (21, 21) == (len(order.history), len(changes.seen))


def test_one_of_twenty_claims_wins(orders: Orders, changes: Changes, kept: Kept) -> None:
    order = kept("placing")
    start = Barrier(20)

    def claims(worker: str) -> bool:
        start.wait(10)
        claimed = orders.apply(
            order.id, SubmissionClaimed(worker=worker, attempt=1, at=LATER), worker
        )
        assert isinstance(claimed.phase, Placing)
        assert claimed.phase.sending is not None
        return worker == claimed.phase.sending.worker

    with ThreadPoolExecutor(20) as pool:
        won = list(pool.map(claims, [f"w{n}" for n in range(20)]))

    assert 1 == sum(won)
    assert 1 == len(changes.seen)
    assert [f"w{won.index(True)}"] == [entry.by for entry in orders.get(order.id).history]


@pytest.mark.parametrize("n", range(15))
def test_cancel_or_send_one_of_them_wins(orders: Orders, kept: Kept, n: int) -> None:
    order = kept("placing")
    start = Barrier(2)
    events = [
        OrderCancelled(by=ADA, at=LATER),
        SubmissionClaimed(worker="w", attempt=1, at=LATER),
    ]

    def happens(event: OrderCancelled | SubmissionClaimed) -> bool:
        start.wait(10)
        try:
            orders.apply(order.id, event, ADA)
        except NotNow:
            return False
        return True

    with ThreadPoolExecutor(2) as pool:
        # Who is handed out first takes turns.
        cancel_first = n % 2 == 0
        outcome = list(pool.map(happens, events if cancel_first else events[::-1]))
    cancelled, claimed = outcome if cancel_first else outcome[::-1]

    assert cancelled != claimed
    assert cancelled == isinstance(orders.get(order.id).phase, Cancelled)


def test_an_order_comes_back_from_another_process_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "shared.sqlite"
    with closing(SqliteDictStore(path, "orders", INDEXED, VOCABULARY)) as store:
        started = Orders(store, lambda: AT, lambda _: None).start(an_order())

    with closing(SqliteDictStore(path, "orders", INDEXED, VOCABULARY)) as store:
        again = Orders(store, lambda: AT, lambda _: None).get(started.id)

    assert started == again
    assert Collecting() == again.phase
