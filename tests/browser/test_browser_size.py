"""Large files and long channels: the usual size of the file is raised by UPLOAD_MB."""

import os
from pathlib import Path

import pytest
from playwright.sync_api import expect

from bot.first_bytes import HEAD
from bot.sandbox.town import Town
from tests.browser.window import Window

pytestmark = pytest.mark.slow

HOPPER = "Grace Hopper, Compilers & Sons <grace@customers.example>"
MB = 1_000_000
VERTEX = b"v 0 0 0\n"
UPLOAD_MB = int(os.environ.get("UPLOAD_MB", "30"))
PATIENCE = 120_000
"""Milliseconds for the largest file."""
MANY = 1000
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


def test_a_thousand_messages_are_all_there_and_the_newest_is_seen(
    ada: Window, place: Town, channel: str
) -> None:
    slack = place.stage.slack
    with slack.world.changes.making():
        slack.world.channels[channel].members.discard(slack.world.installation.bot_user)
    ben = slack.person("ben")
    for number in range(MANY):
        ben.say(f"Message {number:04}", channel=channel)

    messages = ada.channel.get_by_test_id("message")
    expect(messages.last).to_contain_text(f"Message {MANY - 1:04}")
    expect(messages.last).to_be_in_viewport()
    ada.channel.get_by_test_id("messages").press("Home")
    expect(messages.filter(has_text="Message 0000")).to_be_in_viewport()
    ada.says("And one more")
    expect(messages.last).to_contain_text("And one more")
    expect(messages.last).to_be_in_viewport()
    expect(messages).to_have_count(MANY + 1)
