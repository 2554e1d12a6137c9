"""Large files and long channels: UPLOAD_MB sets another size of the file."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import expect

from bot.first_bytes import HEAD
from bot.sandbox.town import Town
from tests.bot.waiting import wait_for
from tests.browser.window import Window

pytestmark = pytest.mark.slow

HOPPER = "Grace Hopper, Compilers & Sons <grace@customers.example>"
MB = 1_000_000
VERTEX = b"v 0 0 0\n"
UPLOAD_MB = int(os.environ.get("UPLOAD_MB", "300"))
PATIENCE = 120_000
"""Milliseconds for the largest file."""
FEW, MANY = 50, 1000
STEPS, STEP = 60, 200
"""Turns of the mouse's wheel, and how far each goes."""
DEARER = 2.5
"""So many times the work of a short channel a long one may cost; all of it drawn, it is four."""
MOST_DRAWN = 200
"""Messages: some more than fit on the screen."""
DRAWN = """(list) => [...list.querySelectorAll("[data-testid=message]")]
    .filter((message) => message.checkVisibility({ contentVisibilityAuto: true })).length"""
FORGET_PEAK = "5"
"""What Linux wants to read in `clear_refs` to count the peak of the memory from now on."""


@pytest.fixture
def large(tmp_path: Path) -> Path:
    """A part of that size, which takes hardly any room on the disk."""
    path = tmp_path / "large.obj"
    with path.open("wb") as stream:
        stream.write(VERTEX * (HEAD // len(VERTEX)))
        stream.truncate(UPLOAD_MB * MB)
    return path


class Memory:
    """The memory of this process, with the sandbox in it, and of the bot, since this was made."""

    def __init__(self, place: Town) -> None:
        process = place.bot._process
        assert process is not None
        self._folders = [Path("/proc") / str(pid) for pid in (os.getpid(), process.pid)]
        for folder in self._folders:
            (folder / "clear_refs").write_text(FORGET_PEAK)
        self._before = self._peak()

    @property
    def growth(self) -> int:
        """How far the peak has risen, in bytes."""
        return self._peak() - self._before

    def _peak(self) -> int:
        lines = [line for f in self._folders for line in (f / "status").read_text().splitlines()]
        return sum(int(line.split()[1]) * 1024 for line in lines if line.startswith("VmHWM:"))


def test_a_large_file_goes_through_without_being_held_in_memory(
    ada: Window, place: Town, large: Path
) -> None:
    ada.fill_in(HOPPER, typing="hopper")
    ada.create()
    ada.open_thread(ada.card)
    memory = Memory(place)

    ada.thread.get_by_test_id("composer-files").set_input_files(large)
    done = ada.thread.locator("[data-testid=pending-file].done")
    expect(done).to_have_count(1, timeout=PATIENCE)
    ada.send(ada.thread, 1)

    expect(ada.card).to_contain_text("large.obj is ready", timeout=PATIENCE)
    assert memory.growth < 20 * MB


def talk(place: Town, channel: str, count: int) -> None:
    """Let Ben say so much in a channel, where the bot does not listen."""
    slack = place.stage.slack
    with slack.world.changes.making():
        slack.world.channels[channel].members.discard(slack.world.installation.bot_user)
    ben = slack.person("ben")
    for number in range(count):
        ben.say(f"Message {number:04}", channel=channel)


@pytest.fixture
def short(place: Town) -> Iterator[str]:
    """The id of another channel, in which less was said."""
    world = place.stage.slack.world
    with world.changes.making():
        people = {world.user("ada").id, world.user("ben").id}
        room = world.add_channel(f"short-{len(world.channels)}", "channel", members=people)
    talk(place, room.id, FEW)
    yield room.id
    with world.changes.making():
        room.members.clear()


class Effort:
    """What scrolling costs a page: the time that its main thread computes, not that it waits."""

    def __init__(self, window: Window) -> None:
        self._window = window
        self._session = window.page.context.new_cdp_session(window.page)
        self._session.send("Performance.enable", {"timeDomain": "threadTicks"})

    def there_and_back(self, last: str) -> float:
        """Turn the wheel up and down at the end of the open channel."""
        return self._scrolling(last, lambda turn: STEP if turn % 8 >= 4 else -STEP)

    def up(self, last: str) -> float:
        """Turn the wheel from the end upwards."""
        return self._scrolling(last, lambda _: -STEP)

    def _scrolling(self, last: str, way: Callable[[int], int]) -> float:
        messages = self._window.channel.get_by_test_id("message")
        expect(messages.last).to_contain_text(last)
        expect(messages.last).to_be_in_viewport()
        self._window.channel.get_by_test_id("messages").hover()
        before = self._spent()
        for turn in range(STEPS):
            self._window.page.mouse.wheel(0, way(turn))
        return self._spent() - before

    def _spent(self) -> float:
        found = self._session.send("Performance.getMetrics")["metrics"]
        return float(next(one["value"] for one in found if one["name"] == "TaskDuration"))


def test_a_thousand_messages_scroll_as_smoothly_as_fifty(
    ada: Window, place: Town, channel: str, short: str
) -> None:
    talk(place, channel, MANY)
    effort, few, many = Effort(ada), list[float](), list[float]()
    for _ in range(3):
        ada.page.locator(f"[data-place={short}]").click()
        few.append(effort.there_and_back(f"Message {FEW - 1:04}"))
        ada.page.locator(f"[data-place={channel}]").click()
        many.append(effort.there_and_back(f"Message {MANY - 1:04}"))

    assert min(many) < DEARER * min(few)


def test_of_a_thousand_messages_only_those_around_are_drawn(
    ada: Window, place: Town, channel: str
) -> None:
    talk(place, channel, MANY)
    Effort(ada).up(f"Message {MANY - 1:04}")

    messages = ada.channel.get_by_test_id("messages")
    expect(messages.get_by_test_id("message")).to_have_count(MANY)
    expect(messages.get_by_test_id("message").last).not_to_be_in_viewport()
    wait_for(lambda: 0 < messages.evaluate(DRAWN) < MOST_DRAWN)


def test_a_thousand_messages_are_all_there_and_the_newest_is_seen(
    ada: Window, place: Town, channel: str
) -> None:
    talk(place, channel, MANY)

    messages = ada.channel.get_by_test_id("message")
    expect(messages.last).to_contain_text(f"Message {MANY - 1:04}")
    expect(messages.last).to_be_in_viewport()
    ada.channel.get_by_test_id("messages").press("Home")
    expect(messages.filter(has_text="Message 0000")).to_be_in_viewport()
    ada.says("And one more")
    expect(messages.last).to_contain_text("And one more")
    expect(messages.last).to_be_in_viewport()
    expect(messages).to_have_count(MANY + 1)
