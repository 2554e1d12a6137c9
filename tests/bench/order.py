"""One order from press to number, and changes of it until its basket is in line again."""

import sys
import time
from collections.abc import Callable, Iterator
from functools import partial
from itertools import cycle
from pathlib import Path
from tempfile import TemporaryDirectory

from bot.sandbox.slack.persons.message_view import MessageView
from tests.bench.example import Example
from tests.bench.figures import Part, Row, ratio, report, sized, worst
from tests.bench.ordering import Course, Desk, a_desk, end
from tests.bench.turns import becomes_quiet
from tests.crashes.team import part

ROUNDS = sized(5, 2)
SIZES = (1, 10, sized(50, 12))
"""Parts of an order that is changed."""
ANALYSIS = 0.3
"""Seconds from the last byte of a file to the end of its analysis, as the example meets it."""
ANALYSES = (0.3, 0.5, 0.8, 1.1, 1.5)
CUSTOMERS = (("Ada Lovelace", "lovelace"), ("Grace Hopper", "hopper"))
PRICE = "Price per piece for all parts"
MOST_IN_A_ROW = 3
POLLING = 1.3
"""Seconds: the wait of the vendor's advice, and the calls at both ends of it."""
SOON = 300.0
"""Milliseconds from 3YOURMIND's answer to the card that says so."""


def main() -> int:
    """Measure all of it, and fail when a bar is missed."""
    busy, rows = not becomes_quiet(), list[Row]()
    with a_desk() as desk:
        for measured in (_placed, _changed, _added, _analysed):
            rows += measured(desk)
    with a_desk({"ANALYSIS_SOONEST": "0.1"}) as desk:
        rows += _analysed(desk, ", ANALYSIS_SOONEST=0.1")
    return report(Part("One order, 80 ms a call: `make bench-order`", rows, busy))


def _placed(desk: Desk) -> Iterator[Row]:
    presses = [_pressed(desk) for _ in range(ROUNDS)]
    with TemporaryDirectory() as folder, desk.slow():
        path = Path(folder) / "part.stl"
        path.write_bytes(part())
        desk.stage.vendor.world.analysis_seconds = ANALYSIS
        example = [1000 * Example(desk.stage, path).place() for _ in range(ROUNDS)]
    told = [took for took, _ in presses]
    yield Row("Place order: press to number", "ms", told, ratio(0.1), "12 calls by curl", example)
    yield Row("Place order: round trips", "", [n for _, n in presses], worst(1))


def _pressed(desk: Desk) -> tuple[float, int]:
    """Give the milliseconds from the press to the number in the thread, and the calls for it."""
    card = desk.ready(1)
    with desk.slow():
        mark = desk.mark
        desk.team.place(card)
        begun = desk.told("place")
        over = desk.said("chat.postMessage", "The order is placed", begun)
        desk.wait(lambda: "Placed:" in card.text)
        return 1000 * (over - begun), len(desk.since(mark))


def _changed(desk: Desk) -> Iterator[Row]:
    """Change customer and price of every line of orders that were in line."""
    for size in SIZES:
        card, customers = desk.ready(size), cycle(CUSTOMERS)
        courses = [_edited(desk, card, size, customers, n) for n in range(ROUNDS)]
        what = f"last change to in line, {size} part{'s' * (size > 1)}"
        yield Row(what, "ms", [course.milliseconds for course in courses])
        rows = [course.in_a_row for course in courses]
        yield Row(f"{what}: round trips in a row", "", rows, worst(MOST_IN_A_ROW))


def _edited(
    desk: Desk, card: MessageView, size: int, customers: Iterator[tuple[str, str]], number: int
) -> Course:
    agent = desk.team.agent
    desk.settle()
    agent.click("Edit", message=card)
    name, typing = next(customers)
    agent.choose("Customer", name, typing=typing)
    desk.wait(lambda: bool(agent.modal.fields["Billing address"].value))
    agent.type(PRICE, f"{20 + number}.50")
    with desk.slow():
        mark = desk.mark
        agent.submit()
        begun = desk.told("order_form")
        return _until(desk, begun, mark, lambda: _patched(desk, mark) == size + 1)


def _patched(desk: Desk, mark: int) -> int:
    return sum(call.method == "PATCH" and call.took is not None for call in desk.since(mark))


def _added(desk: Desk) -> Iterator[Row]:
    """Drop one more file, small and analysed at once: line, description, file, state."""
    desk.stage.vendor.world.analysis_seconds = 0.0
    card, courses = desk.ready(1), list[Course]()
    for number in range(ROUNDS):
        with desk.slow():
            mark, begun = desk.mark, time.monotonic()
            desk.team.agent.drop(desk.a_file(), thread=card)
            ready = number + 2
            courses.append(_until(desk, begun, mark, partial(_has, card, ready)))
    yield Row("one more file to in line", "ms", [course.milliseconds for course in courses])
    rows = [course.in_a_row for course in courses]
    yield Row("one more file to in line: round trips in a row", "", rows)


def _has(card: MessageView, ready: int) -> bool:
    return card.text.count("is ready") == ready


def _until(desk: Desk, begun: float, mark: int, over: Callable[[], bool]) -> Course:
    desk.wait(over)
    calls = (call for call in desk.since(mark) if call.took is not None)
    return Course(begun, tuple(calls))


def _analysed(desk: Desk, how: str = "") -> Iterator[Row]:
    card, waits, shown = desk.ready(1), list[float](), list[float]()
    world = desk.stage.vendor.world
    for number, seconds in enumerate(ANALYSES[:ROUNDS]):
        world.analysis_seconds = seconds
        with desk.slow():
            file, mark = desk.a_file(), desk.mark
            desk.team.agent.drop(file, thread=card)
            ready = number + 2
            desk.wait(partial(_has, card, ready))
        answers = [c for c in desk.since(mark) if c.path.endswith("/file-status/")]
        seen = end(answers[-1])
        (analysed,) = (f.analysed_at for f in world.files.values() if f.name == file.name)
        # The double's clock is that of the day, its log's the monotonic one.
        waits.append(seen + time.time() - time.monotonic() - analysed)
        shown.append(1000 * (desk.said("chat.update", f"`{file.name}` is ready", seen) - seen))
    yield Row(f"file analysed to seen by the bot{how}", "s", waits, worst(POLLING))
    yield Row(f"answer to card{how}", "ms", shown, None if how else worst(SOON))


if __name__ == "__main__":
    sys.exit(main())
