import re
from collections.abc import Sequence
from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from handlers.views.home import MOST_SHOWN, Overview, home, refused_home
from state.order import Order, Spot
from state.phase import NeedsHuman
from state.ports import DeskHealth
from tests.builders import AT, a_complete_order, an_order_in, complete_answers
from tests.handlers.views.wellformed import buttons, flaws, marked, reading
from tests.handlers.views.wild import calm, orders

UP = DeskHealth(answers=True, since=AT, asked=AT + timedelta(hours=1))
DOWN = DeskHealth(answers=False, since=AT, asked=AT + timedelta(hours=1))
CARD = "https://lab.slack.com/archives/C0PRINT/p1772443800000100"
LONG = "W" * 300
"""What nobody's name is as long as; the widest letter of all."""


def told(health: DeskHealth = UP, **lists: Sequence[Order]) -> str:
    return reading(home(Overview(health, **lists)))


def test_a_new_order_can_be_begun() -> None:
    assert "New print order" == buttons(home(Overview(UP)))["new_order"]["text"]["text"]


def test_whether_3yourmind_answers_is_told_with_the_time() -> None:
    assert "has been answering since <!date^1772443800^" in told(UP)
    assert "last <!date^1772447400^" in told(UP)
    assert "🔴 3YOURMIND has not answered since <!date^1772443800^" in told(DOWN)
    assert "I have not asked 3YOURMIND for anything yet." in told(DeskHealth())


def test_a_draft_is_told_with_its_card() -> None:
    spot = Spot(channel="C0PRINT", card="1.1", link=CARD)
    text = told(drafts=[a_complete_order(spot=spot)])

    assert "*🟢 Ready to be placed* · Grace Hopper" in text
    assert f"<{CARD}|PD7K3M> · started by <@U0ADA> <!date^1772443800^" in text


def test_a_placed_order_is_told_in_3yourminds_last_word() -> None:
    order = an_order_in("placed")
    phase = order.phase.but(status="Printing", status_since=AT)
    text = told(placed=[order.but(phase=phase)])

    assert "*✅ Placed: 100001* · Grace Hopper" in text
    assert "3YOURMIND says: *Printing* since <!date^1772443800^" in text


def test_what_was_looked_for_is_told_to_who_settles_it() -> None:
    text = told(doubtful=[an_order_in("needs_human", phase=NeedsHuman(since=AT, looks=7))])

    assert "Somebody has to look" in text
    assert "I asked 3YOURMIND 7 times for an order" in text
    assert "look in 3YOURMIND for the id of each" in text
    assert "Somebody has to look" not in told()


def test_who_settles_it_has_both_buttons_with_each_order() -> None:
    orders = [an_order_in("needs_human", id=f"PD{n}") for n in range(3)]
    view = home(Overview(UP, drafts=orders[:1], doubtful=orders))
    rows = [b for b in view["blocks"] if b.get("block_id", "").startswith("settle")]

    assert 3 == len({row["block_id"] for row in rows})
    pressed = [(e["action_id"], e["value"]) for row in rows for e in row["elements"]]
    assert [(what, o.id) for o in orders for what in ("found", "not_there")] == pressed


def test_who_may_not_settle_it_has_no_button() -> None:
    view = home(Overview(UP, drafts=[an_order_in("needs_human")]))

    assert {"new_order"} == set(buttons(view))


def test_a_doubtful_order_of_ones_own_is_listed_once() -> None:
    order = an_order_in("needs_human")

    assert 1 == told(drafts=[order], doubtful=[order]).count("PD7K3M")
    assert 1 == told(drafts=[order]).count("PD7K3M")


def test_what_is_missing_is_told() -> None:
    draft = a_complete_order(answers=complete_answers(payment=None))

    assert "*Still missing:* payment." in told(drafts=[draft])


def test_empty_lists_say_what_to_do() -> None:
    assert "*New print order* starts one." in told()
    assert "You have not placed an order yet." in told()


def test_long_lists_are_cut_and_say_where_the_rest_is() -> None:
    many = [an_order_in("placed", id=f"PD{n}") for n in range(MOST_SHOWN + 1)]
    text = told(drafts=many, placed=many, doubtful=many)

    assert MOST_SHOWN * 2 == text.count("100001")
    assert f"PD{MOST_SHOWN} " not in text
    for rest in ("`/order-status` lists them all", "`/order-status` finds each", "makes room"):
        assert rest in text
    assert "…" not in told(drafts=many[:-1], placed=many[:-1], doubtful=many[:-1])


def test_the_fullest_tab_there_can_be_is_what_slack_takes() -> None:
    customer = a_complete_order().answers.customer
    assert customer is not None
    answers = a_complete_order().answers.but(customer=customer.but(label=LONG))
    placed = an_order_in("placed", answers=answers)
    phase = placed.phase.but(number=LONG, status=LONG, status_since=AT, watched=False)
    many = [placed.but(id=LONG, phase=phase, spot=Spot(channel="C1", link=CARD))] * 500
    others = [order.but(id=f"{LONG}{n}") for n, order in enumerate(many[:16])]
    doubt = NeedsHuman(since=AT, sent=AT, looks=1_000_000)
    view = home(Overview(DOWN, others, many[:16], [o.but(phase=doubt) for o in many[:16]]))

    assert [] == flaws(view)
    assert 100 >= len(view["blocks"])


def test_who_may_see_nothing_is_told_why() -> None:
    view = refused_home("Sorry, guests of this workspace cannot do this.")

    assert [] == flaws(view)
    assert "Sorry, guests" in reading(view)


@calm
@given(st.lists(orders(), max_size=3))
def test_a_tab_is_what_slack_takes_whatever_the_record_holds(found: list[Order]) -> None:
    view = home(Overview(UP, found, found, found))
    ours = r"<[@#][UWC][A-Z0-9]+>|<!date[^>]+>|<https://lab.slack.com[^>]+>"

    assert [] == flaws(view)
    assert "<" not in re.sub(ours, "", "".join(marked(view)))
