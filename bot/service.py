"""One process of the bot: it serves until it is told to stop."""

import gc
import logging
import os
from queue import SimpleQueue
from socket import socket

from slack_bolt.error import BoltError
from slack_sdk.errors import SlackApiError

from bot.app import running
from bot.engine import EngineFailed
from bot.http_server import PortTaken
from bot.settings import Settings
from bot.supervisor import end_within, until_told
from bot.tempo import Tempo
from state.store import StoreFailed

log = logging.getLogger(__name__)
SECRETS = (
    "SLACK_BOT_TOKEN",
    "SLACK_APP_TOKEN",
    "SLACK_SIGNING_SECRET",
    "THREEYOURMIND_TOKEN",
    "DATABASE_URL",
)
MOST_TO_STOP = 20.0
"""Seconds from the signal to the end, whatever is under way."""
MANY = 10_000
"""Things that a window of Slack's, or an order, is read into: garbage is looked for after so many.

By default it is after 700, of which a few windows at once make more without leaving any garbage.
"""


class CannotStart(Exception):
    """The bot cannot serve; the message says why, in a sentence for the operator."""


def serve(
    settings: Settings,
    ends: SimpleQueue[int],
    descriptor: int | None = None,
    tempo: Tempo | None = None,
) -> None:
    """Serve until a number comes in `ends`, then end the process; raises `CannotStart`.

    HTTP is served on the socket of the descriptor, if there is one.
    """
    for secret in SECRETS:
        # Bolt reads some of these by itself, and no child process has any use for them.
        os.environ.pop(secret, None)
    shared = None if descriptor is None else socket(fileno=descriptor)
    try:
        with running(settings, tempo, listening=shared):
            # What the start has made stays: looking for garbage in it, again and again, took a
            # tenth of the time of a busy bot. Nor is it looked for now, when the first people ask.
            gc.freeze()
            gc.set_threshold(MANY)
            gc.enable()
            log.info("printdesk runs")
            until_told(ends)
            log.info("printdesk stops")
            end_within(MOST_TO_STOP)
    except (EngineFailed, StoreFailed, BoltError, SlackApiError, OSError) as error:
        raise CannotStart(_sentence(error)) from None
    # Background work that waits for the network would hold the process back; it goes on next time.
    logging.shutdown()
    os._exit(0)


def _sentence(error: Exception) -> str:
    match error:
        case EngineFailed() | StoreFailed():
            return f"What the bot keeps cannot be used. {error}"
        case PortTaken():
            return f"{error.strerror}. Set PORT or METRICS_PORT to another one."
        case BoltError() | SlackApiError():
            return (
                "Slack does not let the bot in. Please check SLACK_BOT_TOKEN and SLACK_APP_TOKEN."
            )
        case _:
            return f"Slack cannot be reached: {error}"
