"""The card and the thread follow the record: what is shown is posted, edited and told from it."""

import logging
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import Enum

from slack_sdk.errors import SlackApiError

from handlers.floor import Taken
from handlers.poster import Poster
from state.events import NotNow
from state.order import Order
from state.store import StoreFailed

log = logging.getLogger(__name__)
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


@dataclass(frozen=True, slots=True)
class Rhythm:
    """In seconds: between two edits of one card, and before trying again after a failure.

    A card that changes by itself is looked at after `look`: Slack takes some 50 edits a minute.
    Source: https://docs.slack.dev/reference/methods/chat.update
    """

    edit: float = 1.0
    retry: float = 5.0
    look: float = 2.0


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
        self, poster: Poster, rhythm: Rhythm, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._poster = poster
        self._rhythm = rhythm
        self._clock = clock
        self._changed = threading.Condition()
        self._queue = Queue()
        self._edited: dict[str, float] = {}
        self._stopping = False
        self._threads = [threading.Thread(target=self._work, daemon=True) for _ in range(4)]

    def start(self) -> None:
        """Begin to show."""
        for thread in self._threads:
            thread.start()

    def close(self) -> None:
        """Stop after what is being shown; the rest follows from the record at the next start."""
        with self._changed:
            self._stopping = True
            self._changed.notify_all()
        for thread in self._threads:
            thread.join()

    def follow(self, order: Order) -> None:
        """Note that an order has changed; returns at once."""
        with self._changed:
            self._queue.due[order.id] = self._clock()
            self._changed.notify()

    def _work(self) -> None:
        while (order_id := self._take()) is not None:
            begun = self._clock()
            edit = begun >= self._edit_due(order_id)
            outcome = self._show(order_id, edit=edit)
            self._done(order_id, begun if edit else None, outcome)

    def _edit_due(self, order_id: str) -> float:
        return self._edited.get(order_id, -self._rhythm.edit) + self._rhythm.edit

    def _take(self) -> str | None:
        with self._changed:
            while not self._stopping:
                order_id, wait = self._queue.next(self._clock())
                if order_id is not None:
                    del self._queue.due[order_id]
                    self._queue.busy.add(order_id)
                    return order_id
                self._changed.wait(wait)
        return None

    def _show(self, order_id: str, *, edit: bool) -> Outcome:
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

    def _done(self, order_id: str, edited: float | None, outcome: Outcome) -> None:
        with self._changed:
            self._queue.busy.discard(order_id)
            if edited is not None:
                self._forget_before(edited - self._rhythm.edit)
                self._edited[order_id] = edited
            else:
                self._queue.due.setdefault(order_id, self._edit_due(order_id))
            if outcome is Outcome.FAILED:
                self._queue.due[order_id] = self._clock() + self._rhythm.retry
            elif outcome is Outcome.SHOWN and self._poster.moves(order_id):
                self._queue.due.setdefault(order_id, self._clock() + self._rhythm.look)
            self._changed.notify_all()

    def _forget_before(self, at: float) -> None:
        self._edited = {order: edited for order, edited in self._edited.items() if edited > at}
