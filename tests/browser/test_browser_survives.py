import pytest
from playwright.sync_api import expect

from bot.sandbox.town import Town
from tests.browser.conftest import Look
from tests.browser.window import Bundle, Window

pytestmark = pytest.mark.slow

HOPPER = "Grace Hopper, Compilers & Sons <grace@customers.example>"


def test_a_reload_in_the_middle_of_a_form_loses_nothing(ada: Window) -> None:
    ada.fill_in(HOPPER, typing="hopper")
    with ada.page.expect_response(lambda answer: "PO 7" in str(answer.request.post_data)):
        ada.fill("Reference", "PO 7")

    ada.page.reload()

    expect(ada.field("Customer")).to_have_text(HOPPER)
    expect(ada.field("Reference")).to_have_value("PO 7")
    expect(ada.field("Price per piece for all parts")).to_have_value("12.50")
    ada.create()
    expect(ada.card).to_contain_text("PO 7")


def test_closing_the_window_loses_nothing(ada: Window, look: Look) -> None:
    ada.fill_in(HOPPER, typing="hopper")
    ada.page.close()

    again = look("ada")

    expect(again.field("Customer")).to_have_text(HOPPER)
    again.create()


def test_a_window_that_closes_in_the_middle_of_an_upload_disturbs_nobody(
    ada: Window, look: Look
) -> None:
    other = look("ben")
    with other.page.expect_request("**/api/upload*"):
        other.attach(other.channel, Bundle("long.stl", size=200_000_000))
    other.page.close()

    ada.says("Still here")

    expect(ada.channel.get_by_test_id("message").last).to_contain_text("Still here")


def test_escape_closes_the_form_and_it_can_be_opened_again(ada: Window) -> None:
    ada.says("/order")
    expect(ada.modal).to_be_visible()
    ada.page.keyboard.press("Escape")
    expect(ada.modal).to_have_count(0)

    ada.says("/order")

    expect(ada.modal).to_be_visible()


def test_a_link_leads_to_its_message(ada: Window, place: Town, channel: str, look: Look) -> None:
    for number in range(40):
        place.stage.slack.person("ada").say(f"Number {number}", channel=channel)
    first = ada.channel.get_by_test_id("message").filter(has_text="Number 0")
    expect(ada.channel.get_by_test_id("message").last).to_contain_text("Number 39")
    address = first.locator("a.time").evaluate("(link) => link.href")

    ben = look("ben")
    expect(ben.channel.get_by_test_id("message").first).not_to_be_in_viewport()
    ben.page.goto(address)
    ben.page.reload()

    expect(ben.channel.get_by_test_id("message").first).to_be_in_viewport()
    expect(ben.channel.locator(".highlighted")).to_contain_text("Number 0")
