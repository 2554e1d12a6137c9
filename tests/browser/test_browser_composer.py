"""Writing messages: completion of commands and names, files and how far they are."""

import re

import pytest
from playwright.sync_api import Locator, expect

from bot.sandbox.town import Town
from tests.browser.conftest import Look
from tests.browser.window import Bundle, Window

pytestmark = pytest.mark.slow

SIZE = 2 * 1024 * 1024
SLOW = 100_000
"""Bytes a second, until enough has been seen of it."""


@pytest.fixture
def field(ada: Window) -> Locator:
    """The field of the channel's composer, empty and with the focus."""
    field = ada.channel.get_by_test_id("composer-input")
    field.fill("")
    return field


@pytest.fixture
def suggestions(ada: Window) -> Locator:
    return ada.channel.get_by_role("listbox", name="Suggestions").get_by_role("option")


def test_commands_are_completed_from_the_manifest(
    place: Town, field: Locator, suggestions: Locator
) -> None:
    commands = place.stage.slack.manifest.commands.values()
    field.press_sequentially("/or")
    expect(suggestions).to_have_text(
        [f"{c['command']} {c['usage_hint']}{c['description']}" for c in commands]
    )

    field.press("ArrowDown")
    expect(suggestions.nth(1)).to_have_attribute("aria-selected", "true")
    field.press("Tab")
    expect(field).to_have_value("/order-status ")
    expect(suggestions).to_have_count(0)
    expect(field).to_be_focused()

    field.fill("/")
    suggestions.filter(has_text="/order-export").click()
    expect(field).to_have_value("/order-export ")

    field.fill("/order-s")
    expect(suggestions).to_have_count(1)
    field.press("Escape")
    expect(suggestions).to_have_count(0)
    expect(field).to_have_value("/order-s")

    field.fill("see /order")
    expect(suggestions).to_have_count(0)


def test_a_mention_is_completed_and_reaches_who_is_meant(
    ada: Window, ben: Window, field: Locator, suggestions: Locator
) -> None:
    field.press_sequentially("Hello @be")
    expect(suggestions).to_have_text(["Ben Sommer@ben · teammate"])
    field.press("Enter")
    expect(field).to_have_value("Hello @ben ")
    field.press_sequentially("and @Wint")
    expect(suggestions).to_have_text(["Ada Winter@ada · support agent"])
    suggestions.click()
    expect(field).to_have_value("Hello @ben and @ada ")
    field.press("Enter")

    for window, mine in ((ada, "@Ada Winter"), (ben, "@Ben Sommer")):
        said = window.channel.get_by_test_id("message").last
        expect(said.locator("[data-mention]")).to_have_text(["@Ben Sommer", "@Ada Winter"])
        expect(said.locator(".mention.me")).to_have_text(mine)


@pytest.mark.usefixtures("bot")
def test_the_progress_of_an_upload_is_seen_and_the_message_waits_for_it(look: Look) -> None:
    ada = look("ada")
    line = ada.page.context.new_cdp_session(ada.page)
    slow = {"offline": False, "latency": 0, "downloadThroughput": -1, "uploadThroughput": SLOW}
    line.send("Network.emulateNetworkConditions", slow)
    with ada.page.expect_file_chooser() as chooser:
        ada.channel.get_by_role("button", name="Upload from your computer").click()
    chooser.value.set_files({"name": "chosen.obj", "mimeType": "", "buffer": bytes(SIZE)})

    waiting = ada.channel.get_by_test_id("pending-file")
    bar = waiting.get_by_role("progressbar", name="Uploading chosen.obj")
    expect(bar).to_be_visible()
    ada.page.wait_for_function("(bar) => bar.value > 0.02", arg=bar.element_handle())
    expect(waiting).to_contain_text(re.compile(r"[1-9]\d? % of 2\.0 MB"))
    before = bar.evaluate("(bar) => bar.value")
    ada.page.wait_for_function(
        "([bar, before]) => bar.value > before", arg=[bar.element_handle(), before]
    )
    ada.channel.get_by_test_id("composer-input").press("Enter")
    expect(ada.channel.get_by_role("status")).to_have_text("Sends when the upload is finished…")
    line.send("Network.emulateNetworkConditions", {**slow, "uploadThroughput": -1})

    expect(ada.channel.get_by_test_id("file")).to_contain_text("chosen.obj")
    expect(waiting).to_have_count(0)


@pytest.mark.usefixtures("bot")
def test_an_upload_can_be_cancelled_and_others_go_on(ada: Window) -> None:
    ada.attach(ada.channel, Bundle("one.obj", "v 0 0 0\n"), Bundle("two.obj", "v 1 0 0\n"))
    ada.channel.get_by_role("button", name="Remove one.obj").click()
    ada.send(ada.channel, 1)

    expect(ada.channel.get_by_test_id("file").locator(".file-name")).to_have_text(["two.obj"])
