"""One request on the wire, whichever log it comes from."""

import re
from dataclasses import asdict, dataclass
from http import HTTPStatus
from typing import Any

from bot.logs import mask
from bot.sandbox.slack.api.web_api import CallRecord
from bot.sandbox.slack.delivery.parcels import Delivery
from bot.sandbox.slack.wire import Json
from bot.sandbox.threeyourmind.log import LoggedRequest

SECRET_KEYS = frozenset({"token", "trigger_id", "interactivity_pointer"})
SECRET_ADDRESS = re.compile(r"(ticket=|/(?:commands|actions)/\w+/|/upload/v1/)\w+")


@dataclass(frozen=True)
class Line:
    """A request with its answer; `at` is in seconds of a monotonic clock."""

    at: float
    sender: str
    receiver: str
    what: str
    status: int | str | None
    seconds: float | None
    request: Any
    response: Any

    def masked(self) -> Json:
        """Give it as the page shows it, without secrets."""
        return {
            "from": self.sender,
            "to": self.receiver,
            "what": self.what,
            "status": self.status,
            "ms": None if self.seconds is None else round(self.seconds * 1000, 1),
            "request": without_secrets(self.request),
            "response": without_secrets(self.response),
        }


def of_call(record: CallRecord) -> Line:
    """Give a call of Slack's Web API, or a download."""
    status = record.answer.get("error") if record.status == HTTPStatus.OK else record.status
    return Line(
        at=record.at,
        sender="bot",
        receiver="Slack",
        what=record.method,
        status=status or "ok",
        seconds=record.took,
        request=record.arguments,
        response=record.answer,
    )


def of_delivery(delivery: Delivery) -> Line:
    """Give something Slack told the bot."""
    parcel = delivery.parcel
    again = f" (again: {parcel.retry_reason})" if parcel.attempt else ""
    return Line(
        at=delivery.at,
        sender="Slack",
        receiver="bot",
        what=f"{parcel.type} {parcel.name}{again}",
        status=delivery.error or "ok",
        seconds=delivery.latency,
        request=parcel.payload,
        response=delivery.answer,
    )


def of_request(record: LoggedRequest) -> Line:
    """Give a request to 3YOURMIND."""
    query = "&".join(f"{name}={value}" for name, value in record.query.items())
    upload = {**(record.form or {}), **({"file": asdict(record.file)} if record.file else {})}
    return Line(
        at=record.at,
        sender="bot",
        receiver="3YOURMIND",
        what=f"{record.method} {record.path}" + (f"?{query}" if query else ""),
        status=record.status,
        seconds=record.took,
        request=record.body if record.body is not None else upload or None,
        response=record.answer,
    )


def without_secrets(value: Any) -> Any:
    """Give a JSON value with everything masked that opens a door."""
    match value:
        case dict():
            return {name: _hidden(name, inner) for name, inner in value.items()}
        case list() | tuple():
            return [without_secrets(inner) for inner in value]
        case str():
            return SECRET_ADDRESS.sub(r"\1[secret]", mask(value))
        case _:
            return value


def _hidden(name: str, value: Any) -> Any:
    return "[secret]" if name in SECRET_KEYS and value else without_secrets(value)
