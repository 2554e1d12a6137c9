"""Bolt with one listener, requests, a pydantic model and DBOS in one process: `bare_engine API`.

Secrets come by the environment, and the folder for the engine's file as the second word.
"""

import os
import sqlite3
import sys
from contextlib import closing
from pathlib import Path
from typing import Any

import requests
from dbos import DBOS, DBOSPortableJSONSerializer
from pydantic import BaseModel
from slack_bolt import Ack, App
from slack_bolt.adapter.wsgi import SlackRequestHandler
from slack_sdk import WebClient
from waitress.server import create_server

from tests.bench.bare import SECRET, TOKEN

THREADS = 8


class Greeting(BaseModel):
    """What an app of this kind would have, at the least."""

    text: str


def main(api: str, folder: str) -> None:
    """Serve until killed, and say the port."""
    _engine(Path(folder) / "engine.sqlite")
    session = requests.Session()
    app = App(
        client=WebClient(os.environ[TOKEN], base_url=api),
        signing_secret=os.environ[SECRET],
        process_before_response=True,
    )
    greeting = Greeting(text="hello")

    @app.command("/order")
    def order(ack: Ack) -> None:
        ack(greeting.text)

    server: Any = create_server(SlackRequestHandler(app), port=0, host="127.0.0.1", threads=THREADS)
    print(server.effective_port, flush=True)  # noqa: T201 - whoever started this waits for it
    with session:
        server.run()


def _engine(path: Path) -> None:
    with closing(sqlite3.connect(path)) as file:
        file.execute("PRAGMA journal_mode=WAL")
    DBOS(
        config={
            "name": "bare-app",
            "system_database_url": f"sqlite:///{path}",
            "serializer": DBOSPortableJSONSerializer(),
            "log_level": "ERROR",
        }
    )

    @DBOS.workflow()
    def nothing() -> None:
        return

    DBOS.launch()


if __name__ == "__main__":
    main(*sys.argv[1:])
