"""The traces of a running bot, as a collector gets them."""

import pytest

from bot.sandbox.slack.workspace import Workspace
from tests.bot.observing.collector import Collector, collecting, said
from tests.scenarios.case import Case
from tests.scenarios.form import LOVELACE
from tests.scenarios.house import House, by_http, furnished

SECRETIVE = (b"lovelace", b"bracket", b"xoxb", b"xapp", b"customers.example", b"search=")

pytestmark = pytest.mark.slow


def ordered(collector: Collector) -> tuple[House, Case]:
    """Have a bot place one order, and leave."""

    def arrange(slack: Workspace) -> dict[str, object]:
        return {**by_http(slack), "traces_url": collector.url}

    with furnished(arrange) as house:
        case = Case.fresh(house)
        case.ready(customer=LOVELACE).place().placed()
        return house, case


def test_an_order_is_seen_in_the_traces() -> None:
    with collecting() as collector:
        house, case = ordered(collector)
    names = {span.name for span in collector.spans}

    assert {"request command", "request form", "request event", "run keep"} <= names
    (placing,) = collector.named("run place")
    (order,) = collector.named("call POST /service-panel/services/{id}/internal-ordering/orders/")
    (transfer,) = collector.named("transfer forward")
    (forward,) = collector.named("run forward")
    assert (placing.span_id, placing.trace_id) == (order.parent_span_id, order.trace_id)
    assert forward.span_id == transfer.parent_span_id
    assert case.id == said(placing)["printdesk.order"] == said(transfer)["printdesk.order"]
    everything = b"".join(collector.raw).lower()
    assert [] == [word for word in SECRETIVE if word in everything]
    for record in house.vendor.log.records:
        assert "traceparent" not in record.headers
