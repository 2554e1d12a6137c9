"""How large a part is and what was found in its file, in words; mrkdwn."""

from handlers.views.findings import SHORTLY
from handlers.views.text import counted
from state.facts import Facts, Format
from state.form import Unit
from state.order import Order
from state.part import Part
from state.sizes import MM_PER, Size, doubted, mm_per_unit, scaled, size_in_mm, suspicion
from state.units import Suspicion

STATED = {1.0: "millimetres", 10.0: "centimetres", 25.4: "inches", 1000.0: "metres"}
MM3_PER_CM3 = 1000.0
SIZES = {Suspicion.METRES: "tiny", Suspicion.TOO_LARGE: "very large"}


def box(size: Size, unit: str) -> str:
    """Give the three sides and their unit."""
    return f"{' × '.join(_number(side) for side in size)} {unit}"


def in_millimetres(facts: Facts, unit: Unit) -> str:
    """Give the size that a file without a unit has if it was drawn in this one."""
    return box(scaled(facts.size or (0, 0, 0), MM_PER[unit]), "mm")


def size_or_unit(order: Order, part: Part) -> str:
    """Give the size of the part in its unit; as long as nobody knows the size, the unit alone."""
    unit, size = order.unit_of(part), size_in_mm(order, part)
    return unit if size is None else box(scaled(size, 1 / MM_PER[unit]), unit)


def doubts(order: Order, part: Part) -> list[str]:
    """Give what is odd about a part, in a few words each, with a sign in front."""
    findings = part.facts.findings if part.facts else ()
    asked = ["❓ mm or inch"] if doubted(order, part) else []
    suspected = suspicion(order, part)
    sizes = [word for what, word in SIZES.items() if what is suspected]
    odd = (*sizes, *(SHORTLY[finding.oddity] for finding in findings))
    return [*asked, *(f"⚠️ {words}" for words in odd)]


def measures(order: Order, part: Part, facts: Facts) -> str:
    """Give size, volume, triangles and kind of file, as far as they are known."""
    size, mm = size_in_mm(order, part), mm_per_unit(order, part)
    triangles = facts.triangles
    known = (
        _sizes(size) if size else "",
        f"{_number(abs(facts.volume) * mm**3 / MM3_PER_CM3)} cm³" if facts.volume else "",
        counted(triangles, "triangle") if triangles is not None else "",
        _kind(facts),
    )
    return " · ".join(words for words in known if words)


def _sizes(size: Size) -> str:
    inches = box(scaled(size, 1 / MM_PER["inch"]), "inch")
    return f"{box(size, 'mm')} ({inches})"


def _kind(facts: Facts) -> str:
    if facts.mm_per_unit is None or facts.format is Format.ZIP:
        return str(facts.format)
    unit = STATED.get(facts.mm_per_unit, f"units of {_number(facts.mm_per_unit)} mm")
    return f"{facts.format}, drawn in {unit}"


def _number(value: float) -> str:
    """Give one decimal place; of less than that, the first two figures that are not 0."""
    return f"{value:,.1f}" if value == 0 or abs(value) >= 1 else f"{value:.2g}"
