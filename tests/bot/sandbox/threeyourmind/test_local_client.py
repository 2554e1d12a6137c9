"""The requests of the vendor's own Python client, one after another, as they were recorded.

`client_requests.json` was written down while the methods of push-to-3yourmind (GitHub, commit
78bb5e1 of its main branch; not on the package index) ran as a program of their own against the
local 3YOURMIND. Names in braces stand for ids; `takes` says what the client, or whoever uses it,
reads out of an answer. The client can order quotes only, so the order in between is the test's.
"""

import json
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import requests

from bot.sandbox.threeyourmind.local import API, Local3yourmind
from tests.bot.sandbox.threeyourmind.agent import Agent, stl

STEPS = json.loads(Path(__file__).with_name("client_requests.json").read_text(encoding="utf-8"))
ORDERS = next(n for n, step in enumerate(STEPS) if step["call"] == "user_panel.get_orders")


@dataclass
class Replay:
    """Sends what the client sent: one header by hand, no body where it has none."""

    agent: Agent
    known: dict[str, Any] = field(default_factory=dict)
    answers: dict[str, list[Any]] = field(default_factory=dict)
    """By the client's method: what it gave back, and what it asked for on the way."""

    def play(self, steps: list[dict[str, Any]]) -> None:
        for step in steps:
            answer = self._sent(step)
            assert answer.ok, f"{step['call']}: {answer.status_code} {answer.text}"
            given = answer.json() if answer.content else ""
            self.answers.setdefault(step["call"].partition(".")[2], []).append(given)
            for name, path in step.get("takes", {}).items():
                self.known[name] = _at(given, path)

    def _sent(self, step: dict[str, Any]) -> requests.Response:
        file = {"files": {"file": (step["file"], stl())}} if "file" in step else {}
        return self.agent.ask(
            step["method"],
            self._filled(step["path"]),
            token=self.agent.vendor.buyer_token,
            params=self._filled(step.get("query")),
            json=self._filled(step.get("json")),
            data=self._filled(step.get("form")),
            **file,
        )

    def _filled(self, value: Any) -> Any:
        match value:
            case dict():
                return {name: self._filled(inner) for name, inner in value.items()}
            case list():
                return [self._filled(inner) for inner in value]
            case str() if value.startswith("{"):
                return self.known[value[1:-1]]
            case str():
                return value.format_map(self.known)
        return value


def _at(given: Any, path: list[str | int]) -> Any:
    for key in path:
        given = given[key]
    return given


@pytest.fixture
def replay(agent: Agent) -> Replay:
    replay = Replay(agent)
    replay.play(STEPS[:ORDERS])
    return replay


def test_the_client_makes_fills_lists_and_prices_a_basket(
    replay: Replay, vendor: Local3yourmind
) -> None:
    given, known = replay.answers, replay.known

    assert [known["basket"]] == [basket["id"] for basket in given["get_baskets"][0]["results"]]
    assert "Rack" == given["get_basket"][0]["title"]
    assert {"status": "finished"} == given["check_uploaded_file_status"][0]
    (lines,) = given["get_basket_lines"]
    assert [(known["line"], 3, "mm"), (known["second"], 2, "inch")] == [
        (line["id"], line["quantity"], line["file"]["unit"]) for line in lines
    ]
    assert lines[:1] == given["get_basket_line"]
    bare, whole = (Decimal(p["totalPrice"]["inclusiveTax"]) for p in given["get_basket_price"])
    finish = Decimal("2.50")
    assert 3 * (Decimal("12.34") + finish) + 2 * Decimal("12.34") == bare
    assert bare * Decimal("0.9") + Decimal("6.90") == whole
    assert [""] == given["delete_basket"]
    assert {known["basket"]} == set(vendor.world.baskets)


def test_the_client_finds_the_order_that_was_made_of_its_basket(replay: Replay) -> None:
    address, shipping = replay.known["address"], replay.known["shipping"]
    order = {
        "additionalInformation": {"reference": "PO 17"},
        "basketId": replay.known["basket"],
        "billingAddressId": address,
        "shipping": {"methodId": shipping, "addressId": address},
        "pickupLocationId": None,
        "payment": {
            "currency": "EUR",
            "details": {},
            "methodId": replay.answers["get_payment_methods"][0][0]["id"],
            "authorizedAmount": "76.10",
        },
        "voucherCode": "",
    }
    token = replay.agent.vendor.buyer_token
    placed = replay.agent.ask("POST", f"{API}/user-panel/orders/", token=token, json=order).json()

    replay.play(STEPS[ORDERS:])

    assert [[placed]] == [page["results"] for page in replay.answers["get_orders"]]
    assert [placed] == replay.answers["get_order"]
    assert placed["lines"][:1] == replay.answers["get_order_line"]


def test_the_client_reads_profile_and_lists(replay: Replay) -> None:
    given = replay.answers

    assert "buyer@service.example" == given["get_profile"][0]["email"]
    assert "inch" == given["set_preferences"][0]["unit"]
    assert given["get_addresses"][0][:1] == given["get_address"]
    assert "EUR" in given["get_currencies"][0]
    assert {"code": "DE", "name": "Germany"} in given["get_countries"][0]
