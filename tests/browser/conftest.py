from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import requests
from playwright.sync_api import Browser, expect

from bot.sandbox.town import Town, town
from tests.bot.sandbox.page.visitor import Visitor
from tests.browser import chromium, hostile, presence
from tests.browser.puppet import Puppet, puppet
from tests.browser.window import Window
from tests.browser.windows import LIMIT, Windows

Look = Callable[..., Window]


def pytest_ignore_collect(collection_path: Path) -> bool | None:
    """Leave out what needs a browser where there is none and nobody demands one."""
    needs_it = collection_path.match("test_browser_*.py")
    return True if needs_it and presence.is_left_out() else None


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    assert presence.is_installed(), presence.MISSING
    expect.set_options(timeout=LIMIT)
    with chromium.launched() as browser:
        yield browser


@pytest.fixture(scope="package")
def place(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    """One sandbox for all these tests, its bot running; each test has a channel of its own."""
    assert browser.is_connected()
    with town(tmp_path_factory.mktemp("sandbox")) as place:
        place.stage.vendor.world.analysis_seconds = 0.02
        hostile.move_in(place.stage.vendor.world)
        place.bot.start()
        yield place


@pytest.fixture
def channel(place: Town) -> Iterator[str]:
    """The id of a channel that nobody has used, with everybody of the workspace in it."""
    world = place.stage.slack.world
    with world.changes.making():
        people = {u.id for u in world.users.values() if u.team_id == world.team.id}
        room = world.add_channel(f"case-{len(world.channels)}", "channel", members=people)
    yield room.id
    with world.changes.making():
        room.members.clear()


@pytest.fixture(scope="package")
def all_windows(browser: Browser, place: Town) -> Windows:
    return Windows(browser, place)


@pytest.fixture
def windows(all_windows: Windows, place: Town, channel: str) -> Iterator[Windows]:
    """What no page may do fails the test, whatever it is about."""
    all_windows.channel = channel
    yield all_windows
    assert [] == all_windows.finish()
    world = place.stage.slack.world
    with world.changes.making():
        for views in world.modals.values():
            views.clear()


@pytest.fixture
def look(windows: Windows) -> Look:
    """Opens a window that nobody has used before."""
    return windows.fresh


@pytest.fixture
def calm(place: Town) -> Iterator[None]:
    """Puts everything right again that a test lets go wrong."""
    yield
    if not place.bot.is_alive:
        place.bot.start()
    with requests.Session() as session:
        ada = Visitor(place.url, "ada", session)
        for switch in ada.saw("/api/whatif")["switches"]:
            if switch["on"]:
                ada.did("whatif", id=switch["id"], on=False)


@pytest.fixture
def ada(windows: Windows) -> Window:
    return windows.standing("ada")


@pytest.fixture
def ben(windows: Windows) -> Window:
    return windows.standing("ben")


@pytest.fixture
def bot(place: Town) -> Iterator[Puppet]:
    """Stands in for the real bot, which hears nothing meanwhile."""
    with puppet(place.stage.slack) as bot:
        yield bot
