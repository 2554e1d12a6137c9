"""All waits of the bot, and its clock."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime

from bot.catalogue import Patience
from bot.placing.pace import Pace
from bot.remembered import Memory
from bot.slack_people import USUAL as REMEMBERED
from bot.socket_door import Rhythm as SocketRhythm
from bot.threeyourmind.patience import USUAL
from bot.threeyourmind.patience import Patience as CallPatience
from handlers.edits import Rhythm
from handlers.floods import Allowance


def utc() -> datetime:
    """Tell the time, in UTC."""
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class Tempo:
    """All waits and the clock in one place; tests have shorter ones, and one that can be moved."""

    pace: Pace = field(default_factory=Pace)
    rhythm: Rhythm = field(default_factory=Rhythm)
    patience: Patience = field(default_factory=Patience)
    calls: CallPatience = USUAL
    people: Memory = REMEMBERED
    home: float = 2.0
    """Seconds between a change and its place on the Home tab."""
    socket: SocketRhythm = field(default_factory=SocketRhythm)
    allowance: Allowance = field(default_factory=Allowance)
    now: Callable[[], datetime] = utc
