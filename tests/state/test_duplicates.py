from typing import Any

import pytest

from state.duplicates import twins
from state.events import Event, FileAnalysed, FileUploaded
from state.order import Order
from tests.builders import a_file, a_ready_part, an_entry, an_order

SAME, OTHER = "ab" * 32, "cd" * 32


def uploaded(part: str, digest: str = SAME) -> FileUploaded:
    return FileUploaded(part=part, basket=1, digest=digest, size=9)


def order_of(*events: Event, parts: tuple[str, ...] = ("P1", "P2", "P3")) -> Order:
    """Give an order with these parts whose history are these events."""
    held = tuple(a_ready_part(id=part, file=a_file(id=part)) for part in parts)
    return an_order(parts=held, history=tuple(an_entry(event) for event in events))


def pairs(order: Order) -> list[Any]:
    """Give the twins that each entry of the history shows."""
    found = (twins(order, index) for index in range(len(order.history)))
    return [(pair.first.id, pair.second.id) if pair else None for pair in found]


def test_the_second_upload_of_a_content_shows_twins() -> None:
    assert [None, ("P1", "P2")] == pairs(order_of(uploaded("P1"), uploaded("P2")))


def test_the_second_is_who_was_shared_second_whoever_was_faster() -> None:
    assert [None, ("P1", "P2")] == pairs(order_of(uploaded("P2"), uploaded("P1")))


def test_a_third_time_is_told_of_the_first() -> None:
    events = (uploaded("P1"), uploaded("P2"), uploaded("P3"))

    assert [None, ("P1", "P2"), ("P1", "P3")] == pairs(order_of(*events))


def test_what_is_sent_again_shows_nothing_new() -> None:
    events = (uploaded("P1"), uploaded("P2"))

    assert [None, ("P1", "P2"), None, None] == pairs(order_of(*events, *events))


def test_twins_of_earlier_versions_stay_twins() -> None:
    order = order_of(uploaded("P1"), uploaded("P2"))
    stored = order.model_dump(mode="json")
    for entry in stored["history"]:
        entry["event"]["sha256"] = entry["event"].pop("digest")

    assert [None, ("P1", "P2")] == pairs(Order.model_validate(stored))


@pytest.mark.parametrize(
    "order",
    [
        order_of(uploaded("P1"), uploaded("P2", OTHER)),
        order_of(uploaded("P1"), uploaded("P1")),
        order_of(uploaded("P1"), uploaded("P2"), parts=("P2",)),
        order_of(uploaded("P1"), uploaded("P2"), parts=("P1",)),
        order_of(uploaded("P1"), FileAnalysed(part="P2", basket=1)),
    ],
    ids=["other content", "same part", "first removed", "second removed", "no upload"],
)
def test_all_else_shows_none(order: Order) -> None:
    assert [None, None] == pairs(order)
