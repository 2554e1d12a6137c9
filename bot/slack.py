"""The ways in from Slack: a socket that the bot opens, or signed HTTP requests that it serves."""

import threading
from contextlib import suppress
from socket import SHUT_RD, create_server, socket
from typing import Any, Protocol

from slack_bolt import App
from slack_bolt.adapter.socket_mode import SocketModeHandler
from slack_sdk import WebClient
from slack_sdk.http_retry.builtin_handlers import RateLimitErrorRetryHandler
from waitress.server import create_server as create_wsgi_server
from waitress.wasyncore import close_all

from bot.gate import MOST_BYTES, Gate
from bot.health import Health, watched
from bot.settings import Settings

THREADS = 8
PING = 5.0
"""Seconds between two looks whether the socket still lives; a dead one is replaced."""
BACKLOG = 128
"""Requests that may wait while no process takes them."""


class Door(Protocol):
    """A way in that can be opened and closed."""

    def open(self) -> None:
        """Begin to take what Slack delivers; returns at once."""
        ...

    def close(self) -> None:
        """Take nothing more."""
        ...


def web_client(settings: Settings, token: str) -> WebClient:
    """Give a client of Slack's Web API that waits when it is asked to, and repeats nothing else."""
    return WebClient(
        token=token,
        base_url=settings.slack_api_url,
        retry_handlers=[RateLimitErrorRetryHandler(max_retry_count=2)],
    )


def bolt_app(settings: Settings) -> App:
    """Make the Bolt app: a listener has written down what matters before Slack is acknowledged.

    Raises `slack_bolt.error.BoltError` when Slack does not know the token. Source: `auth.test`.
    """
    return App(
        client=web_client(settings, settings.slack_bot_token.get_secret_value()),
        signing_secret=_signing_secret(settings),
        process_before_response=True,
        raise_error_for_unhandled_request=True,
        request_verification_enabled=settings.slack_app_token is None,
    )


def _signing_secret(settings: Settings) -> str | None:
    secret = settings.slack_signing_secret
    return secret.get_secret_value() if secret else None


def door(app: App, settings: Settings, health: Health, listening: socket | None = None) -> Door:
    """Choose the way in: Socket Mode when there is an app token, HTTP otherwise.

    HTTP is served on a socket that is listening already, if there is one.
    """
    if settings.slack_app_token is None:
        gate = Gate(app, _signing_secret(settings) or "")
        return HttpDoor(gate, health, listening or opened(settings.port))
    return SocketDoor(app, settings, settings.slack_app_token.get_secret_value())


class SocketDoor:
    """Socket Mode: no public address needed. Source: Slack's `apps.connections.open`."""

    def __init__(self, app: App, settings: Settings, app_token: str) -> None:
        client = web_client(settings, app_token)
        self._handler = SocketModeHandler(app, app_token, web_client=client, ping_interval=PING)

    def open(self) -> None:
        """Connect, and stay connected."""
        self._handler.connect()  # type: ignore[no-untyped-call]  # Bolt leaves these untyped

    def close(self) -> None:
        """Take nothing more, acknowledge what was taken, and disconnect."""
        self._finish()
        self._wake()
        try:
            self._handler.close()  # type: ignore[no-untyped-call]  # as above
        except AttributeError:
            # The receiver of the SDK let go of the socket meanwhile; now there is none to close.
            self._handler.close()  # type: ignore[no-untyped-call]  # as above

    def _finish(self) -> None:
        """End the listeners' work while there is a socket; the SDK would close that first."""
        client = self._handler.client
        client.closed, client.auto_reconnect_enabled = True, False
        # It waits a second for the next message otherwise.
        client.message_queue.put(None)
        client.message_processor.shutdown()  # type: ignore[no-untyped-call]  # as above
        client.message_workers.shutdown()
        client.current_app_monitor.shutdown()  # type: ignore[no-untyped-call]  # as above

    def _wake(self) -> None:
        """End the wait for bytes, for which the SDK would close the socket up to 3 s later."""
        client = self._handler.client
        # Or it would begin to read once more, and nobody would tell it to end.
        client.current_session_runner.event.set()
        client.current_session_state.terminated = True
        session = client.current_session
        if session is not None and session.sock is not None:
            with suppress(OSError):
                # Not the method of an encrypted socket, which would go on in plain text.
                socket.shutdown(session.sock, SHUT_RD)


def opened(port: int) -> socket:
    """Listen on a port of this machine; 0 takes a free one. Raises `OSError`."""
    host = "0.0.0.0"  # noqa: S104 - a load balancer calls from outside
    return create_server((host, port), backlog=BACKLOG)


class HttpDoor:
    """`POST /slack/events`, signed by Slack; `GET /healthz` and `/readyz` for a watcher."""

    def __init__(self, gate: Gate, health: Health, listening: socket) -> None:
        self._sockets: dict[int, Any] = {}
        self._server: Any = create_wsgi_server(
            watched(gate, health),
            self._sockets,
            sockets=[listening],
            threads=THREADS,
            max_request_body_size=MOST_BYTES,
        )
        self._thread = threading.Thread(target=self._server.run, name="http", daemon=True)

    @property
    def port(self) -> int:
        """The port that is listened on."""
        return int(self._server.effective_port)

    def open(self) -> None:
        """Begin to serve."""
        self._thread.start()

    def close(self) -> None:
        """Stop to serve, also those who keep a connection open."""
        self._server.task_dispatcher.shutdown()
        # Only the loop's own thread can close what the loop waits for.
        self._server.trigger.pull_trigger(lambda: close_all(self._sockets))
        self._thread.join()
