import logging
import re

import pytest

from state.order import Basket
from state.part import Unusable
from state.phase import Failed, NeedsHuman
from state.problems import Refused
from tests.bot.placing.bench import Bench
from tests.bot.waiting import wait_for
from tests.builders import a_part, a_ready_part, an_order_in


def told(caplog: pytest.LogCaptureFixture, order: str) -> str:
    """Give the reference under which an unexpected error of an order is in the log."""
    found = [r for r in caplog.records if order in r.getMessage() and r.exc_info]
    (record,) = found
    match = re.search(r"unexpected error (\w{8})", record.getMessage())
    assert match
    return match[1]


def test_an_unexpected_error_over_the_basket_is_told_with_a_reference(
    bench: Bench, caplog: pytest.LogCaptureFixture
) -> None:
    order = bench.a_draft()
    bench.desk.on("open_basket", RuntimeError("a bug"))
    bench.work.follow(order)
    wait_for(lambda: bench.problem(order))
    problem = getattr(bench.orders.get(order).phase, "problem", None)

    assert problem is not None
    assert ("unexpected", told(caplog, order)) == (problem.cause, problem.detail)


def test_an_unexpected_error_over_a_file_makes_it_unusable(
    bench: Bench, caplog: pytest.LogCaptureFixture
) -> None:
    order = bench.a_draft()
    bench.files.script = [RuntimeError("a bug")]
    bench.work.follow(order)
    wait_for(lambda: isinstance(bench.part(order).upload, Unusable))
    upload = bench.part(order).upload

    assert isinstance(upload, Unusable)
    assert ("unexpected", told(caplog, order)) == (upload.problem.cause, upload.problem.detail)
    assert not upload.line_is_empty


def test_an_unexpected_error_before_sending_has_failed(
    bench: Bench, caplog: pytest.LogCaptureFixture
) -> None:
    order = bench.a_pressed_one(parts=(a_ready_part(line="L1"),))
    bench.desk.on("describe_line", RuntimeError("a bug"))
    bench.work.place(order, 1)
    wait_for(lambda: bench.is_in(order, Failed))

    assert "unexpected" == bench.problem(order)
    assert told(caplog, order)


def test_an_unexpected_error_after_sending_needs_a_person(
    bench: Bench, caplog: pytest.LogCaptureFixture
) -> None:
    order = bench.a_pressed_one()
    bench.desk.on("submit", RuntimeError("a bug"))
    bench.work.place(order, 1)
    wait_for(lambda: bench.is_in(order, NeedsHuman))

    assert told(caplog, order)
    assert 1 == len(bench.desk.asked("submit"))


def test_an_error_for_an_order_that_moved_on_is_void(
    bench: Bench, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO, logger="bot.telling")
    order = bench.keep(an_order_in("failed", parts=(a_part(),), basket=Basket()))
    bench.desk.on("open_basket", Refused())
    bench.work.follow(order)

    wait_for(lambda: f"order {order} has moved on, BasketStuck is void" in caplog.messages)
