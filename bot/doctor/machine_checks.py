"""Whether this machine lets the bot do its work: files, disk, the way to Slack's file hosts."""

import shutil
import socket
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import psycopg

from bot.doctor.verdict import Verdict, fine, warning, wrong
from bot.settings import Settings, is_loopback

DATABASE, DISK, FILE_HOST = "Database", "Disk", "Slack file host"
GB = 1_000_000_000
LEAST_FREE = 1 * GB
HTTPS = 443
LIMIT = 5.0


def machine_checks(settings: Settings) -> Iterator[Verdict]:
    """Look at DATA_DIR, the room on its disk, the database, and the hosts that files come from."""
    yield _database(settings.data_dir)
    if settings.database_url is not None:
        yield _server(settings.database_url.get_secret_value())
    if settings.data_dir.exists():
        yield disk(settings.data_dir, shutil.disk_usage(settings.data_dir).free)
    for host in settings.slack_file_hosts:
        yield _file_host(host)


def _database(folder: Path) -> Verdict:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder) as probe:
            probe.write(b"printdesk")
        damage = [found for path in folder.glob("*.sqlite") for found in _damage(path)]
    except (OSError, sqlite3.Error) as error:
        return wrong(
            DATABASE,
            f"The files in {folder} cannot be used ({type(error).__name__}).",
            "Set DATA_DIR to a folder on a local disk that the bot's user may write to.",
        )
    if damage:
        return wrong(
            DATABASE,
            f"{damage[0]} is damaged.",
            "Stop the bot, and put the newest backup in the place of DATA_DIR.",
        )
    return fine(DATABASE, f"{folder} can be written to and is sound")


def _server(url: str) -> Verdict:
    try:
        psycopg.connect(url, connect_timeout=int(LIMIT)).close()
    except psycopg.Error as error:
        # Its message begins with what was tried; the password is no part of it.
        why = (str(error).splitlines() or [type(error).__name__])[0]
        return wrong(
            DATABASE,
            f"PostgreSQL cannot be used ({why}).",
            "Check DATABASE_URL, and that the server lets this machine and this user in.",
        )
    return fine(DATABASE, "PostgreSQL answers")


def _damage(path: Path) -> Iterator[str]:
    try:
        with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True, timeout=LIMIT)) as database:
            if database.execute("PRAGMA quick_check").fetchone() != ("ok",):
                yield path.name
    except sqlite3.DatabaseError:
        yield path.name


def disk(folder: Path, free: int) -> Verdict:
    """Judge the room where a folder is, in bytes."""
    if free >= LEAST_FREE:
        return fine(DISK, f"{free / GB:.1f} GB free")
    return warning(
        DISK,
        f"Only {free / GB:.1f} GB are free where {folder} is.",
        "Make room: an order that cannot be written down cannot be placed.",
    )


def _file_host(host: str) -> Verdict:
    if is_loopback(host):
        return fine(FILE_HOST, f"{host} is this machine")
    try:
        socket.create_connection((host, HTTPS), LIMIT).close()
    except OSError as error:
        return wrong(
            FILE_HOST,
            f"{host} cannot be reached ({type(error).__name__}).",
            f"Let this machine open https connections to {host}, or correct SLACK_FILE_HOSTS.",
        )
    return fine(FILE_HOST, f"{host} is reached")
