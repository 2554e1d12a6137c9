from collections.abc import Iterator

import pytest

from bot.rounds.upkeep import PAGES, Sweep
from tests.bot.rounds.kit import Kit


class Broom:
    """Sweeps so many pages, and counts them."""

    def __init__(self, pages: int) -> None:
        self.pages = pages
        self.swept = 0

    def sweep(self) -> Iterator[None]:
        for _ in range(self.pages):
            self.swept += 1
            yield


def test_it_is_swept_once_a_day(kit: Kit) -> None:
    broom = Broom(1)
    kit.sweeps.append(broom.sweep)
    swept = []
    for hours in (0, 1, 22, 1, 24):
        kit.round(hours=hours)
        swept.append(broom.swept)

    assert [1, 1, 1, 2, 3] == swept


def test_another_process_does_not_sweep_on_the_same_day(kit: Kit) -> None:
    broom = Broom(1)
    kit.sweeps.append(broom.sweep)
    kit.round()
    other = kit.beside()
    other.round(hours=1)
    assert 1 == broom.swept

    other.round(hours=24)

    assert 2 == broom.swept


def test_a_round_sweeps_a_few_pages_and_the_next_ones_go_on(kit: Kit) -> None:
    first, second = Broom(PAGES + 5), Broom(PAGES)
    kit.sweeps.extend([first.sweep, second.sweep])
    swept = []
    for _ in range(4):
        kit.round(minutes=1)
        swept.append((first.swept, second.swept))

    assert [(20, 0), (25, 15), (25, 20), (25, 20)] == swept


def test_orders_are_watched_while_much_has_to_be_swept(kit: Kit) -> None:
    kit.sweeps.append(Broom(10 * PAGES).sweep)
    kit.placed(100001)
    kit.desk.has(100001, "Printing")
    kit.round()
    kit.round(minutes=2)

    assert "Printing" == kit.status("PD-100001")


def test_a_process_that_lost_the_right_leaves_the_rest_to_the_other(kit: Kit) -> None:
    broom = Broom(3)
    other = kit.beside()

    def lost() -> Iterator[None]:
        if other.leases.get("swept") is None:
            other.leases.create("swept", {})
            other.round(minutes=3)
        yield

    kit.sweeps.extend([lost, broom.sweep])
    kit.round()

    assert 3 == broom.swept
    kit.at = other.at
    kit.round()
    assert 3 == broom.swept


@pytest.mark.parametrize("broken", [1, 2])
def test_a_sweep_that_broke_off_begins_again(kit: Kit, broken: int) -> None:
    tries = []

    def sweep() -> Iterator[None]:
        tries.append(1)
        yield
        if len(tries) <= broken:
            raise OSError("the disk is full")

    sweeps: list[Sweep] = [sweep]
    kit.sweeps.extend(sweeps)
    for _ in range(broken):
        with pytest.raises(OSError, match="full"):
            kit.round()
    kit.round()
    kit.round()

    assert broken + 1 == len(tries)
