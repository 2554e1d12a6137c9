from decimal import Decimal

import pytest
from hypothesis import given

from handlers.views.form import field_of
from handlers.views.modals import (
    Draft,
    message_form,
    number_form,
    order_form,
    part_form,
    parts_list,
)
from state.form import Answers, PartAnswers
from state.order import Order
from tests.builders import a_file, a_part, an_order, complete_answers
from tests.handlers.views import wild
from tests.handlers.views.wellformed import flaws, reading

NEW = Draft(order="PD7K3M", channel="C0PRINT", new=True)
OLD = Draft(order="PD7K3M", channel="C0PRINT")


@wild.calm
@given(wild.answers)
def test_the_form_is_what_slack_takes_whatever_was_answered(answers: Answers) -> None:
    assert [] == flaws(order_form(answers, NEW, "3YOURMIND could not be reached."))
    assert [] == flaws(order_form(answers, OLD))


@wild.calm
@given(wild.words, wild.part_answers)
def test_the_form_of_a_part_is_what_slack_takes(name: str, answers: PartAnswers) -> None:
    part = a_part(file=a_file(name=name))

    assert [] == flaws(part_form(an_order(), part, answers))


@wild.calm
@given(wild.orders())
def test_the_list_of_all_parts_is_what_slack_takes(order: Order) -> None:
    assert [] == flaws(parts_list(order))


def test_the_list_of_all_parts_has_each_of_fifty_with_its_menu() -> None:
    parts = tuple(a_part(id=f"P{n}", file=a_file(name=f"part-{n}.stl")) for n in range(50))
    view = parts_list(an_order(parts=parts))

    assert [] == flaws(view)
    assert [f"part:PD7K3M:P{n}" for n in range(50)] == [
        b["block_id"] for b in view["blocks"] if b.get("accessory")
    ]


def test_another_proposal_takes_the_place_of_the_one_that_slack_still_shows() -> None:
    def price(proposed: Decimal | None) -> str:
        brought = {} if proposed is None else {"price": proposed}
        view = part_form(an_order(), a_part(), PartAnswers(price=proposed), brought)
        ids = (str(block.get("block_id")) for block in view["blocks"])
        return next(block_id for block_id in ids if field_of(block_id) == "price")

    assert 3 == len({price(proposed) for proposed in (None, Decimal("5.00"), Decimal("6.00"))})


def test_small_windows_are_what_slack_takes() -> None:
    assert [] == flaws(number_form(an_order()))
    assert [] == flaws(message_form("Sorry."))


@pytest.mark.parametrize(
    ("draft", "title", "submit"),
    [(NEW, "New print order", "Create order"), (OLD, "Edit order", "Save")],
)
def test_the_form_says_what_sending_it_does(draft: Draft, title: str, submit: str) -> None:
    view = order_form(Answers(), draft)

    assert (title, submit) == (view["title"]["text"], view["submit"]["text"])


def test_the_files_that_an_order_begins_with_are_named() -> None:
    view = order_form(Answers(), NEW, files=[a_file(name="a.stl"), a_file(name="b.stl")])

    assert [] == flaws(view)
    assert "📎 `a.stl` and `b.stl` will be in this order." in reading(view)


def test_files_can_be_put_into_the_form_of_a_new_order_only() -> None:
    new, old = (reading(order_form(complete_answers(), draft)) for draft in (NEW, OLD))

    assert "At most 10 files of 10 MB each." in new
    assert "10 MB" not in old


@wild.calm
@given(wild.words, wild.answers)
def test_a_form_with_the_parts_of_an_earlier_order_is_what_slack_takes(
    name: str, answers: Answers
) -> None:
    parts = [a_part(id=f"F{n}", file=a_file(name=name)) for n in range(50)]

    assert [] == flaws(order_form(answers, NEW, parts=parts))


def test_the_parts_of_an_earlier_order_are_taken_over_unless_somebody_says_no() -> None:
    view = order_form(complete_answers(), NEW, parts=[a_part()])
    (box,) = (b for b in view["blocks"] if b["block_id"] == "same_files@")

    assert "Use the same 1 file" == box["element"]["initial_options"][0]["text"]["text"]
    assert box["optional"]


def test_a_note_stands_above_the_questions() -> None:
    view = order_form(Answers(), NEW, "3YOURMIND could not be reached.")

    assert ("alert", "3YOURMIND could not be reached.") == (
        view["blocks"][0]["type"],
        view["blocks"][0]["text"]["text"],
    )


@pytest.mark.parametrize("draft", [NEW, OLD])
def test_the_form_knows_which_order_it_is_about(draft: Draft) -> None:
    view = order_form(Answers(), draft)

    assert draft == Draft.model_validate_json(view["private_metadata"])


def test_the_form_of_a_part_knows_its_order_and_its_part() -> None:
    view = part_form(an_order(), a_part(), PartAnswers())
    draft = Draft.model_validate_json(view["private_metadata"])

    assert Draft(order="PD7K3M", channel="C0PRINT", part="P1") == draft


def test_the_form_of_a_part_names_its_file() -> None:
    assert "`bracket.stl`" in reading(part_form(an_order(), a_part(), PartAnswers()))


def test_who_looks_for_an_order_is_told_what_to_look_for() -> None:
    assert "PD7K3M" in reading(number_form(an_order()))
