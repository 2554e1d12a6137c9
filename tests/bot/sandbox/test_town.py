from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import requests

from bot.sandbox.bot_process import BotDidNotStart
from bot.sandbox.parts.samples import sample
from bot.sandbox.town import Town, town
from tests.bot.sandbox.page.visitor import Json, Visitor
from tests.bot.waiting import wait_for

pytestmark = pytest.mark.slow

LIMIT = 30.0


class Agent:
    """Ada at the page, doing what its elements ask her to do."""

    def __init__(self, ada: Visitor) -> None:
        self.ada = ada

    def wait(self, look: Callable[[], Any]) -> None:
        wait_for(look, LIMIT)

    def block(self, label: str) -> Json | None:
        """Give the field of the modal that is called so, if it is there."""
        blocks = self.ada.modal["blocks"] if self.ada.world["views"] else []
        fields = (block for block in blocks if block["type"] == "input")
        return next((block for block in fields if block["label"]["text"] == label), None)

    def place(self, label: str) -> Json:
        block = self.block(label)
        assert block is not None, label
        return {"block_id": block["block_id"], "action_id": block["element"]["action_id"]}

    def choose(self, label: str, query: str) -> None:
        place = {**self.place(label), "where": {"view": self.ada.modal["id"]}}
        (option, *_) = self.ada.did("options", **place, query=query)["options"]
        self.ada.did("act", **place, value=option)

    def type(self, label: str, text: str) -> None:
        self.ada.did("value", **self.place(label), view=self.ada.modal["id"], value=text)

    def card(self) -> Json | None:
        cards = (m for m in self.ada.messages() if not m["thread_ts"] and m["blocks"])
        return next(cards, None)

    def button(self, label: str) -> Json | None:
        """Give where a button of the card is, if it is there."""
        card = self.card() or {"blocks": []}
        for block in (one for one in card["blocks"] if one["type"] == "actions"):
            for element in block["elements"]:
                if element["text"]["text"] == label:
                    where = {"channel": self.ada.channel(), "ts": card["ts"]}
                    ids = {"block_id": block["block_id"], "action_id": element["action_id"]}
                    return {"where": where, **ids}
        return None

    def fill_in(self) -> None:
        self.ada.command("/order")
        self.wait(lambda: self.block("Customer"))
        self.choose("Customer", "hopper")
        self.wait(lambda: self.block("Billing address"))
        self.type("Shipping price", "4.90")
        self.type("Price per piece for all parts", "12.50")
        for label, query in (
            ("Delivery", "standard"),
            ("Payment", "invoice"),
            ("Material for all parts", "pa12, white"),
        ):
            self.choose(label, query)
        self.ada.did("submit", view=self.ada.modal["id"])
        assert [] == self.ada.world["views"]

    def drop(self, name: str) -> None:
        card = self.card()
        assert card is not None
        file = self.ada.upload(name, sample(name).chunks())
        self.ada.say("", thread_ts=card["ts"], files=[file])


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Town]:
    with town(tmp_path) as place:
        yield place


@pytest.fixture
def ada(place: Town) -> Iterator[Visitor]:
    with requests.Session() as session:
        yield Visitor(place.url, "ada", session)


def test_an_order_is_placed_by_the_page_though_the_bot_is_killed(place: Town, ada: Visitor) -> None:
    place.bot.start()
    agent = Agent(ada)
    agent.fill_in()
    agent.wait(agent.card)
    agent.drop("bracket.stl")
    ada.did("whatif", id="bot-killed", on=True)
    assert not ada.world["bot"]["running"]
    ada.did("whatif", id="bot-killed", on=False)
    assert ada.world["bot"]["running"]

    agent.wait(lambda: agent.button("Place order"))
    ada.did("act", **agent.button("Place order") or {}, value=None)
    agent.wait(lambda: any("The order is placed" in text for text in ada.texts()))

    (order,) = ada.saw("/api/vendor")["orders"]
    mine = order["reference"].split()[0]
    posts = [one["what"] for one in ada.saw("/api/wire", order=mine)["lines"]]
    assert 1 == sum(what.endswith("/internal-ordering/orders/") for what in posts)
    assert any(what == "download bracket.stl" for what in posts)
    ada.did("whatif", id="bot-restart", on=True)
    assert ada.world["bot"]["running"]


def test_a_bot_that_cannot_start_says_why(place: Town, ada: Visitor) -> None:
    ada.did("whatif", id="slack-down", on=True)

    with pytest.raises(BotDidNotStart, match="did not start"):
        place.bot.start()
    assert not place.bot.is_alive
    status, sentence = ada.could_not("whatif", id="bot-killed", on=False)
    assert (502, True) == (status, "did not start" in sentence)


def test_everything_is_kept_below_its_folder_and_let_go_at_the_end(tmp_path: Path) -> None:
    with town(tmp_path) as place:
        place.bot.start()
        assert {"uploads", "bot"} == {path.name for path in tmp_path.iterdir()}

    assert not place.bot.is_alive
    with pytest.raises(requests.ConnectionError):
        requests.get(place.url, timeout=5)


def test_a_port_in_use_is_refused(place: Town, tmp_path_factory: pytest.TempPathFactory) -> None:
    port = int(place.url.rpartition(":")[2])

    with (
        pytest.raises(OSError, match="in use"),
        town(tmp_path_factory.mktemp("second"), port=port),
    ):
        pytest.fail("it was let in")
