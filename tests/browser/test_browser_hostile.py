from playwright.sync_api import expect

from bot.sandbox.slack.model.channels import Message
from bot.sandbox.town import Town
from tests.browser import colours, hostile
from tests.browser.window import Bundle, Window


def test_a_hostile_customer_is_only_text(ada: Window) -> None:
    ada.fill_in(hostile.CUSTOMER, typing="script")
    expect(ada.field("Billing address")).to_contain_text(f"{hostile.SCRIPT} _bold_ Street")
    assert [] == hostile.fallen_for(ada.modal)

    ada.create()

    expect(ada.card.locator("[data-block=header]")).to_contain_text(hostile.CUSTOMER)
    assert [] == hostile.fallen_for(ada.card)


def test_a_hostile_file_name_is_only_text(ada: Window) -> None:
    ada.says("Here it comes")
    said = ada.channel.get_by_test_id("message").last
    ada.open_thread(said)

    ada.drop(ada.thread, Bundle(hostile.FILE, "v 0 0 0\n"))

    file = ada.thread.get_by_test_id("file").locator(".file-name")
    expect(file).to_have_text(hostile.FILE)
    assert [] == hostile.fallen_for(ada.thread)


def test_a_hostile_file_name_on_a_card_is_only_text(ada: Window) -> None:
    ada.fill_in(hostile.CUSTOMER, typing="script")
    ada.create()
    ada.open_thread(ada.card)

    ada.drop(ada.thread, Bundle(hostile.FILE, "v 0 0 0\n"))

    expect(ada.card).to_contain_text(f"{hostile.IMAGE}{hostile.CHANNEL}")
    expect(ada.thread).to_contain_text("Nothing is missing any more")
    assert [] == hostile.fallen_for(ada.card)
    assert [] == hostile.fallen_for(ada.thread)


def test_markup_that_somebody_types_is_only_text(ada: Window) -> None:
    ada.says(f"{hostile.SCRIPT} {hostile.IMAGE} <!channel> <@U0> &lt;b&gt;")

    said = ada.channel.get_by_test_id("message").last
    expect(said).to_contain_text(f"{hostile.SCRIPT} {hostile.IMAGE} <!channel> <@U0> &lt;b&gt;")
    assert [] == hostile.fallen_for(said)


def test_a_block_that_the_page_does_not_know_is_a_red_box(
    ada: Window, place: Town, channel: str
) -> None:
    world = place.stage.slack.world
    blocks = [{"type": "hologram", "block_id": "one"}]
    with world.changes.making():
        bot = world.installation.bot_user
        ts = world.ids.timestamp()
        message = Message(ts=ts, channel=channel, user=bot, text="Look", blocks=blocks)
        place.stage.slack._slack.timeline.post(message)

    box = ada.channel.locator("[data-unknown-block=hologram]")
    expect(box).to_be_visible()
    expect(box).to_have_text("Unknown block: hologram")
    red, green, blue = colours.colour(box)
    assert red > 2 * max(green, blue)
