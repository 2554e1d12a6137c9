from concurrent.futures import ThreadPoolExecutor

import pytest

from bot.sandbox.threeyourmind.catalogue import Customer
from bot.sandbox.threeyourmind.local import API
from bot.sandbox.threeyourmind.log import ANSWERS_KEPT, LoggedRequest, RequestLog
from tests.bot.sandbox.threeyourmind.agent import Agent


def test_keeps_requests_in_the_order_of_their_arrival(agent: Agent) -> None:
    agent.get("offers/")
    agent.ask("POST", "nonsense/")

    seen = [(each.method, each.path, each.status) for each in agent.vendor.log.records]
    expected = [("GET", f"{agent.panel}/offers/", 200), ("POST", f"{agent.panel}/nonsense/", 404)]
    assert expected == seen


def test_keeps_query_and_json_but_never_the_token(agent: Agent, ada: Customer) -> None:
    agent.get("internal-ordering/users/?search=ada&pageSize=5")
    agent.basket_for(ada)

    search, _, assign = agent.vendor.log.records
    assert {"search": "ada", "pageSize": "5"} == search.query
    assert {"customer_id": ada.id} == assign.body
    assert "Token" == assign.headers["authorization"]
    assert agent.vendor.token not in repr(agent.vendor.log.records)


def test_keeps_the_parts_of_an_upload(agent: Agent, ada: Customer) -> None:
    basket = agent.basket_for(ada)
    line = agent.finished_line(basket)

    (upload,) = agent.vendor.log.matching("POST", f"{API}/files/")
    assert {"basket_id": str(basket), "line_id": str(line), "unit": "mm"} == upload.form
    assert upload.file is not None
    assert ("cube.stl", "model/x.stl-binary") == (upload.file.name, upload.file.content_type)
    assert (684, 64) == (upload.file.size, len(upload.file.sha256))
    assert upload.body is None


def test_waits_until_a_request_has_arrived(agent: Agent) -> None:
    with ThreadPoolExecutor(1) as pool:
        arrival = pool.submit(agent.vendor.log.wait_for, "GET", "*/offers/", count=2)
        agent.get("offers/")
        agent.get("offers/")

        assert "GET" == arrival.result(5).method


def test_waiting_in_vain_says_what_came_instead(agent: Agent) -> None:
    agent.get("offers/")

    with pytest.raises(TimeoutError, match=r"no POST .*/orders/ arrived, only:\nGET .*/offers/"):
        agent.vendor.log.wait_for("POST", "*/orders/", limit=0.01)


def test_answers_of_long_ago_are_kept_only_where_something_was_made() -> None:
    log = RequestLog()
    for method in ("GET", "POST", *["GET"] * ANSWERS_KEPT):
        record = LoggedRequest(method=method, path="/", query={}, headers={})
        log.handled(log.arrived(record), status=200, answer={"id": 1})

    assert [None, {"id": 1}, {"id": 1}] == [record.answer for record in log.records[:3]]
