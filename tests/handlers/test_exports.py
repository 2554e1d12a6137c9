from contextlib import closing
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import Any, BinaryIO, cast

import pytest

from handlers.access import Access, Asker
from handlers.exports import Exports, days_in
from handlers.office import Office
from handlers.views.exporting import BUSY
from state.ledger import Days, Ledger
from state.ports import PeopleUnknown
from state.rights import Person, Rules, Standing
from state.store.sqlitedict_store import SqliteDictStore
from tests.builders import ADA, AT, BEN
from tests.state.keeping import Kept

TODAY = date(2026, 3, 31)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("", date(2026, 3, 2), TODAY),
        ("  ", date(2026, 3, 2), TODAY),
        ("2026-01-15", date(2026, 1, 15), TODAY),
        (" 2026-01-15  2026-02-01 ", date(2026, 1, 15), date(2026, 2, 1)),
        ("2026-02-01 2026-01-15", date(2026, 2, 1), date(2026, 1, 15)),
    ],
)
def test_days_are_read(text: str, first: date, last: date) -> None:
    assert Days(first, last) == days_in(text, TODAY)


def test_without_days_it_is_thirty_of_them() -> None:
    days = days_in("", TODAY)

    assert days is not None
    assert timedelta(days=29) == days.last - days.first


@pytest.mark.parametrize(
    "text", ["yesterday", "2026-02-30", "20260115", "2026-1-5", "2026-01-01 2026-01-02 2026-01-03"]
)
def test_what_is_no_day_is_no_day(text: str) -> None:
    assert days_in(text, TODAY) is None


class Somebody:
    """Knows Ada only."""

    def person(self, user: str) -> Person:
        if user != ADA:
            raise PeopleUnknown
        return Person(id=user, standing=Standing.MEMBER, name="Ada Winter")

    def is_shared(self, _channel: str) -> bool:
        return False


@dataclass
class Hands:
    """Takes files, and asks for another export while it has one in its hands."""

    given: list[str] = field(default_factory=list)
    said: list[str] = field(default_factory=list)
    exports: Exports = field(init=False)

    def give(self, file: BinaryIO, _name: str, _to: str, _words: str) -> None:
        file.seek(0)
        self.given.append(file.read().decode())
        self.export()

    def export(self) -> None:
        asker, days = Asker(ADA, frozenset({"T0LAB"})), Days(AT.date(), AT.date())
        self.exports._export(asker, days, self.said.append)


def test_one_export_is_put_together_at_a_time(tmp_path: Path) -> None:
    hands, nobody = Hands(), cast("Any", None)
    with closing(SqliteDictStore(tmp_path / "s.sqlite", "orders")) as store:
        access = Access(Somebody(), Rules(), "T0LAB")
        office = Office(nobody, nobody, nobody, access, nobody, nobody, nobody, nobody)
        hands.exports = Exports(office, Ledger(store), hands)
        kept = Kept(store)
        kept(id="PD1")
        kept(id="PD2", owner=BEN)
        hands.export()
        hands.export()

    assert [BUSY, BUSY] == hands.said
    assert 2 == len(hands.given)
    assert '"Ada Winter"' in hands.given[0]
    # Of whom Slack does not tell the name, the id has to do.
    assert f'"{BEN}"' in hands.given[0]
