"""How large a part is, and whether somebody has to say in which unit it was drawn; pure."""

from collections.abc import Mapping

from state.events.base import COLLECTING
from state.form import Unit
from state.order import Order
from state.part import Part
from state.units import MM_PER_INCH, Suspicion, unit_hint

Size = tuple[float, float, float]
MM_PER: Mapping[Unit, float] = {"mm": 1.0, "inch": MM_PER_INCH}
OTHER_UNIT: Mapping[Suspicion, Unit] = {Suspicion.INCHES: "inch", Suspicion.MILLIMETRES: "mm"}
"""What can be answered; other suspicions are no question of these two units."""


def mm_per_unit(order: Order, part: Part) -> float:
    """Give what one unit of the file is in millimetres: by the file, or by the unit in force."""
    stated = part.facts.mm_per_unit if part.facts else None
    return MM_PER[order.unit_of(part)] if stated is None else stated


def size_in_mm(order: Order, part: Part) -> Size | None:
    """Give the sides of the box around the part in millimetres, when they were measured."""
    if part.facts is None or part.facts.size is None:
        return None
    return scaled(part.facts.size, mm_per_unit(order, part))


def scaled(size: Size, factor: float) -> Size:
    """Give the sides, each so many times as long."""
    x, y, z = size
    return x * factor, y * factor, z * factor


def suspicion(order: Order, part: Part) -> Suspicion | None:
    """Say what is suspicious about the size of the part in the unit in force, if anything is."""
    hint = unit_hint(part.facts, order.unit_of(part)) if part.facts else None
    return hint.suspicion if hint is not None else None


def doubted(order: Order, part: Part) -> Unit | None:
    """Name the unit that is likelier than the one in force, while somebody can still say so.

    Nobody is asked who has answered before, or about a file that states its unit.
    """
    if order.phase.kind not in COLLECTING or part.answers.unit is not None:
        return None
    suspected = suspicion(order, part)
    return OTHER_UNIT.get(suspected) if suspected is not None else None
