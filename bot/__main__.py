"""The command line: run the bot, or play one order against local doubles."""

import gc
import json
import sys
from contextlib import nullcontext
from getpass import getuser
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from queue import SimpleQueue

    from bot.settings import Settings

# A command imports what it needs when it runs: all of the bot takes half a second to load.
PG_DUMP = (
    'pg_dump "$DATABASE_URL" --schema=printdesk --schema=dbos --format=custom --file=printdesk.dump'
)

_panel = click.option(
    "--panel",
    type=click.Choice(["service", "user"]),
    default="service",
    show_default=True,
    help="Which of 3YOURMIND's two workflows to play.",
)


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
    from bot.logs import configure  # noqa: PLC0415 - a command loads only what it needs
    from bot.supervisor import signals  # noqa: PLC0415 - a command loads only what it needs

    settings = _settings()
    configure(settings.log_level, settings.log_format)
    ends = signals()
    if processes > 1:
        sys.exit(_supervise(processes, settings, ends))
    # Until it serves: looking for garbage in what stays took a sixth of the start.
    gc.disable()
    from bot.service import CannotStart, serve  # noqa: PLC0415 - a command loads only what it needs

    try:
        serve(settings, ends, descriptor)
    except CannotStart as error:
        raise click.ClickException(str(error)) from None


@main.command()
@click.option("--json", "as_lines", flag_value=False, default=True, help="For machines.")
def doctor(*, as_lines: bool) -> None:
    """Look at everything the bot needs, and say what to do about what is wrong.

    Ends with 1 when the bot cannot do its work.
    """
    from bot.doctor import as_json, examine, is_healthy, line  # noqa: PLC0415 - a command loads only what it needs

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
    from bot.backup import BackupFailed, back_up  # noqa: PLC0415 - a command loads only what it needs
    from bot.tempo import utc  # noqa: PLC0415 - a command loads only what it needs

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
    from bot.forgetting import archive, report  # noqa: PLC0415 - a command loads only what it needs
    from state.store import StoreFailed  # noqa: PLC0415 - a command loads only what it needs

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
    from bot.manifest import manifest as made  # noqa: PLC0415 - a command loads only what it needs

    if url is not None and not url.startswith("https://"):
        raise click.BadParameter("Slack sends only to https:// addresses", param_hint="URL")
    click.echo(json.dumps(made(url), indent=2))


@main.command()
@click.argument(
    "file", required=False, type=click.Path(exists=True, dir_okay=False, path_type=Path)
)
@_panel
def demo(file: Path | None, panel: str) -> None:
    """Play one order with FILE (or a sample part) through the real bot, on this machine only."""
    from bot.sandbox.demo import play  # noqa: PLC0415 - a command loads only what it needs

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
@_panel
def sandbox(port: int, panel: str, *, opens: bool, verbose: bool) -> None:
    """Try the whole bot in a browser, against a Slack and a 3YOURMIND on this machine only."""
    from bot.sandbox.by_hand import Wishes, run  # noqa: PLC0415 - a command loads only what it needs

    sys.exit(run(Wishes(port, opens, verbose, panel)))


def _supervise(processes: int, settings: "Settings", ends: "SimpleQueue[int]") -> int:
    from bot.http_server import PortTaken, opened  # noqa: PLC0415 - a command loads only what it needs
    from bot.supervisor import Supervisor, spawned  # noqa: PLC0415 - a command loads only what it needs

    port = None if settings.slack_app_token else settings.port
    try:
        with nullcontext() if port is None else opened(port) as shared:
            return Supervisor(processes, lambda: spawned(shared), ends).run()
    except PortTaken as error:
        raise click.ClickException(f"{error.strerror}.") from None


def _settings() -> "Settings":
    from pydantic import ValidationError  # noqa: PLC0415 - a command loads only what it needs

    from bot.settings import Settings, complaints  # noqa: PLC0415 - a command loads only what it needs

    try:
        return Settings()
    except ValidationError as error:
        lines = "\n".join(f"  {line}" for line in complaints(error))
        raise click.ClickException(f"The settings are not complete:\n{lines}") from None


if __name__ == "__main__":
    main()
