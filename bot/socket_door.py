"""Socket Mode: Slack reaches the bot by a socket that the bot opens, and keeps alive."""

import json
import logging
import time
from contextlib import suppress
from dataclasses import dataclass
from http import HTTPStatus
from socket import SHUT_RD, socket

from slack_bolt import App, BoltRequest, BoltResponse
from slack_bolt.adapter.socket_mode.base_handler import BaseSocketModeHandler
from slack_sdk.socket_mode.builtin.connection import Connection
from slack_sdk.socket_mode.client import BaseSocketModeClient
from slack_sdk.socket_mode.request import SocketModeRequest

from bot.every import Every, Regular
from bot.pulse import Beat, Pulse
from bot.reception import Reception
from bot.socket_client import SocketClient, send_at_once

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Rhythm:
    """All waits, in seconds; tests use shorter ones."""

    ping: float = 5.0
    """Between two pings."""
    silence: float = 20.0
    """After which a socket on which nothing was heard, not even an answer to a ping, is dead."""
    look: float = 1.0
    """Between two looks at the socket."""
    again: float = 5.0
    """Between two tries to replace a dead one."""


class Handler(BaseSocketModeHandler):
    """Bolt's handler of a socket, which hands requests to the reception instead of to Bolt."""

    client: SocketClient

    def __init__(self, app: App, reception: Reception, client: SocketClient) -> None:
        self.app, self.client, self._reception = app, client, reception
        client.socket_mode_request_listeners.append(self.handle)

    def handle(self, client: BaseSocketModeClient, req: SocketModeRequest) -> None:
        """Answer one request; what cannot be answered is sent once more by Slack."""
        answer = self._reception.dispatch(BoltRequest(mode="socket_mode", body=req.payload))
        if answer.status == HTTPStatus.OK:
            client.send_message(acknowledgement(req.envelope_id, answer))
        else:
            log.info("did not acknowledge a request: %s", answer.status)


def acknowledgement(envelope_id: str, answer: BoltResponse) -> str:
    """Give the message that acknowledges an envelope; an answer that is JSON goes as it stands.

    Source: https://docs.slack.dev/apis/events-api/using-socket-mode#acknowledge
    """
    envelope, said = json.dumps(envelope_id), answer.body
    if not said:
        return f'{{"envelope_id": {envelope}}}'
    if not answer.first_headers().get("content-type", "").startswith("application/json"):
        said = json.dumps({"text": said})
    return f'{{"envelope_id": {envelope}, "payload": {said}}}'


class SocketDoor:
    """Socket Mode: no public address needed. Source: Slack's `apps.connections.open`.

    What is heard is told to `pulse`. A socket that broke is replaced at once, and so is one that
    has fallen silent; the SDK would wait, and would never miss one that was silent from the start.
    """

    def __init__(self, handler: Handler, pulse: Pulse, rhythm: Rhythm, every: Every) -> None:
        self._handler = handler
        self._client = handler.client
        self._pulse = pulse
        self._rhythm = rhythm
        self._every = every
        self._eyes: Regular | None = None
        self._next_try = 0.0
        self._alive = True
        self._client.on_message_listeners.append(lambda _: pulse.hear())

    def open(self) -> None:
        """Connect, and stay connected."""
        self._handler.connect()  # type: ignore[no-untyped-call]  # Bolt leaves these untyped
        self._beat(self._client.current_session)
        self._eyes = self._every.begin("socket", self._rhythm.look, self._look)

    def close(self) -> None:
        """Take nothing more, acknowledge what was taken, and disconnect."""
        if self._eyes is not None:
            self._eyes.close()
        # While there is a socket to answer on; the SDK would close that first.
        self._client.finish()
        self._wake()
        try:
            self._handler.close()  # type: ignore[no-untyped-call]  # as above
        except AttributeError:
            # The receiver of the SDK let go of the socket meanwhile; now there is none to close.
            self._handler.close()  # type: ignore[no-untyped-call]  # as above

    def _wake(self) -> None:
        """End the wait for bytes, for which the SDK would close the socket up to 3 s later."""
        client = self._client
        # Or it would begin to read once more, and nobody would tell it to end.
        client.current_session_runner.event.set()
        client.current_session_state.terminated = True
        session = client.current_session
        if session is not None and session.sock is not None:
            with suppress(OSError):
                # Not the method of an encrypted socket, which would go on in plain text.
                socket.shutdown(session.sock, SHUT_RD)

    def _look(self) -> bool:
        session = self._client.current_session
        beat = self._beat(session)
        if beat.alive != self._alive:
            self._alive = beat.alive
            if beat.alive:
                log.info("Slack's socket lives again")
            else:
                log.warning("Slack's socket is dead, silent for %.0f s", beat.silence)
        if not beat.alive and time.monotonic() >= self._next_try:
            self._replace(session)
        return True

    def _replace(self, dead: Connection | None) -> None:
        try:
            self._client.replace(dead)
        except Exception as error:  # noqa: BLE001 - whatever the network says, it is tried again
            log.warning("Slack opens no new socket: %s", type(error).__name__)
        self._next_try = time.monotonic() + self._rhythm.again

    def _beat(self, session: Connection | None) -> Beat:
        if session is None:
            return self._pulse.look(None, None, is_open=False)
        send_at_once(session.sock)
        return self._pulse.look(
            session.session_id, session.last_ping_pong_time, is_open=session.is_active()
        )
