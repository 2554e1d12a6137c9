"""The sandbox at the user panel: orders of the bot's own account, to an address made on the way."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Locator, expect

from bot.sandbox.town import Town, town
from tests.browser.window import Bundle, Window
from tests.browser.windows import Windows

pytestmark = pytest.mark.slow
CUBE = Bundle("cube.obj", "v 0 0 0\n")
ADDRESS = {
    "First name": "Mary",
    "Last name": "Somerville",
    "Street and number": "Burntisland 3",
    "Postal code": "KY3 9AA",
    "City": "Fife",
    "Phone number": "+44 1592 555",
}
IMPOSSIBLE = {
    "City": ("--", "Please use letters or digits."),
    "Phone number": ("none", "Please give a number such as +49 30 123456."),
}


@pytest.fixture(scope="module")
def place(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    """A sandbox of its own, as only one panel is used at a time."""
    assert browser.is_connected()
    with town(tmp_path_factory.mktemp("own"), panel="user") as place:
        place.stage.vendor.world.analysis_seconds = 0.02
        place.bot.start()
        yield place


@pytest.fixture(scope="module")
def all_windows(browser: Browser, place: Town) -> Windows:
    return Windows(browser, place)


def asked(ada: Window) -> None:
    """Open the form of an order, and the form of a new address on top of it."""
    ada.says("/order")
    expect(ada.field("Billing address")).to_contain_text("Druckgasse 4")
    ada.modal.get_by_role("button", name="New address").click()
    expect(ada.field("First name")).to_be_visible()


def errors(ada: Window) -> Locator:
    """Give the complaints that stand at fields."""
    return ada.modal.locator(".field-error:visible")


def test_what_is_missing_or_impossible_in_an_address_is_said_at_its_field(ada: Window) -> None:
    asked(ada)
    ada.submit()
    expect(errors(ada)).to_have_count(len(ADDRESS))

    for label, text in ADDRESS.items():
        ada.fill(label, text)
    for label, (text, _) in IMPOSSIBLE.items():
        ada.fill(label, text)
    ada.submit()

    expect(errors(ada)).to_have_count(len(IMPOSSIBLE))
    for label, (_, complaint) in IMPOSSIBLE.items():
        expect(ada.field(label)).to_have_accessible_description(re.compile(re.escape(complaint)))


def test_an_address_that_3yourmind_refuses_is_corrected_and_ordered_with(
    ada: Window, place: Town
) -> None:
    asked(ada)
    for label, text in (ADDRESS | {"Postal code": "far too long a code"}).items():
        ada.fill(label, text)
    ada.submit()

    complaint = ada.modal.get_by_role("note").filter(has_text="no more than 12 characters")
    below = complaint.locator("xpath=following::*[@data-action-id][1]")
    expect(below).to_have_accessible_name("Postal code")
    expect(below).to_have_value("far too long a code")
    expect(ada.field("City")).to_have_value("Fife")

    ada.fill("Postal code", "KY3 9AB")
    ada.submit()
    expect(ada.modal).to_contain_text("Saved, and chosen")
    ada.modal.get_by_role("button", name="Close").last.click()
    expect(ada.field("Billing address")).to_contain_text("Burntisland 3, KY3 9AB Fife")
    for label, option in (("Delivery", "Standard parcel"), ("Payment", "Invoice")):
        ada.choose(label, option)
    ada.choose("Material for all parts", "PA12")
    ada.create()
    ada.open_thread(ada.card)
    ada.drop(ada.thread, CUBE)
    expect(ada.card).to_contain_text("3YOURMIND's price including tax")
    ada.place()

    expect(ada.card).to_contain_text("Placed: 100001")
    (order,) = place.stage.vendor.orders
    address = place.stage.vendor.world.addresses[order.billing_address_id]
    assert ("Mary", "KY3 9AB") == (address.first_name, address.zip_code)
