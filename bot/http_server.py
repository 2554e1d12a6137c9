"""Serves a WSGI app on a port."""

import os
import threading
from collections.abc import Callable, Iterable
from socket import create_server, socket
from typing import Any

from waitress.server import create_server as create_wsgi_server
from waitress.wasyncore import close_all

THREADS = 8
BACKLOG = 128
"""Requests that may wait while no process takes them."""
MOST_BYTES = 1 << 20
"""The longest request; Slack's own are forms of at most some 250 kB."""
Wsgi = Callable[..., Iterable[bytes]]


class PortTaken(OSError):
    """A port cannot be listened on."""


def opened(port: int, host: str = "0.0.0.0") -> socket:  # noqa: S104 - a load balancer calls
    """Listen on a port of this machine; 0 takes a free one. Raises `PortTaken`."""
    try:
        return create_server((host, port), backlog=BACKLOG)
    except OSError as error:
        why = os.strerror(error.errno) if error.errno else type(error).__name__
        raise PortTaken(error.errno, f"Port {port} of {host} cannot be used: {why}") from None


class HttpServer:
    """Serves an app on a socket that is listening already at `host`, in threads of its own."""

    def __init__(self, app: Wsgi, listening: socket, threads: int = THREADS) -> None:
        self._sockets: dict[int, Any] = {}
        self._server: Any = create_wsgi_server(
            app,
            self._sockets,
            sockets=[listening],
            threads=threads,
            max_request_body_size=MOST_BYTES,
            # Nobody here reads what proxies say, so nobody need take it away.
            clear_untrusted_proxy_headers=False,
        )
        self.host: str = listening.getsockname()[0]
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
