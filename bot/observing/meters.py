"""What the bot has done, counted for Prometheus."""

import time
from collections.abc import Iterator
from contextlib import contextmanager

from prometheus_client import (
    CONTENT_TYPE_LATEST,
    CollectorRegistry,
    Counter,
    Histogram,
    ProcessCollector,
    generate_latest,
)

from bot.observing import Act, Kind
from bot.observing.figures import Figures
from bot.observing.gauges import Gauges

PROMPT = (0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 1.5, 2.0, 2.5, 3.0)
"""Slack gives up after three seconds."""
PATIENT = (0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0, 60.0, 300.0)
LONG = (0.5, 1.0, 5.0, 15.0, 60.0, 300.0, 900.0, 3600.0)


class Meters:
    """Counts acts, and tells them with the gauges as one page; labels hold no customer data."""

    content_type = CONTENT_TYPE_LATEST

    def __init__(self) -> None:
        self._registry = CollectorRegistry()
        ProcessCollector(registry=self._registry)
        self._times = {
            Kind.REQUEST: self._histogram(
                "slack_ack_seconds", "From a request of Slack's to its answer", "kind", PROMPT
            ),
            Kind.CALL: self._histogram(
                "api_call_seconds", "Requests to 3YOURMIND, each try by itself", "call", PATIENT
            ),
            Kind.TRANSFER: self._histogram(
                "upload_seconds", "Files from Slack to 3YOURMIND", "way", LONG
            ),
            Kind.RUN: self._histogram("run_seconds", "Runs of the background work", "run", LONG),
        }
        what = "Bytes of files that went from Slack to 3YOURMIND"
        self._bytes = Counter("printdesk_upload_bytes", what, registry=self._registry)

    @contextmanager
    def observe(self, act: Act) -> Iterator[None]:
        """Time what is done in the block."""
        begun = time.perf_counter()
        try:
            yield
        finally:
            seconds = time.perf_counter() - begun
            self._times[act.kind].labels(act.name, act.outcome).observe(seconds)
            if act.size:
                self._bytes.inc(act.size)

    def look_at(self, figures: Figures) -> None:
        """Tell from now on what there is to see as well."""
        self._registry.register(Gauges(figures))

    def page(self) -> bytes:
        """Give everything in the text format of Prometheus."""
        return generate_latest(self._registry)

    def _histogram(self, name: str, what: str, label: str, buckets: tuple[float, ...]) -> Histogram:
        return Histogram(
            f"printdesk_{name}",
            what,
            [label, "outcome"],
            registry=self._registry,
            buckets=buckets,
        )
