"""Bolt apps with one listener, under the bot's own server or in Socket Mode: `bare NAME API`.

Secrets come by the environment. Each says its port, or that it is connected.
"""

import json
import logging
import os
import sqlite3
import sys
import tempfile
import threading
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from slack_bolt import Ack, App
from slack_bolt.adapter.socket_mode import SocketModeHandler
from slack_bolt.adapter.wsgi import SlackRequestHandler
from slack_sdk import WebClient
from waitress.server import create_server

from bot.http_server import THREADS, opened
from bot.socket_client import MOST_AT_ONCE, send_at_once
from bot.socket_door import Rhythm
from handlers.views.answers import help_text
from handlers.views.modals import ORDER_FORM
from handlers.views.reading import read
from state.events import AnswersChanged
from state.form import Answers
from state.machine import reduce
from state.order import Order
from tests.builders import ADA, AT, an_order

Listen = Callable[[App], None]
TOKEN, SECRET, APP_TOKEN = "BARE_TOKEN", "BARE_SECRET", "BARE_APP_TOKEN"
WRONG = "A sentence that says what is wrong with what was filled in, and how to mend it. " * 4
PLAIN = (
    "PRAGMA journal_mode = WAL",
    "PRAGMA synchronous = FULL",
    "CREATE TABLE orders (key TEXT PRIMARY KEY, value TEXT)",
)


def _command(app: App) -> None:
    """Say what the bot says, which takes its time, too."""

    def tell(ack: Ack) -> None:
        ack(text=help_text())

    app.command("/order")(tell)


def _form(app: App) -> None:
    def complain(ack: Ack) -> None:
        ack(response_action="errors", errors={"order.price@": WRONG})

    app.view(ORDER_FORM)(complain)


def _kept_form(app: App) -> None:
    """Change the record of an order by the same event, as durably, in plain SQLite."""
    path = Path(tempfile.mkdtemp()) / "plain.sqlite"
    file = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
    for statement in PLAIN:
        file.execute(statement)
    lock = threading.Lock()

    def keep(ack: Ack, view: dict[str, Any]) -> None:
        answers = read(Answers, view["state"]["values"], AT.date())
        assert isinstance(answers, Answers)
        key = json.loads(view["private_metadata"])["order"]
        with lock:
            found = file.execute("SELECT value FROM orders WHERE key = ?", (key,)).fetchone()
            order = Order.model_validate_json(found[0]) if found else an_order(id=key)
            after = reduce(order, AnswersChanged(answers=answers), AT, ADA)
            text = (after or order).model_dump_json()
            file.execute("INSERT OR REPLACE INTO orders VALUES (?, ?)", (key, text))
        ack()

    app.view(ORDER_FORM)(keep)


def _search(app: App) -> None:
    names = [f"Person{n} Family{n}, Works {n} <p{n}@works.example>" for n in range(100)]

    def offer(ack: Ack) -> None:
        ack(options=[_option(name, str(key)) for key, name in enumerate(names)])

    app.options("order.customer")(offer)


def _option(text: str, value: str) -> dict[str, Any]:
    return {"text": {"type": "plain_text", "text": text}, "value": value}


KINDS: Mapping[str, Listen] = {
    "command": _command,
    "form": _form,
    "kept-form": _kept_form,
    "search": _search,
}
STOCK = "stock-"


def main(name: str, api: str) -> None:
    """Serve until killed."""
    logging.getLogger("waitress.queue").setLevel(logging.ERROR)
    stock, kind = name.startswith(STOCK), name.removeprefix(STOCK)
    app = App(
        client=WebClient(os.environ[TOKEN], base_url=api),
        signing_secret=os.environ[SECRET],
        process_before_response=not stock,
    )
    KINDS[kind](app)
    if app_token := os.environ.get(APP_TOKEN):
        _connect(app, app_token)
        _say("connected")
        threading.Event().wait()
    server: Any = create_server(SlackRequestHandler(app), sockets=[opened(0)], threads=THREADS)
    _say(str(server.effective_port))
    server.run()


def _connect(app: App, token: str) -> None:
    """Connect as the bot does: Slack's own settings let every other answer wait for 40 ms."""
    rhythm, size = Rhythm().ping, MOST_AT_ONCE
    handler = SocketModeHandler(app, token, ping_interval=rhythm, receive_buffer_size=size)
    handler.connect()  # type: ignore[no-untyped-call]  # Bolt leaves these untyped
    session = handler.client.current_session
    send_at_once(session.sock if session else None)


def _say(words: str) -> None:
    print(words, flush=True)  # noqa: T201 - whoever started this waits for it


if __name__ == "__main__":
    main(*sys.argv[1:])
