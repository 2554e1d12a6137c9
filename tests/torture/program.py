"""The real bot, whose waits and clock a test can set by `variables`; run as a module."""

import os
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

from bot.logs import configure
from bot.sandbox.leashed import leash
from bot.service import serve
from bot.settings import Settings
from bot.supervisor import signals
from bot.tempo import Tempo, utc
from tests.torture.variables import CLOCK, FRESH, SETTLE


def main() -> None:
    """Do what `printdesk run` does."""
    leash()
    settings = Settings()
    configure(settings.log_level, settings.log_format)
    serve(settings, signals(), tempo=_tempo())


def _tempo() -> Tempo:
    usual = Tempo()
    settle, fresh = _told(SETTLE, usual.pace.settle), _told(FRESH, usual.patience.fresh)
    pace, patience = replace(usual.pace, settle=settle), replace(usual.patience, fresh=fresh)
    return replace(usual, pace=pace, patience=patience, now=_now)


def _told(name: str, usual: float) -> float:
    return float(os.environ.get(name, usual))


def _now() -> datetime:
    ahead = Path(os.environ[CLOCK]).read_text() if CLOCK in os.environ else "0"
    return utc() + timedelta(seconds=float(ahead))


if __name__ == "__main__":
    main()
