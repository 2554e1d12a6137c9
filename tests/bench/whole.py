"""The whole bot against the local Slack and the local 3YOURMIND, and curl between the same two."""

import re
import shlex
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import requests

from bot.sandbox.bot_process import BotProcess, bot_process
from bot.sandbox.demo import LIMIT
from bot.sandbox.slack.persons.message_view import MessageView
from bot.sandbox.slack.workspace import Workspace
from bot.sandbox.stage import Stage, staged
from bot.sandbox.threeyourmind.local import API, Local3yourmind
from tests.bench.turns import shell

MIB = 1 << 20


class Town:
    """A bot with an order to whose thread files are dropped."""

    def __init__(self, stage: Stage, bot: BotProcess, part: Path) -> None:
        self._stage, self._bot, self._part = stage, bot, part
        self._card = self._an_order()
        self._before = self._memory("VmRSS")

    def forward(self) -> float:
        """Drop the file, and give the seconds from the bot's download to the end of its upload."""
        done = self._ready
        self._stage.slack.person("ben").drop(self._part, thread=self._card)
        self._stage.slack.wait_for(lambda: self._ready > done, LIMIT)
        upload = self._stage.vendor.log.matching("POST", "*/files/")[-1]
        return upload.at + (upload.took or 0) - self._stage.slack.downloads[-1].at

    def pictured(self) -> float:
        """Drop the file, and give the seconds from its last byte to its picture in the thread."""
        self.forward()
        upload = self._stage.vendor.log.matching("POST", "*/files/")[-1]
        self._stage.slack.wait_for(lambda: self._pictures == self._ready, LIMIT)
        return time.monotonic() - upload.at - (upload.took or 0)

    def pipe(self) -> float:
        """Do the same with curl, into a line of its own, and give the seconds that it took."""
        source, sink = self._addresses()
        begun = time.monotonic()
        if not shell(f"{source} | {sink}"):
            raise SystemExit("curl failed")
        return time.monotonic() - begun

    @property
    def growth(self) -> float:
        """By how many MiB the bot's memory was above what it took before the first file."""
        return (self._memory("VmHWM") - self._before) / MIB

    @property
    def _ready(self) -> int:
        return self._card.text.count(f"✅ {self._part.name} is ready")

    @property
    def _pictures(self) -> int:
        blocks = (block for told in self._card.thread for block in told.message.blocks)
        return sum(block["type"] == "image" for block in blocks)

    def _an_order(self) -> MessageView:
        agent = self._stage.slack.person("ada")
        agent.command("/order")
        agent.choose("Customer", "Grace Hopper", typing="hopper")
        agent.submit()
        return agent.sees("PD-")

    def _memory(self, what: str) -> int:
        status = Path(f"/proc/{self._bot.pid}/status").read_text(encoding="ascii")
        found = re.search(rf"{what}:\s+(\d+) kB", status)
        return int(found[1]) * 1024 if found else 0

    def _addresses(self) -> tuple[str, str]:
        slack, token = self._stage.slack, self._stage.vendor.token
        file = next(iter(slack.world.files.values()))
        url = file.to_json(slack.world.base_url, slack.world.team.id)["url_private_download"]
        bearer = f"Authorization: Bearer {slack.world.installation.bot_token}"
        basket, line = self._a_line()
        fields = "".join(_field(*pair) for pair in (("basket_id", basket), ("line_id", line)))
        head = f'{fields}{_part("file")}; filename="{file.name}"\\r\\n\\r\\n'
        source = f"curl -sf -H '{bearer}' {shlex.quote(url)}"
        return (
            f"(printf -- '{head}'; {source}; printf -- '\\r\\n--part--\\r\\n')",
            " ".join(
                (
                    f"curl -sf -o /dev/null -X POST -T - -H 'Authorization: Token {token}'",
                    "-H 'Expect:' -H 'Content-Type: multipart/form-data; boundary=part'",
                    f"{self._stage.vendor_url}{API}/files/",
                )
            ),
        )

    def _a_line(self) -> tuple[str, str]:
        vendor = self._stage.vendor
        baskets = f"{API}/service-panel/services/{vendor.service_id}/baskets/"
        basket = self._made(baskets)
        return basket, self._made(f"{baskets}{basket}/lines/")

    def _made(self, path: str) -> str:
        headers = {"Authorization": f"Token {self._stage.vendor.token}"}
        answer: Any = requests.post(f"{self._stage.vendor_url}{path}", headers=headers, timeout=10)
        return str(answer.json()["id"])


@contextmanager
def a_town(part: Path) -> Iterator[Town]:
    """Run the bot between the doubles until the end of the block."""
    vendor = Local3yourmind()
    vendor.world.analysis_seconds = 0
    with (
        TemporaryDirectory() as folder,
        staged(Workspace(), vendor, Path(folder)) as stage,
        bot_process(stage) as bot,
    ):
        yield Town(stage, bot, part)


def _part(name: str) -> str:
    return f'--part\\r\\nContent-Disposition: form-data; name="{name}"'


def _field(name: str, text: str) -> str:
    return f"{_part(name)}\\r\\n\\r\\n{text}\\r\\n"
