"""Slack's socket as the SDK keeps it, with shorter ways in and out."""

from contextlib import suppress
from random import getrandbits
from socket import IPPROTO_TCP, TCP_NODELAY, socket
from struct import pack
from typing import Any

from slack_sdk.errors import SlackClientNotConnectedError
from slack_sdk.socket_mode.builtin.client import SocketModeClient
from slack_sdk.socket_mode.builtin.connection import Connection

from bot.hands import Hands
from bot.slack_body import parsed

MOST_AT_ONCE = 1 << 16
"""Bytes read at once; the SDK's kilobyte takes fourteen turns for a window that is sent."""
MOST_ANSWERED = 10
"""Envelopes at the same time: some wait for the disk or for 3YOURMIND."""
PATIENCE = 5.0
"""Seconds for which somebody else may be opening a socket."""
TEXT, MASKED, KEY_BITS = 0x81, 0x80, 32
SHORT, MEDIUM = 126, 1 << 16


class SocketClient(SocketModeClient):
    """Hands what comes straight to whoever answers, and sends answers of any length at once.

    The SDK has a thread between, masks each byte in Python and stops at 64 kB.
    """

    def __init__(self, *given: Any, **options: Any) -> None:
        super().__init__(*given, **options)
        self._hands = Hands("envelopes", MOST_ANSWERED, self._answer)

    def enqueue_message(self, message: str) -> None:
        """Have an envelope answered; what concerns the socket itself is left to the SDK."""
        said = parsed(message) if message.startswith("{") else {}
        if "envelope_id" not in said:
            super().enqueue_message(message)
        elif not self.closed:
            self._hands.give((said, message))

    def finish(self) -> None:
        """Answer what has come, and take nothing more."""
        self.closed, self.auto_reconnect_enabled = True, False
        # It waits a second for the next message otherwise.
        self.message_queue.put(None)
        self.message_processor.shutdown()  # type: ignore[no-untyped-call]  # as the SDK leaves it
        self._hands.close()
        self.message_workers.shutdown()
        self.current_app_monitor.shutdown()  # type: ignore[no-untyped-call]  # as above

    def _answer(self, envelope: tuple[dict[str, Any], str]) -> None:
        self.run_message_listeners(*envelope)

    def replace(self, dead: Connection | None, patience: float = PATIENCE) -> None:
        """Open a socket in place of one, unless that has been done or somebody is at it.

        The SDK finds a silent socket dead in the same second; what Slack hands to the first of two
        new ones is lost. Raises what the network and Slack make the SDK raise.
        """
        if self.connect_operation_lock.acquire(timeout=patience):
            try:
                if self.current_session is dead:
                    self.wss_uri = self.issue_new_wss_url()
                    self.connect()
            finally:
                self.connect_operation_lock.release()

    def send_message(self, message: str) -> None:
        """Send a text, if need be on the socket that has replaced a broken one.

        Raises `SlackClientNotConnectedError` when there is none.
        """
        content, session = frame(message), self.current_session
        if not _sent(content, session):
            with self.connect_operation_lock:
                # On the same one it might follow half of itself.
                if self.current_session is session or not _sent(content, self.current_session):
                    raise SlackClientNotConnectedError("there is no socket to answer on")


def _sent(content: bytes, session: Connection | None) -> bool:
    if session is None or session.sock is None:
        return False
    try:
        with session.sock_send_lock:
            session.sock.sendall(content)
    except OSError:
        return False
    return True


def frame(text: str) -> bytes:
    """Give a text as the frame in which a client sends it. Source: RFC 6455, section 5.2."""
    content = text.encode()
    size, key = len(content), getrandbits(KEY_BITS).to_bytes(4, "big")
    mask = (key * (size // 4 + 1))[:size]
    masked = int.from_bytes(content, "big") ^ int.from_bytes(mask, "big")
    return _head(size) + key + masked.to_bytes(size, "big")


def _head(size: int) -> bytes:
    if size < SHORT:
        return pack("!BB", TEXT, MASKED | size)
    if size < MEDIUM:
        return pack("!BBH", TEXT, MASKED | 126, size)
    return pack("!BBQ", TEXT, MASKED | 127, size)


def send_at_once(sock: socket | None) -> None:
    """Have an acknowledgement leave though Slack's machine has not confirmed the one before."""
    if sock is not None:
        with suppress(OSError):
            sock.setsockopt(IPPROTO_TCP, TCP_NODELAY, 1)
