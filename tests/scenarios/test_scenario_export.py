"""Orders as a file for a spreadsheet."""

import csv
import io
from datetime import timedelta
from pathlib import Path

import pytest

from bot.sandbox.slack.faults import ApiFault
from bot.sandbox.slack.persons.person import Person
from bot.sandbox.slack.workspace import Workspace
from bot.tempo import utc
from tests.bot.waiting import wait_for
from tests.scenarios.case import Case
from tests.scenarios.house import House, Settings, by_http
from tests.scenarios.many import kept, newcomer

HERE = "@printdesk"


def administered(slack: Workspace) -> Settings:
    """Let ada alone see everybody's orders."""
    return {**by_http(slack), "admin_users": slack.world.user("ada").id}


pytestmark = pytest.mark.parametrize("furniture", [administered], indirect=True, scope="package")


def exported(person: Person, words: str, text: str = "", channel: str = HERE) -> list[list[str]]:
    """Let somebody give the command, and read the file that comes with these words."""
    person.command("/order-export", text, channel=channel)
    message = person.sees(words, channel=HERE)
    world = message.world
    (file,) = (world.files[file] for file in message.message.files)
    content = file.content.read_bytes() if isinstance(file.content, Path) else file.content
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), strict=True))


def test_people_get_their_own_orders_in_their_conversation_with_the_bot(
    house: House, case: Case
) -> None:
    ben = newcomer(house)
    kept(house, newcomer(house), "placed", 2)
    mine = kept(house, ben, "placed", 3)
    with house.slack.world.changes.making():
        house.slack.world.channel(case.channel).members.add(ben.user.id)
    head, *lines = exported(ben, "3 orders of yours", channel=case.channel)

    assert sorted(mine) == sorted(line[0] for line in lines)
    assert "our id" == head[0]
    assert "Nora New" == lines[0][head.index("started by")]
    (said,) = (m.text for m in ben.screen(case.channel) if m.is_ephemeral)
    assert "The file comes to our conversation." in said


def test_who_administers_gets_everybodys(house: House, ada: Person) -> None:
    owners = [newcomer(house), newcomer(house)]
    wanted = [order for owner in owners for order in kept(house, owner, "cancelled", 2)]
    _, *lines = exported(ada, "of everybody")

    assert set(wanted) <= {line[0] for line in lines}


def test_only_the_days_that_are_asked_for_are_in_it(house: House) -> None:
    ben = newcomer(house)
    kept(house, ben, "placed", 2)
    today = utc().date()
    long_ago = f"{today - timedelta(days=9)} {today - timedelta(days=8)}"
    ben.command("/order-export", long_ago, channel=HERE)
    ben.sees("You have started no order from", channel=HERE)

    assert 3 == len(exported(ben, "2 orders of yours", str(today)))


def test_bad_days_are_answered_with_an_example(house: House) -> None:
    ben = newcomer(house)
    ben.command("/order-export", "last week", channel=HERE)
    ben.sees("I cannot read days in last week.", channel=HERE)
    ben.command("/order-export", "2026-02-01 2026-01-01", channel=HERE)

    ben.sees("2026-01-01 is before 2026-02-01. Give the first and the last day", channel=HERE)


def test_a_guest_gets_nothing(house: House) -> None:
    gus = house.slack.person("gus")
    gus.command("/order-export", channel="#print-orders")

    gus.sees("Sorry, guests of this workspace cannot do this.")


def test_a_slack_that_takes_no_file_is_told(house: House, caplog: pytest.LogCaptureFixture) -> None:
    ben = newcomer(house)
    kept(house, ben, "placed", 1)
    fault = ApiFault(error="missing_scope")
    house.slack.faults.api.add(fault, name="files.getUploadURLExternal", times=1)
    ben.command("/order-export", channel=HERE)

    ben.sees("Slack did not take the file, so there is no export.", channel=HERE)
    assert "an export is not handed over: Slack says missing_scope" in caplog.text
    assert 2 == len(exported(ben, "1 order of yours"))


def test_many_orders_come_as_one_file(house: House) -> None:
    ben = newcomer(house)
    kept(house, ben, "placed", 1_000)
    lines = exported(ben, "1,000 orders of yours")

    assert 1_001 == len(lines)
    wait_for(lambda: 1 == sum(bool(m.message.files) for m in ben.screen(HERE)))
