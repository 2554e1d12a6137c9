"""The command line: run the bot, or play one order against local doubles."""

import json
import logging
import os
import sys
from contextlib import nullcontext
from getpass import getuser
from pathlib import Path
from queue import SimpleQueue
from socket import socket

import click
from pydantic import ValidationError
from slack_bolt.error import BoltError
from slack_sdk.errors import SlackApiError

from bot.app import running
from bot.engine import EngineFailed
from bot.http_server import PortTaken, opened
from bot.logs import configure
from bot.settings import Settings, complaints
from bot.supervisor import Supervisor, end_within, signals, spawned
from bot.tempo import utc
from state.store import StoreFailed

log = logging.getLogger(__name__)
SECRETS = (
    "SLACK_BOT_TOKEN",
    "SLACK_APP_TOKEN",
    "SLACK_SIGNING_SECRET",
    "THREEYOURMIND_TOKEN",
    "DATABASE_URL",
)
PG_DUMP = (
    'pg_dump "$DATABASE_URL" --schema=printdesk --schema=dbos --format=custom --file=printdesk.dump'
)
MOST_TO_STOP = 20.0
"""Seconds from the signal to the end, whatever is under way."""


@click.group()
@click.version_option(package_name="printdesk")
def main() -> None:
    """Place 3D-printing orders in 3YOURMIND without leaving Slack."""


@main.command()
@click.option(
    "--processes",
    type=click.IntRange(1, 10),
    default=1,
    show_default=True,
    help="So many at once, on this machine; one that ends is started anew.",
)
@click.option("--socket", "descriptor", type=int, hidden=True)
def run(processes: int, descriptor: int | None) -> None:
    """Run the bot with the settings of the environment and `.env`, until it is told to stop."""
    settings = _settings()
    configure(settings.log_level, settings.log_format)
    ends = signals()
    if processes > 1:
        sys.exit(_supervise(processes, settings, ends))
    for secret in SECRETS:
        # Bolt reads some of these by itself, and no child process has any use for them.
        os.environ.pop(secret, None)
    shared = None if descriptor is None else socket(fileno=descriptor)
    try:
        with running(settings, listening=shared):
            log.info("printdesk runs")
            ends.get()
            log.info("printdesk stops")
            end_within(MOST_TO_STOP)
    except (EngineFailed, StoreFailed, BoltError, SlackApiError, OSError) as error:
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
@click.argument("into", metavar="PATH", type=click.Path(file_okay=False, path_type=Path))
def backup(into: Path) -> None:
    """Copy what the bot keeps into a new folder below PATH, also while it runs."""
    from bot.backup import BackupFailed, back_up  # noqa: PLC0415 - as for the doctor

    settings = _settings()
    if settings.database_url is not None:
        raise click.ClickException(f"Orders are kept in PostgreSQL; back them up with\n  {PG_DUMP}")
    try:
        made = back_up(settings.data_dir, into, utc())
    except BackupFailed as error:
        raise click.ClickException(f"Nothing was backed up: {error}") from None
    click.echo(f"Backed up to {made}")


@main.command()
@click.argument("customer")
@click.option("--yes", is_flag=True, help="Do not ask.")
def forget(customer: str, *, yes: bool) -> None:
    """Remove what tells of CUSTOMER (key, whole label or e-mail address), also while the bot runs.

    Ends with 1 when orders are left that are still open.
    """
    from bot.forgetting import archive, report  # noqa: PLC0415 - as for the doctor

    try:
        with archive(_settings()) as kept:
            traces = kept.traces(customer)
            click.echo("\n".join(report(traces)))
            if traces.done:
                if not yes:
                    click.confirm("This cannot be undone. Go on?", abort=True)
                click.echo(f"Orders changed: {kept.forget(traces, getuser())}")
    except StoreFailed as error:
        raise click.ClickException(f"What the bot keeps cannot be used. {error}") from None
    sys.exit(1 if traces.still_open else 0)


@main.command()
@click.argument("url", required=False)
def manifest(url: str | None) -> None:
    """Print the manifest for api.slack.com: for Socket Mode, or for HTTP mode below URL."""
    from bot.manifest import manifest as made  # noqa: PLC0415 - as for the doctor

    if url is not None and not url.startswith("https://"):
        raise click.BadParameter("Slack sends only to https:// addresses", param_hint="URL")
    click.echo(json.dumps(made(url), indent=2))


@main.command()
@click.argument(
    "file", required=False, type=click.Path(exists=True, dir_okay=False, path_type=Path)
)
@click.option(
    "--panel",
    type=click.Choice(["service", "user"]),
    default="service",
    show_default=True,
    help="Which of 3YOURMIND's two workflows to play.",
)
def demo(file: Path | None, panel: str) -> None:
    """Play one order with FILE (or a sample part) through the real bot, on this machine only."""
    from bot.sandbox.demo import play  # noqa: PLC0415 - the bot itself never loads the sandbox

    sys.exit(play(file, panel))


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


def _supervise(processes: int, settings: Settings, ends: SimpleQueue[int]) -> int:
    port = None if settings.slack_app_token else settings.port
    try:
        with nullcontext() if port is None else opened(port) as shared:
            return Supervisor(processes, lambda: spawned(shared), ends).run()
    except PortTaken as error:
        raise click.ClickException(f"{error.strerror}.") from None


def _cannot_start(error: Exception) -> str:
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


def _settings() -> Settings:
    try:
        return Settings()
    except ValidationError as error:
        lines = "\n".join(f"  {line}" for line in complaints(error))
        raise click.ClickException(f"The settings are not complete:\n{lines}") from None


if __name__ == "__main__":
    main()
