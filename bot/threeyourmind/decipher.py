"""What an answer of 3YOURMIND means; pure and total."""

import json
from collections.abc import Mapping
from decimal import Decimal
from http import HTTPStatus
from typing import Any, NoReturn

from bot.threeyourmind.complaints import complaint
from bot.threeyourmind.retry_after import seconds_to_wait
from state.problems import Broken, Busy, DeskError, Missing, NotPermitted, Refused, UnknownToken


def decipher(status: int, headers: Mapping[str, str], body: bytes) -> Any:
    """Give the JSON value of an answer, `None` for an empty one; all else is a `DeskError`.

    Numbers with a decimal point come as `Decimal`. Only 2xx is success.
    """
    match status // 100:
        case 2:
            return _value(body)
        case 4:
            raise _refusal(status, {name.lower(): text for name, text in headers.items()}, body)
        case _:
            raise Broken(_phrase(status))


def _value(body: bytes) -> Any:
    if not body.strip():
        return None
    try:
        return _parsed(body)
    except (ValueError, RecursionError):
        # The parser's own message would quote the body.
        raise Broken("an answer that is not JSON") from None


def _refusal(status: int, headers: Mapping[str, str], body: bytes) -> DeskError:
    said = complaint(_parsed_or_none(body))
    detail = said.detail or _phrase(status)
    match status:
        case 401:
            return UnknownToken(detail)
        case 403:
            return NotPermitted(detail)
        case 404 | 405 | 410:
            return Missing(detail)
        case 429:
            return Busy(detail, retry_after=seconds_to_wait(headers))
        case _:
            return Refused(said.detail if said.fields else detail, fields=said.fields)


def _parsed(body: bytes) -> Any:
    return json.loads(
        body.decode("utf-8-sig"), parse_float=_decimal, parse_constant=_no_such_number
    )


def _parsed_or_none(body: bytes) -> Any:
    try:
        return _parsed(body)
    except (ValueError, RecursionError):
        return None


def _decimal(text: str) -> Decimal:
    try:
        return Decimal(text)
    except ArithmeticError:
        _no_such_number(text)


def _no_such_number(_text: str) -> NoReturn:
    raise ValueError("not a number of JSON")


def _phrase(status: int) -> str:
    try:
        return f"HTTP {status} ({HTTPStatus(status).phrase})"
    except ValueError:
        return f"HTTP {status}"
