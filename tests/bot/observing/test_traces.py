from collections.abc import Iterator
from contextlib import closing

import pytest
from opentelemetry.proto.trace.v1.trace_pb2 import Span, Status

from bot.observing import Act, Kind
from bot.observing.traces import Traces
from tests.bot.observing.collector import Collector, collecting, said


@pytest.fixture
def collector() -> Iterator[Collector]:
    with collecting() as collector:
        yield collector


def test_what_is_done_within_something_is_below_it(collector: Collector) -> None:
    with closing(Traces(collector.url)) as traces:
        run = Act(Kind.RUN, "place", order="PD-7K3M")
        with traces.observe(run):
            call = Act(Kind.CALL, "GET /orders/")
            with traces.observe(call):
                call.outcome = "200"
            run.outcome = "ok"
    inner, outer = collector.spans

    assert ("call GET /orders/", "run place") == (inner.name, outer.name)
    assert (outer.span_id, outer.trace_id) == (inner.parent_span_id, inner.trace_id)
    assert {"printdesk.outcome": "ok", "printdesk.order": "PD-7K3M"} == said(outer)
    assert (Span.SPAN_KIND_CLIENT, Span.SPAN_KIND_INTERNAL) == (inner.kind, outer.kind)
    assert "printdesk" == collector.resources[0]["service.name"]


@pytest.mark.parametrize(
    ("outcome", "code"),
    [
        ("ok", Status.STATUS_CODE_UNSET),
        ("201", Status.STATUS_CODE_UNSET),
        ("404", Status.STATUS_CODE_ERROR),
        ("ReadTimeout", Status.STATUS_CODE_ERROR),
        ("unreachable", Status.STATUS_CODE_ERROR),
    ],
)
def test_what_came_out_badly_is_an_error(collector: Collector, outcome: str, code: int) -> None:
    with closing(Traces(collector.url)) as traces:
        act = Act(Kind.TRANSFER, "forward", size=684)
        with traces.observe(act):
            act.outcome = outcome
    (span,) = collector.spans

    assert code == span.status.code
    assert {"printdesk.outcome": outcome, "printdesk.bytes": 684} == said(span)


def test_the_words_of_an_error_stay_here(collector: Collector) -> None:
    with closing(Traces(collector.url)) as traces:
        act = Act(Kind.CALL, "GET /users/", user="U0ADA")
        with pytest.raises(ValueError, match="lovelace"), traces.observe(act):
            raise ValueError("nobody is called lovelace")
    (span,) = collector.spans

    assert Status.STATUS_CODE_ERROR == span.status.code
    assert [] == list(span.events)
    assert b"lovelace" not in b"".join(collector.raw)
    assert b"U0ADA" not in b"".join(collector.raw)


def test_a_collector_that_is_not_there_keeps_nobody_from_working() -> None:
    with closing(Traces("http://127.0.0.1:9/v1/traces")) as traces:
        act = Act(Kind.RUN, "keep")
        with traces.observe(act):
            act.outcome = "ok"

    assert act.is_good
