"""Looks at the files of parts: copies them while they pass, then measures and draws them."""

import logging
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor, wait
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from bot.placing.spool import Copy, Spool
from handlers.views.text import plainly
from state.events import NotNow, PartMeasured
from state.events.base import COLLECTING
from state.order import BOT, Order
from state.orders import Orders
from state.part import Analysing, Part, Ready
from state.ports import Files, Looker, Pictures
from state.problems import FileError

log = logging.getLogger(__name__)
MOST_AT_ONCE = 2
LONGEST_NAME = 100


@dataclass(frozen=True, slots=True)
class Eyes:
    """What a look needs: the record, the files once more, who looks, and who keeps pictures."""

    orders: Orders
    files: Files
    looker: Looker
    pictures: Pictures


@dataclass(frozen=True, slots=True)
class Look:
    """One look at a part of an order."""

    order: str
    part: Part

    @property
    def key(self) -> tuple[str, str]:
        """What the look is at; it goes on when the same file passes once more."""
        return self.order, self.part.id


class Looking:
    """The `Onlooker` port: one look at each part, at once when its last byte has passed.

    Forwarding never waits for it, and nothing that goes wrong here disturbs it. That a part was
    looked at is in the record; a part whose look a crash prevented is found by `open`.
    """

    def __init__(self, eyes: Eyes, spool: Spool, patience: float) -> None:
        self._eyes = eyes
        self._spool = spool
        self._pool = ThreadPoolExecutor(MOST_AT_ONCE, thread_name_prefix="look")
        self._lock = threading.Lock()
        self._under_way: dict[tuple[str, str], Future[None]] = {}
        self._closed = False
        self._patience = patience

    def watch(self, order_id: str, part: Part, chunks: Iterator[bytes]) -> Iterator[bytes]:
        """Pass every chunk on; when all have passed, look at the part unless that was done."""
        look = Look(order_id, part)
        if part.looked_at or look.key in self._under_way:
            yield from chunks
            return
        copy = self._spool.copy(part.file.size)
        passed = False
        try:
            for chunk in chunks:
                copy.add(chunk)
                yield chunk
            passed = True
        finally:
            if passed:
                self._begin(look, lambda: self._look(look, copy))
            else:
                copy.remove()

    def open(self) -> None:
        """Look at every part that was forwarded without a look; each is downloaded once more.

        Only where nobody else works on the same folder, and before anything is forwarded.
        """
        self._spool.clean()
        for order in self._eyes.orders.unfinished():
            for part in _unseen(order):
                self._begin(Look(order.id, part), partial(self._fetch, Look(order.id, part)))

    def close(self) -> None:
        """Begin no more looks, and wait as long as set for those that have begun.

        The others are had after the next start.
        """
        with self._lock:
            every = list(self._under_way.values())
        wait([under_way for under_way in every if not under_way.cancel()], self._patience)
        self._closed = True
        self._pool.shutdown(wait=False, cancel_futures=True)
        self._spool.close()

    def _begin(self, look: Look, act: Callable[[], None]) -> None:
        with self._lock:
            if not self._closed:
                under_way = self._under_way[look.key] = self._pool.submit(self._carefully, act)
                under_way.add_done_callback(lambda _: self._under_way.pop(look.key, None))

    def _carefully(self, act: Callable[[], None]) -> None:
        try:
            act()
        except Exception:
            log.exception("a part is not looked at")

    def _fetch(self, look: Look) -> None:
        """Download a file once more, no further than it is of use."""
        copy = self._spool.copy(look.part.file.size)
        try:
            with self._eyes.files.open(look.part.file) as file:
                for chunk in file.chunks:
                    copy.add(chunk)
                    if copy.too_large:
                        break
        except FileError as error:
            copy.remove()
            log.info("order %s: a part is not looked at: %s", look.order, error.cause)
            return
        self._look(look, copy)

    def _look(self, look: Look, copy: Copy) -> None:
        try:
            if copy.too_large:
                self._tell(look, PartMeasured(part=look.part.id, too_large=True))
            elif copy.finish():
                self._tell(look, self._measured(look.part, copy))
        finally:
            copy.remove()

    def _measured(self, part: Part, copy: Copy) -> PartMeasured:
        name = part.file.name
        seen = self._eyes.looker.look(copy.path, name)
        picture = None
        if seen.facts is not None and seen.picture is not None:
            kept_as = f"{plainly(Path(name).stem, LONGEST_NAME)}.png"
            words = f"Picture of {plainly(name, LONGEST_NAME)}"
            picture = self._eyes.pictures.keep(seen.picture, kept_as, words)
        return PartMeasured(part=part.id, facts=seen.facts, picture=picture)

    def _tell(self, look: Look, event: PartMeasured) -> None:
        if self._closed:
            return
        try:
            self._eyes.orders.apply(look.order, event, BOT)
        except NotNow:
            log.info("order %s has moved on, the look at a part is void", look.order)


def _unseen(order: Order) -> list[Part]:
    """Name the parts whose file has passed already; those that wait are looked at in passing."""
    if order.phase.kind not in COLLECTING:
        return []
    return [p for p in order.parts if not p.looked_at and isinstance(p.upload, Analysing | Ready)]
