"""What happens to open lists, and to clicks, when the bot changes what they belong to."""

import pytest
from playwright.sync_api import Route, expect

from bot.sandbox.town import Town
from tests.bot.sandbox.slack.kit import (
    Json,
    actions,
    button,
    field,
    modal,
    option,
    plain,
    section,
    select,
)
from tests.browser.doing import choose
from tests.browser.puppet import Puppet, values
from tests.browser.window import Window

pytestmark = pytest.mark.slow

ACTS = "**/api/act"


def form(*materials: str, name: str = "Material") -> Json:
    """Give a form in which a material can be chosen, and a person."""
    lists = (
        field(name, select(*materials), hint=plain(f"of {len(materials)}"), dispatch_action=True),
        field("Contact", {"type": "multi_users_select"}, hint=plain(f"for {len(materials)}")),
    )
    return modal(*lists, external_id="form")


def hold_acts(window: Window) -> list[Route]:
    """Hold up what the page tells of choices; gives what is held."""
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    window.page.route(ACTS, hold)
    return held


def let_go(window: Window, held: list[Route]) -> None:
    """Let through what was held up, and everything after it."""
    for route in held:
        route.continue_()
    window.page.unroute(ACTS)


def redraw(bot: Puppet, view: Json) -> None:
    bot.client.views_update(external_id="form", view=view)


def test_a_list_that_is_open_goes_on_when_its_field_is_drawn_anew(ada: Window, bot: Puppet) -> None:
    bot.form = form("PA11", "PA12")
    ada.says("/order")
    ada.field("Material").click()
    search = ada.list.get_by_role("combobox")
    search.fill("pa")
    expect(ada.list.get_by_role("option")).to_have_text(["PA11", "PA12"])
    search.press("ArrowDown")

    redraw(bot, form("ABS", "PA12", "PA6"))

    expect(ada.list.get_by_role("option")).to_have_text(["PA12", "PA6"])
    expect(search).to_be_focused()
    expect(ada.list.locator(".active")).to_have_text("PA12")
    search.press("ArrowDown")
    search.press("Enter")
    expect(ada.field("Material")).to_have_text("PA6")
    expect(ada.field("Material")).to_be_focused()
    bot.hears("material", {"selected_option": option("PA6")})


def test_a_list_for_several_keeps_what_was_chosen_when_it_is_drawn_anew(
    ada: Window, bot: Puppet, place: Town
) -> None:
    bot.form = form("PA11")
    ada.says("/order")
    ada.field("Contact").click()
    choose(ada, "@Ben Sommer")

    redraw(bot, form("PA11", "PA12"))

    expect(ada.modal).to_contain_text("for 2")
    ben = ada.list.get_by_role("option").filter(has_text="@Ben Sommer")
    expect(ben).to_have_attribute("aria-selected", "true")
    choose(ada, "@Olga Frey")
    ada.page.keyboard.press("Escape")
    expect(ada.modal.locator(".chip")).to_have_text(["@Ben Sommer", "@Olga Frey"])
    ada.field("Material").click()
    choose(ada, "PA12")
    ada.submit()
    expect(ada.modal).to_have_count(0)
    world = place.stage.slack.world
    both = [world.user(handle).id for handle in ("ben", "olga")]
    assert both == values(bot.submitted())["contact"]["selected_users"]


def test_a_list_closes_with_the_field_it_belongs_to(ada: Window, bot: Puppet) -> None:
    bot.form = form("PA11", "PA12")
    ada.says("/order")
    ada.field("Material").click()
    expect(ada.list).to_be_visible()

    redraw(bot, form("PA11", "PA12", name="Metal"))

    expect(ada.field("Metal")).to_be_visible()
    expect(ada.list).to_have_count(0)


def test_a_list_closes_when_another_modal_covers_its_own(
    ada: Window, bot: Puppet, place: Town
) -> None:
    slack = place.stage.slack
    bot.form = form("PA11", "PA12")
    ada.says("/order")
    ada.field("Material").click()
    expect(ada.list).to_be_visible()

    with slack.world.changes.making():
        slack._slack.stack.push(slack.world.user("ada").id, modal(title=plain("On top")))

    expect(ada.modal.get_by_role("heading")).to_have_text("On top")
    expect(ada.list).to_have_count(0)
    ada.modal.get_by_role("button", name="Back").click()
    expect(ada.field("Material")).to_be_visible()
    expect(ada.list).to_have_count(0)


def test_lists_and_menus_of_a_message_go_on_or_close_with_it(
    ada: Window, bot: Puppet, channel: str
) -> None:
    menu = {"type": "overflow", "action_id": "menu"}
    ts = bot.says(channel, actions({**menu, "options": [option("Edit")]}, block_id="row"))
    ada.channel.locator("[data-action-id=menu]").click()
    entries = ada.page.get_by_role("menuitem")
    expect(entries).to_have_text(["Edit"])

    row = [
        {**menu, "options": [option("Edit"), option("Remove")]},
        select("PA11", action_id="list"),
    ]
    bot.edits(channel, ts, actions(*row, block_id="row"))
    expect(entries).to_have_text(["Edit", "Remove"])
    ada.page.keyboard.press("ArrowDown")
    ada.page.keyboard.press("Enter")
    bot.hears("menu", {"selected_option": option("Remove")})

    ada.channel.locator("[data-action-id=list]").click()
    expect(ada.list).to_be_visible()
    bot.client.chat_delete(channel=channel, ts=ts)
    expect(ada.list).to_have_count(0)


def test_a_click_is_not_lost_when_its_message_changes_meanwhile(
    ada: Window, bot: Puppet, channel: str
) -> None:
    ts = bot.says(channel, section("At 10 %"), actions(button("Cancel"), block_id="row"))
    ada.channel.locator("[data-action-id=cancel]").hover()
    ada.page.mouse.down()

    with ada.page.expect_response("**/api/messages*"):
        bot.edits(channel, ts, section("At 20 %"), actions(button("Cancel"), block_id="row"))
    ada.page.mouse.up()

    bot.hears("cancel", {})
    expect(ada.channel.get_by_test_id("message").last).to_contain_text("At 20 %")


def test_a_choice_on_its_way_to_the_bot_stays_when_its_message_changes_meanwhile(
    ada: Window, bot: Puppet, channel: str
) -> None:
    boxes = {
        "type": "checkboxes",
        "action_id": "boxes",
        "options": [option("Rush"), option("Gift")],
    }
    ts = bot.says(channel, section("At 10 %"), actions(boxes, block_id="row"))
    held = hold_acts(ada)
    rush, gift = (ada.channel.get_by_label(name) for name in ("Rush", "Gift"))
    with ada.page.expect_request(ACTS):
        rush.click()

    bot.edits(channel, ts, section("At 20 %"), actions(boxes, block_id="row"))
    expect(ada.channel.get_by_test_id("message").last).to_contain_text("At 20 %")
    expect(rush).to_be_checked()
    let_go(ada, held)
    gift.click()

    bot.hears("boxes", {"selected_options": [option("Rush"), option("Gift")]})
    expect(rush).to_be_checked()
    expect(gift).to_be_checked()


def test_what_one_looks_at_stays_in_its_place_when_a_tall_message_changes(
    ada: Window, bot: Puppet, channel: str
) -> None:
    lines = [section(f"Line {number}") for number in range(49)]
    ts = bot.says(channel, section("At 10 %"), *lines)
    message = ada.channel.get_by_test_id("message").last
    first, middle, last = (message.get_by_text(f"Line {n}", exact=True) for n in (0, 24, 48))
    expect(last).to_be_in_viewport()
    middle.evaluate("(line) => line.scrollIntoView({ block: 'center' })")

    for share in (20, 30):
        bot.edits(channel, ts, section(f"At {share} %"), *lines)
        expect(message).to_contain_text(f"At {share} %")
        expect(middle).to_be_in_viewport()
        expect(first).not_to_be_in_viewport()
        expect(last).not_to_be_in_viewport()


def test_a_form_is_sent_after_the_choice_that_was_made_just_before(
    ada: Window, bot: Puppet
) -> None:
    bot.form = modal(field("Material", select("PA11", "PA12")))
    ada.says("/order")
    held = hold_acts(ada)
    with ada.page.expect_request(ACTS):
        ada.choose("Material", "PA12")

    ada.submit()
    expect(ada.modal).to_have_attribute("aria-busy", "true")
    let_go(ada, held)

    expect(ada.modal).to_have_count(0)
    assert {"material": {"selected_option": option("PA12")}} == values(bot.submitted())
