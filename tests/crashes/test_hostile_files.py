"""Files that were made to hurt, dropped into the threads of orders of a bot that runs as ever."""

from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path

import pytest

from bot.sandbox.bot_process import BotProcess
from bot.sandbox.slack.persons.message_view import MessageView
from bot.sandbox.slack.persons.sight import Spot
from bot.sandbox.slack.persons.talking import MOST_FILES, Dropped
from bot.sandbox.slack.workspace import Workspace
from bot.sandbox.stage import staged
from bot.sandbox.threeyourmind.local import Local3yourmind
from tests.bot.preview.cases import Hostile, every_file
from tests.bot.waiting import wait_for
from tests.crashes.team import Team, part
from tests.scenarios.house import GENEROUS

pytestmark = [pytest.mark.slow, pytest.mark.timeout(300)]
FILES = list(every_file())
MESSAGES = [FILES[n : n + MOST_FILES] for n in range(0, len(FILES), MOST_FILES)]
SOON = 120.0
"""Seconds after which a test here has failed: every file of a message has its turn meanwhile."""


@pytest.fixture(scope="module")
def team(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Team]:
    vendor = Local3yourmind()
    vendor.world.analysis_seconds = 0
    folder = tmp_path_factory.mktemp("bot")
    with staged(Workspace(conditions=GENEROUS), vendor, folder) as stage:
        bot = BotProcess(stage)
        bot.start()
        try:
            yield Team(stage, bot)
        finally:
            bot.kill()


def test_there_are_more_than_forty_of_them() -> None:
    assert len(FILES) == len({file.name for file in FILES}) > 40


@pytest.mark.parametrize("files", MESSAGES, ids=lambda files: files[0].name)
def test_hostile_files_are_answered_and_the_order_is_placed_without_them(
    team: Team, files: Sequence[Hostile]
) -> None:
    process, card = team.bot.pid, team.started_order()
    soon = partial(team.stage.slack.wait_for, limit=SOON)
    team.agent.drop(*[Dropped(file.make(), file.name) for file in files], thread=card)
    soon(lambda: not unanswered(card, files))
    team.agent.drop(Dropped(part(), "bracket.stl"), thread=card)
    soon(lambda: "📐 bracket.stl 60.0 × 40.0 × 20.0 mm" in "".join(said(card)))
    soon(lambda: "✅ bracket.stl is ready" in card.text)

    kept = [file.name for file in files if f"{file.name} is ready" in card.text]
    remove(team, card, [f.name for f in files if f"{f.name} cannot be used" in card.text])
    soon(lambda: "Place order" in card.buttons)
    team.place(card)
    soon(lambda: "Placed: " in card.text)

    lines = team.stage.vendor.orders[-1].lines
    assert [*kept, "bracket.stl"] == [line.file.name for line in lines if line.file]
    assert team.bot.is_alive
    assert process == team.bot.pid
    wait_for(lambda: not children(process))


def children(pid: int | None) -> str:
    """Name the processes that a process has begun and that are still there."""
    try:
        tasks = Path(f"/proc/{pid}/task").glob("*/children")
        return "".join(each.read_text(encoding="ascii") for each in tasks)
    except OSError:
        return "unknown, as a thread ended meanwhile"


def said(card: MessageView) -> list[str]:
    """Give what the bot said in the thread."""
    return [message.text for message in card.thread[1:] if message.author == "printdesk"]


def unanswered(card: MessageView, files: Sequence[Hostile]) -> list[str]:
    """Name the files that are under way, or of which the thread does not tell what they are."""
    told, on_card = said(card), card.text
    answered = {file.name for file in files for words in told if file.tells(words)}
    under_way = {f.name for f in files if f.name in on_card and not is_settled(f.name, on_card)}
    return [file.name for file in files if file.name in under_way or file.name not in answered]


def is_settled(name: str, card: str) -> bool:
    return f"{name} is ready" in card or f"{name} cannot be used" in card


def remove(team: Team, card: MessageView, names: Sequence[str]) -> None:
    """Remove parts by their menus."""
    for number, name in enumerate(names, 1):
        place = next(p for p in card.places if name in str(p.block.get("text")))
        team.agent._clicking.press(Spot(card, place), "Remove part", confirm=True)
        gone = set(names[:number])
        team.wait(partial(lacks, card, gone))


def lacks(card: MessageView, names: set[str]) -> bool:
    return not any(name in card.text for name in names)
