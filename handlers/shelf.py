"""Files that people showed to the bot and that could become an order."""

from collections.abc import Callable, Collection
from datetime import datetime, timedelta

from state.part import SharedFile
from state.record import Record
from state.store import Conflict, Store
from state.sweeping import remove, sweep

KEPT = timedelta(days=30)
"""How long files can still be ordered by the button under them."""


class Bundle(Record):
    """The files of one message that can become parts, and the order that they went into."""

    channel: str
    message: str
    files: tuple[SharedFile, ...] = ()
    at: datetime
    order: str = ""
    heard: bool = False
    """Whether people were told of it; those who used the shortcut knew of it themselves."""

    @property
    def key(self) -> str:
        """Name the message among all messages of the workspace."""
        return f"{self.channel}:{self.message}"


class Shelf:
    """Keeps bundles across restarts; of several that come for the same message, one is first.

    `store` is indexed for sweeping.
    """

    def __init__(self, store: Store, now: Callable[[], datetime]) -> None:
        self._store = store
        self._now = now

    def bundle(self, channel: str, message: str, *files: SharedFile) -> Bundle:
        """Make a bundle that is not on the shelf yet."""
        return Bundle(channel=channel, message=message, files=files, at=self._now())

    def first(self, bundle: Bundle) -> bool:
        """Keep a bundle that people are about to hear of; false when they have heard of it."""
        heard = bundle.but(heard=True)
        while not self._put(heard):
            kept = self.get(bundle.key)
            if kept is not None and kept.heard:
                return False
            if self._change(bundle.key, kept, heard=True):
                return True
        return True

    def kept(self, bundle: Bundle) -> Bundle:
        """Keep a bundle whose files are the right ones, and give it as it is on the shelf now."""
        while not self._put(bundle):
            if self._change(bundle.key, self.get(bundle.key), files=bundle.files):
                break
        return self.get(bundle.key) or bundle

    def get(self, key: str) -> Bundle | None:
        """Find a bundle."""
        row = self._store.get(key)
        return Bundle.model_validate(row.doc) if row is not None else None

    def take(self, bundle: Bundle, order: str) -> bool:
        """Note that the files go into an order; false when another took them meanwhile."""
        while (kept := self.get(bundle.key)) is not None and kept.order == bundle.order:
            if self._change(bundle.key, kept, order=order):
                return True
        return False

    def forget_old(self, limit: int) -> int:
        """Drop what nobody has ordered for long; fewer than `limit` means that it was all."""
        before = Bundle(channel="", message="", at=self._now() - KEPT)
        return sweep(self._store, before.model_dump(mode="json")["at"], limit)

    def forget(self, orders: Collection[str]) -> None:
        """Drop the files that went into these orders."""
        after = ""
        while rows := self._store.page(after):
            after = rows[-1].key
            for row in rows:
                if row.doc["order"] in orders:
                    remove(self._store, row)

    def _put(self, bundle: Bundle) -> bool:
        try:
            self._store.create(bundle.key, bundle.model_dump(mode="json"))
        except Conflict:
            return False
        return True

    def _change(self, key: str, expected: Bundle | None, **changes: object) -> bool:
        row = self._store.get(key)
        if row is None or expected is None or Bundle.model_validate(row.doc) != expected:
            return False
        try:
            self._store.replace(row, expected.but(**changes).model_dump(mode="json"))
        except Conflict:
            return False
        return True
