from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from decimal import Decimal

import pytest

from bot.catalogue import Cache, Patience
from handlers.views.sentences import explain
from state.address import NewAddress
from state.form import Source
from state.ports import (
    Account,
    Customer,
    Hit,
    LinePlace,
    Offered,
    PlacedOrder,
    Priced,
    Silence,
)
from state.problems import Problem, Unreachable
from state.record import Choice
from tests.bot.blocking_desk import ADA, GRACE, LIMIT, PA12, STEEL, Desk, Now
from tests.bot.waiting import wait_for
from tests.builders import OWN_ACCOUNT

SLOW = explain(Problem(cause="slow"))


@pytest.fixture
def desk() -> Desk:
    return Desk(lists={(Source.MATERIALS, None): (PA12, STEEL), (Source.ADDRESSES, "1"): (PA12,)})


@pytest.fixture
def now() -> Now:
    return Now()


@contextmanager
def a_cache(desk: Desk, now: Now, deadline: float) -> Iterator[Cache]:
    cache = Cache(desk, Patience(deadline=deadline, fresh=60), now)
    yield cache
    desk.open.set()
    # What is still fetched must not write into the log of the next test.
    for pool in (cache._pool, cache._warming):
        pool.shutdown()


@pytest.fixture
def cache(desk: Desk, now: Now) -> Iterator[Cache]:
    """Waits as long as it takes."""
    with a_cache(desk, now, LIMIT) as cache:
        yield cache


@pytest.fixture
def hasty(desk: Desk, now: Now) -> Iterator[Cache]:
    """Waits for practically nothing."""
    with a_cache(desk, now, 0.01) as cache:
        yield cache


def materials(cache: Cache, text: str = "") -> Offered:
    return cache.offer(Source.MATERIALS, None, text)


def test_a_list_comes_from_3yourmind_and_then_from_memory(cache: Cache, desk: Desk) -> None:
    assert Offered((PA12, STEEL)) == materials(cache) == materials(cache)
    assert [(Source.MATERIALS, None)] == desk.asked


def test_a_list_belongs_to_whom_it_was_asked_for(cache: Cache, desk: Desk) -> None:
    assert (PA12,) == cache.offer(Source.ADDRESSES, "1", "").choices
    assert () == cache.offer(Source.ADDRESSES, "2", "").choices
    assert [(Source.ADDRESSES, "1"), (Source.ADDRESSES, "2")] == desk.asked


@pytest.mark.parametrize("text", ["pa12", " GREY pa", "Grey"])
def test_a_list_is_searched_by_every_word_in_memory(cache: Cache, desk: Desk, text: str) -> None:
    assert Offered((PA12, STEEL)) == materials(cache)
    assert Offered((PA12,)) == materials(cache, text)
    assert 1 == len(desk.asked)


def test_customers_are_searched_by_3yourmind_once_per_text(cache: Cache, desk: Desk) -> None:
    found = [cache.offer(Source.CUSTOMERS, None, text) for text in ("Love", " love ", "hop", "")]

    assert [(ADA,), (ADA,), (GRACE,), (ADA, GRACE)] == [offered.choices for offered in found]
    assert ["love", "hop", ""] == desk.asked


def test_customers_are_searched_for_as_they_are_written(cache: Cache, desk: Desk) -> None:
    # Folded for comparing, these would be other words, which 3YOURMIND does not find.
    for text in ("Groß", "İpek"):
        cache.offer(Source.CUSTOMERS, None, f" {text} ")

    assert ["Groß", "İpek"] == desk.asked


def test_a_customer_that_was_offered_is_known(cache: Cache) -> None:
    assert cache.customer("1") is None
    cache.offer(Source.CUSTOMERS, None, "love")

    assert ADA == cache.customer("1")
    assert cache.customer("2") is None


def test_an_old_answer_is_given_at_once_while_a_new_one_is_fetched(
    cache: Cache, desk: Desk, now: Now
) -> None:
    materials(cache)
    assert desk.arrived.acquire(timeout=LIMIT)
    now.at += 61
    desk.open.clear()
    desk.lists[Source.MATERIALS, None] = (STEEL,)
    old = materials(cache)
    assert desk.arrived.acquire(timeout=LIMIT)
    desk.open.set()

    assert Offered((PA12, STEEL)) == old
    assert Offered((STEEL,)) == eventually(cache, (STEEL,))


def eventually(cache: Cache, choices: tuple[Choice, ...]) -> Offered:
    """Ask until the fetch in the background has arrived."""
    wait_for(lambda: materials(cache).choices == choices)
    return materials(cache)


def test_an_old_answer_outlives_an_error(cache: Cache, desk: Desk, now: Now) -> None:
    materials(cache)
    now.at += 61
    desk.error = Unreachable()

    assert Offered((PA12, STEEL)) == materials(cache)


def test_many_who_wait_share_one_fetch(cache: Cache, desk: Desk) -> None:
    desk.open.clear()
    with ThreadPoolExecutor(5) as pool:
        waiting = [pool.submit(materials, cache) for _ in range(5)]
        assert desk.arrived.acquire(timeout=LIMIT)
        desk.open.set()
        found = {w.result(LIMIT) for w in waiting}

    assert {Offered((PA12, STEEL))} == found
    assert [(Source.MATERIALS, None)] == desk.asked


def test_after_the_deadline_there_is_a_note(hasty: Cache, desk: Desk) -> None:
    desk.open.clear()

    assert Offered((), SLOW) == materials(hasty)
    assert desk.arrived.acquire(timeout=LIMIT)


def test_what_comes_after_the_deadline_is_there_for_the_next(hasty: Cache, desk: Desk) -> None:
    desk.open.clear()
    materials(hasty)
    desk.open.set()

    assert "" == eventually(hasty, (PA12, STEEL)).note
    assert 1 == len(desk.asked)


def test_after_the_deadline_earlier_customers_are_offered(hasty: Cache, desk: Desk) -> None:
    desk.open.clear()
    hasty.warm([ADA, GRACE])

    assert Offered((ADA,), SLOW) == hasty.offer(Source.CUSTOMERS, None, "Love")
    assert Offered((ADA, GRACE), SLOW) == hasty.offer(Source.CUSTOMERS, None, "")


def test_an_error_becomes_a_note_and_is_not_remembered(cache: Cache, desk: Desk) -> None:
    desk.error = Unreachable()
    failed = materials(cache)
    desk.error = None

    assert Offered((), explain(Problem(cause="unreachable"))) == failed
    assert Offered((PA12, STEEL)) == eventually(cache, (PA12, STEEL))


def test_after_an_error_earlier_customers_are_offered(cache: Cache, desk: Desk) -> None:
    desk.error = Unreachable()
    cache.warm([GRACE])
    offered = cache.offer(Source.CUSTOMERS, None, "hopper")

    assert (GRACE,) == offered.choices
    assert explain(Problem(cause="unreachable")) == offered.note


def test_an_error_is_noted_in_the_log_without_what_was_typed(
    cache: Cache, desk: Desk, caplog: pytest.LogCaptureFixture
) -> None:
    desk.error = Unreachable("https://print.example/users/?search=love")
    cache.offer(Source.CUSTOMERS, None, "love")
    wait_for(lambda: caplog.messages)

    assert ["no customers from 3YOURMIND: Unreachable"] == caplog.messages


def test_a_warm_cache_has_asked_for_what_all_share(cache: Cache, desk: Desk) -> None:
    cache.warm([])
    for _ in range(3):
        assert desk.arrived.acquire(timeout=LIMIT)

    shared = [(source, None) for source in (Source.DELIVERY, Source.PAYMENT, Source.MATERIALS)]
    assert set(shared) == set(desk.asked)


def test_what_3yourmind_says_of_a_customer_wins_over_what_is_remembered(cache: Cache) -> None:
    cache.offer(Source.CUSTOMERS, None, "love")
    cache.warm([Customer(key="1", label="Ada"), Customer(key="9", label="Old")])

    assert ADA == cache.customer("1")
    assert Customer(key="9", label="Old") == cache.customer("9")


PRINTING = PlacedOrder(number="100001", status="Printing")


def never(_: object) -> None:
    raise AssertionError("nothing comes late here")


def test_an_order_is_looked_for_each_time(cache: Cache, desk: Desk) -> None:
    desk.placed = PRINTING
    first = cache.find("100001", never)
    desk.placed = shipped = PlacedOrder(number="100001", status="Shipped")

    assert (PRINTING, shipped) == (first, cache.find("100001", never))
    assert ["100001", "100001"] == desk.asked


def test_orders_are_searched_in_the_same_time(cache: Cache, hasty: Cache, desk: Desk) -> None:
    desk.placed = PRINTING
    hit, came = Hit(order=PRINTING), list[tuple[Hit, ...]]()

    assert (hit,) == cache.search("grace", never)
    desk.open.clear()
    assert Silence.LATE == hasty.search("grace", came.append)
    desk.open.set()
    wait_for(lambda: came)
    assert [(hit,)] == came
    desk.error = Unreachable()
    assert Silence.FAILED == cache.search("grace", never)


def test_an_order_that_is_not_there_is_nothing(cache: Cache) -> None:
    assert cache.find("100001", never) is None


def test_an_error_is_told_from_nothing(cache: Cache, desk: Desk) -> None:
    desk.error = Unreachable()

    assert Silence.FAILED == cache.find("100001", never)


def test_what_comes_after_the_deadline_is_passed_on_once(hasty: Cache, desk: Desk) -> None:
    came: list[PlacedOrder | None] = []
    desk.placed = PRINTING
    desk.open.clear()

    assert Silence.LATE == hasty.find("100001", came.append)
    assert [] == came
    desk.open.set()
    wait_for(lambda: came)
    assert [PRINTING] == came


def test_an_error_after_the_deadline_is_noted_in_the_log_alone(
    hasty: Cache, desk: Desk, caplog: pytest.LogCaptureFixture
) -> None:
    desk.open.clear()
    hasty.find("100001", never)
    assert desk.arrived.acquire(timeout=LIMIT)
    desk.error = Unreachable("https://print.example/orders/?search=100001")
    desk.open.set()
    wait_for(lambda: caplog.messages)

    assert ["no order from 3YOURMIND: Unreachable"] == caplog.messages


def test_lists_do_not_wait_for_orders_that_do_not_come(hasty: Cache, desk: Desk) -> None:
    desk.open.clear()
    for n in range(10):
        hasty.find(f"{n}", lambda _: None)
    desk.open.set()

    assert (PA12, STEEL) == eventually(hasty, (PA12, STEEL)).choices


def test_the_price_that_came_with_a_material_is_remembered(cache: Cache, desk: Desk) -> None:
    priced = Priced(key="7", label="Nylon", price=Decimal("8.40"))
    desk.lists[Source.MATERIALS, None] = (PA12, priced)
    assert cache.price(Source.MATERIALS, priced) is None

    materials(cache)

    assert [Decimal("8.40"), None, None, None] == [
        cache.price(Source.MATERIALS, material)
        for material in (priced, PA12, Choice(key="9", label="Gone"), None)
    ]
    assert 1 == len(desk.asked)


def test_what_a_list_held_is_remembered_without_waiting(hasty: Cache, desk: Desk) -> None:
    assert () == hasty.remembered(Source.MATERIALS)
    wait_for(lambda: hasty.remembered(Source.MATERIALS))

    desk.open.clear()

    assert (PA12, STEEL) == hasty.remembered(Source.MATERIALS)


def test_a_list_of_one_line_is_not_that_of_another(cache: Cache, desk: Desk) -> None:
    lines = [LinePlace("31", "301"), LinePlace("31", "302")]
    for line in lines:
        cache.offer(Source.MATERIALS, None, "", line)

    assert [(Source.MATERIALS, None, line) for line in lines] == desk.asked


class OwnDesk(Desk):
    """A desk of its own account, which makes addresses."""

    abilities = OWN_ACCOUNT

    def account(self) -> Account:
        self._wait("account")
        return Account(unit="inch", address="11")

    def create_address(self, customer: str | None, address: NewAddress) -> Choice:
        self._wait(("made", customer, address.city))
        return Choice(key="77", label="Quay 1")


@pytest.fixture
def own(now: Now) -> Iterator[Cache]:
    desk = OwnDesk(lists={(Source.ADDRESSES, None): (PA12,)})
    with a_cache(desk, now, LIMIT) as cache:
        yield cache


def test_the_account_is_known_soon_after_the_start(own: Cache) -> None:
    own.warm([])

    wait_for(lambda: own.account().unit == "inch")
    assert "11" == own.account().address


def test_the_lists_of_the_account_are_fetched_before_anybody_asks(own: Cache) -> None:
    own.warm([])

    wait_for(lambda: own.remembered(Source.ADDRESSES))


def test_an_account_that_cannot_be_read_is_asked_for_again(now: Now) -> None:
    desk = OwnDesk(error=Unreachable())
    with a_cache(desk, now, LIMIT) as cache:
        assert Account() == cache.account()
        wait_for(lambda: desk.asked)
        desk.error = None
        wait_for(lambda: cache.account().unit == "inch")


def test_a_new_address_is_offered_at_once(own: Cache) -> None:
    own.offer(Source.ADDRESSES, None, "")

    made = own.create_address(None, NewAddress(city="Fife"))

    assert (PA12, made) == own.offer(Source.ADDRESSES, None, "").choices


def test_an_address_made_twice_is_offered_once(own: Cache) -> None:
    own.offer(Source.ADDRESSES, None, "")
    for _ in range(2):
        own.create_address(None, NewAddress(city="Fife"))

    assert 2 == len(own.offer(Source.ADDRESSES, None, "").choices)
