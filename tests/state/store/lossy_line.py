"""A line to a server that can lose an answer."""

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

from tests.bot.waiting import wait_for

CHUNK = 65_536


class LossyLine:
    """Passes everything on, until it is told to lose an answer and to hang up."""

    def __init__(self, port: int) -> None:
        self._there = ("127.0.0.1", port)
        self._entry = socket.create_server(("127.0.0.1", 0))
        self._ends: list[socket.socket] = []
        self._losing = threading.Event()
        self._meanwhile: Callable[[], object] = lambda: None
        self.lost = threading.Event()
        self.port = int(self._entry.getsockname()[1])

    def lose_next_answer(self, meanwhile: Callable[[], object] = lambda: None) -> None:
        """Let the server do what it is asked next, and keep its answer back for good.

        `meanwhile` happens before anybody learns that the line is broken.
        """
        self._meanwhile = meanwhile
        self._losing.set()

    def serve(self) -> None:
        """Take calls until the entry is closed."""
        with suppress(OSError):
            while True:
                here, _ = self._entry.accept()
                there = socket.create_connection(self._there)
                self._ends += [here, there]
                for one, other, answers in ((here, there, False), (there, here, True)):
                    threading.Thread(target=self._pass, args=(one, other, answers)).start()

    def close(self) -> None:
        """Hang up everywhere."""
        self._entry.shutdown(socket.SHUT_RDWR)
        self._entry.close()
        for end in self._ends:
            with suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
            end.close()

    def _pass(self, one: socket.socket, other: socket.socket, answers: bool) -> None:  # noqa: FBT001 - a thread's argument
        with suppress(OSError):
            while data := one.recv(CHUNK):
                if answers and self._losing.is_set():
                    self._losing.clear()
                    self._meanwhile()
                    self.lost.set()
                    break
                other.sendall(data)
        for end in (one, other):
            with suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)


@contextmanager
def lossy_line(port: int) -> Iterator[LossyLine]:
    """Pass everything to the port on this machine until the end of the block."""
    line = LossyLine(port)
    before = threading.active_count()
    thread = threading.Thread(target=line.serve)
    thread.start()
    try:
        yield line
    finally:
        line.close()
        thread.join()
        wait_for(lambda: threading.active_count() <= before)
