"""The real bot on a leash: it ends with whoever started it, in whatever way that ended."""

import os
import threading

from bot.__main__ import main

_STDIN = 0


def leash() -> None:
    """End this process when whoever started it is gone, who has the other end of its input."""
    threading.Thread(target=_follow, name="leash", daemon=True).start()


def _follow() -> None:
    # Nobody writes there. Even a process that is killed at once leaves the end of the file behind.
    while os.read(_STDIN, 1):
        pass
    os._exit(1)


if __name__ == "__main__":
    leash()
    main()
