"""Copies of the embedded files, taken while any number of processes use them."""

import os
import shutil
import sqlite3
from contextlib import closing
from datetime import datetime
from pathlib import Path

FILES = ("engine.sqlite", "state.sqlite")
"""In the order in which they are copied: runs that the engine lacks follow from the record, but an
engine that knows more than the record would take for done what the record still wants."""
PATIENCE = 30.0
"""Seconds for which a copy waits for whoever writes."""


class BackupFailed(Exception):
    """There is no new backup; the message says why."""


def back_up(data_dir: Path, into: Path, at: datetime) -> Path:
    """Copy the files into a new folder named after the time, which is there as a whole or not.

    Every copy is checked and on the disk when this returns. Raises `BackupFailed`.
    """
    whole = into / f"printdesk-{at:%Y-%m-%dT%H%M%SZ}"
    part = into / f".{whole.name}-{os.getpid()}"
    try:
        part.mkdir(parents=True, mode=0o700)
        try:
            for name in FILES:
                _copy(data_dir / name, part / name)
            _keep(part)
            part.rename(whole)
        except BaseException:
            # Whoever interrupts it, too, must not leave half a backup that looks like one.
            shutil.rmtree(part, ignore_errors=True)
            raise
        _keep(into)
    except (OSError, sqlite3.Error) as error:
        raise BackupFailed(str(error)) from error
    return whole


def _copy(source: Path, target: Path) -> None:
    if not source.exists():
        raise BackupFailed(f"there is no {source}")
    # Not read-only: of a bot that died, the last words are in the journal, which has to be read.
    with (
        closing(sqlite3.connect(source, timeout=PATIENCE)) as original,
        closing(sqlite3.connect(target)) as copy,
    ):
        original.backup(copy)
        # One file that needs none beside it; the bot brings its journal back by itself.
        copy.execute("PRAGMA journal_mode = DELETE")
        found = [text for (text,) in copy.execute("PRAGMA integrity_check")]
    if found != ["ok"]:
        raise BackupFailed(f"{source.name} is damaged: {found[0]}")
    _keep(target)


def _keep(path: Path) -> None:
    """Have a file, or the names in a folder, on the disk."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
