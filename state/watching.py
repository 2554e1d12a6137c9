"""When 3YOURMIND is asked next about a placed order; pure."""

from datetime import datetime
from zlib import crc32

from state.phase import Placed
from state.plan import Plan

RARER = 8
"""The pause before a look is this part of the time for which the status has stood."""
SPREAD = 0.25
"""Pauses are longer by up to this much, so that orders placed together are not due together."""


def next_look(order_id: str, phase: Placed, plan: Plan) -> datetime:
    """Say when to look: soon after a change, and ever more rarely while nothing changes."""
    last = phase.looked_at or phase.at
    stood = last - (phase.status_since or phase.at)
    pause = min(max(stood / RARER, plan.soonest_look), plan.rarest_look)
    return last + pause * (1 + SPREAD * _chance(order_id, last))


def _chance(order_id: str, at: datetime) -> float:
    """Give a number from 0 to 1 that is the same whoever asks."""
    return crc32(f"{order_id} {at.isoformat()}".encode()) / 0xFFFFFFFF
