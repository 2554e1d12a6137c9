"""Orders, one after the other and many at once, through however many processes of the bot."""

import copy
import json
import re
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from queue import SimpleQueue
from tempfile import TemporaryDirectory

from bot.sandbox.slack.workspace import Workspace
from bot.sandbox.stage import Stage, staged
from bot.sandbox.threeyourmind.local import Local3yourmind
from tests.bench.asked import ROOMY, Asked, Payload
from tests.bench.load import Signer, drive
from tests.bench.plain_slack import PlainSlack, content, served
from tests.bench.processes import Watched
from tests.crashes.http_bot import HttpBot, http_bot

PLACE = re.compile(r'"(PD-FLEET\d+) (\d+\.\d\d)"')
PLACED = re.compile(r"PD-FLEET\d+")
PATIENCE = 180.0
PEOPLE = 50


@dataclass(frozen=True)
class Vendor:
    """Where 3YOURMIND is, and the token for it."""

    url: str
    token: str


@dataclass
class Fleet:
    """Processes of the bot at one port, between a plain Slack and 3YOURMIND."""

    stage: Stage
    bot: HttpBot
    form: Payload
    heard: "SimpleQueue[tuple[str, str]]"
    parts: int
    _numbers: "count[int]" = field(default_factory=count)
    _files: "count[int]" = field(default_factory=count)

    @property
    def memory(self) -> float:
        """The resident memory of the process, in MiB."""
        return Watched(self.bot.process.pid).memory

    def place(self, orders: int, at_once: int) -> list[float]:
        """Place so many orders, and give the times at which their numbers were told."""
        begun, pressed, told = 0, set[str](), dict[str, float]()
        while len(told) < orders:
            while begun < orders and begun - len(told) < at_once:
                self._begin()
                begun += 1
            what, order = self.heard.get(timeout=PATIENCE)
            if what == "placed":
                told.setdefault(order, time.monotonic())
            elif order not in pressed:
                pressed.add(order)
                self._press(order, what)
        return sorted(told.values())

    def _begin(self) -> None:
        sent = copy.deepcopy(self.form)
        view = sent["view"]
        draft = json.loads(view["private_metadata"])
        number = next(self._numbers)
        draft |= {"order": f"PD-FLEET{number}", "new": True}
        sent["user"] = self._somebody(number)
        view["private_metadata"] = json.dumps(draft)
        values = view["state"]["values"]
        files = [self._a_file() for _ in range(self.parts)]
        values["files@"] = {"files": {"type": "file_input", "files": files}}
        self._send(sent)

    def _somebody(self, number: int) -> Payload:
        """Give one of many people: whoever does too much at once is slowed down."""
        return {**self.form["user"], "id": f"U0FLEET{number % PEOPLE}"}

    def _a_file(self) -> Payload:
        file = f"F{next(self._files)}"
        return {"id": file, "name": f"{file}.step", "size": len(content(file)), "mode": "hosted"}

    def _press(self, order: str, amount: str) -> None:
        action = {"action_id": "place", "value": f"{order} {amount}", "block_id": "actions"}
        known = {key: self.form[key] for key in ("team", "trigger_id", "api_app_id")}
        known["user"] = self._somebody(int(order.removeprefix("PD-FLEET")))
        where = {"channel": {"id": "C0PRINT"}, "response_url": f"{self.stage.slack.api_url}none"}
        self._send({"type": "block_actions", "actions": [action], **known, **where})

    def _send(self, payload: Payload) -> None:
        signer = Signer(self.stage.slack.world.installation.signing_secret)
        port = int(self.bot.url.rpartition(":")[2][:-1])
        drive(port, [signer.payload(payload)], 1)


@dataclass(frozen=True)
class Template:
    """A form that was filled in by hand, in a workspace with these secrets."""

    slack: Workspace
    form: Payload


@contextmanager
def a_fleet(
    vendor: Vendor, template: Template, processes: int, parts: int, settings: Mapping[str, str]
) -> Iterator[Fleet]:
    """Run so many processes until the end of the block."""
    heard: SimpleQueue[tuple[str, str]] = SimpleQueue()
    slack = template.slack
    plain = PlainSlack(slack.world.team.id, lambda method, body: _hear(heard, method, body))
    with TemporaryDirectory() as folder, served(plain):
        stage = Stage(slack, Local3yourmind(), vendor.url, Path(folder))
        changes = {
            "SLACK_API_URL": f"{plain.url}/api/",
            "THREEYOURMIND_URL": vendor.url,
            "THREEYOURMIND_TOKEN": vendor.token,
            **settings,
        }
        with http_bot(stage, changes, processes) as bot:
            yield Fleet(stage, bot, template.form, heard, parts)


def _hear(heard: "SimpleQueue[tuple[str, str]]", method: str, body: str) -> None:
    if method == "chat.postMessage" and "The order is placed" in body:
        if (found := PLACED.search(body)) is not None:
            heard.put(("placed", found[0]))
    elif method.startswith("chat.") and (shown := PLACE.search(body)) is not None:
        heard.put((shown[2], shown[1]))


def a_template() -> Template:
    """Have a form filled in; its keys are those of any local 3YOURMIND."""
    slack = Workspace(conditions=ROOMY)
    with (
        TemporaryDirectory() as folder,
        staged(slack, Local3yourmind(), Path(folder)) as stage,
        http_bot(stage, {}) as bot,
    ):
        slack.use_request_url(bot.events)
        asked = Asked(slack)
        asked.fill_in()
        return Template(slack, asked.begun("PD-FORM"))
