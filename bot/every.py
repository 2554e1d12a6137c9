"""What is done again and again: one thread waits for all of it, and is the only one that stays."""

import logging
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field

log = logging.getLogger(__name__)


@dataclass(eq=False, slots=True)
class Regular:
    """Something that is done every so many seconds, until it is closed or `does` says so."""

    name: str
    seconds: float
    does: Callable[[], bool]
    due: float
    quick: bool
    changed: threading.Condition
    among: list["Regular"] = field(repr=False)
    busy: bool = False

    def close(self, patience: float | None = None) -> None:
        """Do it no more, and wait for the end of what is being done, as long as there is patience.

        Not for itself to call.
        """
        with self.changed:
            self._stop()
            self.changed.wait_for(lambda: not self.busy, patience)

    def turn(self) -> None:
        """Do it once; the next time is one pause from its end, and none if it breaks off."""
        goes_on = False
        try:
            goes_on = self.does()
        except Exception:
            log.exception("%s broke off and is done no more", self.name)
        self.rest(goes_on=goes_on)

    def rest(self, *, goes_on: bool) -> None:
        """Wait for the next time, if it goes on."""
        with self.changed:
            self.busy, self.due = False, time.monotonic() + self.seconds
            if not goes_on:
                self._stop()
            self.changed.notify_all()

    def _stop(self) -> None:
        if self in self.among:
            self.among.remove(self)
        self.changed.notify_all()


class Every:
    """Starts what is due on a thread that lasts no longer than that takes.

    So nothing that takes long holds up anything else, and the bot has few threads while it rests.
    """

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._regulars: list[Regular] = []
        self._thread: threading.Thread | None = None

    def begin(
        self,
        name: str,
        seconds: float,
        does: Callable[[], bool],
        *,
        first: float | None = None,
        quick: bool = False,
    ) -> Regular:
        """Do something every so many seconds; the first time is `first` from now, or one pause.

        `does` tells whether to go on. What is `quick` is done by the waiting thread itself.
        """
        due = time.monotonic() + (seconds if first is None else first)
        with self._changed:
            regular = Regular(name, seconds, does, due, quick, self._changed, self._regulars)
            self._regulars.append(regular)
            if self._thread is None:
                self._thread = threading.Thread(target=self._work, name="every", daemon=True)
                self._thread.start()
            self._changed.notify_all()
        return regular

    def _work(self) -> None:
        while (regular := self._next()) is not None:
            if regular.quick:
                regular.turn()
            else:
                _start(regular)

    def _next(self) -> Regular | None:
        """Wait for what is due next; `None` once nothing is left to be done."""
        with self._changed:
            while self._regulars:
                waiting = [regular for regular in self._regulars if not regular.busy]
                soonest = min(waiting, key=lambda regular: regular.due, default=None)
                wait = None if soonest is None else soonest.due - time.monotonic()
                if soonest is not None and wait is not None and wait <= 0:
                    soonest.busy = True
                    return soonest
                self._changed.wait(wait)
            self._thread = None
        return None


def _start(regular: Regular) -> None:
    try:
        threading.Thread(target=regular.turn, name=regular.name, daemon=True).start()
    except RuntimeError as error:
        # The system gives no more threads. Others wait on this one, signs of life among them.
        log.error("%s is put off: %s", regular.name, error)  # noqa: TRY400 - the line says all
        regular.rest(goes_on=True)
