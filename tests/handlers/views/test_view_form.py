from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.sandbox.slack.blockkit.surfaces import option_problems
from handlers.views.form import field_of, inputs, of_key, options
from handlers.views.modals import Draft, order_form, part_form
from state.form import Answers, PartAnswers
from state.ports import Offered
from state.record import Choice
from tests.builders import CUSTOMER, MATERIAL, a_part, an_order, complete_answers
from tests.handlers.views.wellformed import reading
from tests.handlers.views.wild import calm, choices


def blocks(answers: Answers) -> dict[str, dict[str, Any]]:
    """Render the order form and give its inputs by field."""
    view = order_form(answers, Draft(order="PD7K3M", channel="C0PRINT"))
    return {field_of(block["block_id"]): block for block in view["blocks"]}


def test_every_question_that_applies_is_asked_in_its_order() -> None:
    answers = complete_answers()

    assert list(answers.asked()) == list(blocks(answers))


def test_addresses_are_asked_once_the_customer_is_known() -> None:
    assert not {"billing_address", "shipping_address"} & set(blocks(Answers()))


def test_a_collected_order_is_not_asked_where_to_ship() -> None:
    pickup = complete_answers(delivery=Choice(key="pickup:1", label="Berlin"))

    assert not {"shipping_address", "shipping_price"} & set(blocks(pickup))


@pytest.mark.parametrize(
    ("field", "element"),
    [
        ("customer", "external_select"),
        ("unit", "static_select"),
        ("price", "plain_text_input"),
        ("instructions", "plain_text_input"),
    ],
)
def test_each_kind_of_question_has_its_element(field: str, element: str) -> None:
    assert element == blocks(complete_answers())[field]["element"]["type"]


def test_a_part_is_asked_with_numbers_days_and_several_choices() -> None:
    asked = {field_of(b["block_id"]): b for b in inputs(PartAnswers(), "part", {})}

    assert asked["quantity"]["element"]["type"] == "number_input"
    assert asked["due_date"]["element"]["type"] == "datepicker"
    assert asked["finishing"]["element"]["type"] == "multi_external_select"


def test_lists_offer_something_before_the_first_letter() -> None:
    assert blocks(Answers())["customer"]["element"]["min_query_length"] == 0


def test_answers_that_change_the_form_are_told_at_once() -> None:
    telling = {field for field, b in blocks(complete_answers()).items() if b["dispatch_action"]}

    assert {"customer", "delivery", "material"} == telling


def test_only_required_questions_have_to_be_answered() -> None:
    required = {field for field, b in blocks(complete_answers()).items() if not b["optional"]}

    assert {"customer", "unit"} == required


def test_action_ids_follow_from_the_form_and_the_field() -> None:
    assert blocks(Answers())["customer"]["element"]["action_id"] == "order.customer"


def test_another_customer_makes_prefilled_answers_start_afresh() -> None:
    ada, ben = (complete_answers(customer=Choice(key=key, label="A")) for key in ("17", "18"))
    changed = {
        field
        for field, block in blocks(ada).items()
        if block["block_id"] != blocks(ben)[field]["block_id"]
    }

    assert {"billing_address", "delivery", "payment", "material", "price"} <= changed
    assert not {"customer", "due_date", "reference", "instructions", "voucher"} & changed


def test_a_block_knows_its_field_and_what_its_choices_belong_to() -> None:
    block_id = blocks(complete_answers())["billing_address"]["block_id"]

    assert ("billing_address", CUSTOMER.key) == (field_of(block_id), of_key(block_id))


@pytest.mark.parametrize("key", ["17", "~", "a@b", "~x@y"])
def test_any_key_can_be_part_of_a_block(key: str) -> None:
    block_id = blocks(complete_answers(customer=Choice(key=key, label="A")))["payment"]["block_id"]

    assert ("payment", key) == (field_of(block_id), of_key(block_id))


@pytest.mark.parametrize("own", [None, Choice(key="9", label="Resin")])
def test_finishings_belong_to_the_parts_material_or_the_one_for_all(own: Choice | None) -> None:
    part = a_part(answers=PartAnswers(material=own))
    view = part_form(an_order(), part, part.answers)
    block_id = next(
        b["block_id"] for b in view["blocks"] if b.get("block_id", "").startswith("finishing")
    )

    assert (own or MATERIAL).key == of_key(block_id)


def test_a_label_is_cut_and_a_key_never() -> None:
    offered = Offered(choices=(Choice(key="k" * 151, label="x"), Choice(key="1", label="y" * 90)))
    (shown,) = options(offered)["options"]

    assert ("1", "y" * 74 + "…") == (shown["value"], shown["text"]["text"])


def test_a_note_is_an_entry_that_cannot_be_meant() -> None:
    (shown,) = options(Offered(note="Please choose a customer first."))["options"]

    assert ("note:0", "Please choose a customer first.") == (shown["value"], shown["text"]["text"])


@pytest.mark.parametrize(("note", "entries"), [("", 99), ("From memory", 98)])
def test_a_long_list_says_how_many_more_there_are(note: str, entries: int) -> None:
    many = tuple(Choice(key=str(n), label=f"Customer {n}") for n in range(300))
    shown = options(Offered(choices=many, note=note))["options"]

    assert len(shown) == 100
    assert entries == sum(not o["value"].startswith("note:") for o in shown)
    assert shown[-1]["text"]["text"] == f"… {300 - entries} more: type to narrow down"


def test_exactly_a_hundred_choices_are_all_shown() -> None:
    many = tuple(Choice(key=str(n), label=f"Customer {n}") for n in range(100))

    assert [c.key for c in many] == [o["value"] for o in options(Offered(choices=many))["options"]]


@calm
@given(st.lists(choices, max_size=120), st.text(max_size=200))
def test_any_offer_becomes_options_that_slack_takes(offered: list[Choice], note: str) -> None:
    answer = options(Offered(choices=tuple(offered), note=note))

    assert [] == option_problems(answer)


def test_a_hint_stands_below_its_question() -> None:
    view = order_form(Answers(), Draft(order="PD7K3M", channel="C0PRINT"))

    assert "Type a part of the name, company or e-mail address." in reading(view)
