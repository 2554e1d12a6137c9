"""Reads placed orders out of answers, and picks the one that was looked for; pure."""

from collections.abc import Iterable, Iterator

from bot.threeyourmind import labels
from bot.threeyourmind.bodies import reference
from bot.threeyourmind.guesses import FINAL_CATEGORIES
from bot.threeyourmind.models import Transaction
from state.aftercare import Listed
from state.ports import Hit, PlacedOrder


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


def hits(text: str, answers: Iterable[Transaction]) -> tuple[Hit, ...]:
    """Give the orders with this number or reference, else those that show all words of the text.

    What the server did not look for by itself is not shown: it may not know the text as a filter.
    """
    every, wanted = tuple(answers), reference(text)
    named = [answer for answer in every if wanted and _is(wanted, answer)]
    words = text.casefold().split()
    fitting = named or [answer for answer in every if words and _shows(words, answer)]
    return tuple(hit for answer in fitting if (hit := _hit(answer)) is not None)


def _shows(words: Iterable[str], answer: Transaction) -> bool:
    shown = " ".join(text for order in _both(answer) for text in _texts(order)).casefold()
    return all(word in shown for word in words)


def _texts(order: Transaction) -> Iterator[str]:
    yield from _numbers(order)
    yield order.reference
    if (person := order.customer) is not None:
        yield from (person.first_name, person.last_name, person.company, person.email)
    yield from (line.file_name for line in order.lines)


def _hit(answer: Transaction) -> Hit | None:
    if (order := placed_order(answer)) is None:
        return None
    people = (labels.buyer(one.customer) for one in _both(answer) if one.customer is not None)
    references = (one.reference for one in _both(answer))
    return Hit(
        order=order,
        customer=next(filter(None, people), ""),
        reference=next(filter(None, references), ""),
    )


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
