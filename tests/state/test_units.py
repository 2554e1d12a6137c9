import pytest

from state.facts import Facts, Format
from state.form import Unit
from state.units import Suspicion, UnitHint, unit_hint

Sides = tuple[float, float, float]


def stl(*size: float) -> Facts:
    x, y, z = size
    return Facts(format=Format.BINARY_STL, size=(x, y, z))


METRES = UnitHint(suspicion=Suspicion.METRES)
INCHES = UnitHint(suspicion=Suspicion.INCHES)
SURELY_INCHES = UnitHint(suspicion=Suspicion.INCHES, strong=True)
MILLIMETRES = UnitHint(suspicion=Suspicion.MILLIMETRES)
SURELY_MILLIMETRES = UnitHint(suspicion=Suspicion.MILLIMETRES, strong=True)
TOO_LARGE = UnitHint(suspicion=Suspicion.TOO_LARGE)

ROWS: dict[str, tuple[Sides, Unit, UnitHint | None]] = {
    "an ordinary part": ((60, 40, 20), "mm", None),
    "just not small": ((20, 1, 1), "mm", None),
    "just small": ((19.99, 1, 1), "mm", INCHES),
    "a cube of ten": ((10, 10, 10), "mm", INCHES),
    "sixteenths": ((2.0625, 1.5, 0.75), "mm", SURELY_INCHES),
    "whole halves might be either": ((2.5, 1.5, 1), "mm", INCHES),
    "60 x 40 x 20 mm, in inches": ((2.36220479, 1.574803114, 0.787401557), "mm", SURELY_INCHES),
    "the same, with four digits": ((2.3622, 1.5748, 0.7874), "mm", SURELY_INCHES),
    "an inch, in millimetres already": ((12.7, 12.7, 3.175), "mm", None),
    "a part in metres": ((0.06, 0.04, 0.0211), "mm", METRES),
    "just not dust": ((0.51, 0.1, 0.1), "mm", INCHES),
    "small and drawn in inches": ((0.3125, 0.25, 0.0625), "mm", SURELY_INCHES),
    "just not huge": ((1000, 10, 10), "mm", None),
    "huge": ((1000.1, 10, 10), "mm", TOO_LARGE),
    "ordinary in inches": ((2.36, 1.57, 0.79), "inch", None),
    "40 inches are too many": ((60, 40, 20), "inch", MILLIMETRES),
    "an inch in millimetres, taken as inches": ((25.4, 12.7, 3.175), "inch", SURELY_MILLIMETRES),
    "huge in any unit": ((1000.1, 10, 10), "inch", TOO_LARGE),
    "dust in inches": ((0.019, 0.01, 0.01), "inch", METRES),
    "flat": ((60, 40, 0), "mm", None),
    "a point": ((0, 0, 0), "mm", None),
}


@pytest.mark.parametrize("row", ROWS.values(), ids=ROWS)
def test_the_size_in_a_unit_is_suspicious(row: tuple[Sides, Unit, UnitHint | None]) -> None:
    sides, unit, expected = row

    assert expected == unit_hint(stl(*sides), unit)


@pytest.mark.parametrize("unit", ["mm", "inch"])
def test_a_file_that_states_its_unit_is_believed(unit: Unit) -> None:
    facts = Facts(format=Format.THREE_MF, size=(2.0625, 1.5, 0.75), mm_per_unit=25.4)

    assert unit_hint(facts, unit) is None


@pytest.mark.parametrize("unit", ["mm", "inch"])
def test_without_a_size_there_is_nothing_to_suspect(unit: Unit) -> None:
    assert unit_hint(Facts(format=Format.STEP), unit) is None
