"""Traces of what the bot does, sent to a collector by OTLP over HTTP."""

from collections.abc import Iterator
from contextlib import contextmanager
from importlib.metadata import version

from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
from opentelemetry.sdk.resources import Resource
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import BatchSpanProcessor
from opentelemetry.trace import SpanKind, Status, StatusCode

from bot.observing import Act, Kind

SIDES = {Kind.REQUEST: SpanKind.SERVER, Kind.CALL: SpanKind.CLIENT}
LIMIT = 5
"""Seconds for which the collector is waited for."""


class Traces:
    """Makes a span of every act, below the one in which it is done.

    A span tells kind, name, order, size and outcome. The words of an error stay here, and no header
    of a request to anybody tells of a span.
    """

    def __init__(self, url: str) -> None:
        about = {"service.name": "printdesk", "service.version": version("printdesk")}
        self._provider = TracerProvider(resource=Resource.create(about), shutdown_on_exit=False)
        exporter = OTLPSpanExporter(endpoint=url, timeout=LIMIT)
        self._provider.add_span_processor(BatchSpanProcessor(exporter))
        self._tracer = self._provider.get_tracer("printdesk")

    @contextmanager
    def observe(self, act: Act) -> Iterator[None]:
        """Have a span for what is done in the block."""
        with self._tracer.start_as_current_span(
            f"{act.kind} {act.name}",
            kind=SIDES.get(act.kind, SpanKind.INTERNAL),
            record_exception=False,
            set_status_on_exception=False,
        ) as span:
            try:
                yield
            finally:
                said = {"order": act.order, "request": act.request, "outcome": act.outcome}
                span.set_attributes({f"printdesk.{k}": v for k, v in said.items() if v})
                if act.size:
                    span.set_attribute("printdesk.bytes", act.size)
                if not act.is_good:
                    span.set_status(Status(StatusCode.ERROR))

    def close(self) -> None:
        """Send what is left, as far as the collector takes it."""
        self._provider.shutdown()
