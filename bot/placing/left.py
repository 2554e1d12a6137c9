"""What is left to do about an order, and which run it lacks for that; pure."""

from collections.abc import Set as AbstractSet
from datetime import datetime, timedelta

from bot.runs import Words
from state.basket import next_step, on_its_way, to_forward, to_identify
from state.drafts import touched
from state.order import Order
from state.part import Part
from state.phase import Collecting, Placing
from state.steps import AnswerForms, DescribeLine, PriceBasket

KEEP, FORWARD, PLACE = "keep", "forward", "place"
"""The runs: bring the basket in line, send a file and await its analysis, place the order."""


def is_behind(order: Order) -> bool:
    """Tell whether the basket lacks something that the bot can do by itself."""
    return bool(next_step(order) or to_forward(order) or to_identify(order))


def waits_for_analysis(order: Order) -> bool:
    """Tell whether the end of an analysis has made something possible, as it can at some desks."""
    abilities = order.terms.abilities
    waits = abilities.offers_by_part or not abilities.sets_prices
    return waits and isinstance(next_step(order), DescribeLine | AnswerForms | PriceBasket)


def lacking(order: Order, under_way: AbstractSet[Words]) -> str | None:
    """Name the run that an order needs and nobody has, by its runs that are under way."""
    names = {run.name for run in under_way}
    if isinstance(order.phase, Placing):
        return None if PLACE in names else PLACE
    needed = is_behind(order) or left_alone(order, under_way)
    return KEEP if needed and KEEP not in names else None


def left_alone(order: Order, under_way: AbstractSet[Words]) -> list[Part]:
    """Name the parts whose file is on its way, and nobody sees to it.

    A run that has given a part up, and is about to end, does not send it again.
    """
    seen_to = {_first(run.detail) for run in under_way if run.name == FORWARD}
    return [p for p in on_its_way(order) if errand(order, p, 0).detail not in seen_to]


def errand(order: Order, part: Part, again: int) -> Words:
    """Give the words for sending a part, which are the same for all who have that done.

    `again` counts the runs that ended without being able to write down what they did.
    """
    times = f"{part.tries}.{again}" if again else str(part.tries)
    return Words(FORWARD, order.id, f"{part.id}/{order.basket.number}/{times}")


def _first(detail: str) -> str:
    """Give the detail of the first run of those that were started again."""
    part, _, times = detail.rpartition("/")
    return f"{part}/{times.partition('.')[0]}"


def is_forgotten(order: Order, now: datetime, untouched: timedelta) -> bool:
    """Tell whether an order should go on by itself and nobody has touched it for so long.

    When something is wrong, a person has been asked. What a clock that was set back puts ahead of
    us counts as long ago.
    """
    if timedelta(0) <= now - touched(order) < untouched:
        return False
    match order.phase:
        case Placing() | Collecting(problem=None):
            return True
        case _:
            return False
