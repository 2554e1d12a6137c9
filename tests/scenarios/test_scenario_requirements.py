"""An organisation that wants to know more of every part before it is ordered."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from bot.sandbox.threeyourmind.catalogue import Form, FormField, FormOption
from tests.bot.waiting import wait_for
from tests.scenarios.case import CUBE, Case
from tests.scenarios.house import House, own

pytestmark = pytest.mark.parametrize("furniture", [own], indirect=True, scope="package")
USES = (FormOption(id=71, name="Prototype"), FormOption(id=72, name="Spare part"))
PROOFS = (FormOption(id=81, name="Measured"), FormOption(id=82, name="Certified"))
FORM = Form(
    id=70,
    name="Part requirements",
    fields=(
        FormField(id=1, label="Cost centre", type="text", is_required=True),
        FormField(id=2, label="Use", type="select", is_required=True, options=USES),
        FormField(id=3, label="Proofs", type="multiselect", options=PROOFS),
        FormField(id=4, label="Load in kN", type="number"),
        FormField(id=5, label="Safety relevant", type="checkbox"),
        FormField(id=6, label="Remarks", type="longtext"),
    ),
)


@pytest.fixture(autouse=True, scope="module")
def demanding(furniture: House) -> Iterator[None]:
    """A bot that was started while the organisation had a form, and knows its account."""
    world = furniture.vendor.world
    usual = dict(world.preferences)
    with furniture.away():
        world.forms[FORM.id] = FORM
        world.preferences |= {key: replace(old, unit="inch") for key, old in usual.items()}
    wait_for(lambda: unit_of_a_new_form(furniture) == "Inches")
    yield
    with furniture.away():
        world.forms.clear()
        world.preferences |= usual


def unit_of_a_new_form(house: House) -> str:
    """Open a form and give the unit it proposes: the one of the account, as soon as it is known."""
    return Case.fresh(house).opened().ada.modal.fields["Unit"].value


def requirements(case: Case, part: str = "bracket.stl") -> None:
    """Ada opens the form for a part."""
    case.press(case.ada, "Requirements", part)
    case.house.slack.wait_for(lambda: case.ada.has_modal)


def test_an_order_is_placed_once_every_part_says_what_is_wanted(case: Case) -> None:
    case.answered().with_part().with_part("lid.stl", CUBE[:-1] + b"\2")
    card = case.shows("Still missing: the requirements of")
    assert "the requirements of bracket.stl and lid.stl" in card
    assert "Place order" not in case.card.buttons

    for name in ("bracket.stl", "lid.stl"):
        requirements(case, name)
        case.ada.type("Cost centre", "4711")
        case.ada.choose("Use", "Spare part")
        case.ada.submit()
    case.offers("Place order")

    order = case.place().placed()

    sent = case.requests("POST", "*/forms/basket-line/*")
    assert sorted(f"/api/v2.0/user-panel/forms/basket-line/{li.id}/" for li in order.lines) == (
        sorted(request.path for request in sent)
    )
    body = {
        "formId": 70,
        "fields": [
            {"formFieldId": 1, "value": "4711"},
            {"formFieldId": 2, "value": 72},
        ],
    }
    assert [body, body] == [request.body for request in sent]


def test_every_kind_of_field_is_asked_and_sent_as_it_is_meant(case: Case) -> None:
    case.answered().with_part()
    requirements(case)
    case.ada.type("Cost centre", "4711")
    case.ada.choose("Use", "Prototype")
    case.ada.choose("Proofs", "Measured", "Certified")
    case.ada.type("Load in kN", "2,5")
    case.ada.choose("Safety relevant", "Yes")
    case.ada.type("Remarks", "<!channel>")
    case.ada.submit()
    case.offers("Place order")

    case.place().placed()

    (request,) = case.requests("POST", "*/forms/basket-line/*")
    assert {1: "4711", 2: 71, 3: [81, 82], 4: 2.5, 5: True, 6: "<!channel>"} == {
        field["formFieldId"]: field["value"] for field in request.body["fields"]
    }


def test_a_file_is_sent_in_the_unit_that_the_account_prefers(case: Case) -> None:
    case.answered().with_part()

    (upload,) = case.requests("POST", "*/files/")
    assert upload.form is not None
    assert "inch" == upload.form["unit"]


def test_what_is_missing_or_wrong_is_said_at_its_field(case: Case) -> None:
    case.answered().with_part()
    requirements(case)
    case.ada.type("Load in kN", "much")
    case.ada.submit()
    assert {"Cost centre", "Use"} == set(case.ada.modal.errors)

    case.ada.type("Cost centre", "4711")
    case.ada.choose("Use", "Prototype")
    case.ada.submit()
    assert {"Load in kN": "Please give a number such as 2.5."} == case.ada.modal.errors


def test_answers_can_be_changed_and_go_along_into_a_fresh_basket(case: Case) -> None:
    case.answered().with_part()
    for centre in ("4711", "4712"):
        requirements(case)
        case.ada.type("Cost centre", centre)
        case.ada.choose("Use", "Prototype")
        case.ada.submit()
        case.offers("Place order")
    case.edit_part("bracket.stl")
    case.ada.choose("Unit", "Millimetres (mm)")
    case.ada.submit()
    case.shows("· mm")
    case.awaits("POST", "*/forms/basket-line/*", count=3)
    case.offers("Place order")

    case.place().placed()

    sent = case.requests("POST", "*/forms/basket-line/*")
    values = [request.body["fields"][0]["value"] for request in sent]
    assert ["4711", "4712", "4712"] == values
