from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.views.address import AddressDraft, address_form, saved_form, saving_form
from handlers.views.modals import Draft, requirements_form
from state.address import NewAddress
from state.form import Answers
from state.problems import Problem
from state.record import Choice
from state.requirements import FieldKind, FormField, PartForm
from tests.builders import OWN_ACCOUNT, a_part, an_order, complete_answers
from tests.handlers.views import wild
from tests.handlers.views.wellformed import flaws, reading

ORDER = Draft(order="PD7K3M", channel="C0PRINT", new=True, abilities=OWN_ACCOUNT)
PLACE = AddressDraft(order=ORDER, answers=Answers())
fields = st.builds(
    FormField,
    key=wild.keys,
    title=wild.words.filter(bool),
    kind=st.sampled_from(FieldKind),
    required=st.booleans(),
    choices=st.lists(wild.choices, min_size=1, max_size=4, unique_by=lambda c: c.key).map(tuple),
)


@wild.calm
@given(wild.problems, wild.words)
def test_the_form_of_an_address_is_what_slack_takes_whatever_is_said(
    problem: Problem, city: str
) -> None:
    said = problem.but(fields={**problem.fields, "city": (city, city), "country": ()})

    assert [] == flaws(address_form(NewAddress().but(city=city), PLACE, said))


def test_small_windows_are_what_slack_takes() -> None:
    assert [] == flaws(saving_form("saving-1"))
    assert [] == flaws(saved_form(Choice(key="1", label="<!channel> *Quay* 1")))


def test_the_order_below_fits_into_what_slack_keeps_of_a_form() -> None:
    longest = Choice(key="9" * 18, label="é" * 75)
    names = ("customer", "billing_address", "shipping_address", "delivery", "payment", "material")
    texts = {"reference": "x" * 50, "instructions": "x" * 1000, "voucher": "x" * 50}
    answers = complete_answers(**dict.fromkeys(names, longest), **texts)

    draft = AddressDraft(order=ORDER, answers=answers)

    assert [] == flaws(address_form(NewAddress(), draft))
    back = AddressDraft.model_validate_json(draft.brief())
    assert answers.but(**dict.fromkeys(texts, "")) == back.answers


@pytest.mark.parametrize("name", ["city", "zip_code", "country", "use"])
def test_a_complaint_stands_right_above_its_field(name: str) -> None:
    problem = Problem(cause="refused", fields={name: ("Not like this.",)})

    blocks: list[dict[str, Any]] = address_form(NewAddress(), PLACE, problem)["blocks"]

    ids = [block.get("block_id", block["type"]) for block in blocks]
    assert "alert" == ids[ids.index(f"{name}@") - 1]
    assert "It says" not in reading(blocks[0])


@wild.calm
@given(st.lists(fields, min_size=1, max_size=5).map(tuple))
def test_the_requirements_of_any_organisation_are_what_slack_takes(
    asked: tuple[FormField, ...],
) -> None:
    terms = an_order().terms.but(forms=(PartForm(key="70", fields=asked),))
    order = an_order(terms=terms, parts=(a_part(),))

    assert [] == flaws(requirements_form(order, order.parts[0]))
