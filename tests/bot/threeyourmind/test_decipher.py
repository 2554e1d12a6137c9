import json
from collections.abc import Mapping
from decimal import Decimal
from types import MappingProxyType
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.threeyourmind.decipher import decipher
from state.problems import Broken, Busy, DeskError, Missing, NotPermitted, Refused, UnknownToken

PAGE = b"<html><head><title>Oh</title></head><body><h1>Request Entity Too Large</h1></body></html>"


def outcome(status: int, headers: Mapping[str, str], body: bytes) -> Any:
    try:
        return decipher(status, headers, body)
    except DeskError as error:
        return error


def raised(
    status: int, body: bytes = b"", headers: Mapping[str, str] = MappingProxyType({})
) -> DeskError:
    error = outcome(status, headers, body)
    assert isinstance(error, DeskError)
    return error


def refused(body: Any) -> DeskError:
    return raised(400, json.dumps(body).encode())


@pytest.mark.parametrize(
    ("status", "body", "value"),
    [
        (200, b'{"id": 31}', {"id": 31}),
        (201, b"[]", []),
        (200, b"null", None),
        (204, b"", None),
        (200, b" \r\n", None),
        (299, b'"text"', "text"),
        (200, b"\xef\xbb\xbf[1]", [1]),
    ],
)
def test_success_gives_the_value_of_the_body(status: int, body: bytes, value: Any) -> None:
    assert value == decipher(status, {}, body)


def test_a_number_with_a_decimal_point_never_becomes_a_float() -> None:
    value = decipher(200, {}, b'{"price": 12.10}')

    assert {"price": Decimal("12.10")} == value
    assert isinstance(value["price"], Decimal)


@pytest.mark.parametrize(
    "body",
    [PAGE, b"{", b"NaN", b"\xff", b"[" * 100_000, b"1e99999999999999999999", b"1" * 5000],
)
def test_success_without_json_is_broken_and_does_not_quote_the_body(body: bytes) -> None:
    error = raised(200, body)

    assert isinstance(error, Broken)
    assert "an answer that is not JSON" == error.detail


@pytest.mark.parametrize(
    ("status", "kind"),
    [
        (400, Refused),
        (401, UnknownToken),
        (403, NotPermitted),
        (404, Missing),
        (405, Missing),
        (409, Refused),
        (410, Missing),
        (413, Refused),
        (415, Refused),
        (429, Busy),
        (499, Refused),
        (100, Broken),
        (302, Broken),
        (304, Broken),
        (500, Broken),
        (502, Broken),
        (600, Broken),
        (0, Broken),
        (-1, Broken),
    ],
)
@pytest.mark.parametrize("body", [b"", PAGE, b'{"detail": "Sorry."}'])
def test_every_other_status_has_one_cause(status: int, kind: type[DeskError], body: bytes) -> None:
    assert kind is type(raised(status, body))


@pytest.mark.parametrize("status", [400, 401, 404, 429])
def test_the_sentence_of_an_error_body_is_its_detail(status: int) -> None:
    assert "Not today." == raised(status, b'{"detail": "Not\\n today."}').detail


def test_a_page_of_a_proxy_leaves_only_what_its_status_means() -> None:
    assert "HTTP 413 (Request Entity Too Large)" == raised(413, PAGE).detail
    assert "HTTP 502 (Bad Gateway)" == raised(502, PAGE).detail
    assert "HTTP 499" == raised(499, PAGE).detail


@pytest.mark.parametrize(
    ("body", "detail", "fields"),
    [
        ({"basketId": ["Gone."]}, "", {"basketId": ("Gone.",)}),
        ({"userId": ["No.", "Never."]}, "", {"userId": ("No.", "Never.")}),
        ({"userId": "No."}, "", {"userId": ("No.",)}),
        ({"nonFieldErrors": ["Either, or."]}, "Either, or.", {}),
        ({"non_field_errors": ["Either, or."]}, "Either, or.", {}),
        (["One.", "Two."], "One. Two.", {}),
        ("Plainly no.", "Plainly no.", {}),
        (
            {"payment": {"authorized_amount": ["Too low."]}},
            "",
            {"payment.authorizedAmount": ("Too low.",)},
        ),
        (
            {"shipping": {"non_field_errors": ["Unknown."]}},
            "",
            {"shipping": ("Unknown.",)},
        ),
        (
            {"postProcessings": [{}, {"color_id": ["Unknown."]}]},
            "",
            {"postProcessings.1.colorId": ("Unknown.",)},
        ),
        (
            {"detail": "Look below.", "currency": ["No."]},
            "Look below.",
            {"currency": ("No.",)},
        ),
        ({}, "HTTP 400 (Bad Request)", {}),
        (None, "HTTP 400 (Bad Request)", {}),
        ({"basketId": [None, "", 3]}, "HTTP 400 (Bad Request)", {}),
    ],
)
def test_a_refusal_says_what_is_wrong_with_which_field(
    body: Any, detail: str, fields: dict[str, tuple[str, ...]]
) -> None:
    error = refused(body)

    assert detail == error.detail
    assert fields == error.fields


@pytest.mark.parametrize("opening", [b'{"a":', b"["])
def test_what_is_nested_too_deeply_is_not_read(opening: bytes) -> None:
    closing = b"}" if opening.startswith(b"{") else b"]"
    error = raised(400, opening * 8 + b'"x"' + closing * 8)

    assert ("HTTP 400 (Bad Request)", {}) == (error.detail, error.fields)


def test_a_flood_of_messages_is_cut() -> None:
    error = refused({f"field{n}": ["x" * 10_000] * 10 for n in range(100)})

    assert 40 == sum(len(messages) for messages in error.fields.values())
    assert all(len(m) <= 300 for messages in error.fields.values() for m in messages)


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({}, 1.0),
        ({"Retry-After": "7"}, 7.0),
        ({"retry-after": " 0 "}, 0.0),
        ({"Retry-After": "-3"}, 1.0),
        ({"Retry-After": "1e9"}, 1.0),
        ({"Retry-After": "soon"}, 1.0),
        (
            {
                "Date": "Mon, 02 Mar 2026 09:30:00 GMT",
                "Retry-After": "Mon, 02 Mar 2026 09:30:12 GMT",
            },
            12.0,
        ),
        (
            {
                "Date": "Mon, 02 Mar 2026 09:30:00 -0000",
                "Retry-After": "Mon, 02 Mar 2026 09:29:00 GMT",
            },
            0.0,
        ),
        ({"Retry-After": "Mon, 02 Mar 2026 09:30:12 GMT"}, 1.0),
    ],
)
def test_busy_tells_how_long_to_wait(headers: dict[str, str], seconds: float) -> None:
    error = raised(429, headers=headers)

    assert isinstance(error, Busy)
    assert seconds == error.retry_after


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=20,
)
bodies = st.binary() | json_values.map(lambda value: json.dumps(value).encode())
header_names = st.text() | st.sampled_from(["Retry-After", "Date", "Content-Type"])
header_texts = st.text() | st.datetimes().map(lambda d: d.strftime("%a, %d %b %Y %H:%M:%S GMT"))


@given(
    status=st.integers() | st.integers(100, 600),
    headers=st.dictionaries(header_names, header_texts),
    body=bodies,
)
@example(status=429, headers={"Retry-After": "Thu, 99 Zzz 99999999999 99:99:99"}, body=b"")
@example(status=400, headers={}, body=b'{"a":' * 900 + b"1" + b"}" * 900)
@example(status=400, headers={}, body=b'["\\ud800"]')
def test_any_answer_is_a_json_value_or_a_desk_error(
    status: int, headers: dict[str, str], body: bytes
) -> None:
    match outcome(status, headers, body):
        case DeskError() as error:
            kept = error.problem.model_dump_json()
        case value:
            kept = json.dumps(value, default=str)

    assert kept.encode()
