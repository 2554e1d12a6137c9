"""What the child gives up before it reads a byte of the file."""

import resource
from contextlib import suppress

from bot.preview import limits


def confine(address_space: int) -> None:
    """Limit this process for good; what the system does not know is left out."""
    confine_memory(address_space)
    _limit(resource.RLIMIT_CPU, limits.CPU_SECONDS)
    _limit(resource.RLIMIT_FSIZE, limits.SPOOL_BYTES)
    _limit(resource.RLIMIT_NOFILE, limits.OPEN_FILES)
    _limit(resource.RLIMIT_CORE, 0)
    _limit(resource.RLIMIT_NPROC, 0)
    # When memory runs out, this process goes first and the bot stays. To load `pathlib` for that
    # would take longer than all the rest.
    with suppress(OSError), open("/proc/self/oom_score_adj", "w", encoding="ascii") as score:  # noqa: PTH123
        score.write("1000")


def confine_memory(address_space: int) -> None:
    """Limit the bytes that this process may address; what was limited further stays so."""
    _limit(resource.RLIMIT_AS, address_space)


def _limit(what: int, most: int) -> None:
    _, hard = resource.getrlimit(what)
    if hard != resource.RLIM_INFINITY:
        most = min(most, hard)
    with suppress(OSError, ValueError):
        resource.setrlimit(what, (most, most))
