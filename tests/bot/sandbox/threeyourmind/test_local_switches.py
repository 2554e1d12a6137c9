import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
import requests

from bot.sandbox.serving import Served
from bot.sandbox.threeyourmind.catalogue import Customer
from bot.sandbox.threeyourmind.faults import (
    AnalysisFails,
    Drop,
    Hold,
    Moment,
    QuantityEcho,
    Slow,
    html_page,
    server_error,
    too_many_requests,
)
from bot.sandbox.threeyourmind.local import API, Local3yourmind
from tests.bot.sandbox.threeyourmind.agent import Agent


def test_a_server_error_happens_as_often_as_asked(agent: Agent) -> None:
    switch = agent.vendor.switches.on(server_error(502), path="*/offers/", times=2)

    seen = [agent.ask("GET", "offers/").status_code for _ in range(3)]

    assert [502, 502, 200] == seen
    assert 2 == switch.hits


def test_a_switch_concerns_its_method_and_path_only(agent: Agent) -> None:
    agent.vendor.switches.on(server_error(), method="POST", path="*/baskets/")

    assert 503 == agent.ask("POST", "baskets/").status_code
    assert 200 == agent.ask("GET", "offers/").status_code


def test_switches_can_be_turned_off(agent: Agent) -> None:
    switches = agent.vendor.switches
    first, _ = switches.on(server_error(), path="*/offers/"), switches.on(server_error(500))

    first.off()
    assert 500 == agent.ask("GET", "offers/").status_code
    switches.off()
    assert 200 == agent.ask("GET", "offers/").status_code


def test_too_many_requests_say_how_long_to_wait(agent: Agent) -> None:
    agent.vendor.switches.on(too_many_requests(retry_after=7))

    answer = agent.ask("GET", "offers/")

    assert (429, "7") == (answer.status_code, answer.headers["Retry-After"])
    assert "Expected available in 7 seconds" in answer.json()["detail"]


def test_a_proxys_error_page_is_html(agent: Agent) -> None:
    agent.vendor.switches.on(html_page(413), path="*/files/")

    answer = agent.upload(1, 2, content=b"x" * 3_000_000)

    assert 413 == answer.status_code
    assert answer.headers["Content-Type"].startswith("text/html")
    assert answer.text.startswith("<html>")


def test_a_slow_request_is_answered_later(agent: Agent) -> None:
    agent.vendor.switches.on(Slow(0.05), path="*/offers/")
    started = time.monotonic()

    assert 200 == agent.ask("GET", "offers/").status_code
    assert time.monotonic() - started >= 0.05


def test_a_slow_request_does_not_block_others(vendor: Local3yourmind) -> None:
    vendor.switches.on(Slow(60), path="*/offers/")

    with ThreadPoolExecutor(1) as pool, Served(vendor.app) as server:
        agent = Agent(vendor, server.url)
        slow = pool.submit(agent.ask, "GET", "offers/")
        vendor.log.wait_for("GET", "*/offers/")

        assert 3 == len(agent.get("payment-methods/"))
        assert not slow.done()


def test_a_connection_dropped_before_handling_leaves_nothing(agent: Agent) -> None:
    agent.vendor.switches.on(Drop(Moment.BEFORE), method="POST")

    with pytest.raises(requests.ConnectionError):
        agent.ask("POST", "baskets/")

    assert {} == agent.vendor.world.baskets
    assert agent.vendor.log.records[-1].status is None


def test_a_connection_dropped_afterwards_leaves_an_order(
    agent: Agent, ready: dict[str, Any]
) -> None:
    agent.vendor.switches.on(Drop(Moment.AFTER), path="*/internal-ordering/orders/", times=1)

    with pytest.raises(requests.ConnectionError):
        agent.order(**ready)

    assert ["PO 17"] == [order.reference for order in agent.vendor.orders]
    assert 201 == agent.vendor.log.records[-1].status
    assert 400 == agent.order(**ready).status_code


def test_a_failing_analysis_fails_only_once(agent: Agent, ready: dict[str, Any]) -> None:
    agent.vendor.switches.on(AnalysisFails(), times=1)
    basket = ready["basketId"]
    line = agent.get(f"baskets/{basket}/lines/")[0]["id"]

    seen = []
    for _ in range(2):
        agent.upload(basket, line)
        seen.append(agent.get(f"baskets/{basket}/lines/{line}/file-status/")["status"])

    assert ["failed", "finished"] == seen


def test_a_quantity_may_be_echoed_wrongly_or_not_at_all(
    agent: Agent, ready: dict[str, Any]
) -> None:
    line = agent.get(f"baskets/{ready['basketId']}/lines/")[0]["id"]
    path = f"baskets/{ready['basketId']}/lines/{line}/"
    agent.vendor.switches.on(QuantityEcho(1), times=1)
    wrong = agent.patch(path, {"quantity": 5})
    agent.vendor.switches.on(QuantityEcho(), times=1)
    absent = agent.patch(path, {"quantity": 5})

    assert 1 == wrong["quantity"]
    assert "quantity" not in absent
    assert 5 == agent.patch(path, {"quantity": 5})["quantity"]


def test_an_order_can_be_held_between_acceptance_and_answer(
    agent: Agent, ready: dict[str, Any]
) -> None:
    hold = agent.vendor.switches.on(Hold(Moment.AFTER), path="*/internal-ordering/orders/")

    with ThreadPoolExecutor(1) as pool:
        pending = pool.submit(agent.order, **ready)
        hold.wait()
        placed, answered = len(agent.vendor.orders), pending.done()
        hold.release()

    assert (1, False) == (placed, answered)
    assert 201 == pending.result().status_code


def test_an_upload_can_be_held_while_it_is_sent(agent: Agent, ready: dict[str, Any]) -> None:
    hold = agent.vendor.switches.on(Hold(Moment.BEFORE), method="POST", path="*/files/")
    basket = ready["basketId"]
    line = agent.get(f"baskets/{basket}/lines/")[0]["id"]

    with ThreadPoolExecutor(1) as pool:
        pending = pool.submit(agent.upload, basket, line)
        hold.wait()
        uploads = agent.vendor.log.matching("POST", "*/files/")
        hold.off()

    assert [201, None] == [upload.status for upload in uploads]
    assert 201 == pending.result().status_code


def test_a_client_that_dies_in_the_middle_of_an_upload_leaves_no_file(
    vendor: Local3yourmind, ada: Customer, caplog: pytest.LogCaptureFixture
) -> None:
    def body() -> Iterator[bytes]:
        yield b'--x\r\nContent-Disposition: form-data; name="file"; filename="a.stl"\r\n\r\n'
        yield bytes(100_000)
        raise EOFError

    with Served(vendor.app) as server:
        agent = Agent(vendor, server.url)
        basket = agent.basket_for(ada)
        line = agent.post(f"baskets/{basket}/lines/")["id"]
        path = f"{API}/files/?basket_id={basket}&line_id={line}"
        headers = {"Content-Type": "multipart/form-data; boundary=x"}
        with pytest.raises(EOFError):
            agent.ask("POST", path, data=body(), headers=headers)
        assert agent.get(f"baskets/{basket}/lines/{line}/")["file"] is None

    (upload,) = vendor.log.matching("POST", "*/files/")
    assert upload.status is None
    assert [] == caplog.records


def test_waiting_for_a_request_to_hold_has_a_limit(agent: Agent) -> None:
    hold = agent.vendor.switches.on(Hold(Moment.BEFORE))

    with pytest.raises(TimeoutError, match="no request to hold"):
        hold.wait(limit=0.01)


def test_stopping_the_server_ends_a_held_request(vendor: Local3yourmind) -> None:
    hold = vendor.switches.on(Hold(Moment.BEFORE), times=1)

    with ThreadPoolExecutor(1) as pool:
        with Served(vendor.app) as server:
            pending = pool.submit(Agent(vendor, server.url).ask, "GET", "offers/")
            hold.wait()
        refused = pending.exception(5)

    hold.release()
    with Served(vendor.app, port=server.port) as again:
        after = Agent(vendor, again.url).ask("GET", "offers/")

    assert isinstance(refused, requests.ConnectionError)
    assert 200 == after.status_code
