"""The forwarding core alone, in a process: forwards one file for each line that it reads."""

import sys
import tempfile
import time
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

from slack_sdk import WebClient

from bot.placing.forwarding import Errand, Forwarder
from bot.placing.onlooking import Nobody
from bot.placing.pace import Pace
from bot.placing.slots import Slots
from bot.placing.transfers import Transfers
from bot.slack_download import Downloader
from bot.slack_files import SlackFiles
from bot.threeyourmind.service_panel import ServicePanel
from bot.threeyourmind.transport import Transport
from state.acceptance import FileRules
from state.order import Basket
from state.orders import INDEXED, Orders
from state.part import Ready
from state.progress import Progress
from state.store.sqlitedict_store import SqliteDictStore
from tests.builders import a_file, a_part, an_order

RULES = FileRules(extensions=("stl",), most_mb=2_000)


def main(source: str, sink: str) -> None:
    """Say the seconds that each file took, and those of processor time."""
    client = WebClient("xoxb-bench", base_url=f"{source}/api/")
    files = SlackFiles(client, Downloader(frozenset({"127.0.0.1"})), RULES, time.sleep)
    with tempfile.TemporaryDirectory() as folder, Transport(sink, "bench") as transport:
        desk = ServicePanel(transport, 1)
        slots = Slots(1)
        transfers = Transfers(files, desk, Nobody(), Progress(), slots, 1.0)
        path = Path(folder) / "orders.sqlite"
        with closing(SqliteDictStore(path, "orders", INDEXED)) as store:
            orders = Orders(store, lambda: datetime.now(UTC), lambda _: None)
            forwarder = Forwarder(orders, transfers, desk, Pace(), time.sleep)
            for number, _ in enumerate(sys.stdin):
                print(_forward(orders, forwarder, f"PD-{number}"), flush=True)  # noqa: T201 - asked for


def _forward(orders: Orders, forwarder: Forwarder, order_id: str) -> str:
    part = a_part(file=a_file(id="F1", name="part.stl"), line="1")
    orders.start(an_order(id=order_id, parts=(part,), basket=Basket(id="1")))
    begun, before = time.monotonic(), time.process_time()
    forwarder.forward(Errand(order_id, part.id, 1, "bench"))
    seconds, cpu = time.monotonic() - begun, time.process_time() - before
    if not isinstance(orders.get(order_id).parts[0].upload, Ready):
        raise SystemExit(f"the file did not arrive: {orders.get(order_id).history[-1]}")
    return f"{seconds} {cpu}"


if __name__ == "__main__":
    main(*sys.argv[1:])
