"""`/order-export`: orders of some days as a file for a spreadsheet."""

import logging
import re
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from tempfile import TemporaryFile
from typing import Any, BinaryIO

from slack_bolt import Ack, Respond

from handlers.access import Asker
from handlers.entrances import Entrances
from handlers.office import Office
from handlers.views.exporting import (
    BUSY,
    NOT_HANDED_OVER,
    backwards,
    begun,
    no_days,
    nothing,
    with_the_file,
)
from handlers.views.sentences import apology
from handlers.views.sheet import sheet
from handlers.whispers import whisper
from state.handover import Handover, NotHandedOver
from state.ledger import Days, Ledger
from state.ports import PeopleUnknown
from state.rights import Right

log = logging.getLogger(__name__)
Payload = Mapping[str, Any]
USUALLY = timedelta(days=30)
DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


@dataclass(frozen=True, slots=True)
class Exports:
    """Hands people their own orders, and those of everybody to who administers; one at a time."""

    office: Office
    ledger: Ledger
    handover: Handover
    _turn: threading.Lock = field(default_factory=threading.Lock)

    def register(self, ways: Entrances) -> None:
        """Listen for the command."""
        ways.command("/order-export", Right.LOOK_UP, self.asked)

    def asked(self, ack: Ack, command: Payload, respond: Respond) -> None:
        """Say what is wrong with the days, or where the file comes to."""
        text, asker = command.get("text") or "", Asker.of(command)
        days = days_in(text, self.office.today)
        if days is None:
            ack(text=no_days(text))
        elif days.last < days.first:
            ack(text=backwards(days))
        else:
            ack(text=begun(days))
            self.office.talk.later(
                lambda: self._export(asker, days, lambda words: whisper(respond, words)),
                lambda reference: whisper(respond, apology(reference)),
            )

    def _export(self, asker: Asker, days: Days, say: Callable[[str], object]) -> None:
        if not self._turn.acquire(blocking=False):
            say(BUSY)
            return
        try:
            self._hand_over(asker, days, say)
        except NotHandedOver as failed:
            log.warning("an export is not handed over: %s", failed)
            say(NOT_HANDED_OVER)
        finally:
            self._turn.release()

    def _hand_over(self, asker: Asker, days: Days, say: Callable[[str], object]) -> None:
        everybodys = self.office.access.refusal(asker, Right.ADMINISTER) is None
        with TemporaryFile() as file:
            count = self._write(file, days, None if everybodys else asker.user)
            if not count:
                say(nothing(days, everybodys=everybodys))
                return
            name = f"orders-{days.first}-{days.last}.csv"
            words = with_the_file(count, days, everybodys=everybodys)
            self.handover.give(file, name, asker.user, words)

    def _write(self, file: BinaryIO, days: Days, owner: str | None) -> int:
        """Write the file and give how many orders are in it."""
        lines, names = 0, Names(self.office)
        for line in sheet(self.ledger.started(days, owner), names.of):
            file.write(line)
            lines += 1
        return lines - 1


@dataclass(frozen=True, slots=True)
class Names:
    """The names of people, each asked for once; the user id of whom Slack does not tell."""

    office: Office
    _known: dict[str, str] = field(default_factory=dict)

    def of(self, user: str) -> str:
        """Give somebody's name."""
        if user not in self._known:
            self._known[user] = self._asked(user)
        return self._known[user]

    def _asked(self, user: str) -> str:
        try:
            return self.office.access.people.person(user).name or user
        except PeopleUnknown:
            return user


def days_in(text: str, today: date) -> Days | None:
    """Read the days that somebody wants; `None` when the text names none."""
    words = text.split()
    try:
        first, last = [_day(word) for word in words] + [today] * (2 - len(words))
    except ValueError:
        return None
    return Days(first, last) if words else Days(today - USUALLY + timedelta(days=1), today)


def _day(word: str) -> date:
    if DAY.fullmatch(word) is None:
        raise ValueError(word)
    return date.fromisoformat(word)
