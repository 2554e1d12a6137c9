"""Files and messages that people delete in Slack, noticed by the orders that have them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from handlers.entrances import Entrances
from handlers.files import is_there
from handlers.office import Office
from state.events import FileWithdrawn, NotNow
from state.order import BOT

Payload = Mapping[str, Any]
SUBTYPES = ("message_deleted", "message_changed")


@dataclass(frozen=True, slots=True)
class Deletions:
    """Writes down that a file is gone, before the bot finds out when it needs it.

    One deletion is often told in several ways; each part notes the first.
    """

    office: Office

    def register(self, ways: Entrances) -> None:
        """Listen for deleted files, and for messages that are deleted or lose files."""
        ways.event({"type": "message", "subtype": SUBTYPES}, self.message)
        ways.event("file_deleted", self.file)

    def message(self, event: Payload) -> None:
        """Note what a message had and has no longer; Slack leaves a tombstone, or nothing."""
        before, now = (_files(event.get(name)) for name in ("previous_message", "message"))
        self._withdraw(before - now)

    def file(self, event: Payload) -> None:
        """Note that a file is gone; that is told without saying where it was."""
        self._withdraw([event["file_id"]])

    def _withdraw(self, files: Iterable[str]) -> None:
        for file in files:
            for order in self.office.orders.with_part(file):
                try:
                    self.office.orders.apply(order.id, FileWithdrawn(part=file), BOT)
                except NotNow:
                    continue


def _files(message: Payload | None) -> set[str]:
    files = (message or {}).get("files") or ()
    return {file["id"] for file in files if is_there(file)}
