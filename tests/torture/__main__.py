"""Tortures the bot: `python -m tests.torture [--orders 300] [--kills 200] [--store sqlite] …`."""

import random
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import click

from tests import postgres
from tests.torture.report import complaints, is_good, table
from tests.torture.run import STORES, Wanted, run


@click.command()
@click.option("--orders", default=300, show_default=True, help="At least so many on each store.")
@click.option("--kills", default=200, show_default=True, help="At least so many on each store.")
@click.option("--store", type=click.Choice(STORES), help="Only this one.")
@click.option("--panel", type=click.Choice(["service", "user"]), default="service")
@click.option("--seed", type=int, help="Of every choice that is left to chance.")
@click.option("--keep", type=click.Path(path_type=Path), help="A folder for files and logs.")
def main(store: str | None, seed: int | None, keep: Path | None, **wanted: Any) -> None:
    """Place orders while processes die; ends with 1 when anything is lost, doubled or wrong."""
    seed = random.SystemRandom().randrange(10**6) if seed is None else seed
    click.echo(f"seed {seed}")
    good = True
    for each in STORES if store is None else (store,):
        with _folder(keep) as folder, _served(each) as server:
            outcome = run(Wanted(seed=seed, folder=folder / each, server=server, **wanted))
        click.echo(f"{each}, {wanted['panel']} panel\n{table(outcome)}")
        for complaint in complaints(outcome):
            click.echo(f"! {complaint}")
        good &= is_good(outcome)
    sys.exit(0 if good else 1)


@contextmanager
def _folder(keep: Path | None) -> Iterator[Path]:
    if keep is not None:
        keep.mkdir(parents=True, exist_ok=True)
        yield keep
        return
    with tempfile.TemporaryDirectory(prefix="printdesk-torture-") as made:
        yield Path(made)


@contextmanager
def _served(store: str) -> Iterator[postgres.Server | None]:
    if store == "sqlite":
        yield None
        return
    with postgres.served() as server:
        yield server


if __name__ == "__main__":
    main()
