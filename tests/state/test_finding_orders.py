from datetime import timedelta
from typing import Any

import pytest

from state.events import AnswersChanged, CardShown, OrderCancelled, StatusLooked, Told
from state.form import Answers, PartAnswers, Unit
from state.order import BOT, Spot
from state.orders import Orders
from state.part import Part
from state.record import Choice
from tests.builders import ADA, AT, BEN, a_file, a_part, an_order, complete_answers
from tests.state.keeping import Changes, Kept
from tests.state.samples import LATER


def ids(orders: Any) -> list[str]:
    return [order.id for order in orders]


def test_an_order_is_found_by_its_card_in_its_channel(orders: Orders, kept: Kept) -> None:
    kept(id="A", spot=Spot(channel="C1", card="1.1"))
    kept(id="B", spot=Spot(channel="C2", card="1.1"))
    kept(id="C", spot=Spot(channel="C1"))

    assert ["B"] == ids([orders.by_card("C2", "1.1")])
    assert orders.by_card("C3", "1.1") is None
    assert orders.by_card("C1", "2.2") is None


def test_somebodys_unfinished_orders_come_newest_first(orders: Orders, kept: Kept) -> None:
    phases = ["collecting", "placed", "needs_human", "cancelled", "failed", "expired", "placing"]
    for n, phase in enumerate(phases):
        kept(phase, id=f"{n}")
    kept(id="B", owner=BEN)

    assert ["6", "4", "2", "0"] == ids(orders.of_owner(ADA))
    assert ["6", "4"] == ids(orders.of_owner(ADA, limit=2))
    assert ["B"] == ids(orders.of_owner(BEN))


def test_the_last_order_of_a_customer_is_the_last_that_was_placed(
    orders: Orders, kept: Kept
) -> None:
    other = complete_answers(customer=Choice(key="18", label="Alan Turing"))
    kept("placed", id="A")
    kept("placed", id="B")
    kept("failed", id="C")
    kept("placed", id="D", answers=other)

    assert ["B"] == ids([orders.last_of_customer("17")])
    assert orders.last_of_customer("19") is None


@pytest.mark.parametrize("phase", ["collecting", "placed"])
def test_no_number_of_other_orders_hides_one(orders: Orders, kept: Kept, phase: str) -> None:
    """Before, the newest two hundred were read, and only then those left out that did not fit."""
    kept(phase, id="FIRST")
    for n in range(230):
        kept("cancelled", id=f"{n}")

    found = orders.of_owner(ADA) if phase == "collecting" else [orders.last_of_customer("17")]
    assert ["FIRST"] == ids(found)


def test_open_orders_around_somebody_are_hers_and_the_channels(orders: Orders, kept: Kept) -> None:
    for n, (owner, channel) in enumerate([(ADA, "C1"), (BEN, "C1"), (ADA, "C2"), (BEN, "C2")]):
        kept(id=f"{n}", owner=owner, spot=Spot(channel=channel), started=AT + timedelta(hours=n))
    kept("placed", id="P", spot=Spot(channel="C1"))

    assert ["2", "1", "0"] == ids(orders.open_around(ADA, "C1", 10))
    assert ["1", "0"] == ids(orders.open_around(ADA, "C1", 2, skip=1))
    assert [] == orders.open_around("U0EVE", "C3", 10)


@pytest.mark.parametrize("text", ["100001", "pd7k3m", "PD7K3M", " PD7K3M "])
def test_an_order_is_named_by_number_and_id(orders: Orders, kept: Kept, text: str) -> None:
    kept("placed")
    kept(id="OTHER", answers=complete_answers(reference="100001"))

    assert ["PD7K3M"] == ids(orders.named(text))


@pytest.mark.parametrize("text", ["10000", "1000011", "PD", "", " ", "%", "x" * 10_000])
def test_half_a_name_names_nothing(orders: Orders, kept: Kept, text: str) -> None:
    kept("placed")

    assert [] == orders.named(text)


@pytest.mark.parametrize(
    "text",
    [
        "100001",
        "pd7k3m",
        "po 4711 für kürbis",
        "4711",
        "Kurbis",
        "grace hopper",
        "HARBOUR",
        "Hopper, Grace",
        "Grace@Example.com",
        "bracket.stl",
        "bracket",
    ],
)
def test_an_order_is_found_by_what_people_know_it_by(orders: Orders, kept: Kept, text: str) -> None:
    kept("placed", answers=complete_answers(reference="PO 4711 für Kürbis"))
    kept(id="OTHER", answers=Answers(), parts=())

    assert ["PD7K3M"] == ids(orders.matching(text, 10))


@pytest.mark.parametrize("text", ["10000", "grace kelly", "", " ", "%", "'; DROP TABLE orders"])
def test_an_order_is_not_found_by_half_of_it(orders: Orders, kept: Kept, text: str) -> None:
    kept("placed")

    assert [] == orders.matching(text, 10)


def test_matches_come_newest_first_and_in_pages(orders: Orders, kept: Kept) -> None:
    for n in range(5):
        kept(id=f"{n}", answers=complete_answers(reference="same"))

    assert ["4", "3"] == ids(orders.matching("same", 2))
    assert ["2", "1"] == ids(orders.matching("same", 2, skip=2))
    assert [] == orders.matching("same", 2, skip=5)


def test_a_whole_reference_wins_over_its_words(orders: Orders, kept: Kept) -> None:
    kept(id="A", answers=complete_answers(reference="rack two"))
    kept(id="B", answers=complete_answers(reference="two more for the rack"))

    assert ["A"] == ids(orders.matching("Rack  two", 10))
    assert ["B", "A"] == ids(orders.matching("two rack", 10))


@pytest.mark.parametrize(
    ("text", "nearest"),
    [("10000", "A"), ("1000012", "A"), ("Hoppre", "A"), ("harb", "A"), ("enginx", "B")],
)
def test_orders_that_are_almost_meant_are_offered(
    orders: Orders, kept: Kept, text: str, nearest: str
) -> None:
    other = complete_answers(customer=Choice(key="18", label="Ada Lovelace, Engines Ltd"))
    kept("placed", id="A")
    kept("collecting", id="B", answers=other)

    assert [nearest] == ids(orders.like(text, 1))


@pytest.mark.parametrize("text", ["bracket-17x", "bracket-17.sdl"])
def test_what_begins_alike_for_longest_wins_over_words_that_many_have(
    orders: Orders, kept: Kept, text: str
) -> None:
    for n in range(60):
        file = a_file(name=f"bracket-{n}.stl")
        kept(id=f"{n}", parts=(a_part(file=file),), answers=complete_answers(reference="rack"))

    assert ["17"] == ids(orders.like(text, 1))


@pytest.mark.parametrize("text", ["", "zzzz", "x" * 10_000, "東京", "🖨️", "'; DROP"])
def test_nothing_is_offered_that_is_not_alike(orders: Orders, kept: Kept, text: str) -> None:
    kept("placed", id="A")

    assert [] == orders.like(text, 5)


def test_unfinished_orders_are_all_that_something_can_still_happen_to(
    orders: Orders, kept: Kept
) -> None:
    phases = ["collecting", "placed", "needs_human", "cancelled", "failed", "expired", "placing"]
    for phase in phases:
        kept(phase, id=phase)

    assert {"collecting", "placing", "failed", "needs_human"} == set(ids(orders.unfinished()))


def test_orders_with_something_to_tell_are_found_until_the_card_shows_it(orders: Orders) -> None:
    for order_id in ("A", "B", "C", "D"):
        orders.start(an_order(id=order_id))
    orders.apply("A", Told(entry=0), "bot")
    orders.apply("B", CardShown(entry=0, changes=9), "bot")
    orders.apply("C", CardShown(entry=0, changes=9), "bot")
    orders.apply("C", AnswersChanged(answers=complete_answers()), ADA)

    assert {"A", "C", "D"} == set(ids(orders.untold()))


def test_an_order_is_found_by_a_part_as_long_as_it_can_be_changed(
    orders: Orders, kept: Kept
) -> None:
    for phase in ("collecting", "failed", "placing", "placed", "cancelled"):
        kept(phase, id=phase, parts=(a_part(id="F1"), a_part(id="F2")))
    kept(id="other", parts=(a_part(id="F3"),))

    assert {"collecting", "failed"} == set(ids(orders.with_part("F2")))
    assert [] == orders.with_part("F9")


def test_orders_that_are_due_come_longest_due_first(orders: Orders, kept: Kept) -> None:
    seconds = {"A": 0, "B": -5, "C": 1, "D": -9}
    for key, n in seconds.items():
        kept(id=key, due=LATER + timedelta(seconds=n))
    kept("placing", id="E")

    assert ["D", "B", "A"] == ids(orders.due(10))
    assert ["D"] == ids(orders.due(1))


def test_every_change_of_an_order_says_when_it_is_due_next(orders: Orders) -> None:
    started = orders.start(an_order())
    cancelled = orders.apply(started.id, OrderCancelled(by=ADA, at=LATER), ADA)

    assert LATER + timedelta(days=1) == started.due
    assert cancelled.due is None


def test_an_order_of_another_plan_is_given_its_time(orders: Orders, kept: Kept) -> None:
    old = kept("collecting", id="A")
    orders.set_due("A")

    assert old.but(due=AT + timedelta(days=1)) == orders.get("A")


def test_what_is_not_seen_is_not_reported(orders: Orders, kept: Kept, changes: Changes) -> None:
    order = kept("placed")
    orders.apply(order.id, StatusLooked(found=True, at=LATER), BOT)

    assert [] == changes.seen


def test_the_unit_said_last_for_a_customer_is_found_in_any_of_the_orders(
    orders: Orders, kept: Kept
) -> None:
    def said(*units: Unit | None) -> tuple[Part, ...]:
        return tuple(
            a_part(id=f"P{n}", answers=PartAnswers(unit=unit)) for n, unit in enumerate(units)
        )

    other = complete_answers(customer=Choice(key="18", label="Alan Turing"))
    kept("placed", id="A", parts=said("mm"))
    kept("cancelled", id="B", parts=said("mm", "inch", None))
    kept(id="C", parts=said(None))
    kept(id="D", parts=said("mm"), answers=other)

    assert ("inch", "mm", None) == tuple(orders.last_unit(key) for key in ("17", "18", "19"))
