"""How much there is of something whenever somebody asks for the metrics."""

import logging
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric

from bot.observing.figures import Figures

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Gauges:
    """A collector of the library: looks anew at each scrape."""

    figures: Figures

    def describe(self) -> Iterable[Metric]:
        """Tell nothing before the first scrape: nothing is running yet."""
        return ()

    def collect(self) -> Iterator[Metric]:
        """Look at everything."""
        for look in (self._ready, self._orders, self._queues, self._lag, self._socket):
            try:
                seen = list(look())
            except Exception as error:  # noqa: BLE001 - what can be seen is told all the same
                log.warning("metrics lack something: %s", type(error).__name__)
            else:
                yield from seen

    def _ready(self) -> Iterator[Metric]:
        yield _gauge("printdesk_ready", "1 while this process can work", self.figures.is_ready())

    def _orders(self) -> Iterator[Metric]:
        orders = GaugeMetricFamily("printdesk_orders", "Orders on record", labels=["phase"])
        for phase, count in self.figures.orders().items():
            orders.add_metric([phase], count)
        yield orders

    def _queues(self) -> Iterator[Metric]:
        depth = GaugeMetricFamily(
            "printdesk_queue_depth", "Background runs under way, of all processes", labels=["run"]
        )
        age = GaugeMetricFamily(
            "printdesk_queue_age_seconds", "Age of the oldest of these runs", labels=["run"]
        )
        for run, queue in self.figures.queues().items():
            depth.add_metric([run], queue.depth)
            age.add_metric([run], queue.age)
        yield from (depth, age)

    def _lag(self) -> Iterator[Metric]:
        what = "For how long the order has been due that should have been looked at first"
        yield _gauge("printdesk_watch_lag_seconds", what, self.figures.lag())

    def _socket(self) -> Iterator[Metric]:
        if (pulse := self.figures.pulse) is None:
            return
        beat = pulse.beat()
        what = "1 while Slack's socket is open and heard of"
        yield _gauge("printdesk_slack_connected", what, beat.alive)
        what = "Since Slack was last heard on the socket"
        yield _gauge("printdesk_slack_silence_seconds", what, beat.silence)
        what = "Sockets opened after the first"
        yield CounterMetricFamily("printdesk_slack_reconnects", what, value=beat.reconnects)


def _gauge(name: str, what: str, value: float) -> Metric:
    return GaugeMetricFamily(name, what, value=float(value))
