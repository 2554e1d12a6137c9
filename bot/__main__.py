"""The command line: run the bot, or play one order against local doubles."""

import json
import logging
import os
import signal
import sys
from pathlib import Path
from queue import SimpleQueue

import click
from pydantic import ValidationError
from slack_bolt.error import BoltError
from slack_sdk.errors import SlackApiError

from bot.app import running
from bot.engine import DataDirInUse
from bot.logs import configure
from bot.settings import Settings, complaints
from state.store import StoreFailed

log = logging.getLogger(__name__)
SECRETS = ("SLACK_BOT_TOKEN", "SLACK_APP_TOKEN", "SLACK_SIGNING_SECRET", "THREEYOURMIND_TOKEN")


@click.group()
@click.version_option(package_name="printdesk")
def main() -> None:
    """Place 3D-printing orders in 3YOURMIND without leaving Slack."""


@main.command()
def run() -> None:
    """Run the bot with the settings of the environment and `.env`, until it is told to stop."""
    settings = _settings()
    configure(settings.log_level, settings.log_format)
    for secret in SECRETS:
        # Bolt reads some of these by itself, and no child process has any use for them.
        os.environ.pop(secret, None)
    # Of all ways to wait, only this queue may be fed by a signal in the midst of anything.
    ends: SimpleQueue[int] = SimpleQueue()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda number, _: ends.put(number))
    try:
        with running(settings):
            log.info("printdesk runs")
            ends.get()
            log.info("printdesk stops")
    except (DataDirInUse, StoreFailed, BoltError, SlackApiError, OSError) as error:
        raise click.ClickException(_cannot_start(error)) from None
    # Background work that waits for the network would hold the process back; it goes on next time.
    logging.shutdown()
    os._exit(0)


@main.command()
@click.option("--json", "as_lines", flag_value=False, default=True, help="For machines.")
def doctor(*, as_lines: bool) -> None:
    """Look at everything the bot needs, and say what to do about what is wrong.

    Ends with 1 when the bot cannot do its work.
    """
    from bot.doctor import as_json, examine, is_healthy, line  # noqa: PLC0415 - `run` needs none

    verdicts = []
    for verdict in examine(_settings()):
        verdicts.append(verdict)
        if as_lines:
            click.echo(line(verdict))
    if not as_lines:
        click.echo(as_json(verdicts))
    sys.exit(0 if is_healthy(verdicts) else 1)


@main.command()
@click.argument("url", required=False)
def manifest(url: str | None) -> None:
    """Print the manifest for api.slack.com: for Socket Mode, or for HTTP mode below URL."""
    from bot.manifest import manifest as made  # noqa: PLC0415 - as for the doctor

    click.echo(json.dumps(made(url), indent=2))


@main.command()
@click.argument(
    "file", required=False, type=click.Path(exists=True, dir_okay=False, path_type=Path)
)
def demo(file: Path | None) -> None:
    """Play one order with FILE (or a sample part) through the real bot, on this machine only."""
    from bot.sandbox.demo import play  # noqa: PLC0415 - the bot itself never loads the sandbox

    sys.exit(play(file))


@main.command()
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    default=8321,
    show_default=True,
    help="Of the page; 0 takes a free one.",
)
@click.option("--open/--no-open", "opens", default=True, help="Open the page in the browser.")
@click.option("--verbose", is_flag=True, help="Say where the bot's log is.")
def sandbox(port: int, *, opens: bool, verbose: bool) -> None:
    """Try the whole bot in a browser, against a Slack and a 3YOURMIND on this machine only."""
    from bot.sandbox.by_hand import Wishes, run  # noqa: PLC0415 - as for the demo

    sys.exit(run(Wishes(port, opens, verbose)))


def _cannot_start(error: Exception) -> str:
    match error:
        case DataDirInUse():
            return f"Another printdesk already works with the files in {error}."
        case StoreFailed():
            return f"The bot's files cannot be used. {error}"
        case BoltError() | SlackApiError():
            return (
                "Slack does not let the bot in. Please check SLACK_BOT_TOKEN and SLACK_APP_TOKEN."
            )
        case _:
            return f"Slack cannot be reached: {error}"


def _settings() -> Settings:
    try:
        return Settings()
    except ValidationError as error:
        lines = "\n".join(f"  {line}" for line in complaints(error))
        raise click.ClickException(f"The settings are not complete:\n{lines}") from None


if __name__ == "__main__":
    main()
