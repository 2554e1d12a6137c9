from concurrent.futures import ThreadPoolExecutor

import pytest

from bot.sandbox.slack.faults import DeliveryFault
from bot.sandbox.slack.workspace import Workspace
from tests.bot.sandbox.page.deeds.order_bot import Form, OrderBot, types
from tests.bot.sandbox.page.visitor import Visitor
from tests.bot.sandbox.slack.kit import (
    modal,
    option,
    section,
)


def test_a_command_opens_a_modal_for_its_person_only(form: Form, ben: Visitor) -> None:
    view = form.ada.modal

    assert "New order" == view["title"]["text"]
    assert ["customer", "material", "reference", "files"] == [
        block["block_id"] for block in view["blocks"]
    ]
    assert ({}, "", False) == (view["errors"], view["trouble"], view["busy"])
    assert [] == ben.world["views"]
    assert 404 == ben.post("submit", view=form.view).status_code


def test_typing_is_kept_and_nobody_is_told(form: Form, bot: OrderBot) -> None:
    form.fill("reference", "PO")

    assert "PO" == form.value("reference")["value"]
    assert ["command"] == types(bot)
    form.fill("reference", "")
    assert form.value("reference")["value"] is None


def test_a_choice_is_told_to_the_bot_only_if_the_field_asks_for_it(
    form: Form, bot: OrderBot
) -> None:
    form.act("customer", option("Ada"))
    assert ["command"] == types(bot)

    form.act("material", option("TPU"))
    assert ["command", "block_actions"] == types(bot)
    assert "TPU" == bot.told[1]["actions"][0]["selected_option"]["value"]
    state = bot.told[1]["view"]["state"]["values"]
    assert "Ada" == state["customer"]["customer"]["selected_option"]["value"]


def test_a_search_gives_the_options_of_the_bot(form: Form) -> None:
    assert ["Ada"] == [one["value"] for one in form.options("ada")["options"]]
    assert {"error": None, "options": [], "option_groups": []} == form.options("a")
    assert [] == form.options("zz")["options"]


def test_a_search_that_the_bot_does_not_answer_says_so(slack: Workspace, form: Form) -> None:
    slack.faults.delivery.add(DeliveryFault.LOST, name="customer")

    assert "We had some trouble connecting. Try again?" == form.options("ada")["error"]


def test_a_search_in_a_form_that_has_changed_meanwhile_says_so_in_the_list(form: Form) -> None:
    place = {"where": {"view": form.view}, "block_id": "gone", "action_id": "customer"}

    said = form.ada.did("options", **place, query="ada")

    assert [] == said["options"]
    assert "This element is not there any more." == said["error"]


def test_an_answer_that_slack_would_reject_is_the_bots_mistake(form: Form) -> None:
    place = {"where": {"view": form.view}, "block_id": "customer", "action_id": "customer"}

    assert 502 == form.ada.post("options", **place, query="xxx").status_code


def test_what_the_client_finds_wrong_never_reaches_the_bot(form: Form, bot: OrderBot) -> None:
    form.fill("reference", "much too long")
    form.submit()

    required = "Please complete this required field."
    errors = {"customer": required, "material": required}
    errors["reference"] = "Please enter at most 5 characters."
    assert errors == form.ada.modal["errors"]
    assert ["command"] == types(bot)
    form.fill("reference", "PO")
    assert {} == form.ada.modal["errors"]


def test_a_submission_closes_the_modal(form: Form, bot: OrderBot) -> None:
    form.filled()
    form.submit()

    assert [] == form.ada.world["views"]
    values = bot.told[-1]["view"]["state"]["values"]
    assert "PO 17" == values["reference"]["reference"]["value"]
    assert 404 == form.ada.post("submit", view=form.view).status_code


def test_errors_of_the_bot_are_shown_at_their_fields(form: Form, bot: OrderBot) -> None:
    bot.answer = {"response_action": "errors", "errors": {"reference": "Taken."}}
    form.filled()
    form.submit()

    assert {"reference": "Taken."} == form.ada.modal["errors"]
    assert not form.ada.modal["busy"]


def test_an_impossible_answer_to_a_submission_is_the_bots_mistake(
    form: Form, bot: OrderBot
) -> None:
    bot.answer = {"response_action": "errors", "errors": {"nowhere": "Wrong."}}
    form.filled()

    assert 502 == form.ada.post("submit", view=form.view).status_code
    assert "We had some trouble connecting. Try again?" == form.ada.modal["trouble"]
    assert not form.ada.modal["busy"]


def test_two_windows_submit_once(slack: Workspace, form: Form, bot: OrderBot) -> None:
    form.filled()
    bot.answer = {"response_action": "errors", "errors": {"reference": "Taken."}}
    with ThreadPoolExecutor(2) as pool:
        answers = list(pool.map(lambda _: form.ada.post("submit", view=form.view), range(2)))

    submissions = [d for d in slack.deliveries if d.parcel.type == "view_submission"]
    assert len(submissions) == [answer.status_code for answer in answers].count(200)


def test_a_stack_of_modals_is_closed_one_by_one_or_at_once(form: Form, bot: OrderBot) -> None:
    above = modal(section("Above"))
    bot.answer = {"response_action": "push", "view": above}
    form.filled()
    form.submit()
    below, top = form.ada.world["views"]
    assert form.view == below["id"]

    refusal = (409, "This modal is not the one on top.")
    assert refusal == form.ada.could_not("close", view=below["id"])
    form.ada.did("close", view=top["id"], all=False)
    assert [form.view] == [view["id"] for view in form.ada.world["views"]]
    form.submit()
    form.ada.did("close", view=form.ada.modal["id"], all=True)
    assert [] == form.ada.world["views"]
    assert "view_closed" == types(bot)[-1]


def test_files_are_attached_by_their_upload(form: Form, bot: OrderBot) -> None:
    first = form.ada.upload("one.stl", b"1")
    form.act("files", [first])
    second = form.ada.upload("two.stl", b"22")
    form.fill("files", [first, second])

    assert [("one.stl", 1), ("two.stl", 2)] == [
        (file["name"], file["size"]) for file in form.value("files")["files"]
    ]
    form.filled()
    form.submit()
    told = bot.told[-1]["view"]["state"]["values"]["files"]["files"]["files"]
    assert [first, second] == [file["id"] for file in told]


@pytest.mark.parametrize(
    ("names", "size", "refusal"),
    [
        (["a.stl", "b.stl", "c.stl"], 1, "This field takes not more than 2 files."),
        (["a.txt"], 1, "This field takes stl, not a.txt."),
        (["a.stl"], 10 * 1024 * 1024 + 1, "A.stl is larger than the 10 MB a file field takes."),
    ],
)
def test_a_file_field_refuses_what_slacks_would(
    form: Form, names: list[str], size: int, refusal: str
) -> None:
    files = [form.ada.upload(name, bytes(size)) for name in names]
    place = {"view": form.view, "block_id": "files", "action_id": "files"}

    assert (409, refusal) == form.ada.could_not("value", **place, value=files)
    assert [] == form.value("files")["files"]
