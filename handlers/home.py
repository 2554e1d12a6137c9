"""The Home tab: published whenever somebody looks, and again while what it shows changes."""

import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from slack_sdk import WebClient

from handlers.access import Asker
from handlers.entrances import Entrances
from handlers.office import Office
from handlers.views.blocks import Block
from handlers.views.home import MOST_SHOWN, Overview, home, refused_home
from state.events import OutcomeUnsettled
from state.order import Order
from state.ports import Health
from state.rights import Right

Payload = Mapping[str, Any]
IN_DOUBT = OutcomeUnsettled.model_fields["kind"].default
LOOKING = timedelta(minutes=10)
"""For so long somebody is taken to be looking still: Slack does not tell when they stop."""


@dataclass(slots=True)
class Visit:
    """Somebody who looks at their tab; `turn` keeps what is older from being published later."""

    asker: Asker
    at: datetime
    settles: bool = False
    """Whether they are shown everybody's orders that are in doubt."""
    turn: threading.Lock = field(default_factory=threading.Lock)
    timer: threading.Timer | None = None

    def is_about(self, order: Order) -> bool:
        """Tell whether the tab may show something else after a change of this order."""
        if order.owner == self.asker.user:
            return True
        return self.settles and any(e.event["kind"] == IN_DOUBT for e in order.history)


class HomeTab:
    """Shows people what they have under way; a change follows after `pause` seconds, with others.

    Who looks is known in memory only: after a restart they see changes when they look again.
    """

    def __init__(self, office: Office, health: Health, client: WebClient, pause: float) -> None:
        self._office = office
        self._health = health
        self._client = client
        self._pause = pause
        self._visits: dict[str, Visit] = {}
        self._lock = threading.Lock()

    def register(self, ways: Entrances) -> None:
        """Listen for people who open the tab."""
        ways.event("app_home_opened", self.opened)

    def opened(self, body: Payload, event: Payload) -> None:
        """Show the tab as things are now; the conversation with the bot is opened like this, too.

        Source: https://docs.slack.dev/reference/events/app_home_opened
        """
        if event.get("tab") == "home":
            visit = self._visited(Asker.of(body))
            self._office.talk.later(lambda: self._publish(visit))

    def pressed(self, body: Payload) -> None:
        """Note that somebody pressed something on their tab: they look, and will see it anew."""
        visit = self._visited(Asker.of(body))
        with self._lock:
            self._soon(visit)

    def follow(self, order: Order) -> None:
        """Note that an order has changed; returns at once."""
        with self._lock:
            for visit in self._visits.values():
                if visit.is_about(order) and not self._is_over(visit):
                    self._soon(visit)

    def close(self) -> None:
        """Publish nothing more."""
        with self._lock:
            visits = list(self._visits.values())
            self._visits.clear()
        for visit in visits:
            if visit.timer is not None:
                visit.timer.cancel()

    def _visited(self, asker: Asker) -> Visit:
        with self._lock:
            self._visits = {u: v for u, v in self._visits.items() if not self._is_over(v)}
            visit = self._visits.setdefault(asker.user, Visit(asker, self._office.now()))
            visit.at = self._office.now()
            return visit

    def _soon(self, visit: Visit) -> None:
        """Publish the tab once more, together with what changes meanwhile."""
        if visit.timer is None:
            visit.timer = threading.Timer(self._pause, self._again, (visit,))
            visit.timer.daemon = True
            visit.timer.start()

    def _is_over(self, visit: Visit) -> bool:
        return self._office.now() - visit.at > LOOKING

    def _again(self, visit: Visit) -> None:
        # First, so that what changes from now on is published once more.
        visit.timer = None
        self._office.talk.later(lambda: self._publish(visit))

    def _publish(self, visit: Visit) -> None:
        with visit.turn:
            self._client.views_publish(user_id=visit.asker.user, view=self._view(visit))

    def _view(self, visit: Visit) -> Block:
        access, orders, asker = self._office.access, self._office.orders, visit.asker
        if (why := access.refusal(asker, Right.LOOK_UP)) is not None:
            return refused_home(why)
        return home(
            Overview(
                health=self._health.desk(),
                drafts=orders.of_owner(asker.user, MOST_SHOWN + 1),
                placed=orders.placed_by(asker.user, MOST_SHOWN + 1),
                doubtful=self._doubtful(visit),
            )
        )

    def _doubtful(self, visit: Visit) -> Sequence[Order]:
        # First, so that nothing is missed that happens while the orders are read.
        visit.settles = self._office.access.refusal(visit.asker, Right.RESOLVE) is None
        return self._office.orders.in_doubt(MOST_SHOWN + 1) if visit.settles else ()
