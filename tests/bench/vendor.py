"""The local 3YOURMIND in a process of its own; says its address and its token."""

import threading

from bot.sandbox.serving import Served
from bot.sandbox.threeyourmind.local import Local3yourmind


def main() -> None:
    """Serve until killed."""
    vendor = Local3yourmind()
    vendor.world.analysis_seconds = 0.0
    with Served(vendor.app) as server:
        print(server.url, vendor.token, flush=True)  # noqa: T201 - whoever started this reads it
        threading.Event().wait()


if __name__ == "__main__":
    main()
