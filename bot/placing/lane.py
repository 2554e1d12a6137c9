"""A queue between two threads in which only a few things wait."""

from queue import SimpleQueue
from typing import Generic, TypeVar

Thing = TypeVar("Thing")


class Lane(Generic[Thing]):
    """Passes things on in their order; whoever puts one more than `most` waits for room.

    The library's bounded queue wakes through conditions: seven turns of the system for a chunk.
    """

    def __init__(self, most: int) -> None:
        self._things: SimpleQueue[Thing] = SimpleQueue()
        self._room: SimpleQueue[None] = SimpleQueue()
        self.make_room(most)

    def put(self, thing: Thing) -> None:
        """Put a thing at the end, as soon as there is room."""
        self._room.get()
        self._things.put(thing)

    def get(self, timeout: float | None = None) -> Thing:
        """Take the first thing; raises `queue.Empty` when none comes within so many seconds."""
        thing = self._things.get(timeout=timeout)
        self._room.put(None)
        return thing

    def make_room(self, more: int) -> None:
        """Let so many more things wait from now on."""
        for _ in range(more):
            self._room.put(None)
