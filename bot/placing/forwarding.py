"""A shared file goes from Slack to its basket line, and its analysis is awaited."""

import time
from collections.abc import Callable
from dataclasses import dataclass

from bot.placing.pace import Pace
from bot.placing.transfers import Transfers
from state.events import (
    Event,
    FileAnalysed,
    FileUnusable,
    FileUploaded,
    NotNow,
    UploadBegun,
    UploadLost,
)
from state.events.base import WORKING
from state.order import BOT, Order
from state.orders import Orders
from state.part import Analysing, Part, Uploading, Waiting
from state.ports import FileStatus, OrderDesk
from state.problems import AnalysisFailed, AnalysisSlow, DeskError, FileError, OutsideError
from state.progress import Track


@dataclass(frozen=True, slots=True)
class Errand:
    """One file to be forwarded into one basket of an order, by one run."""

    order: str
    part: str
    basket: int
    run: str


@dataclass(frozen=True, slots=True)
class Forwarder:
    """Sends files and waits for their analysis."""

    orders: Orders
    transfers: Transfers
    desk: OrderDesk
    pace: Pace
    sleep: Callable[[float], None]

    def forward(self, errand: Errand) -> None:
        """Do what is left of the errand and record the result.

        Ends early, without an error, when the part is gone, the order has another basket, or
        nothing is worked on any more; a file on its way is then not sent to its end.
        """
        try:
            if isinstance(self._part(errand).upload, Waiting | Uploading):
                self._send(errand)
            if isinstance(self._part(errand).upload, Analysing):
                self._tell(errand, self._analysed(errand))
        except NotNow:
            return

    def _send(self, errand: Errand) -> None:
        with self.transfers.turn(errand.order, self._part(errand)) as track:
            claim = UploadBegun(part=errand.part, basket=errand.basket, worker=errand.run)
            order = self._tell(errand, claim)
            part = order.part(errand.part)
            if part is not None and order.basket.number == errand.basket:
                self._tell(errand, self._sent(order, part, track, errand))

    def _sent(self, order: Order, part: Part, track: Track, errand: Errand) -> Event:
        try:
            counted = self.transfers.carry(order, part, track, lambda: self._part(errand))
        except OutsideError as error:
            return _verdict(errand, error)
        return FileUploaded(
            part=part.id, basket=errand.basket, digest=counted.digest, size=counted.size
        )

    def _analysed(self, errand: Errand) -> Event:
        try:
            self._await_analysis(errand)
        except DeskError as error:
            return _verdict(errand, error)
        return FileAnalysed(part=errand.part, basket=errand.basket)

    def _await_analysis(self, errand: Errand) -> None:
        deadline, waits = time.monotonic() + self.pace.analysis, self.pace.polls()
        while self._status(errand) is not FileStatus.FINISHED:
            if time.monotonic() >= deadline:
                raise AnalysisSlow(f"{self.pace.analysis:.0f}")
            self.sleep(next(waits))

    def _status(self, errand: Errand) -> FileStatus:
        order = self.orders.get(errand.order)
        part = self._part(errand)
        try:
            status = self.desk.file_status(order.basket.id or "", part.line or "")
        except DeskError as error:
            if not error.passing:
                raise
            return FileStatus.RUNNING
        if status is FileStatus.FAILED:
            raise AnalysisFailed
        return status

    def _part(self, errand: Errand) -> Part:
        order = self.orders.get(errand.order)
        part = order.part(errand.part)
        over = order.phase.kind not in WORKING or order.basket.number != errand.basket
        if part is None or over:
            raise NotNow(order)
        return part

    def _tell(self, errand: Errand, event: Event) -> Order:
        return self.orders.apply(errand.order, event, BOT)


def _verdict(errand: Errand, error: OutsideError) -> Event:
    """Say what an error means for the file: try again in a fresh basket, or not usable at all."""
    problem = error.problem
    if error.passing:
        return UploadLost(part=errand.part, basket=errand.basket, problem=problem)
    nothing_sent = isinstance(error, FileError)
    return FileUnusable(
        part=errand.part, basket=errand.basket, problem=problem, line_is_empty=nothing_sent
    )
