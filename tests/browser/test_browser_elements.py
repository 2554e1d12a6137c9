"""What people choose, type and click, and what the bot hears of it."""

from collections.abc import Mapping

import pytest
from playwright.sync_api import Locator, expect

from bot.sandbox.slack.blockkit.elements import elements
from bot.sandbox.slack.model.world import World
from bot.sandbox.town import Town
from tests.bot.sandbox.slack.kit import Json, actions, confirm, field, modal, section
from tests.browser import uses
from tests.browser.doing import (
    Do,
    See,
    check,
    chips,
    click,
    enter,
    fill,
    holds,
    pick,
    reads,
    ticked,
)
from tests.browser.puppet import Puppet, values
from tests.browser.uses import Use
from tests.browser.window import Bundle, Window

pytestmark = pytest.mark.slow

ELSEWHERE = {"image", "file_input", "workflow_button", "icon_button", "feedback_buttons"}
"""A picture is no control; files have a test of their own, and the rest is in the gallery."""
NO, YES = "Not yet", "Place it"
FILES = {"type": "file_input", "filetypes": ["stl", "txt"], "max_files": 2}
MB = 1024 * 1024
ASKED: Mapping[str, tuple[Do, See, See]] = {
    "button": (click(), reads("Press"), reads("Press")),
    "overflow": (enter("Remove"), reads(""), reads("")),
    "checkboxes": (check("Gift"), ticked(), ticked("Gift")),
    "radio": (check("Sent"), ticked(), ticked("Sent")),
    "datepicker": (fill("2026-03-04"), holds(""), holds("2026-03-04")),
    "static": (pick("TPU"), reads("Select an option"), reads("TPU")),
    "multi_static": (pick("TPU", closes=False), chips(), chips("TPU")),
}
"""What asks back: what is done, and how it looks after no and after yes."""


@pytest.fixture
def world(place: Town) -> World:
    return place.stage.slack.world


def everything(world: World) -> dict[str, Use]:
    return {**uses.clicked(), **uses.chosen(world)}


def in_message(name: str, use: Use, **more: object) -> Json:
    """Give a block of a message with an element in it."""
    element = {**use.element, "action_id": name, **more}
    if use.element["type"].startswith("multi_"):
        return section("Choose", accessory=element, block_id=name)
    return actions(element, block_id=name)


def block(area: Locator, name: str) -> Locator:
    return area.locator(f"[data-block-id={name}]")


def element(area: Locator, name: str) -> Locator:
    return block(area, name).locator("[data-action-id]")


def test_every_element_is_used_here(world: World) -> None:
    used = {use.element["type"] for use in [*everything(world).values(), *uses.typed().values()]}

    assert set(elements()) == used | ELSEWHERE


def test_elements_of_a_message_tell_the_bot_what_is_done(
    ada: Window, world: World, bot: Puppet, channel: str
) -> None:
    used = everything(world)
    bot.says(channel, *(in_message(name, use) for name, use in used.items()))

    for name, use in used.items():
        use.do(ada, element(ada.channel, name))
        use.see(block(ada.channel, name))
        told = bot.hears(name, use.told)

    kept = values(told["state"]["values"])
    assert {name: use.told for name, use in uses.chosen(world).items()} == kept


def test_fields_of_a_modal_hand_in_what_is_filled_in(
    ada: Window, world: World, bot: Puppet
) -> None:
    used = {**uses.typed(), **uses.chosen(world)}
    bot.form = modal(*(field(name, use.element) for name, use in used.items()))
    ada.says("/order")

    for name, use in used.items():
        use.do(ada, ada.field(name))
        use.see(block(ada.modal, name))
    ada.submit()

    expect(ada.modal).to_have_count(0)
    assert {name: use.told for name, use in used.items()} == values(bot.submitted())


def test_what_was_filled_in_before_is_shown(ada: Window, world: World, bot: Puppet) -> None:
    used = {**uses.typed(), **uses.chosen(world)}
    bot.form = modal(*(field(name, filled(use)) for name, use in used.items()))
    ada.says("/order")

    for name, use in used.items():
        use.see(block(ada.modal, name))
    ada.submit()

    expect(ada.modal).to_have_count(0)
    assert {name: use.told for name, use in used.items()} == values(bot.submitted())


def filled(use: Use) -> Json:
    """Give the element with an initial value instead of one that somebody fills in."""
    ((key, value),) = use.told.items()
    initial = "initial_value" if "value" in key else key.replace("selected", "initial")
    return {**use.element, initial: value}


@pytest.mark.parametrize("answer", [NO, YES])
def test_nothing_is_done_before_a_question_is_answered(
    ada: Window, world: World, bot: Puppet, channel: str, answer: str
) -> None:
    rows = [in_message(name, everything(world)[name], confirm=confirm()) for name in ASKED]
    bot.says(channel, *rows, in_message("last", uses.clicked()["button"]))

    for name, (do, before, after) in ASKED.items():
        do(ada, element(ada.channel, name))
        expect(ada.question).to_contain_text("It costs money.")
        ada.question.get_by_role("button", name=answer).click()
        expect(ada.question).to_have_count(0)
        ada.page.keyboard.press("Escape")
        (after if answer == YES else before)(block(ada.channel, name))
    element(ada.channel, "last").click()

    bot.hears("last", {})
    heard = sorted(done["action_id"] for body in bot.told for done in body["actions"])
    assert sorted([*(ASKED if answer == YES else ()), "last"]) == heard


def test_files_are_chosen_or_dropped_into_a_field_of_a_modal(ada: Window, bot: Puppet) -> None:
    bot.form = modal(field("files", FILES))
    ada.says("/order")
    area = ada.modal.locator(".file-input")
    names = area.locator(".file-name")

    with ada.page.expect_file_chooser() as chooser:
        area.get_by_role("button", name="Choose files").click()
    chooser.value.set_files({"name": "plan.stl", "mimeType": "", "buffer": b"solid plan"})
    expect(names).to_have_text(["plan.stl"])
    ada.attach(area, Bundle("notes.txt", "Careful"))
    expect(names).to_have_text(["plan.stl", "notes.txt"])
    expect(area.get_by_role("progressbar")).to_have_count(0)
    area.get_by_role("button", name="Remove plan.stl").click()
    for file, refusal in (
        (Bundle("notes.pdf", "?"), "notes.pdf is not one of: stl, txt."),
        (Bundle("huge.stl", size=10 * MB + 1), "huge.stl is larger than 10 MB."),
    ):
        ada.attach(area, file)
        expect(area.get_by_role("alert")).to_have_text(refusal)
    ada.attach(area, Bundle("new.stl", "solid new"), Bundle("more.stl", "solid more"))
    expect(area.get_by_role("alert")).to_have_text("You can attach at most 2 files here.")
    expect(names).to_have_text(["notes.txt", "new.stl"])
    ada.submit()

    expect(ada.modal).to_have_count(0)
    handed_in = values(bot.submitted())["files"]["files"]
    assert [("notes.txt", 7), ("new.stl", 9)] == [(f["name"], f["size"]) for f in handed_in]
