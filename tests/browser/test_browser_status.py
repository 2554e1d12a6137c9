"""Where an order stands, asked on the page in every way."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import cycle

import pytest
from playwright.sync_api import Locator, expect

from bot.sandbox.threeyourmind.faults import Hold, Moment
from bot.sandbox.threeyourmind.purchases import Order as Ordered
from bot.sandbox.town import Town
from bot.tempo import utc
from state.order import Spot
from state.record import Choice
from tests.browser.beside import Record, beside
from tests.browser.prepared import LIMIT, Prepared, begun
from tests.browser.window import Window
from tests.browser.windows import Windows
from tests.builders import an_order, complete_answers

pytestmark = pytest.mark.slow

ASKED = "*/services/1/orders/"
REFERENCE, FILE = "Rack of module 7", "flange-of-7.stl"


@dataclass
class Asker:
    """Somebody who asks; each answer is a message of its own, below the one before."""

    handle: str
    window: Window
    asked: int = field(default=0)

    def status(self, text: str) -> Locator:
        """Give the command, and give the answer that comes next."""
        return self.hear(f"/order-status {text}")

    def hear(self, text: str, pane: Locator | None = None) -> Locator:
        """Write something that is answered, and give the answer."""
        self.window.says(text, pane)
        return self.next(pane)

    def choose(self, answer: Locator, order_id: str) -> None:
        """Open an order of those that an answer lists."""
        answer.locator("[data-action-id=look_show]").click()
        self.window.list.get_by_role("option").filter(has_text=order_id).click()

    def next(self, pane: Locator | None = None) -> Locator:
        """Give the answer after the last one."""
        self.asked += 1
        messages = (pane or self.window.channel).get_by_test_id("message")
        return messages.filter(has_text="Only visible to you").nth(self.asked - 1)


@pytest.fixture(scope="module")
def record(place: Town) -> Iterator[Record]:
    with beside(place.stage) as record:
        yield record


@pytest.fixture(scope="module")
def known(place: Town) -> Prepared:
    """An order of ada's in another channel, which is going to be placed."""
    return begun(place, "#print-orders", REFERENCE).ready(FILE)


@pytest.fixture(scope="module")
def placed(known: Prepared) -> Ordered:
    return known.placed()


@pytest.fixture(scope="module")
def turns() -> Iterator[str]:
    """Who asks next: whoever asks for everything at once is slowed down."""
    return cycle(("olga", "ben"))


@pytest.fixture
def ask(windows: Windows, turns: Iterator[str]) -> Asker:
    handle = next(turns)
    return Asker(handle, windows.standing(handle))


@pytest.fixture(autouse=True)
def _calm(place: Town) -> Iterator[None]:
    yield
    place.stage.vendor.switches.off()


def several(record: Record, name: str, count: int) -> None:
    """Let orders for one customer have been started elsewhere."""
    answers = complete_answers(customer=Choice(key="1", label=f"Emmy {name}"))
    spot = Spot(channel="C0ELSEWHERE")
    orders = (an_order(id=f"PD-{name}{n:02}", answers=answers, spot=spot) for n in range(count))
    record.put(*orders)


def test_an_order_is_found_by_all_that_people_know_of_it(
    ask: Asker, known: Prepared, placed: Ordered, record: Record
) -> None:
    link = record.orders.get(known.id).spot.link
    texts = (f"{placed.number}", known.id.lower(), REFERENCE, FILE, "lovelace flange", link)
    for text in texts:
        answer = ask.status(text)
        expect(answer).to_contain_text(f"Placed: {placed.number}")
        expect(answer).to_contain_text(known.id)


def test_the_answer_tells_the_whole_story_and_leads_to_the_card(
    ask: Asker, known: Prepared, placed: Ordered
) -> None:
    answer = ask.status(known.id)
    for words in (
        "3YOURMIND says: Pending.",
        "Lovelace",
        "1 part (1 piece)",
        FILE,
        "Started by @Ada Winter",
        f"@Ada Winter added {FILE}",
        "@Ada Winter pressed Place order",
        f"placed it: {placed.number}",
    ):
        expect(answer).to_contain_text(words)
    page = answer.get_by_role("link", name="Open it in 3YOURMIND")
    expect(page).to_have_attribute("href", re.compile(rf"/orders/{placed.id}/$"))
    answer.get_by_role("link", name=known.id).click()

    expect(ask.window.channel.locator(".highlighted")).to_contain_text("Placed: ")


def test_without_words_what_is_open_here_and_what_is_mine_is_listed(
    ask: Asker, channel: str, place: Town, record: Record
) -> None:
    me, ada = (place.stage.slack.world.user(handle).id for handle in (ask.handle, "ada"))
    here, there = Spot(channel=channel), Spot(channel="C0ELSEWHERE")
    record.put(
        an_order(id=f"PD-MINE{channel}", owner=me, spot=there, started=utc()),
        an_order(id=f"PD-HERE{channel}", owner=ada, spot=here, started=utc()),
        an_order(id=f"PD-FAR{channel}", owner=ada, spot=there, started=utc()),
    )
    answer = ask.status("")

    expect(answer).to_contain_text("Open orders")
    expect(answer).to_contain_text(f"PD-MINE{channel}")
    expect(answer).to_contain_text(f"PD-HERE{channel}")
    expect(answer).not_to_contain_text(f"PD-FAR{channel}")


def test_many_hits_come_in_pages_and_each_can_be_opened(
    ask: Asker, channel: str, record: Record
) -> None:
    name = f"Noether{channel}"
    several(record, name, 12)
    answer = ask.status(f"emmy {name}")
    expect(answer).to_contain_text("1 to 10")
    expect(answer.get_by_role("row")).to_have_count(11)
    answer.get_by_role("button", name="Next").click()
    expect(answer).to_contain_text("11 to 12")
    expect(answer).to_contain_text(f"PD-{name}01")

    ask.choose(answer, f"PD-{name}01")
    expect(answer).to_contain_text("Still missing: a file")
    answer.get_by_role("button", name="Back to the list").click()
    expect(answer).to_contain_text("11 to 12")
    answer.get_by_role("button", name="Previous").click()
    expect(answer).to_contain_text("1 to 10")


def test_who_errs_by_a_letter_is_offered_what_is_near(
    ask: Asker, known: Prepared, placed: Ordered
) -> None:
    answer = ask.status(f"{known.id[:-1]}%")
    expect(answer).to_contain_text("I know no such order")
    expect(answer).to_contain_text("Did you mean one of these?")

    ask.choose(answer, known.id)
    expect(answer).to_contain_text(f"Placed: {placed.number}")


@pytest.mark.parametrize(
    "text", ["'; DROP TABLE orders; --", "🖨️ 🔥", "\u2067מדפסת תלת ממד\u2069", "طابعة ثلاثية"]
)
def test_odd_questions_get_normal_answers(ask: Asker, text: str) -> None:
    shown = text.strip("\u2067\u2069")

    expect(ask.status(text)).to_contain_text(f"I know no such order: {shown}")


def test_ten_kilobytes_of_a_question_get_a_short_answer(ask: Asker) -> None:
    answer = ask.status("why " * 2_560)

    expect(answer).to_contain_text(re.compile(r"I know no such order: (why ){10,20}why…"))


def test_orders_from_elsewhere_are_told_from_ours(
    ask: Asker, place: Town, placed: Ordered, channel: str
) -> None:
    one, two = (elsewhere(place, placed, f"By hand {channel} {n}") for n in range(2))
    answer = ask.status(f"{one.number}")
    expect(answer).to_contain_text(f"Order {one.number} was not placed here")
    expect(answer).to_contain_text("For Ada Lovelace")

    answer = ask.status(f"{channel} lovelace")
    expect(answer).to_contain_text("None of my orders fits, but 3YOURMIND has these")
    for other in (one, two):
        expect(answer.get_by_role("link", name=f"{other.number}")).to_be_visible()


def elsewhere(place: Town, like: Ordered, reference: str) -> Ordered:
    """Have an order at 3YOURMIND that nobody placed here."""
    world = place.stage.vendor.world
    with world.lock:
        made = {"id": world.new_id(), "number": world.new_number(), "reference": reference}
        other = replace(like, **made)  # type: ignore[arg-type]  # the fields are right
        world.orders[other.id] = other
    return other


def test_what_3yourmind_says_late_is_added_below_and_in_place_of_a_button(
    ask: Asker, place: Town, placed: Ordered
) -> None:
    switches = place.stage.vendor.switches
    held = switches.on(Hold(Moment.BEFORE), method="GET", path=ASKED)
    answer = ask.status(f"{placed.number}")
    expect(answer).to_contain_text("I add its word when it comes. The last I heard was Pending")
    held.off()
    expect(ask.next()).to_contain_text("3YOURMIND says: Pending.")

    held = switches.on(Hold(Moment.BEFORE), method="GET", path=ASKED)
    answer.get_by_role("button", name="Ask 3YOURMIND again").click()
    held.wait(LIMIT)
    held.off()
    expect(answer).to_contain_text("3YOURMIND says: Pending.")


def test_while_3yourmind_is_down_its_last_word_is_told_with_its_age(
    ask: Asker, placed: Ordered
) -> None:
    expect(ask.status(f"{placed.number}")).to_contain_text("3YOURMIND says: Pending.")
    ask.window.turn("3YOURMIND is down")
    answer = ask.status(f"{placed.number}")

    expect(answer).to_contain_text("3YOURMIND does not answer at the moment.")
    expect(answer).to_contain_text(re.compile(r"The last I heard was Pending, (just now|\d+ min)"))


def test_a_mention_in_the_thread_of_a_card_tells_of_its_order(
    ask: Asker, place: Town, channel: str
) -> None:
    order = begun(place, channel, "Asked in its thread")
    ask.window.open_thread(ask.window.card)
    answer = ask.hear("@printdesk status", ask.window.thread)

    expect(answer).to_contain_text("Still missing: a file")
    expect(answer).to_contain_text(order.id)


def test_a_mention_tells_of_any_order_to_whoever_asks_alone(
    ask: Asker, ada: Window, known: Prepared, placed: Ordered
) -> None:
    expect(ask.hear(f"@printdesk status {placed.number}")).to_contain_text(known.id)
    ask.window.says("Thanks")

    expect(ada.channel).to_contain_text("Thanks")
    expect(ada.channel).not_to_contain_text(known.id)


def test_a_mention_of_other_words_is_answered_with_help(ask: Asker) -> None:
    answer = ask.hear("@printdesk what can you do")

    expect(answer).to_contain_text("I place 3D-printing orders")
    expect(answer).to_contain_text("/order-status")
