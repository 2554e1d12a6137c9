"""Levers that make something go wrong, and put it right again."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal, Protocol

from bot.sandbox.bot_process import BotProcess


class Lever(Protocol):
    """Something with two positions; it may go back by itself."""

    @property
    def is_on(self) -> bool:
        """Whether it is on now."""

    def turn_on(self) -> None:
        """Make it so."""

    def turn_off(self) -> None:
        """Make it as it was."""


@dataclass(frozen=True)
class Failure:
    """A lever with words for it; `is_once` tells that it goes back by itself."""

    id: str
    side: Literal["3YOURMIND", "Slack", "bot"]
    title: str
    explanation: str
    lever: Lever
    is_once: bool = False


class Waiting(Protocol):
    """A fault that waits for something to happen to."""

    @property
    def is_on(self) -> bool:
        """Whether it still waits."""

    def off(self) -> None:
        """Wait no longer."""


class Trap:
    """A lever that lays a fault, made by `lay`, in the way of what comes."""

    def __init__(self, lay: Callable[[], Waiting]) -> None:
        self._lay = lay
        self._laid: Waiting | None = None

    @property
    def is_on(self) -> bool:
        """Whether the fault still waits."""
        return self._laid is not None and self._laid.is_on

    def turn_on(self) -> None:
        """Lay the fault."""
        self._laid = self._lay()

    def turn_off(self) -> None:
        """Take the fault away."""
        if self._laid is not None:
            self._laid.off()


@dataclass(frozen=True)
class Push:
    """A lever that does something at once and never stays on."""

    do: Callable[[], None]
    is_on: bool = False

    def turn_on(self) -> None:
        """Do it."""
        self.do()

    def turn_off(self) -> None:
        """Do nothing: it was never on."""


class Killed:
    """A lever that kills the bot, and starts it again; on while the bot is dead."""

    def __init__(self, bot: BotProcess) -> None:
        self._bot = bot

    @property
    def is_on(self) -> bool:
        """Whether the bot is dead, whoever killed it."""
        return not self._bot.is_alive

    def turn_on(self) -> None:
        """Kill it."""
        self._bot.kill()

    def turn_off(self) -> None:
        """Start it."""
        self._bot.start()
