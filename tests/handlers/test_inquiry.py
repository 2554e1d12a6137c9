from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any, cast

import pytest

from handlers.inquiry import Question, answer
from handlers.office import Office, Policy
from handlers.talk import Talk
from handlers.views.blocks import Answer
from handlers.views.text import clean
from state.acceptance import FileRules
from state.order import Order, Spot
from state.orders import INDEXED, Orders
from state.phase import Placed
from state.ports import Found, Hit, Hits, PlacedOrder, Silence
from state.store import Store
from state.store.sqlitedict_store import SqliteDictStore
from state.terms import VOCABULARY
from tests.builders import ADA, AT, BEN, an_order_in, complete_answers
from tests.handlers.views.wellformed import flaws, reading
from tests.state.keeping import Kept

LATER = AT + timedelta(hours=1)
PRINTING = PlacedOrder(number="100001", key="1", status="Printing")


@dataclass
class Vendor:
    """Finds what it is told to find, and keeps what is to be called later."""

    found: Found = None
    asked: list[str] = field(default_factory=list)
    late: list[Callable[[PlacedOrder | None], object]] = field(default_factory=list)
    hits: Hits = ()
    later: list[Callable[[tuple[Hit, ...]], object]] = field(default_factory=list)

    def search(self, text: str, later: Callable[[tuple[Hit, ...]], object]) -> Hits:
        self.asked.append(text)
        self.later.append(later)
        return self.hits

    def find(self, text: str, later: Callable[[PlacedOrder | None], object]) -> Found:
        self.asked.append(text)
        self.late.append(later)
        return self.found


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with closing(SqliteDictStore(tmp_path / "s.sqlite", "orders", INDEXED, VOCABULARY)) as opened:
        yield opened


@pytest.fixture
def kept(store: Store) -> Kept:
    return Kept(store)


@pytest.fixture
def vendor() -> Vendor:
    return Vendor()


@pytest.fixture
def office(store: Store, vendor: Vendor) -> Iterator[Office]:
    terms, rules = an_order_in("placed").terms, FileRules(extensions=("stl",), most_mb=1)
    policy = Policy(terms, "mm", rules, page_of=lambda key: f"https://vendor/{key}")
    orders, talk = Orders(store, lambda: LATER, lambda _: None), Talk()
    nobody = cast("Any", None)
    catalogue = cast("Any", vendor)
    yield Office(orders, nobody, catalogue, nobody, talk, policy, lambda: LATER, nobody)
    talk.close()


def asked(office: Office, text: str, *, later: list[Answer] | None = None, **where: Any) -> str:
    question = Question(text, **{"user": ADA, "channel": "C0PRINT"} | where)
    came: list[Answer] = [] if later is None else later
    said = answer(office, question, came.append)
    assert [] == flaws(said)
    return reading(said)


def placed(office: Office, order: Order) -> Placed:
    phase = office.orders.get(order.id).phase
    assert isinstance(phase, Placed)
    return phase


def test_3yourminds_word_is_told_and_written_down(
    office: Office, vendor: Vendor, kept: Kept
) -> None:
    order, vendor.found = kept("placed"), PRINTING

    assert "3YOURMIND says: *Printing*" in asked(office, "100001")
    assert ("Printing", LATER) == (placed(office, order).status, placed(office, order).status_at)
    assert ["100001"] == vendor.asked


def test_a_word_that_is_no_news_leaves_no_trace_in_the_history(
    office: Office, vendor: Vendor, kept: Kept
) -> None:
    order, vendor.found = kept("placed"), PRINTING
    asked(office, "100001")
    asked(office, "100001")
    vendor.found = PlacedOrder(number="100001")
    asked(office, "100001")

    assert 1 == len(office.orders.get(order.id).history)
    assert "Printing" == placed(office, order).status


def test_a_last_status_that_is_heard_when_asked_ends_the_watching(
    office: Office, vendor: Vendor, kept: Kept
) -> None:
    order, vendor.found = kept("placed"), PRINTING.but(status="Shipped", final=True)
    asked(office, "100001")
    asked(office, "100001")

    assert ("Shipped", False) == (placed(office, order).status, placed(office, order).watched)
    assert 1 == len(office.orders.get(order.id).history)


def test_a_status_may_turn_out_to_be_the_last_one(
    office: Office, vendor: Vendor, kept: Kept
) -> None:
    order, vendor.found = kept("placed"), PRINTING
    asked(office, "100001")
    vendor.found = PRINTING.but(final=True)
    asked(office, "100001")

    assert not placed(office, order).watched


def test_what_comes_late_is_told_and_written_down(
    office: Office, vendor: Vendor, kept: Kept
) -> None:
    order, vendor.found = kept("placed"), Silence.LATE
    later: list[Answer] = []

    assert "I add its word when it comes" in asked(office, "100001", later=later)
    assert [] == later
    vendor.late[0](PRINTING)
    assert ["3YOURMIND says: *Printing*" in said["text"] for said in later] == [True]
    assert "Printing" == placed(office, order).status


def test_3yourmind_is_asked_only_of_orders_that_it_has(
    office: Office, vendor: Vendor, kept: Kept
) -> None:
    order = kept("collecting")

    assert order.id in asked(office, order.id)
    assert [] == vendor.asked


def test_an_order_from_elsewhere_is_found_through_3yourmind(office: Office, vendor: Vendor) -> None:
    vendor.hits = (Hit(order=PRINTING, customer="Grace"),)

    text = asked(office, "100001")
    assert "was not placed here" in text
    assert "For Grace" in text
    assert "https://vendor/1" in text


def test_what_3yourmind_finds_by_another_name_may_be_one_of_ours(
    office: Office, vendor: Vendor, kept: Kept
) -> None:
    order, vendor.hits = kept("placed"), (Hit(order=PRINTING),)
    text = asked(office, "100001-3D-Project-O1")

    assert "✅ Placed: 100001" in text
    assert "3YOURMIND says: *Printing*" in text
    assert "Printing" == placed(office, order).status


def test_several_orders_from_elsewhere_are_listed(office: Office, vendor: Vendor) -> None:
    vendor.hits = tuple(Hit(order=PRINTING.but(number=f"{n}", key=f"{n}")) for n in range(3))
    text = asked(office, "turing")

    assert "None of my orders fits, but 3YOURMIND has these" in text
    assert "<https://vendor/2|2>" in text


def test_an_order_from_elsewhere_may_come_late(office: Office, vendor: Vendor, kept: Kept) -> None:
    kept("placed")
    vendor.hits = Silence.LATE
    later: list[Answer] = []

    assert "Did you mean" in asked(office, "10000", later=later)
    vendor.later[0]((Hit(order=PlacedOrder(number="10000")),))
    vendor.later[0](())
    assert "was not placed here" in later[0]["text"]
    assert "I know no such order" in later[1]["text"]


@pytest.mark.parametrize("thread", ["1772443800.000100", ""])
def test_in_the_thread_of_a_card_no_text_means_its_order(
    office: Office, kept: Kept, thread: str
) -> None:
    kept(id="FIRST")
    kept(id="SECOND", spot=Spot(channel="C0PRINT", card="1.1"))
    text = asked(office, " ", thread=thread)

    assert "FIRST" in text
    assert ("SECOND" not in text) == bool(thread)


def test_a_link_to_the_card_or_into_its_thread_means_its_order(office: Office, kept: Kept) -> None:
    kept(id="FIRST")
    kept(id="SECOND", spot=Spot(channel="C0PRINT", card="1.1"))
    link = "https://lab.slack.com/archives/C0PRINT"

    for text in (
        f"{link}/p1772443800000100",
        f"<{link}/p9000000000000?thread_ts=1772443800.000100>",
    ):
        assert "FIRST" in asked(office, text)
        assert "SECOND" not in asked(office, text)


def test_without_words_my_open_orders_and_those_of_the_channel_are_listed(
    office: Office, kept: Kept
) -> None:
    kept(id="MINE", spot=Spot(channel="C0OTHER"))
    kept(id="HERE", owner=BEN)
    kept(id="FAR", owner=BEN, spot=Spot(channel="C0OTHER"))
    kept("placed", id="DONE")
    text = asked(office, "")

    assert text.startswith("*Open orders*")
    assert ("MINE" in text, "HERE" in text) == (True, True)
    assert ("FAR" in text, "DONE" in text) == (False, False)
    assert "none in this channel" in asked(office, "", user="U0EVE", channel="C0EMPTY")


def test_several_orders_are_listed_in_pages(office: Office, kept: Kept) -> None:
    for n in range(12):
        kept(id=f"PD-{n:02}", answers=complete_answers(reference="same"))

    first, second = asked(office, "same"), asked(office, "same", skip=10)
    assert ("PD-11" in first, "PD-01" in first, "Next" in first) == (True, False, True)
    assert ("PD-11" in second, "PD-01" in second, "Next" in second) == (False, True, False)
    assert "Previous" in second


@pytest.mark.parametrize("text", ["same" + "\x00" * 300, "same " + '"' * 300, "\\ " * 80 + "same"])
def test_a_list_remembers_no_more_of_a_question_than_slack_takes(
    office: Office, kept: Kept, text: str
) -> None:
    for n in range(2):
        kept(id=f"PD-{n}", answers=complete_answers(reference="same"))

    assert "PD-1" in asked(office, text)


def test_a_last_page_of_one_is_still_a_page(office: Office, kept: Kept) -> None:
    for n in range(11):
        kept(id=f"PD-{n:02}", answers=complete_answers(reference="same"))

    assert "11 to 11" in asked(office, "same", skip=10)


@pytest.mark.parametrize(
    "text",
    [
        "'; DROP TABLE orders; --",
        '" OR 1=1 --',
        "x" * 10_000,
        "<!channel> " * 900,
        "🖨️🔥",
        "مرحبا بالعالم",
        "\u202eevil\u202c",
        "\x00",
        "%",
        "*bold* _x_ `code`",
    ],
)
def test_whatever_is_asked_gets_a_normal_answer(
    office: Office, vendor: Vendor, kept: Kept, text: str
) -> None:
    kept("placed", answers=complete_answers(reference="harmless"))
    said = asked(office, text)

    assert "I know no such order" in said
    assert len(said) < 1000
    assert "<!channel" not in said
    assert "\u202e" not in said
    assert ([clean(text)] if 0 < len(clean(text)) <= 64 else []) == vendor.asked
