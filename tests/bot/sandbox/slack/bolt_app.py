"""A real Bolt app against the local Slack, in Socket Mode or over HTTP."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from slack_bolt import App
from slack_bolt.adapter.socket_mode import SocketModeHandler
from slack_bolt.adapter.wsgi import SlackRequestHandler
from slack_sdk import WebClient
from waitress.server import create_server

from bot.sandbox.slack.workspace import Workspace

# For tests in which the bot does not acknowledge: they need not wait as long as Slack does.
impatient = pytest.mark.parametrize("workspace", [0.3], indirect=True)


def web_client(workspace: Workspace, token: str | None = None) -> WebClient:
    return WebClient(token or workspace.world.installation.bot_token, base_url=workspace.api_url)


def bolt_app(workspace: Workspace) -> App:
    return App(
        client=web_client(workspace),
        signing_secret=workspace.world.installation.signing_secret,
        token_verification_enabled=False,
    )


@contextmanager
def connected(app: App, workspace: Workspace) -> Iterator[SocketModeHandler]:
    token = workspace.world.installation.app_token
    # The SDK notices a broken connection only at its next ping, by default ten seconds later.
    handler = SocketModeHandler(
        app, token, web_client=web_client(workspace, token), ping_interval=0.5
    )
    handler.connect()  # type: ignore[no-untyped-call]  # Bolt gives it no types
    try:
        yield handler
    finally:
        hang_up(handler, workspace)


def hang_up(handler: SocketModeHandler, workspace: Workspace) -> None:
    """Close without the seconds that the SDK's threads wait for something to read."""
    client = handler.client
    client.closed = True
    client.auto_reconnect_enabled = client.default_auto_reconnect_enabled = False
    client.message_queue.put(None)
    client.current_session_runner.event.set()
    workspace.drop_sockets()
    client.current_session_runner.thread.join()
    handler.close()  # type: ignore[no-untyped-call]  # Bolt gives it no types


@contextmanager
def listening(app: App, workspace: Workspace) -> Iterator[str]:
    server: Any = create_server(SlackRequestHandler(app), host="127.0.0.1", port=0, threads=8)
    thread = threading.Thread(target=server.run)
    thread.start()
    url = f"http://127.0.0.1:{server.effective_port}/slack/events"
    workspace.use_request_url(url)
    try:
        yield url
    finally:
        server.trigger.pull_trigger(server.close)
        thread.join()
        server.task_dispatcher.shutdown()
