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
from handlers.watch import NEVER, Watch
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

    def next(self) -> tuple[str, float]:
        """Give the order that is due next, and when; none is never due."""
        waiting = ((at, order) for order, at in self.due.items() if order not in self.busy)
        at, order = min(waiting, default=(NEVER, ""))
        return order, at


@dataclass(frozen=True, slots=True)
class Task:
    """An order to show, perhaps with its card, and the order as it was `changed`, if it was."""

    order: str
    edit: bool
    changed: Order | None


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
        self._lock = threading.Lock()
        self._watch = Watch(self._lock)
        self._queue = Queue()
        self._changed: dict[str, Order] = {}
        self._edits = Edits(rhythm)
        self._open = False
        self._threads: list[threading.Thread] = []

    def start(self) -> None:
        """Begin to show."""
        with self._lock:
            self._open = True
            if self._queue.due:
                self._staff()

    def close(self) -> None:
        """Stop after what is being shown; the rest follows from the record at the next start."""
        with self._lock:
            self._open = False
            self._watch.end()
        for thread in self._threads:
            thread.join()

    def follow(self, order: Order) -> None:
        """Note that an order has changed; returns at once."""
        with self._lock:
            now = self._clock()
            self._queue.due[order.id] = now
            self._edits.note(order, now)
            # Of two threads, the one that changed it later may be here first.
            known = self._changed.get(order.id, order)
            self._changed[order.id] = max(order, known, key=lambda o: len(o.history))
            if order.id not in self._queue.busy:
                self._watch.call()
                self._staff()

    def _staff(self) -> None:
        """Have one more thread where all are busy and more is due; the caller holds the lock."""
        if self._open and not self._watch.idle and len(self._threads) < MOST_AT_ONCE:
            thread = threading.Thread(target=self._work, name="screen", daemon=True)
            self._threads.append(thread)
            thread.start()

    def _work(self) -> None:
        while (task := self._take()) is not None:
            self._done(task, self._show(task))

    def _take(self) -> Task | None:
        """Give the next order to show; `None` at the end."""
        with self._lock:
            while self._open:
                now = self._clock()
                order_id, due = self._queue.next()
                if due <= now:
                    return self._taken(order_id, now)
                self._watch.wait(now, due)
        return None

    def _taken(self, order_id: str, now: float) -> Task:
        del self._queue.due[order_id]
        self._queue.busy.add(order_id)
        self._watch.leave()
        if self._queue.next()[1] <= now:
            self._staff()
        edit = self._edits.begin(order_id, now)
        return Task(order_id, edit=edit, changed=self._changed.pop(order_id, None))

    def _show(self, task: Task) -> Outcome:
        order_id = task.order
        try:
            if task.edit or task.changed is None or self._poster.has_news(task.changed):
                self._first.give_way()
                self._poster.show(order_id, edit=task.edit)
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

    def _done(self, task: Task, outcome: Outcome) -> None:
        order_id = task.order
        with self._lock:
            self._queue.busy.discard(order_id)
            if not task.edit:
                self._queue.due.setdefault(order_id, self._edits.due(order_id))
            if outcome is Outcome.FAILED:
                self._queue.due[order_id] = self._clock() + self._rhythm.retry
            elif outcome is Outcome.SHOWN and self._poster.moves(order_id):
                self._queue.due.setdefault(order_id, self._clock() + self._rhythm.look)
