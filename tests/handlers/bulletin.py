"""One order, what the local Slack shows of it, and the poster between them."""

import re
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from slack_sdk import WebClient

from bot.sandbox.slack.conditions import Conditions
from bot.sandbox.slack.persons.message_view import MessageView
from bot.sandbox.slack.workspace import Workspace
from handlers.floor import SharedFloor
from handlers.oncall import OnCall
from handlers.poster import Poster
from handlers.teller import Teller
from state.events import Event
from state.order import Order, Spot
from state.orders import INDEXED, Orders
from state.progress import Progress
from state.store import Store
from state.store.sqlitedict_store import SqliteDictStore
from state.terms import VOCABULARY
from tests.builders import AT, an_order

WORKSPACE = "https://lab.slack.example/"
BEFORE, AFTER = AT - timedelta(hours=1), AT + timedelta(hours=1)
ID = an_order().id
LIVING = frozenset({"one", "two"})
"""Names of processes that are there; a restart leaves none of the others behind."""


@dataclass
class Bulletin:
    """An order in #print-orders, and its poster; `show` lets it work."""

    slack: Workspace
    store: Store
    orders: Orders
    client: WebClient
    progress: Progress
    floors: Store

    def __post_init__(self) -> None:
        self.restart()

    @property
    def channel(self) -> str:
        return self.slack.world.channel("#print-orders").id

    @property
    def order(self) -> Order:
        return self.orders.get(ID)

    @property
    def calls(self) -> list[str]:
        """What was posted, edited and looked for, by method."""
        known = ("chat.postMessage", "chat.update", "conversations.")
        return [call.method for call in self.slack.calls if call.method.startswith(known)]

    def start(self, channel: str | None = None) -> Order:
        """Start the order of Ada's."""
        spot = Spot(channel=channel or self.channel)
        return self.orders.start(an_order(owner=self.slack.world.user("ada").id, spot=spot))

    @property
    def all_told(self) -> bool:
        return ("done", len(self.order.history)) == (self.order.telling, self.order.told)

    def apply(self, event: Event) -> None:
        self.orders.apply(ID, event, "U1")

    def show(self) -> None:
        self.poster.show(ID)

    def restart(self, booted: datetime = BEFORE) -> None:
        """Forget all that only the process knew."""
        self.poster = self.a_poster(f"since {booted}", booted)

    def a_poster(self, process: str, booted: datetime = BEFORE) -> Poster:
        """Build the poster of one of the processes; its teller waits for no picture."""
        floor = SharedFloor(self.floors, process, lambda name: name in LIVING)
        teller = Teller(self.orders, self.client, pauses=(0.0, 0.0))
        nobody = OnCall(self.orders, self.client, "", lambda: AT)
        known = (self.orders, self.progress, self.client, teller, nobody)
        return Poster(*known, WORKSPACE, booted, floor)

    def rewrite(self, **changes: Any) -> None:
        """Make the record what a crash would have left."""
        row = self.store.get(ID)
        assert row is not None
        self.store.replace(row, {**row.doc, **changes})

    def closed_channel(self, why: str) -> str:
        """Give a channel in which the bot may not write."""
        world = self.slack.world
        match why:
            case "not in it":
                return world.channel("#random").id
            case "private":
                return world.add_channel("secret", "group", members={world.user("ada").id}).id
            case "archived":
                world.channel("#print-orders").is_archived = True
                return self.channel
            case _:
                return "C0NOWHERE"

    def messages(self, channel: str = "#print-orders") -> list[MessageView]:
        """Give what Ada sees there."""
        return list(self.slack.person("ada").screen(channel))

    def told(self) -> list[str]:
        """Give what the order's thread was told."""
        return [m.text for m in self.messages() if m.message.thread_ts == self.order.spot.card]

    @staticmethod
    def name_in(text: str) -> str:
        """Give the file name in a notice."""
        found = re.search(r"\w+\.stl", text)
        assert found
        return found[0]


@contextmanager
def a_bulletin(directory: Path) -> Iterator[Bulletin]:
    slack = Workspace(conditions=Conditions(post_burst=1000, tier_scale=1000))
    path = directory / "state.sqlite"
    with (
        slack.serve(),
        closing(SqliteDictStore(path, "orders", INDEXED, VOCABULARY)) as store,
        closing(SqliteDictStore(directory / "floors.sqlite", "floors")) as floors,
    ):
        orders = Orders(store, lambda: AT, lambda _: None)
        token = slack.world.installation.bot_token
        client = WebClient(token, base_url=slack.api_url, retry_handlers=[])
        yield Bulletin(slack, store, orders, client, Progress(), floors)
