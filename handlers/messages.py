"""Files that people drop into the thread of an order."""

import time
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from http import HTTPStatus
from typing import Any

from slack_bolt import BoltResponse
from slack_sdk import WebClient

from handlers.access import Asker
from handlers.entrances import Entrances
from handlers.files import glance, shared_file
from handlers.office import Office
from handlers.seen import Seen
from handlers.views.card import MOST_PARTS
from handlers.views.sentences import what_happened
from state.events import Event, FileShared, FileTurnedDown, NotNow
from state.order import Order
from state.problems import FileError, TooMany
from state.rights import Right

Payload = Mapping[str, Any]
LOOKS, PAUSE = 20, 0.02
"""How often, and seconds apart, a card is looked for that is seen but not yet on record."""
POSTING = timedelta(seconds=30)
"""How long after its start an order's card may be on its way to Slack."""


@dataclass(frozen=True, slots=True)
class Messages:
    """Makes parts of the files in an order's thread, exactly once however often Slack delivers."""

    office: Office
    seen: Seen

    def register(self, ways: Entrances) -> None:
        """Listen for messages; their files also come as an event of their own, which tells less."""
        ways.event("message", self.message)
        ways.event("file_shared", lambda: None)

    def message(self, body: Payload, event: Payload, client: WebClient) -> BoltResponse | None:
        """Take the files of a message in the thread of an order."""
        thread = _thread_with_files(event)
        if thread is None or self.seen.has(body["event_id"]):
            return None
        for _ in range(LOOKS):
            # Asked first: the card may be written down between the two questions.
            posting = self._is_a_card_being_posted()
            if (order := self.office.orders.by_card(event["channel"], thread)) is not None:
                self._take_all(order, body, event, client)
                return None
            if not posting:
                return None
            time.sleep(PAUSE)
        # Slack delivers again what is refused.
        return BoltResponse(status=HTTPStatus.SERVICE_UNAVAILABLE)

    def _is_a_card_being_posted(self) -> bool:
        since = self.office.now() - POSTING
        return any(o.spot.card is None and o.started > since for o in self.office.orders.untold())

    def _take_all(self, order: Order, body: Payload, event: Payload, client: WebClient) -> None:
        if why := self.office.access.refusal(Asker.of(body), Right.ADD_FILES):
            self._whisper(why, event, client)
            return
        taken = [self._take(order.id, file, event["user"]) for file in event["files"]]
        self.office.work.follow(order.id)
        self.seen.remember(body["event_id"])
        if not all(taken):
            self._whisper(what_happened(self.office.orders.get(order.id)), event, client)

    def _take(self, order_id: str, file: Payload, by: str) -> bool:
        """Write down what becomes of a file; false when the order takes no more files."""
        shared = shared_file(file)
        try:
            self._check(order_id, file)
            event: Event = FileShared(part=shared.id, file=shared, by=by)
        except FileError as error:
            event = FileTurnedDown(part=shared.id, file=shared, by=by, problem=error.problem)
        try:
            self.office.orders.apply(order_id, event, by)
        except NotNow:
            return False
        return True

    def _check(self, order_id: str, file: Payload) -> None:
        glance(file, self.office.policy.rules)
        order = self.office.orders.get(order_id)
        if len(order.parts) >= MOST_PARTS and order.part(file["id"]) is None:
            raise TooMany(str(MOST_PARTS))

    def _whisper(self, text: str, event: Payload, client: WebClient) -> None:
        where = {"channel": event["channel"], "thread_ts": event["thread_ts"]}
        user = event["user"]
        self.office.talk.later(lambda: client.chat_postEphemeral(**where, user=user, text=text))


def _thread_with_files(event: Payload) -> str | None:
    """Name the thread in which somebody shared files, if that is what happened."""
    if not event.get("files") or "user" not in event:
        return None
    return event.get("thread_ts")
