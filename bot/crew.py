"""The processes of one bot: each says that it lives, and takes up the work of those that do not."""

import logging
import os
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Protocol
from uuid import uuid4

from bot.every import Every, Regular
from bot.health import Health, Sign
from bot.seat import Seat
from state.presence import DeclaredDead, Member, Presence
from state.store.home import Home

log = logging.getLogger(__name__)
GIVEN_UP = 75
"""The exit code of a process that the others have given up; its supervisor starts it anew."""


class Work(Protocol):
    """What the crew needs of the engine."""

    def executors(self) -> set[str]:
        """Name the executors that have runs under way."""
        ...

    def take_over(self, executor: str) -> None:
        """Let any process run again what a dead executor left unfinished."""
        ...

    def begin_again(self) -> list[str]:
        """Begin again what this process ended without being able to write that down."""
        ...


BEATS = 4
"""How often a process says that it lives, within the time after which it would be given up."""


def end() -> None:
    """End this process at once, with nothing finished and nothing tidied up."""
    logging.shutdown()
    os._exit(GIVEN_UP)


@contextmanager
def present(
    kept: Home, folder: Path, ttl: float, every: Every, dead: Callable[[], None]
) -> Iterator[Presence]:
    """Be among the processes of a bot; the others learn when the block ends.

    `dead` is called when they do the work of this process, which has to end at once.
    """
    with closing(Seat(folder)) as seat:
        me = Member(f"{seat.name}.{uuid4().hex[:8]}", seat.name)
        presence = Presence(kept.store("processes"), me, ttl, seat.has_ended)
        presence.arrive()
        log.info("the other processes know this one as %s", me.name)
        # On the thread on which nothing takes long: whatever else does, the process still lives.
        heart = every.begin("heart", ttl / BEATS, lambda: _beat(presence, dead), quick=True)
        try:
            yield presence
        finally:
            heart.close()
            presence.leave()


def _beat(presence: Presence, dead: Callable[[], None]) -> bool:
    try:
        presence.renew()
    except DeclaredDead:
        log.critical("the other processes have given this one up: it ends at once")
        dead()
        return False
    except Exception:
        # The next beat tries again; a thread that ends would have the process declared dead.
        log.exception("this process could not say that it lives")
    return True


class Crew:
    """Looks after the other processes of the bot, every now and then.

    `take_up` starts what no run of the engine knows of; it is called when a process has died, when
    this one is the first, and when the databases were away. What it finds out of store and engine
    is told to `health`.
    """

    def __init__(
        self,
        presence: Presence,
        engine: Work,
        take_up: Callable[[], None],
        health: Health,
        every: Every,
    ) -> None:
        self._presence = presence
        self._engine = engine
        self._take_up = take_up
        self._health = health
        self._orphans: set[str] = set()
        self._shaken = False
        self._every = every
        self._eyes: Regular | None = None

    def open(self) -> None:
        """Take up what nobody does, and look after the others from now on."""
        given_up = self._presence.give_up_silent()
        self._orphans = self._orphaned()
        self._inherit(given_up)
        if given_up or self._presence.names() == {self._presence.name}:
            self._take_up()
        self._eyes = self._every.begin("crew", self._health.ttl / BEATS, self._look_or_note)

    def close(self) -> None:
        """Stop looking after the others."""
        if self._eyes is not None:
            self._eyes.close()

    def _look_or_note(self) -> bool:
        try:
            self._look()
        except Exception:
            # A crew that ends in silence would give up nobody.
            log.exception("this process could not look after the others")
            self._shaken = True
        return True

    def _look(self) -> None:
        with _noting(self._health.store):
            left = self._presence.give_up_silent()
        before, self._orphans = self._orphans, self._orphaned()
        # Their heir died before it took over; who is new among them may be taken over right now.
        left += sorted(before & self._orphans)
        self._inherit(left)
        if left or self._shaken:
            self._take_up()
        self._shaken = False
        for run in self._engine.begin_again():
            log.warning("the end of %s could not be written down: it begins again", run)

    def _inherit(self, dead: list[str]) -> None:
        for name in dead:
            log.warning("process %s is gone: its work is taken over", name)
            self._engine.take_over(name)

    def _orphaned(self) -> set[str]:
        """Name executors with runs under way that are no longer among the processes."""
        with _noting(self._health.store):
            names = self._presence.names()
        with _noting(self._health.engine):
            return self._engine.executors() - names


@contextmanager
def _noting(sign: Sign) -> Iterator[None]:
    try:
        yield
    except Exception:
        sign.note(good=False)
        raise
    sign.note(good=True)
