"""Whether the size of a part looks as if its unit were another one: a hint, never a decision."""

from enum import StrEnum

from state.facts import Facts
from state.form import Unit
from state.record import Record

MM_PER_INCH = 25.4
DUST, SMALL, HUGE = 0.5, 20.0, 1000.0
"""Largest sides in millimetres: too small to be a part, unusually small, too large to print."""
HALF_MM, SIXTEENTH = 0.5, 1 / 16
"""Lengths are often whole halves of a millimetre, or whole sixteenths of an inch."""
ROUNDING = 1e-3
"""How far from a whole number of steps a length may be: files round."""


class Suspicion(StrEnum):
    """What the numbers in the file may be instead."""

    METRES = "metres"
    INCHES = "inches"
    MILLIMETRES = "millimetres"
    TOO_LARGE = "too_large"
    """No unit explains it: the part is larger than most printers."""


class UnitHint(Record):
    """What may be wrong with the unit; `strong` when the sides themselves speak for it."""

    suspicion: Suspicion
    strong: bool = False


def unit_hint(facts: Facts, unit: Unit) -> UnitHint | None:
    """Give what is suspicious about the size in that unit; nothing when the file has its own."""
    if facts.size is None or facts.mm_per_unit is not None or not any(facts.size):
        return None
    return _of_millimetres(facts.size) if unit == "mm" else _of_inches(facts.size)


def _of_millimetres(sides: tuple[float, ...]) -> UnitHint | None:
    largest = max(sides)
    if largest > HUGE:
        return UnitHint(suspicion=Suspicion.TOO_LARGE)
    if largest >= SMALL or _converted_to_mm(sides):
        return None
    if _drawn_in_inches(sides) or _converted_to_inches(sides):
        return UnitHint(suspicion=Suspicion.INCHES, strong=True)
    return UnitHint(suspicion=Suspicion.METRES if largest < DUST else Suspicion.INCHES)


def _of_inches(sides: tuple[float, ...]) -> UnitHint | None:
    largest = max(sides)
    if largest > HUGE:
        return UnitHint(suspicion=Suspicion.TOO_LARGE)
    if _converted_to_mm(sides):
        return UnitHint(suspicion=Suspicion.MILLIMETRES, strong=True)
    if largest * MM_PER_INCH > HUGE:
        return UnitHint(suspicion=Suspicion.MILLIMETRES)
    return UnitHint(suspicion=Suspicion.METRES) if largest * MM_PER_INCH < DUST else None


def _drawn_in_inches(sides: tuple[float, ...]) -> bool:
    return _whole(sides, SIXTEENTH) and not _whole(sides, HALF_MM)


def _converted_to_mm(sides: tuple[float, ...]) -> bool:
    """Tell whether the sides are those of a drawing in inches, already in millimetres."""
    return _whole(sides, SIXTEENTH * MM_PER_INCH) and not _whole(sides, HALF_MM)


def _converted_to_inches(sides: tuple[float, ...]) -> bool:
    """Tell whether the sides are those of a drawing in millimetres, written in inches."""
    return _whole(sides, HALF_MM / MM_PER_INCH) and not _whole(sides, HALF_MM)


def _whole(sides: tuple[float, ...], step: float) -> bool:
    return all(abs(side / step - round(side / step)) <= ROUNDING for side in sides)
