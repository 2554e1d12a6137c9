"""The card and the thread follow the record: what is shown is posted, edited and told from it."""

import logging
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import Enum

from slack_sdk.errors import SlackApiError

from handlers.edits import Edits, Rhythm
from handlers.floor import Taken
from handlers.poster import Poster
from handlers.precedence import Precedence
from state.events import NotNow
from state.order import Order
from state.store import StoreFailed

log = logging.getLogger(__name__)
MOST_AT_ONCE = 4
"""Orders that are shown at the same time."""
FINAL = frozenset(
    {
        "channel_not_found",
        "not_in_channel",
        "is_archived",
        "message_not_found",
        "cant_update_message",
        "account_inactive",
        "token_revoked",
        "invalid_auth",
        "missing_scope",
    }
)
"""What Slack answers the same way every time; trying again would only be noise."""


@dataclass(slots=True)
class Queue:
    """Which orders are to be shown, and from when on."""

    due: dict[str, float] = field(default_factory=dict)
    busy: set[str] = field(default_factory=set)

    def next(self, now: float) -> tuple[str | None, float | None]:
        """Give an order that is due, or how long until one is."""
        waiting = {order: at for order, at in self.due.items() if order not in self.busy}
        if not waiting:
            return None, None
        order = min(waiting, key=lambda o: waiting[o])
        wait = waiting[order] - now
        return (order, None) if wait <= 0 else (None, wait)


class Outcome(Enum):
    """What came of showing an order."""

    SHOWN = "shown"
    FAILED = "failed, and may succeed later"
    REFUSED = "failed, and always will"


class Screen:
    """Shows orders on threads of its own: news at once, the card at most once per `Rhythm.edit`.

    A card that changes by itself is looked at again and again, until it does no longer.
    """

    def __init__(
        self,
        poster: Poster,
        rhythm: Rhythm,
        clock: Callable[[], float] = time.monotonic,
        first: Precedence | None = None,
    ) -> None:
        self._poster = poster
        self._rhythm = rhythm
        self._first = first or Precedence()
        self._clock = clock
        self._changed = threading.Condition()
        self._queue = Queue()
        self._edits = Edits(rhythm)
        self._open = False
        self._idle = 0
        self._threads: list[threading.Thread] = []

    def start(self) -> None:
        """Begin to show."""
        with self._changed:
            self._open = True
            if self._queue.due:
                self._staff()

    def close(self) -> None:
        """Stop after what is being shown; the rest follows from the record at the next start."""
        with self._changed:
            self._open = False
            self._changed.notify_all()
        for thread in self._threads:
            thread.join()

    def follow(self, order: Order) -> None:
        """Note that an order has changed; returns at once."""
        with self._changed:
            now = self._clock()
            self._queue.due[order.id] = now
            self._edits.note(order, now)
            self._changed.notify()
            self._staff()

    def _staff(self) -> None:
        """Have one more thread where all are busy and more is due; the caller holds the lock."""
        if self._open and not self._idle and len(self._threads) < MOST_AT_ONCE:
            thread = threading.Thread(target=self._work, name="screen", daemon=True)
            self._threads.append(thread)
            thread.start()

    def _work(self) -> None:
        while (taken := self._take()) is not None:
            order_id, edit = taken
            self._done(order_id, self._show(order_id, edit=edit), edited=edit)

    def _take(self) -> tuple[str, bool] | None:
        """Give the next order to show and whether to edit its card; `None` at the end."""
        with self._changed:
            while self._open:
                now = self._clock()
                order_id, wait = self._queue.next(now)
                if order_id is not None:
                    del self._queue.due[order_id]
                    self._queue.busy.add(order_id)
                    if self._queue.next(now)[0] is not None:
                        self._staff()
                    return order_id, self._edits.begin(order_id, now)
                self._idle += 1
                self._changed.wait(wait)
                self._idle -= 1
        return None

    def _show(self, order_id: str, *, edit: bool) -> Outcome:
        self._first.give_way()
        try:
            self._poster.show(order_id, edit=edit)
        except SlackApiError as error:
            reason = error.response["error"]
            log.warning("order %s is not shown: Slack says %s", order_id, reason)
            return Outcome.REFUSED if reason in FINAL else Outcome.FAILED
        except (NotNow, Taken):
            return Outcome.FAILED
        except (OSError, StoreFailed) as error:
            log.warning("order %s is not shown: %s", order_id, type(error).__name__)
            return Outcome.FAILED
        except Exception:
            log.exception("order %s is not shown", order_id)
            return Outcome.REFUSED
        return Outcome.SHOWN

    def _done(self, order_id: str, outcome: Outcome, *, edited: bool) -> None:
        with self._changed:
            self._queue.busy.discard(order_id)
            if not edited:
                self._queue.due.setdefault(order_id, self._edits.due(order_id))
            if outcome is Outcome.FAILED:
                self._queue.due[order_id] = self._clock() + self._rhythm.retry
            elif outcome is Outcome.SHOWN and self._poster.moves(order_id):
                self._queue.due.setdefault(order_id, self._clock() + self._rhythm.look)
            self._changed.notify_all()
