"""An order of which nobody knows whether it was placed, where people are asked about it."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Locator, expect

from bot.sandbox.town import Town
from tests.browser.beside import Record, beside
from tests.browser.prepared import LIMIT, Prepared, begun
from tests.browser.test_browser_home import go_home
from tests.browser.window import Window
from tests.browser.windows import Windows

pytestmark = pytest.mark.slow

ROOM = "on-call"
FOUND, NOT_THERE = "It is there: enter its number", "It is not there: send again"
ASKED = "Somebody has to look"


@pytest.fixture(scope="module")
def record(place: Town) -> Iterator[Record]:
    with beside(place.stage) as record:
        yield record


@pytest.fixture(autouse=True)
def _calm(place: Town) -> Iterator[None]:
    yield
    place.stage.vendor.switches.off()


@pytest.fixture
def olga(windows: Windows) -> Window:
    return windows.standing("olga")


@pytest.fixture
def doubtful(place: Town, channel: str, record: Record, ada: Window) -> Prepared:
    """An order that was sent and that nobody has found since."""
    order = begun(place, channel).seen_by(ada).ready()
    record.doubt(order.id, place.stage.slack.world.user("ada").id)
    return order


def in_room(window: Window, order: Prepared) -> Locator:
    """Go to the channel of those on call, and give what they are asked about this order."""
    window.page.locator("[data-place]").filter(has_text=ROOM).click()
    return window.channel.get_by_test_id("message").filter(has_text=order.id)


def answers(area: Locator) -> Locator:
    """Give the buttons by which an order is settled."""
    return area.locator("[data-action-id=found], [data-action-id=not_there]")


def at_home(home: Locator, order: Prepared, answer: str) -> Locator:
    """Give the button for this order on the Home tab."""
    # The row of buttons is named after its order, right below what is said of it.
    row = home.locator(f"[data-block-id^=settle][data-block-id$='{order.id}']")
    return row.get_by_role("button", name=answer)


def test_people_are_asked_on_the_card_in_the_room_and_at_home_and_answer_at_home(
    ada: Window, olga: Window, doubtful: Prepared
) -> None:
    expect(ada.card).to_contain_text(ASKED)
    expect(ada.card).to_contain_text("I asked 3YOURMIND 7 times for an order with our id")
    expect(answers(ada.card)).to_have_text([FOUND, NOT_THERE])
    message = in_room(olga, doubtful)
    expect(message).to_contain_text("ordered by @Ada Winter for Ada Lovelace")
    expect(answers(message)).to_have_text([FOUND, NOT_THERE])
    home = go_home(olga)
    expect(home).to_contain_text("I asked 3YOURMIND 7 times")
    at_home(home, doubtful, FOUND).click()
    olga.fill("Order number", "100777")
    olga.submit()
    expect(at_home(home, doubtful, FOUND)).to_have_count(0)

    expect(ada.card).to_contain_text("Placed: 100777")
    message = in_room(olga, doubtful)
    expect(message).to_contain_text("Settled: @Olga Frey found it at 3YOURMIND: 100777.")
    expect(answers(message)).to_have_count(0)


def test_what_is_not_there_is_sent_again_from_the_room_once(
    ada: Window, olga: Window, place: Town, doubtful: Prepared
) -> None:
    home = go_home(ada)
    expect(at_home(home, doubtful, NOT_THERE)).to_be_visible()
    message = in_room(olga, doubtful)
    message.get_by_role("button", name=NOT_THERE).click()
    expect(olga.question).to_contain_text("Otherwise it will be printed twice.")
    olga.confirm()

    expect(message).to_contain_text("Settled: @Olga Frey looked, and it was not there.")
    expect(at_home(home, doubtful, NOT_THERE)).to_have_count(0)
    place.stage.slack.wait_for(lambda: "Placed: " in doubtful.card.text, LIMIT)
    assert 1 == len([o for o in place.stage.vendor.orders if o.reference.startswith(doubtful.id)])


def test_home_shows_what_is_placed_and_what_is_in_doubt_and_that_3yourmind_is_down(
    ada: Window, place: Town, channel: str, doubtful: Prepared
) -> None:
    placed = begun(place, channel, "Seen at home").seen_by(ada).ready().placed()
    place.stage.vendor.world.set_status(placed.id, "Printing")
    home = go_home(ada)
    expect(home).to_contain_text("3YOURMIND has been answering since")
    expect(home).to_contain_text(f"Placed: {placed.number}")
    expect(home).to_contain_text("3YOURMIND says: Printing since")
    expect(home.get_by_role("heading", name=ASKED)).to_be_visible()
    expect(at_home(home, doubtful, FOUND)).to_be_visible()

    ada.turn("3YOURMIND is down")
    ada.page.locator(f"[data-place={channel}]").click()
    ada.says(f"/order-status {placed.number}")
    expect(ada.channel).to_contain_text("3YOURMIND does not answer at the moment.")
    go_home(ada)

    expect(home).to_contain_text("3YOURMIND has not answered since")
