"""The ways in: for Slack, a socket that the bot opens or HTTP that it serves, and for watchers."""

import errno
from collections.abc import Iterable
from dataclasses import dataclass, field
from socket import socket
from typing import Protocol

from slack_bolt import App

from bot.every import Every
from bot.gate import Gate
from bot.health import Health, Page, Watched, nothing
from bot.http_server import HttpServer, PortTaken, opened
from bot.observing import Watch
from bot.pulse import Pulse
from bot.reception import Reception
from bot.settings import Settings
from bot.slack import signing_secret, web_client
from bot.socket_client import MOST_AT_ONCE, SocketClient
from bot.socket_door import Handler, Rhythm, SocketDoor
from handlers.precedence import Precedence

MOST_PROCESSES = 10
"""Of one machine; each takes the first free port for its watchers."""
FEW_THREADS = 2


class Door(Protocol):
    """A way in that can be opened and closed."""

    def open(self) -> None:
        """Begin to take what is delivered; returns at once."""
        ...

    def close(self) -> None:
        """Take nothing more."""
        ...


@dataclass(frozen=True, slots=True)
class Doors:
    """Makes the ways in. With a port of their own, watchers see the metrics there only."""

    settings: Settings
    watch: Watch
    health: Health
    metrics: Page | None
    rhythm: Rhythm
    every: Every
    first: Precedence = field(default_factory=Precedence)

    def to_slack(self, app: App, listening: socket | None = None) -> Door:
        """Choose the way in: Socket Mode when there is an app token, HTTP otherwise.

        HTTP is served on a socket that is listening already, if there is one. Raises `PortTaken`.
        """
        reception = Reception(app, self.watch, self.first)
        if self.settings.slack_app_token is None:
            gate = Gate(reception.dispatch, signing_secret(self.settings) or "")
            metrics = self.metrics if self.settings.metrics_port is None else None
            served = Watched(self.health, metrics, gate)
            return HttpServer(served, listening or opened(self.settings.port))
        token = self.settings.slack_app_token.get_secret_value()
        client = SocketClient(
            token,
            app.logger,
            web_client(self.settings, token),
            proxy=app.client.proxy,
            ping_interval=self.rhythm.ping,
            receive_buffer_size=MOST_AT_ONCE,
        )
        handler = Handler(app, reception, client)
        pulse = self.health.pulse or Pulse(self.rhythm.silence)
        return SocketDoor(handler, pulse, self.rhythm, self.every)

    def to_watchers(self) -> HttpServer | None:
        """Make the door for watchers, if they have a port of their own. Raises `PortTaken`."""
        if (port := self.settings.metrics_port) is None:
            return None
        ports = range(port, port + MOST_PROCESSES) if port else [0]
        listening = _first_free(ports, self.settings.metrics_host)
        return HttpServer(Watched(self.health, self.metrics, nothing), listening, FEW_THREADS)


def _first_free(ports: Iterable[int], host: str) -> socket:
    *others, last = ports
    for port in others:
        try:
            return opened(port, host)
        except PortTaken as taken:
            if taken.errno != errno.EADDRINUSE:
                raise
    return opened(last, host)
