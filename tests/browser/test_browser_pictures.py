"""What the bot found in a file, as people see it."""

import pytest
from playwright.sync_api import expect
from slack_sdk import WebClient

from bot.sandbox.town import Town
from bot.slack_pictures import SlackPictures
from bot.slack_uploads import SlackUploads
from handlers.views.found import found
from tests.browser.window import Window
from tests.builders import a_complete_order, a_ready_part, small_facts
from tests.drawn import a_png

pytestmark = pytest.mark.slow

WIDTH, HEIGHT = 640, 480


@pytest.fixture
def client(place: Town) -> WebClient:
    slack = place.stage.slack
    return WebClient(slack.world.installation.bot_token, base_url=slack.api_url)


def test_the_picture_of_a_part_is_shown_in_the_thread(
    ada: Window, channel: str, client: WebClient
) -> None:
    pictures = SlackPictures(client, SlackUploads(client, frozenset({"127.0.0.1"})))
    file = pictures.keep(a_png(WIDTH, HEIGHT), "bracket.png", "Picture of bracket.stl")
    part = a_ready_part(facts=small_facts(), picture=file)
    told = found(a_complete_order(parts=(part,)), part)
    assert told is not None
    card = client.chat_postMessage(channel=channel, text="The card of an order, PD-PICTURE")["ts"]
    client.chat_postMessage(channel=channel, thread_ts=card, **told)

    ada.open_thread(ada.card)

    picture = ada.thread.get_by_alt_text("Picture of bracket.stl, 2.0 × 1.5 × 0.8 mm")
    expect(picture).to_be_visible()
    expect(picture).to_have_js_property("naturalWidth", WIDTH)
    expect(ada.thread.get_by_role("button", name="inch: 50.8 × 38.1 × 20.3 mm")).to_be_visible()
