"""How soon the bot acknowledges: by HTTP, in Socket Mode, in trouble, and when it is searched."""

import multiprocessing
import sys
from collections.abc import Callable, Iterable
from concurrent.futures import ProcessPoolExecutor

from tests.bench import ack_http, ack_socket, ack_trouble, search
from tests.bench.figures import Part, Row, report
from tests.bench.turns import becomes_quiet

Measured = Callable[[], Iterable[Row]]
PARTS: tuple[Measured, ...] = (ack_http.rows, ack_socket.rows, ack_trouble.rows, search.rows)


def main() -> int:
    """Measure all of it, and fail when a bar is missed."""
    busy, rows = False, list[Row]()
    # Each in a process of its own: what one has left behind is not to be in the way of the next.
    fresh = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(1, fresh, max_tasks_per_child=1) as processes:
        for measured in PARTS:
            busy |= not becomes_quiet()
            rows += processes.submit(_rows, measured).result()
    return report(Part("Acknowledgements: `make bench-ack`", rows, busy))


def _rows(measured: Measured) -> list[Row]:
    return list(measured())


if __name__ == "__main__":
    sys.exit(main())
