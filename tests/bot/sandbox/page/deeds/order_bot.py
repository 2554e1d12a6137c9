"""A bot with a form and buttons, and the form on somebody's screen."""

from collections.abc import Callable
from threading import Event
from typing import Any

from bot.sandbox.slack.workspace import Workspace
from tests.bot.sandbox.page.visitor import Json, Visitor
from tests.bot.sandbox.slack.bolt_app import bolt_app, web_client
from tests.bot.sandbox.slack.kit import (
    actions,
    button,
    field,
    modal,
    option,
    select,
)

Listener = Callable[..., Any]
CUSTOMER = field("Customer", {"type": "external_select", "min_query_length": 2})
MATERIAL = field("Material", select("PA12", "TPU"), dispatch_action=True)
REFERENCE = field("Reference", {"type": "plain_text_input", "max_length": 5})
FILES = field("Files", {"type": "file_input", "filetypes": ["stl"], "max_files": 2}, optional=True)


class OrderBot:
    """Opens a form at /order, and keeps what it is told; `answer` is what a submission gets."""

    def __init__(self, slack: Workspace) -> None:
        self.app = bolt_app(slack)
        self.form = modal(CUSTOMER, MATERIAL, REFERENCE, FILES, notify_on_close=True)
        self.answer: Json = {}
        self.told: list[Json] = []
        self.hurry = Event()
        self._client = web_client(slack)
        for listen in (self.app.command, self.app.shortcut):
            for name in ("/order", "new_print_order", "order_these_files"):
                listen(name)(self.open)
        for action in ("material", "remove", "place", "menu"):
            self.app.action(action)(self.take)
        self.app.options("customer")(self.suggest)
        self.app.view("form")(self.submit)
        self.app.view_closed("form")(self.take)
        self.app.event("app_home_opened")(self.welcome)

    def open(self, ack: Listener, body: Json) -> None:
        ack()
        self.told.append(body)
        self._client.views_open(trigger_id=body["trigger_id"], view=self.form)

    def take(self, ack: Listener, body: Json) -> None:
        self.told.append(body)
        ack()

    def suggest(self, ack: Listener, body: Json) -> None:
        if body["value"] == "slow":
            self.hurry.wait(5)
        fitting = [name for name in ("Ada", "Bea", "x" * 76) if body["value"] in name.lower()]
        ack(options=[option(name) for name in fitting])

    def submit(self, ack: Listener, body: Json) -> None:
        self.told.append(body)
        ack(**self.answer)

    def welcome(self, event: Json) -> None:
        home = {"type": "home", "blocks": [actions(button("Place"))]}
        self._client.views_publish(user_id=event["user"], view=home)


class Form:
    """The form on ada's screen, addressed as the page does."""

    def __init__(self, ada: Visitor, view: str) -> None:
        self.ada = ada
        self.view = view

    def act(self, name: str, value: Any) -> Json:
        where = {"view": self.view}
        return self.ada.did("act", where=where, block_id=name, action_id=name, value=value)

    def fill(self, name: str, value: Any) -> Json:
        place = {"view": self.view, "block_id": name, "action_id": name}
        return self.ada.did("value", **place, value=value)

    def options(self, query: str) -> Json:
        where = {"view": self.view}
        place = {"where": where, "block_id": "customer", "action_id": "customer"}
        return self.ada.did("options", **place, query=query)

    def filled(self) -> None:
        self.act("customer", option("Ada"))
        self.act("material", option("TPU"))
        self.fill("reference", "PO 17")

    def submit(self) -> Json:
        return self.ada.did("submit", view=self.view)

    def value(self, name: str) -> Json:
        values: Json = self.ada.modal["values"][name][name]
        return values


def types(bot: OrderBot) -> list[str]:
    return [str(body.get("type", "command")) for body in bot.told]
