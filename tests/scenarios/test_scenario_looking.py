"""What the bot finds in the files that people drop, and what it asks about them."""

import pytest

from state.facts import Finding, Oddity
from state.form import Unit
from state.part import Ready
from state.ports import Look
from tests.bot.waiting import wait_for
from tests.builders import small_facts, some_facts
from tests.drawn import a_png
from tests.scenarios.case import CUBE, Case
from tests.scenarios.house import House

PNG = a_png(64, 48)
INCH, MM = "inch: 50.8 × 38.1 × 20.3 mm", "mm: 2.0 × 1.5 × 0.8 mm"
ASKED = "Was it drawn in inches?"


def seeing(case: Case, **looks: Look) -> Case:
    """Give the case, in which the bot sees this in files of these names."""
    case.house.looker.looks |= {f"{name}.stl": look for name, look in looks.items()}
    return case


def test_picture_and_size_of_a_file_stand_in_the_thread(house: House, case: Case) -> None:
    seeing(case, bracket=Look(some_facts(), PNG)).answered().with_part()

    told = case.told_of("bracket.stl")
    (picture,) = (b for b in told.message.blocks if b["type"] == "image")
    assert "50.0 × 20.0 × 10.0 mm" in told.text
    assert PNG == house.slack.world.files[picture["slack_file"]["id"]].content
    assert picture["alt_text"].startswith("Picture of bracket.stl, 50.0 × 20.0")
    case.shows("1 × 12.34 EUR · 50.0 × 20.0 × 10.0 mm")
    (part,) = house.bot.orders.get(case.id).parts
    # Files of other orders may still be under way.
    mine = [call for call in house.slack.downloads if call.arguments["file"] == part.id]
    assert 1 == len(mine)
    assert [("bracket.stl", CUBE)] == house.looker.seen
    case.place().placed()


def test_what_is_odd_about_a_file_is_said_where_everybody_sees_it(case: Case) -> None:
    odd = some_facts(findings=(Finding(oddity=Oddity.OPEN, count=3),))
    seeing(case, bracket=Look(odd)).answered().with_part()

    assert "please ask for a repaired file" in case.told_of("bracket.stl").text
    case.shows("⚠️ open surface")


def test_three_files_are_told_in_two_messages_each_at_most(case: Case) -> None:
    names = ("bracket", "lid", "foot")
    seeing(case, **{name: Look(some_facts(), PNG) for name in names}).answered()
    for number, name in enumerate(names):
        case.with_part(f"{name}.stl", CUBE[:-1] + bytes([number]))
        case.told_of(f"{name}.stl")
    case.told("Place order is on the card")

    assert len(case.notices) <= 2 * len(names)


def test_the_order_does_not_wait_for_a_look(house: House, case: Case) -> None:
    house.looker.open.clear()
    seeing(case, bracket=Look(some_facts(), PNG)).ready().place().placed()
    house.looker.open.set()

    order = case.id
    wait_for(lambda: house.bot.orders.get(order).parts[0].looked_at)
    case.shows("50.0 × 20.0 × 10.0 mm")
    assert not [words for words in case.notices if "📐" in words]


def test_a_look_that_a_restart_interrupted_is_had_afterwards(house: House, case: Case) -> None:
    house.looker.open.clear()
    seeing(case, bracket=Look(some_facts(), PNG)).ready()
    wait_for(lambda: house.looker.seen)
    with house.away():
        house.looker.open.set()

    case.told_of("bracket.stl")
    assert 2 == len(house.looker.seen)
    assert 1 == len([words for words in case.notices if "📐" in words])
    assert 1 == len(case.requests("POST", "/api/v2.0/files/"))


def test_a_file_that_was_looked_at_is_not_looked_at_again_after_a_restart(
    house: House, case: Case
) -> None:
    seeing(case, bracket=Look(some_facts(), PNG)).ready()
    case.told_of("bracket.stl")
    with house.away():
        pass
    seeing(case, lid=Look(some_facts())).with_part("lid.stl", CUBE[:-1] + b"\2")
    case.told_of("lid.stl")

    assert ["bracket.stl", "lid.stl"] == [name for name, _ in house.looker.seen]


def answered(case: Case, label: str) -> None:
    """Ben answers the question for the unit."""
    case.ben.click(label, message=case.told_of("bracket.stl"))
    case.house.slack.wait_for(lambda: not case.told_of("bracket.stl").buttons)


def is_ready_in_basket(house: House, case: Case, number: int) -> bool:
    """Tell whether the first part is ready in the order's basket of this number."""
    order = house.bot.orders.get(case.id)
    return order.basket.number == number and isinstance(order.parts[0].upload, Ready)


def test_a_file_in_inches_is_sent_again_as_such(house: House, case: Case) -> None:
    seeing(case, bracket=Look(small_facts(), PNG)).ready()
    assert ASKED in case.told_of("bracket.stl").text
    case.shows("❓ mm or inch")

    answered(case, INCH)

    told = case.told_of("bracket.stl").text
    assert "@ben said that it was drawn in inches." in told
    assert ASKED not in told
    wait_for(lambda: is_ready_in_basket(house, case, 2))
    case.offers("Place order")
    order = case.place().placed()
    *_, last = case.requests("POST", "/api/v2.0/files/")
    assert last.form
    assert ("inch", str(order.basket_id)) == (last.form["unit"], last.form["basket_id"])
    assert 1 == len(house.looker.seen)


def test_a_file_in_millimetres_stays_where_it_is(case: Case) -> None:
    seeing(case, bracket=Look(small_facts())).ready()

    answered(case, MM)

    assert "@ben said that it was drawn in millimetres." in case.told_of("bracket.stl").text
    case.place().placed()
    assert 1 == len(case.requests("POST", "/api/v2.0/files/"))


def test_who_answers_too_late_hears_who_was_first(case: Case) -> None:
    seeing(case, bracket=Look(small_facts())).ready()
    told = case.told_of("bracket.stl")
    stale = case.ada.sight.button(MM, told)
    answered(case, INCH)

    case.press_spot(case.ada, stale, MM)

    case.whispered(case.ada, "@ben said that it was drawn in inches.")
    assert "inch" == case.house.bot.orders.get(case.id).parts[0].answers.unit


@pytest.mark.parametrize(("unit", "label"), [("inch", INCH), ("mm", MM)])
def test_the_answer_is_proposed_for_the_customers_next_file(
    house: House, case: Case, unit: Unit, label: str
) -> None:
    words = {"inch": "inches", "mm": "millimetres"}[unit]
    seeing(case, bracket=Look(small_facts())).ready()
    answered(case, label)

    again = Case.fresh(house).ready()

    told = again.told_of("bracket.stl")
    assert f"Last time, this customer's file was in {words}." in told.text
    (row,) = (b["elements"] for b in told.message.blocks if b["type"] == "actions")
    assert [label] == [b["text"]["text"] for b in row if b.get("style") == "primary"]


def test_who_may_not_order_answers_nothing(house: House, case: Case) -> None:
    seeing(case, bracket=Look(small_facts())).ready()
    gus = house.slack.person("gus")

    gus.click(INCH, message=case.told_of("bracket.stl"))

    case.whispered(gus, "guests of this workspace cannot do this")
    assert house.bot.orders.get(case.id).parts[0].answers.unit is None
