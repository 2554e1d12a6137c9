import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.views.listing import PAGE, SHOW, TURN, Listing, listing_answer
from state.order import Order, Spot
from tests.builders import an_order, an_order_in
from tests.handlers.views.wellformed import flaws, marked
from tests.handlers.views.wild import calm, orders, words

CARD = "https://lab.slack.com/archives/C0PRINT/p1772443800000100"


def several(count: int) -> list[Order]:
    return [an_order(id=f"PD{n}") for n in range(count)]


def elements(listing: Listing, count: int) -> dict[str, Any]:
    *_, row = listing_answer(listing, several(count))["blocks"]
    return {element["action_id"]: element for element in row["elements"]}


def rows(*found: Order) -> list[list[str]]:
    _, table, _ = listing_answer(Listing(), found)["blocks"]
    return [[cell.get("text", "link") for cell in row] for row in table["rows"]]


def test_every_order_has_a_row_with_what_tells_it_apart() -> None:
    placed = an_order_in("placed", spot=Spot(channel="C0PRINT", card="1.1", link=CARD))
    printing = placed.but(phase=placed.phase.but(status="Printing"))
    customer = "Grace Hopper, Harbour Works <grace@example.com>"

    assert [
        ["Order", "Number", "Customer", "Status", "Last change"],
        ["link", "100001", customer, "✅ Placed", "2026-03-02 09:30 UTC"],
        ["link", "100001", customer, "✅ Printing", "2026-03-02 09:30 UTC"],
        ["PD7K3M", "—", "no customer yet", "📝 Being put together", "2026-03-02 09:30 UTC"],
    ] == rows(placed, printing, an_order(answers={}))


def test_the_row_leads_to_the_card() -> None:
    order = an_order(spot=Spot(channel="C0PRINT", card="1.1", link=CARD))
    _, table, _ = listing_answer(Listing(), [order])["blocks"]

    link = {"type": "link", "url": CARD, "text": "PD7K3M"}
    assert [link] == table["rows"][1][0]["elements"][0]["elements"]


@pytest.mark.parametrize(
    ("skip", "count", "turns"),
    [
        (0, PAGE, {}),
        (0, PAGE + 1, {"look_next": 10}),
        (10, PAGE + 1, {"look_previous": 0, "look_next": 20}),
        (20, 3, {"look_previous": 10}),
    ],
)
def test_pages_are_turned_where_there_are_others(
    skip: int, count: int, turns: dict[str, int]
) -> None:
    found = elements(Listing(text="grace", skip=skip), count)
    del found[SHOW]

    assert all(TURN.fullmatch(name) for name in found)
    assert {name: Listing(text="grace", skip=to) for name, to in turns.items()} == {
        name: Listing.model_validate_json(button["value"]) for name, button in found.items()
    }


def test_a_page_shows_ten_and_says_which() -> None:
    answer = listing_answer(Listing(text="<grace>", skip=10), several(11))

    assert "*Orders that fit “&lt;grace&gt;”, 11 to 20*" == answer["text"].split("\n")[0]
    assert 11 == len(answer["blocks"][1]["rows"])
    assert 10 == len(elements(Listing(), 11)[SHOW]["options"])


def test_one_page_counts_nothing() -> None:
    assert listing_answer(Listing(), several(2))["text"].startswith("*Open orders*\n")


def test_each_order_of_the_page_can_be_opened() -> None:
    options = elements(Listing(), 2)[SHOW]["options"]

    assert ["PD0", "PD1"] == [option["value"] for option in options]
    assert options[0]["text"]["text"].startswith("PD0 · — · Grace Hopper")


def test_the_block_remembers_what_is_listed() -> None:
    listing = Listing(text='"quoted" \\ ' * 5, skip=30)
    *_, row = listing_answer(listing, several(1))["blocks"]

    assert listing == Listing.model_validate_json(row["block_id"])


@calm
@given(st.lists(orders(), min_size=1, max_size=3, unique_by=id), words)
def test_lists_are_what_slack_takes_whatever_the_records_hold(
    found: list[Order], text: str
) -> None:
    named = [order.but(id=f"PD{n}") for n, order in enumerate(found)]
    answer = listing_answer(Listing(text=" ".join(text.split())[:64]), named)
    left = re.sub(r"<[@#][UWC][A-Z0-9]+>", "", "".join(marked(answer)))

    assert [] == flaws(answer)
    assert "<" not in left
