from concurrent.futures import ThreadPoolExecutor

from bot.sandbox.slack.workspace import Workspace
from tests.bot.sandbox.page.conftest import Visit
from tests.bot.sandbox.page.deeds.order_bot import Form, OrderBot, types
from tests.bot.sandbox.page.visitor import Visitor
from tests.bot.sandbox.slack.bolt_app import web_client
from tests.bot.sandbox.slack.kit import (
    actions,
    button,
    modal,
    option,
    plain,
    select,
)


def test_a_command_in_a_thread_is_refused_in_slacks_words(ada: Visitor, ben: Visitor) -> None:
    root = ada.say("Thread")
    ada.command("/order", thread_ts=root)

    refusal = ada.messages()[-1]
    assert "/order is not supported in threads. Sorry!" == refusal["text"]
    assert (True, root) == (refusal["ephemeral"], refusal["thread_ts"])
    assert ["Thread"] == ben.texts()


def test_a_command_that_nobody_answers_fails_visibly(ada: Visitor) -> None:
    ada.command("/order")

    assert '/order failed with the error "dispatch_failed"' == ada.texts()[-1]


def test_somebody_from_another_organisation_gets_no_modal(visit: Visit, bot: OrderBot) -> None:
    sten = visit("sten")
    sten.did("command", channel=sten.channel("with-partners"), command="/order", text="")

    assert ["/order is not a valid command."] == sten.texts("with-partners")
    assert [] == bot.told


def test_buttons_and_menus_of_a_message_are_told_to_the_bot(
    slack: Workspace, bot: OrderBot, ben: Visitor
) -> None:
    menu = {"type": "overflow", "action_id": "menu", "options": [option("Remove")]}
    blocks = [actions(button("Place"), menu, select("PA12", action_id="material"), block_id="row")]
    web_client(slack).chat_postMessage(channel=ben.channel(), text="Card", blocks=blocks)
    (card,) = ben.messages()
    place = {"where": {"channel": ben.channel(), "ts": card["ts"]}, "block_id": "row"}

    ben.did("act", **place, action_id="place", value=None)
    ben.did("act", **place, action_id="menu", value=option("Remove"))
    ben.did("act", **place, action_id="material", value=option("PA12"))

    done = [body["actions"][0] for body in bot.told]
    assert ["button", "overflow", "static_select"] == [action["type"] for action in done]
    assert "Remove" == done[1]["selected_option"]["value"]
    assert {ben.world["me"]["id"]} == {body["user"]["id"] for body in bot.told}
    values = ben.messages()[0]["values"]
    assert "PA12" == values["row"]["material"]["selected_option"]["value"]


def test_an_element_that_is_not_there_any_more_is_answered_in_a_sentence(form: Form) -> None:
    for view, block, sentence in (
        (form.view, "old", "This element is not there any more."),
        ("V0OLD", "customer", "This modal is not open any more."),
    ):
        place = {"where": {"view": view}, "block_id": block, "action_id": "customer"}

        assert (404, sentence) == form.ada.could_not("act", **place, value=None)


def test_nothing_can_be_typed_into_a_button(slack: Workspace, bot: OrderBot, ada: Visitor) -> None:
    bot.form = modal(actions(button("Place"), block_id="row"), submit=plain("Go"))
    ada.command("/order")
    slack.wait_for(lambda: slack.person("ada").has_modal)
    place = {"view": ada.modal["id"], "block_id": "row", "action_id": "place"}

    assert (409, "Nothing can be filled in here.") == ada.could_not("value", **place, value="x")


def test_shortcuts_are_those_of_the_manifest(slack: Workspace, bot: OrderBot, ada: Visitor) -> None:
    names = [(s["name"], s["type"]) for s in ada.world["shortcuts"]]
    assert [("New print order", "global"), ("Order these files", "message")] == names
    ts = ada.say("", files=[ada.upload("part.stl")])

    ada.did("shortcut", name="New print order")
    ada.did("message_shortcut", name="Order these files", channel=ada.channel(), ts=ts)

    slack.wait_for(lambda: len(bot.told) == 2)
    assert ["shortcut", "message_action"] == types(bot)
    assert ts == bot.told[1]["message"]["ts"]
    assert 404 == ada.post("shortcut", name="No such thing").status_code


def test_the_home_tab_can_be_used(slack: Workspace, bot: OrderBot, ada: Visitor) -> None:
    ada.did("home")
    slack.wait_for(lambda: slack.world.homes)
    home = ada.world["home"]
    (row,) = home["blocks"]

    place = {"where": {"view": home["id"]}, "block_id": row["block_id"], "action_id": "place"}
    ada.did("act", **place, value=None)
    assert ["block_actions"] == types(bot)


def test_the_server_answers_others_while_the_bot_takes_its_time(
    bot: OrderBot, form: Form, ben: Visitor
) -> None:
    with ThreadPoolExecutor(1) as pool:
        slow = pool.submit(form.options, "slow")
        ben.say("Meanwhile")

        assert not slow.done()
        bot.hurry.set()
        slow.result(5)
