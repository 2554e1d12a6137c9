"""Reads placed orders out of answers, and picks the one that was looked for; pure."""

from collections.abc import Iterable

from bot.threeyourmind.bodies import reference
from bot.threeyourmind.guesses import FINAL_CATEGORIES
from bot.threeyourmind.models import Transaction
from state.aftercare import Listed
from state.ports import PlacedOrder


def placed_order(answer: Transaction) -> PlacedOrder | None:
    """Give the order of an answer, or nothing when it has neither number nor id."""
    order = answer.latest_transaction or answer
    own = (answer.number, answer.full_number, order.project_number, order.number, order.full_number)
    number = next((text for text in (*own, order.id) if text), None)
    if number is None:
        return None
    told = order if order.status else answer
    final = told.category.lower() in FINAL_CATEGORIES
    return PlacedOrder(number=number, key=order.id, status=told.status, final=final)


def listed(answers: Iterable[Transaction]) -> tuple[Listed, ...]:
    """Give the orders of a list, each with every name by which it may be known."""
    found = ((placed_order(answer), _names(answer)) for answer in answers)
    return tuple(Listed(order, names) for order, names in found if order is not None)


def exactly(text: str, answers: Iterable[Transaction]) -> PlacedOrder | None:
    """Give the oldest order with this number, or with a reference that begins with these words."""
    wanted = reference(text)
    hits = [answer for answer in answers if wanted and _is(wanted, answer)]
    oldest = min(hits, key=_age, default=None)
    return placed_order(oldest) if oldest else None


def _is(wanted: str, answer: Transaction) -> bool:
    return any(
        wanted in _numbers(order) or f"{order.reference} ".startswith(f"{wanted} ")
        for order in _both(answer)
    )


def _names(answer: Transaction) -> frozenset[str]:
    names = {word for order in _both(answer) for word in order.reference.split(maxsplit=1)[:1]}
    return frozenset(names.union(*map(_numbers, _both(answer))) - {""})


def _numbers(order: Transaction) -> set[str]:
    return {order.number, order.full_number, order.project_number}


def _both(answer: Transaction) -> list[Transaction]:
    """Give the answer and, when it is a project, the order that hangs under it."""
    return [answer, *([answer.latest_transaction] if answer.latest_transaction else [])]


def _age(answer: Transaction) -> tuple[str, int, str]:
    # Ids count upwards, also where the time is missing or the same.
    return answer.date_created, len(answer.id), answer.id
