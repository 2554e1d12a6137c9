"""Carries parcels to the bot, times its acknowledgements, and redelivers events."""

import asyncio
import time
from collections.abc import Coroutine
from typing import Any, Protocol

from bot.sandbox.slack.conditions import Conditions
from bot.sandbox.slack.delivery.parcels import Delivery, Parcel, Reply, Undelivered
from bot.sandbox.slack.faults import DeliveryFault, Faults
from bot.sandbox.slack.model.changes import Changes


class Transport(Protocol):
    """A way to the bot: Socket Mode or its request URL."""

    async def ready(self) -> None:
        """Return once there is any hope to reach the bot."""

    async def send(self, parcel: Parcel, limit: float, *, copies: int = 1) -> Reply:
        """Give the acknowledgement, or raise Undelivered."""


class Courier:
    """Everything the workspace tells the bot goes through here; `log` keeps what became of it."""

    def __init__(self, conditions: Conditions, faults: Faults, changes: Changes) -> None:
        self.log: list[Delivery] = []
        self.transport: Transport
        self.loop: asyncio.AbstractEventLoop
        self._conditions = conditions
        self._faults = faults
        self._changes = changes
        self._tasks: set[asyncio.Task[None]] = set()

    def deliver(self, parcel: Parcel) -> Delivery:
        """Deliver and wait for what became of it. Not for the thread of the server's loop."""
        return asyncio.run_coroutine_threadsafe(self._deliver(parcel), self.loop).result()

    def announce(self, event: Parcel) -> None:
        """Deliver an event in the background, again and again until it is acknowledged."""
        self.loop.call_soon_threadsafe(self._start, event)

    def run(self, work: Coroutine[Any, Any, None]) -> None:
        """Run something on the server's loop and wait for it. Not for that loop's thread."""
        asyncio.run_coroutine_threadsafe(work, self.loop).result()

    def _start(self, event: Parcel) -> None:
        task = self.loop.create_task(self._announce(event))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _announce(self, event: Parcel) -> None:
        fault = self._faults.delivery.take(event.name)
        if fault is DeliveryFault.LOST:
            return
        delivery = await self._attempt(event)
        if fault is DeliveryFault.DUPLICATE:
            delivery = await self._attempt(event.again("timeout"))
        for pause in self._conditions.retry_after:
            if delivery.error is None or delivery.no_retry:
                return
            await asyncio.sleep(pause)
            # Slack would go on hourly ("delayed events"); here the next try waits for the bot.
            await self.transport.ready()
            delivery = await self._attempt(delivery.parcel.again(delivery.reason))

    async def _deliver(self, parcel: Parcel) -> Delivery:
        faults = self._faults
        fault = faults.click.take(parcel.name) or faults.delivery.take(parcel.name)
        if fault is DeliveryFault.LOST:
            return self._note(Delivery(parcel, error="operation_timeout"))
        return await self._attempt(parcel, copies=2 if fault is DeliveryFault.DUPLICATE else 1)

    async def _attempt(self, parcel: Parcel, copies: int = 1) -> Delivery:
        start = time.monotonic()
        try:
            reply = await self.transport.send(parcel, self._conditions.ack_within, copies=copies)
        except Undelivered as failed:
            missed = Delivery(
                parcel,
                error=failed.code,
                reason=failed.reason,
                no_retry=failed.no_retry,
                at=start,
            )
            return self._note(missed)
        return self._note(Delivery(parcel, time.monotonic() - start, reply.payload, at=start))

    def _note(self, delivery: Delivery) -> Delivery:
        with self._changes.making():
            self.log.append(delivery)
        return delivery
