"""Tells every open page at once that something has changed, so that it fetches what it shows."""

import asyncio
import contextlib
import json
from dataclasses import dataclass

from starlette.concurrency import run_in_threadpool
from starlette.websockets import WebSocket, WebSocketDisconnect

from bot.sandbox.page.asked import Asked, Malformed
from bot.sandbox.page.screen import Screen
from bot.sandbox.slack.model.people import User
from bot.sandbox.slack.wire import Json
from bot.sandbox.slack.workspace import Workspace
from bot.sandbox.threeyourmind.local import Local3yourmind

PAUSE = 0.03
"""Seconds in which changes are told together."""


@dataclass(frozen=True)
class Told:
    """What one page knows of: the revision, and what the modals and the wire were like then."""

    revision: int = -1
    surfaces: str = ""
    other: tuple[int, ...] = ()


class Live:
    """The WebSocket of the page: one for each window."""

    def __init__(self, slack: Workspace, vendor: Local3yourmind) -> None:
        self._slack = slack
        self._vendor = vendor
        self._waiting: dict[asyncio.Event, asyncio.AbstractEventLoop] = {}
        slack.world.changes.listeners.append(lambda _: self._wake())
        vendor.log.listeners.append(self._wake)

    async def endpoint(self, socket: WebSocket) -> None:
        """Tell of changes until the page is closed."""
        try:
            user = Asked(dict(socket.query_params)).person(self._slack.world)
        except Malformed:
            await socket.close(code=1008)
            return
        await socket.accept()
        telling = asyncio.create_task(self._tell(socket, user))
        try:
            await _end(socket)
        finally:
            telling.cancel()
            await asyncio.gather(telling, return_exceptions=True)

    async def _tell(self, socket: WebSocket, user: User) -> None:
        told, woken = Told(), asyncio.Event()
        woken.set()
        self._waiting[woken] = asyncio.get_running_loop()
        try:
            while True:
                await woken.wait()
                woken.clear()
                now, news = await run_in_threadpool(self._news, user, told)
                if now != told:
                    await socket.send_json(news)
                told = now
                await asyncio.sleep(PAUSE)
        finally:
            del self._waiting[woken]

    def _news(self, user: User, told: Told) -> tuple[Told, Json]:
        world, screen = self._slack.world, Screen(self._slack.world, user)
        with world.changes.still():
            here = {**screen.surfaces(), "running": self._slack.sockets.count > 0}
            wire = (len(self._slack.calls), len(self._slack.deliveries), self._vendor.log.revision)
            now = Told(world.changes.revision, json.dumps(here), wire)
            channels = [c.id for c in screen.channels if c.revision > told.revision]
        return now, {
            "revision": now.revision,
            "channels": channels,
            "views": now.surfaces != told.surfaces,
            "other": now.other != told.other,
        }

    def _wake(self) -> None:
        for woken, loop in list(self._waiting.items()):
            # The server of the page may have stopped in this moment.
            with contextlib.suppress(RuntimeError):
                loop.call_soon_threadsafe(woken.set)


async def _end(socket: WebSocket) -> None:
    with contextlib.suppress(WebSocketDisconnect):
        while True:
            await socket.receive_text()
