"""Kills and freezes processes of the bot: at calls of 3YOURMIND, and at any moment."""

import random
import signal
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from threading import Event, Timer

from bot.sandbox.threeyourmind.log import RequestLog
from tests.torture.calls import Call, calls_in
from tests.torture.heirs import Heirs
from tests.torture.house import House, Process
from tests.torture.snare import Trap, When, set_everywhere

CATCH = 5.0
"""Seconds in which a call has to come at which a process is to be killed; else it is any moment."""
AT_CALLS, CHANGING, FREEZES = 0.6, 0.75, 0.15
"""How many of the kills are at calls, how many of these calls change something, and how many
processes are frozen for each that is killed."""
REST = 2.0
"""The most seconds that a killed process is missing."""


@dataclass
class Plan:
    """How much is to be killed, and how fast; `freeze` is the most seconds of silence."""

    kills: int
    pause: float
    freeze: float


@dataclass
class Killer:
    """Works on a thread until it has killed as many as it should, or `stop` is set."""

    house: House
    heirs: Heirs
    log: RequestLog
    plan: Plan
    chance: random.Random
    stop: Event
    done: "Counter[str]" = field(default_factory=Counter)
    points: "Counter[tuple[Call, When]]" = field(default_factory=Counter)
    _known: dict[Call, None] = field(default_factory=dict)
    _read: int = 0
    _thaws: list[Timer] = field(default_factory=list)

    @property
    def killed(self) -> int:
        """How many processes it has killed."""
        return self.done["at a call"] + self.done["at any moment"]

    @property
    def calls(self) -> int:
        """How many different calls it has seen."""
        return len(self._known)

    def work(self) -> None:
        """Kill."""
        while self.killed < self.plan.kills and not self._waits():
            if self.chance.random() < FREEZES:
                self._freeze()
            elif self.chance.random() < AT_CALLS:
                self._kill_at_a_call()
            else:
                self._kill(self.chance.choice(self.house.processes), "at any moment")
        for thaw in self._thaws:
            thaw.join()

    def _waits(self) -> bool:
        return self.stop.wait(self.chance.expovariate(1 / self.plan.pause))

    def _kill_at_a_call(self) -> None:
        if (point := self._point()) is None:
            return
        trap = Trap(*point)
        set_everywhere(self.house.snares, trap)
        try:
            if (caught := trap.wait(CATCH)) is None:
                return
            if self._kill(self.house.of(caught), "at a call"):
                self.points[point] += 1
        finally:
            trap.release()
            for snare in self.house.snares:
                snare.unset(trap)

    def _point(self) -> tuple[Call, When] | None:
        """Choose the point that was hit least; those come first that change something."""
        records = self.log.records
        self._known |= dict.fromkeys(calls_in(records[self._read :]))
        self._read = len(records)
        changing = self.chance.random() < CHANGING
        points = [(c, when) for c in self._known if c.changes == changing for when in When]
        self.chance.shuffle(points)
        return min(points, key=lambda point: self.points[point], default=None)

    def _kill(self, victim: Process, how: str) -> bool:
        name = victim.name
        victim.rest = self.chance.uniform(0, REST)
        if not victim.kill():
            return False
        self.heirs.leave(name, "killed")
        self.done[how] += 1
        return True

    def _freeze(self) -> None:
        victim = self.chance.choice(self.house.processes)
        name, pid = victim.name, victim.pid
        if pid is None or not victim.send(signal.SIGSTOP):
            return
        self.heirs.leave(name, "frozen")
        self.done["frozen"] += 1
        thaw = Timer(self.chance.uniform(0.5, self.plan.freeze), self._thaw(victim, pid, name))
        self._thaws.append(thaw)
        thaw.start()

    def _thaw(self, victim: Process, pid: int, name: str | None) -> Callable[[], None]:
        def thaw() -> None:
            if victim.pid == pid:
                self.heirs.forget(name)
                victim.send(signal.SIGCONT)

        return thaw
