"""What goes wrong around the bot: answers get lost, servers stumble, the database restarts."""

import random
from collections import Counter
from dataclasses import dataclass, field
from threading import Event

from bot.sandbox.slack.faults import ApiFault, DeliveryFault
from bot.sandbox.slack.workspace import Workspace
from bot.sandbox.threeyourmind.faults import Slow, server_error
from bot.sandbox.threeyourmind.local import Local3yourmind
from tests.postgres import Server
from tests.torture.calls import calls_in
from tests.torture.house import House
from tests.torture.snare import Trap, When, set_everywhere

CATCH = 3.0
JUMPS = (0, 3_600, -3_600, 86_400, -86_400)
"""By how many seconds a clock is wrong after it has jumped."""
STUMBLE = 4.0
"""Seconds that a change of a line is on its way when the network is slow."""


@dataclass
class Weather:
    """Lets something go wrong every `pause` seconds, on a thread, until `stop` is set."""

    slack: Workspace
    vendor: Local3yourmind
    house: House
    chance: random.Random
    pause: float
    stop: Event
    server: Server | None = None
    restarts: int = 0
    """How often the database is to be restarted."""
    done: "Counter[str]" = field(default_factory=Counter)

    def begin(self) -> None:
        """From now on Slack delivers everything twice, to another process where there is one."""
        self.slack.faults.delivery.add(DeliveryFault.DUPLICATE, times=None)

    def work(self) -> None:
        """Be bad."""
        bad = [
            self._lose,
            self._lose,
            self._lose,
            self._refuse,
            self._dawdle,
            self._slack,
            self._jump,
        ]
        while not self.stop.wait(self.chance.expovariate(1 / self.pause)):
            self.chance.choice(bad)()

    def restart(self) -> None:
        """Restart the database as a crash does, as often as it should be."""
        while self.server is not None and self.done["database restarts"] < self.restarts:
            if self.stop.wait(self.chance.uniform(5, 25)):
                return
            self.server.stop()
            self.stop.wait(self.chance.uniform(0, 3))
            self.server.start()
            self.done["database restarts"] += 1

    def _lose(self) -> None:
        calls = [c for c in calls_in(self.vendor.log.records[-500:]) if c.changes]
        if not calls:
            return
        trap = Trap(self.chance.choice(calls), self.chance.choice(list(When)))
        set_everywhere(self.house.snares, trap)
        if trap.wait(CATCH) is not None:
            self.done["answers lost"] += 1
        trap.release()
        for snare in self.house.snares:
            snare.unset(trap)

    def _refuse(self) -> None:
        self.vendor.switches.on(server_error(), method="*", path="*", times=2)
        self.done["server errors"] += 2

    def _dawdle(self) -> None:
        slow = Slow(self.chance.uniform(0, STUMBLE))
        self.vendor.switches.on(slow, method="PATCH", path="*/lines/*", times=1)
        self.done["slow answers"] += 1

    def _jump(self) -> None:
        self.chance.choice(self.house.processes).set_clock(self.chance.choice(JUMPS))
        self.done["jumps of a clock"] += 1

    def _slack(self) -> None:
        fault = self.chance.choice([ApiFault(lost=True), ApiFault(status=503)])
        self.slack.faults.api.add(fault, name="chat.*", times=1)
        self.done["answers of Slack lost"] += 1
