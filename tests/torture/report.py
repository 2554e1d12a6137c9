"""The report of a run, as a table."""

import statistics
from collections.abc import Iterator, Mapping, Sequence

from tests.torture.audit import KINDS
from tests.torture.run import Outcome


def is_good(outcome: Outcome) -> bool:
    """Tell whether nothing was lost, doubled, wrong or damaged, and enough has happened."""
    enough = outcome.killer.killed >= outcome.wanted.kills
    enough &= outcome.placed >= outcome.wanted.orders
    return enough and outcome.findings.is_clean and not outcome.damage


def table(outcome: Outcome) -> str:
    """Give every figure on a line of its own."""
    rows = [(name, str(value)) for name, value in _rows(outcome)]
    width = max(len(name) for name, _ in rows)
    return "\n".join(f"  {name:{width}}  {value}" for name, value in rows)


def complaints(outcome: Outcome) -> list[str]:
    """Name everything that is not as it should be."""
    wrong = outcome.findings.wrong
    return [f"{kind}: {what}" for kind in KINDS for what in wrong[kind]] + list(outcome.damage)


def _rows(outcome: Outcome) -> Iterator[tuple[str, object]]:
    killer, findings = outcome.killer, outcome.findings
    yield "orders at 3YOURMIND", outcome.placed
    yield "orders by the record", _counted(findings.phases)
    yield "processes killed", f"{killer.killed} ({_counted(killer.done)})"
    yield "points of calls hit", f"{len(killer.points)} of {2 * killer.calls}"
    yield "went wrong besides", _counted(outcome.weather.done)
    for kind in KINDS:
        yield kind, len(findings.wrong[kind])
    yield "damaged", len(outcome.damage)
    yield "a person had to look", findings.asked
    for what, seconds in outcome.took.items():
        yield f"seconds until taken over ({what})", _times(seconds)
    yield "minutes", f"{outcome.seconds / 60:.1f}"


def _counted(counts: Mapping[str, int]) -> str:
    return ", ".join(f"{number} {name}" for name, number in counts.items()) or "none"


def _times(seconds: Sequence[float]) -> str:
    middle, worst = statistics.median(seconds), max(seconds)
    return f"{middle:.1f} median, {worst:.1f} worst, of {len(seconds)}"
