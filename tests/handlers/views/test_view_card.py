import re
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given

from handlers.views.blocks import Message
from handlers.views.card import card
from state.facts import Finding, Oddity
from state.form import Answers, PartAnswers
from state.order import Basket, Order
from state.part import Analysing, Part, Unusable, Upload, Uploading, Waiting
from state.phase import Collecting, Phase, Placed, Placing
from state.problems import Problem
from state.progress import Track
from state.record import Choice
from tests.builders import (
    ADA,
    AT,
    PHASES,
    a_complete_order,
    a_file,
    a_part,
    a_problem,
    a_ready_part,
    an_order,
    an_order_in,
    an_own_order,
    complete_answers,
    small_facts,
    some_facts,
)
from tests.handlers.views.wellformed import block, buttons, flaws, marked, reading, texts
from tests.handlers.views.wild import calm, orders

OURS = re.compile(r"<@[UW][A-Z0-9]+>|<!date\^\d+\^\{date_short_pretty\} at \{time\}\|[-0-9: UTC]+>")
UNUSABLE = Unusable(problem=a_problem(cause="analysis_failed"), line_is_empty=False)


def section_of(order: Order, part: Part) -> str:
    """Give the paragraph of a part."""
    text: str = block(card(order), f"part:{order.id}:{part.id}")["text"]["text"]
    return text


def menu(order: Order) -> list[str]:
    """Give the menu of the first part."""
    shown = block(card(order), f"part:{order.id}:{order.parts[0].id}")
    return [option["value"] for option in shown.get("accessory", {}).get("options", ())]


def test_an_order_of_the_own_account_shows_the_desks_price() -> None:
    shown = reading(card(an_own_order()))

    assert "Print order · PD7K3M" in shown
    assert "21.47 EUR, 3YOURMIND's price including tax" in shown
    assert "PA12, grey · 1 piece · mm" in shown
    assert not {"Customer", "Shipping price"} & set(shown.splitlines())


def test_until_the_desk_has_told_its_price_nothing_is_placed() -> None:
    order = an_own_order(basket=Basket(id="201"))

    shown = card(order)

    assert "3YOURMIND is asked for its price." in reading(shown)
    assert "Total" not in reading(shown)
    assert "place" not in buttons(shown)


def test_a_price_without_everything_that_belongs_to_it_is_none_for_the_whole() -> None:
    open_one = an_own_order(answers=complete_answers(customer=None, delivery=None))

    shown = reading(card(open_one)).splitlines()

    assert "*Total so far*" in shown
    assert "21.47 EUR, 3YOURMIND's price including tax" in shown


def test_nobody_is_told_to_wait_for_a_price_that_does_not_come() -> None:
    stuck = an_own_order(basket=Basket(id="201"), phase=Collecting(problem=a_problem()))

    assert "asked for its price" not in reading(card(stuck))


def test_the_dialog_of_an_own_order_says_whose_price_and_whose_order_it_is() -> None:
    dialog = buttons(card(an_own_order()))["place"]["confirm"]["text"]["text"]

    total = "21.47 EUR in total (3YOURMIND's price)"
    assert f"1 part (1 piece), {total} for Printdesk's own account." == dialog


def test_an_own_order_is_not_copied_to_another_customer() -> None:
    placed = an_own_order(phase=an_order_in("placed").phase)

    assert ["again", "tell_me", "quiet"] == list(buttons(card(placed)))


@pytest.mark.parametrize("phase", PHASES, ids=lambda phase: phase.kind)
def test_the_card_is_what_slack_takes_in_every_phase(phase: Phase) -> None:
    assert [] == flaws(card(a_complete_order(phase=phase)))


@calm
@given(orders())
def test_nothing_in_the_record_breaks_the_card_or_becomes_a_mention_or_link(order: Order) -> None:
    message = card(order)
    left = "\n".join(OURS.sub("", text) for text in marked(message))

    assert [] == flaws(message)
    assert "<" not in left
    assert "://" not in re.sub(r"`[^`\n]*`", "", left)
    assert all(text["verbatim"] for text in texts(message["blocks"], "mrkdwn"))


def test_the_card_is_found_again_by_its_order() -> None:
    expected = {"event_type": "printdesk_card", "event_payload": {"order": "PD7K3M"}}

    assert expected == card(an_order())["metadata"]


def test_the_notification_says_whose_order_and_how_it_stands() -> None:
    expected = "Grace Hopper, Harbour Works &lt;grace@example.com&gt; · PD7K3M: ✅ Placed: 100001"

    assert expected == card(an_order_in("placed"))["text"]


def test_the_card_shows_every_answer_and_the_total() -> None:
    words = reading(card(a_complete_order(answers=complete_answers(reference="PO 17"))))

    for fact in ("Quay 1", "Dock 7", "Standard parcel", "7.90 EUR", "Invoice", "PO 17"):
        assert fact in words
    assert "*Total*\n24.28 EUR, including 19 % tax" in words


def test_a_total_without_every_price_says_so() -> None:
    parts = (a_ready_part(), a_ready_part(id="P2"))
    order = a_complete_order(answers=complete_answers(price=None), parts=parts)

    assert "*Total so far*\n9.40 EUR" in reading(card(order))


@pytest.mark.parametrize(
    ("upload", "words"),
    [
        (Waiting(), "🕓 `bracket.stl` is waiting to be sent"),
        (Uploading(worker="w"), "📤 `bracket.stl` is being sent to 3YOURMIND"),
        (Analysing(), "🔎 `bracket.stl` is being checked by 3YOURMIND"),
        (a_ready_part().upload, "✅ `bracket.stl` is ready"),
        (UNUSABLE, "⚠️ `bracket.stl` cannot be used"),
    ],
)
def test_a_part_says_how_far_its_file_is(upload: Upload, words: str) -> None:
    part = a_part(upload=upload)

    assert words == section_of(an_order(parts=(part,)), part).splitlines()[0]


@pytest.mark.parametrize(
    ("sent", "size", "words"),
    [
        (0, 0, ""),
        (0, 120_000_000, ""),
        (1, 120_000_000, ", 0 % of 120 MB"),
        (54_300_000, 120_000_000, ", 45 % of 120 MB"),
        (119_999_999, 120_000_000, ", 99 % of 120 MB"),
        (342, 684, ", 50 % of 0.1 MB"),
    ],
)
def test_a_file_on_its_way_says_how_far_it_is(sent: int, size: int, words: str) -> None:
    part = a_part(upload=Uploading(worker="run"))
    order = an_order(parts=(part,))
    message = card(order, {part.id: Track(order.id, part.id, sent, size)})
    shown = block(message, f"part:{order.id}:{part.id}")["text"]["text"].splitlines()[0]

    assert f"📤 `bracket.stl` is being sent to 3YOURMIND{words}" == shown


def test_how_far_a_file_was_is_not_said_once_it_has_arrived() -> None:
    part = a_part(upload=Analysing())
    order = an_order(parts=(part,))
    tracks = {part.id: Track(order.id, part.id, 9, 9)}

    assert card(order) == card(order, tracks)


def test_a_file_whose_name_slack_did_not_tell_is_a_file() -> None:
    part = a_part(file=a_file(name="", size=0))
    first, *_ = section_of(an_order(parts=(part,)), part).splitlines()

    assert "🕓 a file is waiting to be sent" == first


def test_a_part_says_what_is_printed() -> None:
    own = PartAnswers(
        quantity=12,
        finishing=(Choice(key="8:2", label="Dyed, black"), Choice(key="9", label="Polished")),
        unit="inch",
        due_date=date(2026, 4, 1),
    )
    part = a_ready_part(answers=own)

    expected = "PA12, grey · Dyed, black and Polished · 12 × 12.50 EUR · inch · due 2026-04-01"
    assert expected == section_of(an_order(parts=(part,)), part).splitlines()[1]


def test_a_part_says_what_it_lacks() -> None:
    part = a_ready_part()
    order = an_order(answers=complete_answers(material=None, price=None), parts=(part,))

    assert "no material yet · 1 piece, no price yet · mm" == section_of(order, part).split("\n")[1]


def test_a_part_that_cannot_be_used_says_why() -> None:
    part = a_part(upload=UNUSABLE)

    assert "cannot use it as a 3D model" in section_of(an_order(parts=(part,)), part)


def test_only_a_part_that_cannot_be_used_can_be_tried_again() -> None:
    assert ["edit", "remove"] == menu(a_complete_order())
    assert ["edit", "remove", "retry"] == menu(an_order(parts=(a_part(upload=UNUSABLE),)))


@pytest.mark.parametrize("kind", ["placing", "placed", "needs_human"])
def test_parts_cannot_be_changed_once_the_order_is_on_its_way(kind: str) -> None:
    assert [] == menu(an_order_in(kind))


def test_the_card_lists_what_is_missing_in_words() -> None:
    parts = (
        a_ready_part(answers=PartAnswers(price=Decimal(1))),
        a_ready_part(id="P2", file=a_file(name="lid.stl")),
        a_part(id="P3", file=a_file(name="torn.stl"), upload=UNUSABLE),
    )
    answers = complete_answers(billing_address=None, payment=None, price=None)

    expected = (
        "*Still missing:* billing address, payment, the price of `lid.stl` and `torn.stl` "
        "and something in place of `torn.stl`."
    )
    assert expected in reading(card(an_order(answers=answers, parts=parts)))


def test_many_parts_without_a_price_are_counted() -> None:
    parts = tuple(a_ready_part(id=f"P{n}") for n in range(12))
    order = an_order(answers=complete_answers(price=None), parts=parts)

    words = "the price of `bracket.stl`, `bracket.stl`, `bracket.stl` and 9 more"
    assert words in reading(card(order))


def test_a_new_card_asks_for_files() -> None:
    words = reading(card(an_order(answers=Answers())))

    assert "a file." in words
    assert "Drop files into this thread" in words


def test_files_on_their_way_are_not_called_missing() -> None:
    words = reading(card(an_order(parts=(a_part(),))))

    assert "*On the way to 3YOURMIND:* `bracket.stl`." in words
    assert "Still missing" not in words


@pytest.mark.parametrize(("parts", "shown"), [(20, 20), (21, 19), (50, 19)])
def test_twenty_parts_have_room_and_of_more_the_rest_is_a_click_away(
    parts: int, shown: int
) -> None:
    order = a_complete_order(parts=tuple(a_ready_part(id=f"P{n}") for n in range(parts)))
    message = card(order)
    more = [b for b in message["blocks"] if "more part" in str(b.get("text"))]

    assert shown == sum(b.get("block_id", "").startswith("part:") for b in message["blocks"])
    assert [(f"… and {parts - shown} more parts", order.id)] * (parts > shown) == [
        (b["text"]["text"], b["accessory"]["value"]) for b in more
    ]
    assert [] == flaws(message)


def test_placing_asks_back_when_a_unit_is_in_doubt() -> None:
    parts = tuple(a_ready_part(id=f"P{n}", facts=small_facts()) for n in range(3))
    message = card(a_complete_order(parts=parts))

    assert [] == flaws(message)
    assert buttons(message)["place"]["confirm"]["text"]["text"].endswith(
        "Nobody has said yet whether millimetres or inches are right for bracket.stl and 2 more."
    )


def test_a_part_says_how_large_it_is_in_its_unit_and_that_something_is_odd() -> None:
    odd = some_facts(findings=(Finding(oddity=Oddity.OPEN, count=3),))
    small = a_ready_part(facts=small_facts())
    inch = small.but(answers=PartAnswers(unit="inch"))

    for part, words in (
        (a_ready_part(facts=odd), "50.0 × 20.0 × 10.0 mm · ⚠️ open surface"),
        (small, "2.0 × 1.5 × 0.8 mm · ❓ mm or inch"),
        (inch, "2.0 × 1.5 × 0.8 inch"),
    ):
        assert section_of(an_order(parts=(part,)), part).endswith(words)


@pytest.mark.parametrize(
    ("order", "expected"),
    [
        (a_complete_order(), ["place", "edit", "cancel"]),
        (an_order(), ["edit", "cancel"]),
        (
            a_complete_order(phase=Collecting(problem=a_problem())),
            ["place", "try_again", "edit", "cancel"],
        ),
        (an_order(phase=Collecting(problem=a_problem())), ["try_again", "edit", "cancel"]),
        (an_order_in("placing"), []),
        (an_order_in("placed"), ["again", "copy", "tell_me", "quiet"]),
        (an_order_in("failed"), ["place", "edit", "cancel"]),
        (an_order_in("failed", parts=()), ["edit", "cancel"]),
        (an_order_in("needs_human"), ["found", "not_there"]),
        (an_order_in("cancelled"), []),
        (an_order_in("expired"), []),
    ],
)
def test_each_phase_has_its_buttons(order: Order, expected: list[str]) -> None:
    shown = buttons(card(order))

    assert expected == list(shown)
    assert all(button["value"].split()[0] == order.id for button in shown.values())


def test_placing_asks_back_with_everything_that_counts() -> None:
    parts = (a_ready_part(), a_ready_part(id="P2", answers=PartAnswers(quantity=3)))
    dialog = buttons(card(a_complete_order(parts=parts)))["place"]["confirm"]

    customer = "Grace Hopper, Harbour Works <grace@example.com>"
    expected = f"2 parts (4 pieces), 68.90 EUR in total for {customer}."
    assert expected == dialog["text"]["text"]


def test_placing_again_after_a_failure_asks_back_too() -> None:
    again = buttons(card(an_order_in("failed")))["place"]

    assert "Try again" == again["text"]["text"]
    assert "24.28 EUR" in again["confirm"]["text"]["text"]


@pytest.mark.parametrize(
    ("kind", "action"), [("collecting", "cancel"), ("needs_human", "not_there")]
)
def test_what_cannot_be_undone_asks_back(kind: str, action: str) -> None:
    assert "confirm" in buttons(card(an_order_in(kind)))[action]


@pytest.mark.parametrize(
    ("phase", "words"),
    [
        (Collecting(problem=Problem(cause="busy")), "3YOURMIND has too much to do"),
        (Placing(attempt=1, by=ADA), "<@U0ADA> pressed *Place order*."),
        (Placing(attempt=1, by=ADA, checking=True), "do not place it anywhere else"),
    ],
)
def test_the_card_explains_its_phase(phase: Phase, words: str) -> None:
    assert words in reading(card(a_complete_order(phase=phase)))


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        ("placed", "✅ Placed: 100001"),
        ("placed", "<@U0ADA> placed it <!date^1772443800^"),
        ("failed", "The order was not placed. 3YOURMIND did not accept this."),
        ("needs_human", "Please look in 3YOURMIND for PD7K3M in the reference"),
        ("cancelled", "🚫 Cancelled by <@U0ADA> <!date^1772443800^"),
        ("expired", "💤 Closed <!date^1772443800^"),
    ],
)
def test_the_card_says_how_it_ended(kind: str, words: str) -> None:
    assert words in reading(card(an_order_in(kind)))


@pytest.mark.parametrize("kind", ["cancelled", "expired"])
def test_a_closed_order_takes_two_lines(kind: str) -> None:
    assert 2 == len(card(an_order_in(kind))["blocks"])


def card_of_status(**phase: Any) -> Message:
    placed = Placed(number="100001", at=AT, by=ADA).but(**phase)
    return card(an_order_in("placed", phase=placed))


def test_a_placed_order_shows_what_3yourmind_says_and_since_when() -> None:
    words = reading(card_of_status(status="Printing", status_since=AT, status_at=AT))

    assert "3YOURMIND says: *Printing* since <!date^1772443800^" in words
    assert "no longer" not in words


def test_an_order_that_is_not_watched_any_more_says_so_and_tells_nobody() -> None:
    over = card_of_status(status="Shipped", status_since=AT, watched=False)

    assert "I no longer watch it." in reading(over)
    assert ["again", "copy"] == list(buttons(over))


def test_an_order_of_which_no_status_is_known_says_nothing_of_it() -> None:
    assert "3YOURMIND" not in reading(card_of_status())


def test_another_look_without_news_leaves_the_card_as_it_is() -> None:
    known = {"status": "Printing", "status_since": AT}

    assert card_of_status(**known) == card_of_status(**known, status_at=AT, looked_at=AT)


def test_a_status_in_the_card_is_harmless() -> None:
    assert [] == flaws(card_of_status(status="<!channel>" * 100, status_since=AT))
    assert "<!channel>" not in reading(card_of_status(status="<!channel>"))
