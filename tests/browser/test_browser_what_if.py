from collections.abc import Iterator

import pytest
from playwright.sync_api import expect

from bot.sandbox.town import Town
from tests.browser.window import Bundle, Window

pytestmark = pytest.mark.slow

HOPPER = "Grace Hopper, Compilers & Sons <grace@customers.example>"
CUBE = Bundle("cube.obj", "v 0 0 0\n")
LONG = 20_000
"""Milliseconds until the bot has looked for an order whose answer was lost."""


@pytest.fixture(autouse=True)
def _calm(place: Town) -> Iterator[None]:
    yield
    place.stage.vendor.switches.off()
    if not place.bot.is_alive:
        place.bot.start()


@pytest.fixture
def ready(ada: Window) -> Window:
    """Ada with an order that can be placed."""
    ada.fill_in(HOPPER, typing="hopper")
    ada.create()
    ada.open_thread(ada.card)
    ada.drop(ada.thread, CUBE)
    expect(ada.card).to_contain_text("cube.obj is ready")
    return ada


def test_a_lost_answer_after_the_order_ends_in_one_order(ready: Window, place: Town) -> None:
    ready.turn("Lost answer after the order")

    ready.place()

    expect(ready.card).to_contain_text("Placed: ", timeout=LONG)
    assert 1 == len([o for o in place.stage.vendor.orders if o.reference.startswith(ready.order)])
    ready.open_tab("What if")
    lost = ready.page.get_by_role("switch", name="Lost answer after the order")
    expect(lost).to_have_attribute("aria-checked", "false")


def test_an_order_that_is_lost_on_its_way_is_looked_for_before_a_person_is_asked(
    ready: Window, place: Town
) -> None:
    ready.turn("The order is lost on its way")

    ready.place()

    expect(ready.card).to_contain_text("Placed or not? I am looking it up")
    assert [] == [o for o in place.stage.vendor.orders if o.reference.startswith(ready.order)]


def test_a_3yourmind_that_is_down_is_told_in_a_sentence(ada: Window) -> None:
    ada.fill_in(HOPPER, typing="hopper")
    ada.create()
    ada.open_thread(ada.card)
    ada.turn("3YOURMIND is down")

    ada.says("/order-status 100001")

    whisper = ada.channel.get_by_test_id("message").filter(has_text="Only visible to you")
    expect(whisper.last).to_be_visible()
    ada.turn("3YOURMIND is down", on=False)


def test_a_bot_that_is_killed_goes_on_after_it_is_started_again(ada: Window, place: Town) -> None:
    ada.fill_in(HOPPER, typing="hopper")
    ada.create()
    ada.turn("The bot is killed")
    expect(ada.page.get_by_test_id("sidebar")).to_contain_text("The bot is not running.")
    assert not place.bot.is_alive

    ada.says("/order")
    expect(ada.channel.get_by_test_id("message").last).to_contain_text("/order")
    ada.turn("The bot is killed", on=False)

    expect(ada.page.get_by_test_id("sidebar")).not_to_contain_text("The bot is not running.")
    ada.card.get_by_role("button", name="Edit").click()
    expect(ada.field("Customer")).to_have_text(HOPPER)
