"""Records for tests: complete and plausible as they come, changed by keyword."""

from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from state.abilities import Abilities
from state.basket import line_spec, price_query
from state.events import Event, PlaceRequested
from state.facts import Facts, Format
from state.form import Answers
from state.order import Basket, Entry, Order, Priced, Spot, Terms
from state.part import Part, Ready, SharedFile
from state.phase import Cancelled, Collecting, Expired, Failed, NeedsHuman, Phase, Placed, Placing
from state.problems import Problem
from state.record import Choice

AT = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
ADA, BEN = "U0ADA", "U0BEN"
CUSTOMER = Choice(key="17", label="Grace Hopper, Harbour Works <grace@example.com>")
OWN_ACCOUNT = Abilities(
    chooses_customer=False, sets_prices=False, creates_addresses=True, offers_by_part=True
)
MATERIAL = Choice(key="5", label="PA12, grey")

PHASES: tuple[Phase, ...] = (
    Collecting(),
    Placing(attempt=1, by=ADA),
    Placed(number="100001", key="1", at=AT, by=ADA),
    Failed(problem=Problem(cause="refused", detail="The payment method is not available.")),
    NeedsHuman(since=AT),
    Cancelled(by=ADA, at=AT),
    Expired(at=AT),
)


def a_file(**changes: Any) -> SharedFile:
    """Build a file as somebody shared it."""
    return SharedFile(**{"id": "F0BRACKET", "name": "bracket.stl", "size": 48_284} | changes)


def a_problem(**changes: Any) -> Problem:
    """Build a problem as it is kept in the record."""
    return Problem(**{"cause": "unreachable"} | changes)


def a_part(**changes: Any) -> Part:
    """Build a part whose file nobody has sent yet."""
    return Part(**{"id": "P1", "file": a_file(), "by": ADA} | changes)


def some_facts(**changes: Any) -> Facts:
    """Build what a sound binary STL tells, of a size that is plausible in millimetres."""
    given = {"format": Format.BINARY_STL, "size": (50.0, 20.0, 10.0), "volume": 6_300.0}
    return Facts(**given | {"triangles": 2_876} | changes)


def small_facts(**changes: Any) -> Facts:
    """Build the facts of a part that is plausible in inches only."""
    return some_facts(**{"size": (2.0, 1.5, 0.8), "volume": 1.2} | changes)


def a_ready_part(**changes: Any) -> Part:
    """Build a part whose file 3YOURMIND has analysed; its line says nothing yet."""
    return a_part(**{"line": "301", "upload": Ready(), "digest": "ab" * 32} | changes)


def complete_answers(**changes: Any) -> Answers:
    """Build answers that leave no question of the order form open."""
    given = {
        "customer": CUSTOMER,
        "billing_address": Choice(key="41", label="Harbour Works, Quay 1, 20457 Hamburg"),
        "shipping_address": Choice(key="42", label="Workshop, Dock 7, 20457 Hamburg"),
        "delivery": Choice(key="shipping:2", label="Standard parcel"),
        "shipping_price": Decimal("7.90"),
        "payment": Choice(key="3", label="Invoice"),
        "material": MATERIAL,
        "price": Decimal("12.50"),
    }
    return Answers(**given | changes)


def an_order(**changes: Any) -> Order:
    """Build an order that nobody has stored: complete answers, no parts, no history."""
    given = {
        "id": "PD7K3M",
        "owner": ADA,
        "team": "T0LAB",
        "started": AT,
        "terms": Terms(currency="EUR", tax_rate=Decimal("0.19")),
        "spot": Spot(channel="C0PRINT"),
        "answers": complete_answers(),
    }
    return Order(**given | changes)


def an_own_order(**changes: Any) -> Order:
    """Build an order of the desk's own account that lacks nothing; the desk priced it at 21.47."""
    given = {
        "terms": Terms(currency="EUR", abilities=OWN_ACCOUNT),
        "answers": complete_answers(customer=None, shipping_price=None, price=None),
        "basket": Basket(id="201", keeper="keeper"),
    }
    order = a_complete_order(**given | changes)
    query = price_query(order)
    if query is None or "basket" in changes:
        return order
    priced = Priced(query=query, total=Decimal("21.47"))
    return order.but(basket=order.basket.but(priced=priced))


def a_complete_order(**changes: Any) -> Order:
    """Build an order that lacks nothing and whose basket is in line."""
    given = {
        "spot": Spot(channel="C0PRINT", card="1772443800.000100"),
        "parts": (a_ready_part(),),
        "basket": Basket(id="201", customer=CUSTOMER.key, keeper="keeper"),
    }
    order = an_order(**given | changes)
    if "parts" in changes:
        return order
    described = tuple(p.but(described=line_spec(order, p)) for p in order.parts)
    return order.but(parts=described)


def an_order_in(phase_kind: str, **changes: Any) -> Order:
    """Build an order that lacks nothing, in the phase of this kind (`needs_human`)."""
    phase = next(p for p in PHASES if p.kind == phase_kind)
    tried = phase_kind in {"placing", "placed", "failed", "needs_human"}
    return a_complete_order(**{"phase": phase, "attempts": int(tried)} | changes)


def an_entry(event: Event, *, by: str = ADA, at: datetime = AT) -> Entry:
    """Build the entry of the history that this event leaves."""
    return Entry(at=at, by=by, event=event.model_dump(mode="json"))


def a_press(*, by: str = ADA, amount: Decimal = Decimal("24.28")) -> PlaceRequested:
    """Build the press of Place by somebody who was shown the total of `a_complete_order()`."""
    return PlaceRequested(by=by, amount=amount)
