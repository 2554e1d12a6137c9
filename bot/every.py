"""Something that is done again and again, on a thread of its own."""

import threading
from collections.abc import Callable


class Every:
    """Does something every so many seconds, from `open` on, until it is closed or `does` says so.

    `does` tells whether to go on.
    """

    def __init__(self, name: str, seconds: float, does: Callable[[], bool]) -> None:
        self._seconds = seconds
        self._does = does
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._work, name=name, daemon=True)

    def open(self) -> None:
        """Begin; the first time is one pause from now."""
        self._thread.start()

    def close(self) -> None:
        """Stop after what is being done."""
        self._stopping.set()
        if self._thread.ident is not None:
            self._thread.join()

    def _work(self) -> None:
        while not self._stopping.wait(self._seconds) and self._does():
            pass
