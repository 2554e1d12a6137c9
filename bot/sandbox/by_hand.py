"""The sandbox in the terminal: starts everything, tells the address, and waits for the end."""

import errno
import os
import signal
import sys
import tempfile
import webbrowser
from dataclasses import dataclass
from pathlib import Path

import click

from bot.sandbox.bot_process import BotDidNotStart
from bot.sandbox.town import Town, town
from bot.supervisor import signals, until_told


@dataclass(frozen=True)
class Wishes:
    """How the sandbox is started: on which port, with a browser or not, with how many words."""

    port: int
    opens_browser: bool
    is_verbose: bool
    panel: str


def run(wishes: Wishes) -> int:
    """Run the sandbox until it is told to stop; gives the exit code."""
    ends = signals(signal.SIGHUP)
    with tempfile.TemporaryDirectory(prefix="printdesk-sandbox-") as folder:
        try:
            with town(Path(folder), port=wishes.port, panel=wishes.panel) as place:
                place.bot.start()
                _welcome(place, wishes)
                until_told(ends)
        except OSError as refused:
            if refused.errno not in {errno.EADDRINUSE, errno.EACCES}:
                raise
            click.secho(f"Port {wishes.port} cannot be used: {refused.strerror}.", fg="red")
            return 1
        except BotDidNotStart as failed:
            click.secho(str(failed), fg="red")
            return 1
    return 0


def _welcome(place: Town, wishes: Wishes) -> None:
    click.secho(f"The sandbox runs at {place.url}", bold=True)
    click.echo("Press Ctrl-C to stop it.")
    if wishes.is_verbose:
        click.echo(f"The bot's log is {place.bot.log}")
    if wishes.opens_browser and _has_a_screen():
        webbrowser.open(place.url)


def _has_a_screen() -> bool:
    # Without one, Python would open a browser for the terminal, in this very terminal.
    return sys.platform != "linux" or bool({"DISPLAY", "WAYLAND_DISPLAY"} & set(os.environ))
