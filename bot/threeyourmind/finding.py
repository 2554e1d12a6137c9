"""Picks the placed order that was looked for; pure."""

from collections.abc import Iterable

from bot.threeyourmind.bodies import reference
from bot.threeyourmind.models import Transaction
from state.ports import PlacedOrder


def placed_order(answer: Transaction) -> PlacedOrder | None:
    """Give the order of an answer, or nothing when it has neither number nor id."""
    order = answer.latest_transaction or answer
    own = (answer.number, answer.full_number, order.project_number, order.number, order.full_number)
    number = next((text for text in (*own, order.id) if text), None)
    if number is None:
        return None
    return PlacedOrder(number=number, key=order.id, status=order.status or answer.status)


def exactly(text: str, answers: Iterable[Transaction]) -> PlacedOrder | None:
    """Give the oldest order with this number, or with a reference that begins with these words."""
    wanted = reference(text)
    hits = [answer for answer in answers if wanted and _is(wanted, answer)]
    oldest = min(hits, key=_age, default=None)
    return placed_order(oldest) if oldest else None


def _is(wanted: str, answer: Transaction) -> bool:
    orders = [answer, *([answer.latest_transaction] if answer.latest_transaction else [])]
    return any(
        wanted in {order.number, order.full_number, order.project_number}
        or f"{order.reference} ".startswith(f"{wanted} ")
        for order in orders
    )


def _age(answer: Transaction) -> tuple[str, int, str]:
    # Ids count upwards, also where the time is missing or the same.
    return answer.date_created, len(answer.id), answer.id
