import re
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.views.listing import Listing
from handlers.views.status import (
    Aside,
    foreign_answer,
    foreign_list,
    gone_answer,
    nothing_open,
    status_answer,
    unknown_answer,
)
from state.events import OrderStarted, PlaceRequested, StatusSeen
from state.order import BOT, Order, Spot
from state.ports import Found, Hit, PlacedOrder, Silence
from tests.builders import (
    ADA,
    AT,
    BEN,
    a_complete_order,
    a_press,
    an_entry,
    an_order_in,
    complete_answers,
)
from tests.handlers.views.wellformed import buttons, flaws, marked, reading
from tests.handlers.views.wild import calm, orders, words

CARD = "https://lab.slack.com/archives/C0PRINT/p1772443800000100"
NOW = AT + timedelta(hours=2)
PAGE = "https://print.example/orders/1/"
PRINTING = PlacedOrder(number="100001", status="Printing")


def told(order: Order, found: Found = None, **aside: object) -> str:
    return reading(status_answer(order, Aside(NOW, found=found, **aside)))  # type: ignore[arg-type]


def test_one_order_is_told_in_full() -> None:
    order = an_order_in("placed", spot=Spot(channel="C0PRINT", card="1.1", link=CARD))
    text = told(order, PRINTING, page=PAGE)

    assert "*✅ Placed: 100001*" in text
    assert "3YOURMIND says: *Printing*." in text
    assert f"<{CARD}|PD7K3M> · Grace Hopper" in text
    assert "1 part (1 piece) · 24.28 EUR" in text
    assert "`bracket.stl`" in text
    assert f"Started by <@{ADA}> <!date^1772443800^" in text
    assert f"placed by <@{ADA}> <!date^1772443800^" in text
    assert f"<{PAGE}|Open it in 3YOURMIND>" in text


@pytest.mark.parametrize("silence", Silence)
def test_when_3yourmind_is_silent_its_last_word_is_told_with_its_age(silence: Silence) -> None:
    order = an_order_in("placed")
    heard = order.phase.but(status="Pending", status_at=AT - timedelta(hours=1))
    text = told(order.but(phase=heard), silence)

    assert "3YOURMIND does not answer at the moment." in text
    assert "The last I heard was *Pending*, 3 hours ago (<!date^1772440200^" in text
    assert (silence is Silence.LATE) == ("I add its word when it comes" in text)


@pytest.mark.parametrize("silence", Silence)
def test_when_3yourmind_never_said_a_word_the_age_of_the_record_is_told(silence: Silence) -> None:
    text = told(an_order_in("placed"), silence)

    assert "This is what I knew 2 hours ago (<!date^1772443800^" in text


def test_silence_can_be_asked_again() -> None:
    silent = status_answer(an_order_in("placed"), Aside(NOW, Silence.FAILED))

    assert {"look_asking"} == set(buttons(silent))
    assert {} == buttons(status_answer(an_order_in("placed"), Aside(NOW, PRINTING)))


def test_a_number_that_3yourmind_does_not_find_is_no_silence() -> None:
    text = told(an_order_in("placed"), None)

    assert "3YOURMIND does not find this number." in text


def test_an_order_without_a_status_says_so() -> None:
    found = PlacedOrder(number="100001")

    assert "says nothing about its status" in told(an_order_in("placed"), found)


def test_an_order_that_is_not_placed_says_what_is_missing() -> None:
    order = a_complete_order(answers=complete_answers(payment=None))

    assert "*Still missing:* payment." in told(order)


def test_3yourmind_is_not_blamed_for_an_order_that_is_not_placed() -> None:
    assert "3YOURMIND" not in told(a_complete_order(), Silence.FAILED).split("\n")[1]
    assert "does not answer" not in told(a_complete_order(), Silence.FAILED)


def test_who_came_from_a_list_can_go_back() -> None:
    listing = Listing(text="grace", skip=10)
    answer = status_answer(a_complete_order(), Aside(NOW, listing=listing))

    assert listing == Listing.model_validate_json(buttons(answer)["look_back"]["value"])


def test_the_history_is_told_in_words_newest_first() -> None:
    history = (
        an_entry(OrderStarted()),
        an_entry(a_press(), by=BEN),
        an_entry(StatusSeen(status="*Printing*", at=AT), by=BOT),
    )
    *_, story = status_answer(a_complete_order(history=history), Aside(NOW))["blocks"]
    lines = story["elements"][0]["text"].split("\n")

    assert [
        "Printdesk heard from 3YOURMIND: *∗Printing∗*",
        f"<@{BEN}> pressed *Place order*",
        f"<@{ADA}> started it",
    ] == [line.split(" · ")[1] for line in lines]


def test_a_long_history_is_cut() -> None:
    history = tuple(an_entry(a_press(), by=f"U{n}") for n in range(200))
    *_, story = status_answer(a_complete_order(history=history), Aside(NOW))["blocks"]

    assert "<@U199>" in story["elements"][0]["text"]
    assert "<@U1>" not in story["elements"][0]["text"]
    assert PlaceRequested.__name__ not in story["elements"][0]["text"]


def test_an_order_from_elsewhere_is_not_taken_for_ours() -> None:
    hit = Hit(order=PRINTING, customer="Grace Hopper", reference="By hand")
    text = foreign_answer(hit, PAGE)["text"]

    assert "*Order 100001 was not placed here*, but 3YOURMIND has it." in text
    assert "3YOURMIND says: *Printing*." in text
    assert "For Grace Hopper · reference `By hand`" in text
    assert f"<{PAGE}|Open it in 3YOURMIND>" in text


def test_of_an_order_from_elsewhere_only_what_is_known_is_told() -> None:
    bare = Hit(order=PlacedOrder(number="1"))

    assert [
        "*Order 1 was not placed here*, but 3YOURMIND has it.",
        "Its parts and its history are there only.",
    ] == foreign_answer(bare, "")["text"].split("\n")


def test_several_orders_from_elsewhere_are_listed_with_their_pages() -> None:
    hits = [
        Hit(order=PlacedOrder(number=f"{n}", key=f"{n}"), customer="Grace", reference=f"PO {n}")
        for n in range(6)
    ]
    answer = foreign_list(hits, lambda key: f"https://print.example/orders/{key}/")

    assert "• <https://print.example/orders/4/|4> · For Grace · reference `PO 4`" in answer["text"]
    assert "PO 5" not in answer["text"]
    assert "… and more of them." in answer["text"]
    assert "more of them" not in foreign_list(hits[:5], lambda _: "")["text"]


def test_who_finds_nothing_is_told_what_to_try() -> None:
    text = unknown_answer("<!here> 10001", [], ())["text"]

    assert "I know no such order: `&lt;!here&gt; 10001`" in text
    assert "Try its number" in text
    assert "Did you mean" not in text


def test_who_finds_nothing_is_offered_what_is_near() -> None:
    answer = unknown_answer("10000", [an_order_in("placed")], ())

    assert "Did you mean one of these?\n• PD7K3M" in answer["text"]
    assert ["section", "table", "actions"] == [block["type"] for block in answer["blocks"]]


@pytest.mark.parametrize(
    ("silence", "said"), [(Silence.LATE, "I add what it finds"), (Silence.FAILED, "I cannot tell")]
)
def test_not_having_asked_is_told_from_having_found_nothing(silence: Silence, said: str) -> None:
    assert said in unknown_answer("10001", [], silence)["text"]


def test_other_answers_say_what_to_do() -> None:
    assert "Start one with `/order`" in nothing_open()["text"]
    assert "ask again" in gone_answer()["text"]
    assert [] == flaws(nothing_open()) + flaws(gone_answer())


@calm
@given(orders(), st.one_of(st.none(), st.sampled_from(Silence), st.just(PRINTING)), words)
def test_answers_are_what_slack_takes_whatever_the_record_holds(
    order: Order, found: Found, text: str
) -> None:
    placed = PlacedOrder(number=text or "1", status=text)
    hit = Hit(order=placed, customer=text, reference=text)
    for answer in (
        status_answer(order, Aside(NOW, found, PAGE, Listing(text="x"))),
        foreign_answer(hit, PAGE),
        foreign_list([hit] * 6, lambda _: PAGE),
        unknown_answer(text, [order], found if isinstance(found, Silence) else ()),
    ):
        ours = r"<[@#][UWC][A-Z0-9]+>|<!date[^>]+>|<https://print.example[^>]+>"
        assert [] == flaws(answer)
        assert "<" not in re.sub(ours, "", "".join(marked(answer)))
