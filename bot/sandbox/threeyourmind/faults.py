"""What a test can make happen to requests to the local 3YOURMIND."""

from dataclasses import dataclass, field
from enum import Enum
from types import MappingProxyType
from typing import ClassVar


class Moment(Enum):
    """Where in the life of a request something happens to it."""

    BEFORE = "arrived, its body not read and nothing done yet"
    AFTER = "done, but not answered yet"


@dataclass(frozen=True)
class Fault:
    """Something that happens to a request; `concerns` is the method and path it is meant for."""

    concerns: ClassVar[tuple[str, str]] = ("*", "*")


@dataclass(frozen=True)
class Slow(Fault):
    """The request waits before it is handled; other requests go on."""

    seconds: float


@dataclass(frozen=True)
class Drop(Fault):
    """The connection breaks without an answer."""

    at: Moment


@dataclass(frozen=True)
class Hold(Fault):
    """The request stays where it is until the switch is released."""

    at: Moment


@dataclass(frozen=True)
class Answer(Fault):
    """The request is not handled but answered with this."""

    status: int
    body: str = '{"detail": "A server error occurred."}'
    content_type: str = "application/json"
    headers: MappingProxyType[str, str] = field(default_factory=lambda: MappingProxyType({}))


@dataclass(frozen=True)
class AnalysisFails(Fault):
    """The uploaded file's analysis ends in `failed`, whatever the file is."""

    concerns = ("POST", "*/files/")


@dataclass(frozen=True)
class QuantityEcho(Fault):
    """The answer about a line shows this quantity, or none at all."""

    concerns = ("PATCH", "*/lines/*")
    quantity: int | None = None


def server_error(status: int = 503) -> Answer:
    """A JSON answer with a 5xx status."""
    return Answer(status)


def too_many_requests(retry_after: int) -> Answer:
    """A 429 that asks to wait for so many seconds."""
    return Answer(
        429,
        f'{{"detail": "Request was throttled. Expected available in {retry_after} seconds."}}',
        headers=MappingProxyType({"Retry-After": str(retry_after)}),
    )


def html_page(status: int) -> Answer:
    """The error page of a proxy in front of the vendor."""
    page = f"<html><head><title>{status}</title></head><body><h1>{status}</h1></body></html>"
    return Answer(status, page, "text/html")
