"""How soon the bot acknowledges: by HTTP, in Socket Mode, in trouble, and when it is searched."""

import sys

from tests.bench import ack_http, ack_socket, ack_trouble, search
from tests.bench.figures import Part, Row, report
from tests.bench.turns import becomes_quiet


def main() -> int:
    """Measure all of it, and fail when a bar is missed."""
    busy, rows = False, list[Row]()
    for measured in (ack_http.rows, ack_socket.rows, ack_trouble.rows, search.rows):
        busy |= not becomes_quiet()
        rows += measured()
    return report(Part("Acknowledgements: `make bench-ack`", rows, busy))


if __name__ == "__main__":
    sys.exit(main())
