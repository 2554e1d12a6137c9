"""The way of a file from Slack to 3YOURMIND: in constant memory, and only while it is wanted."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace

from bot.observing import Act, Kind, Watch, unwatched
from bot.placing.ahead import Ahead
from bot.placing.counted import Counted
from bot.placing.going import Going
from bot.placing.slots import Slots
from state.order import Order
from state.part import Part
from state.ports import Files, LineTarget, Onlooker, OrderDesk
from state.problems import OutsideError
from state.progress import Progress, Track


@dataclass(frozen=True, slots=True)
class Transfers:
    """Carries files, as many at a time as there are `slots`; `look` is in seconds."""

    files: Files
    desk: OrderDesk
    onlooker: Onlooker
    progress: Progress
    slots: Slots
    look: float
    watch: Watch = unwatched

    @contextmanager
    def turn(self, order_id: str, part: Part) -> Iterator[Track]:
        """Wait until it is the turn of whoever shared the file, until the end of the block."""
        with self.slots.of(part.by), self.progress.of(order_id, part.id) as track:
            yield track

    def carry(
        self, order: Order, part: Part, track: Track, wanted: Callable[[], object]
    ) -> Counted:
        """Send the file of a part to its line, and give what passed.

        Raises `OutsideError`, and what `wanted` raises, which is asked for every `look` seconds,
        also while nothing moves.
        """
        target = LineTarget(order.basket.id or "", part.line or "", order.unit_of(part))
        going = Going(wanted, self.look)
        with (
            _judged(self.watch, order.id) as act,
            Ahead() as ahead,
            self.files.open(part.file) as file,
        ):
            counted = Counted(file.chunks)
            watched = self.onlooker.watch(order.id, part, iter(counted))
            chunks = track.follow(ahead.read(watched, going, self.look), file.size)
            try:
                self.desk.upload(target, replace(file, chunks=chunks, going=going))
            finally:
                act.size = counted.size
        return counted


@contextmanager
def _judged(watch: Watch, order_id: str) -> Iterator[Act]:
    with watch(Act(Kind.TRANSFER, "forward", order=order_id)) as act:
        try:
            yield act
        except OutsideError as error:
            act.outcome = error.cause
            raise
        act.outcome = "ok"
