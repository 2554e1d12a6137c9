"""An order without what tells who it was for: for customers who ask to be forgotten; pure."""

from collections.abc import Collection, Iterator, Mapping
from typing import Any

from state.order import Entry, Order
from state.record import Choice
from state.requirements import FieldKind
from state.terms import emails, folded

REMOVED = "(removed)"
"""What stands in the place of every text that is no longer kept."""
_CHOSEN = frozenset({"customer", "billing_address", "shipping_address"})
_TYPED = frozenset({"reference", "instructions"})
_NAMES = "contents"
"""The names of the files in a zip."""
_SAID = frozenset({"detail", "fields"})
"""What a problem quotes: words of 3YOURMIND that may repeat anything, and names of files."""


def customers(order: Order) -> Iterator[Choice]:
    """Give the customer of the order, and those whom it had before."""
    if order.answers.customer is not None:
        yield order.answers.customer
    for entry in order.history:
        if (customer := _chosen_in(entry)) is not None:
            yield Choice.model_validate(customer)


def is_known_as(customer: Choice, text: str) -> bool:
    """Tell whether a text is the customer's key, whole label, or e-mail address."""
    if text.strip() == customer.key:
        return True
    is_whole = text.strip().casefold() == customer.label.casefold() and text != REMOVED
    return is_whole or folded(text) in emails(customer.label)


def is_forgotten(order: Order) -> bool:
    """Tell whether the order no longer says whom it was for."""
    customer = order.answers.customer
    return customer is not None and customer.label == REMOVED


def forgotten(order: Order, keys: Collection[str]) -> Order:
    """Give the order without what tells of the customers with these keys.

    Ids, numbers, keys, amounts and times stay. Where the order was for one of them at first only,
    what was answered then is removed.
    """
    customer = order.answers.customer
    if customer is not None and customer.key in keys:
        stored = order.model_dump(mode="json")
        terms = {"terms": stored["terms"]}
        return Order.model_validate(_cleared("", stored) | terms)
    history = tuple(_without(entry, keys) for entry in order.history)
    return order if history == order.history else order.but(history=history)


def _without(entry: Entry, keys: Collection[str]) -> Entry:
    customer = _chosen_in(entry)
    if customer is None or customer["key"] not in keys:
        return entry
    return entry.but(event=_cleared("", entry.event))


def _chosen_in(entry: Entry) -> Mapping[str, Any] | None:
    answers = entry.event.get("answers")
    return answers.get("customer") if isinstance(answers, dict) else None


def _cleared(name: str, value: Any) -> Any:
    """Clear what stands under a name, in whatever it stands."""
    match value:
        case dict():
            inner = {key: _cleared(key, content) for key, content in value.items()}
            return {} if name in _SAID else inner | _overwritten(name, inner)
        case list():
            return [REMOVED if name == _NAMES else _cleared("", each) for each in value]
        case str() if value and name in _TYPED | _SAID:
            return REMOVED
        case _:
            return value


def _overwritten(name: str, value: Mapping[str, Any]) -> dict[str, str]:
    if name in _CHOSEN:
        return {"label": REMOVED}
    if name == "file":
        return {"name": REMOVED}
    # An answer to a form of the organisation, in somebody's own words.
    return {"value": REMOVED} if value.get("kind") == FieldKind.WORDS and "value" in value else {}
