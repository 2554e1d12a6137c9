"""How long orders are watched and drafts are kept."""

from dataclasses import dataclass
from datetime import timedelta


@dataclass(frozen=True, slots=True)
class Plan:
    """Times that an operator may settle; the looks become rarer the longer nothing has changed."""

    soonest_look: timedelta = timedelta(minutes=1)
    rarest_look: timedelta = timedelta(hours=4)
    watch: timedelta = timedelta(days=60)
    """After being placed, an order is asked about for so long."""
    remind: timedelta = timedelta(days=1)
    expire: timedelta = timedelta(days=14)
    """A draft that nobody has touched for so long is closed."""
