from typing import Any

import pytest
from pydantic import ValidationError

from state.basket import abandoned, in_line, next_step
from state.completeness import REQUIREMENTS, Need, missing
from state.form import Kind
from state.record import Choice
from state.requirements import (
    Answered,
    FieldAnswer,
    FieldKind,
    FormField,
    PartForm,
    answered_by,
    filled_in,
    form_of,
)
from state.steps import AnswerForms
from tests.builders import a_ready_part, an_own_order

USES = (Choice(key="71", label="Prototype"), Choice(key="72", label="Spare part"))
FORM = PartForm(
    key="70",
    fields=(
        FormField(key="1", title="Cost centre", required=True),
        FormField(key="2", title="Use", kind=FieldKind.ONE, choices=USES),
        FormField(key="3", title="Proofs", kind=FieldKind.SEVERAL, choices=USES),
        FormField(key="4", title="Load", kind=FieldKind.NUMBER),
        FormField(key="5", title="Safety relevant", kind=FieldKind.YES_OR_NO),
    ),
)
OPTIONAL = PartForm(key="90", fields=(FormField(key="9", title="Remarks"),))
GIVEN = (
    Answered(
        form="70",
        answers=(
            FieldAnswer(field="1", kind=FieldKind.WORDS, value="4711"),
            FieldAnswer(field="2", kind=FieldKind.ONE, value="72"),
            FieldAnswer(field="3", kind=FieldKind.SEVERAL, value=("71", "72")),
            FieldAnswer(field="4", kind=FieldKind.NUMBER, value="2.5"),
            FieldAnswer(field="5", kind=FieldKind.YES_OR_NO, value="no"),
        ),
    ),
    Answered(form="90", answers=()),
)


def demanding(**part: Any) -> Any:
    """Build an own order whose organisation has both forms, and whose line knows `part`."""
    usual = an_own_order()
    terms = usual.terms.but(forms=(FORM, OPTIONAL))
    return usual.but(terms=terms).with_part(usual.parts[0].but(**part))


def test_every_field_becomes_a_question() -> None:
    asked = form_of((FORM, OPTIONAL)).questions().values()

    assert [
        ("Cost centre", Kind.LINE, True),
        ("Use", Kind.PICK, False),
        ("Proofs", Kind.PICKS, False),
        ("Load", Kind.LINE, False),
        ("Safety relevant", Kind.PICK, False),
        ("Remarks", Kind.LINE, False),
    ] == [(question.title, question.kind, question.required) for question in asked]


def test_what_was_answered_comes_back() -> None:
    assert GIVEN == answered_by((FORM, OPTIONAL), filled_in((FORM, OPTIONAL), GIVEN))


def test_answers_to_fields_that_are_gone_are_dropped() -> None:
    shorter = PartForm(key="70", fields=FORM.fields[:1])

    (left,) = answered_by((shorter,), filled_in((shorter,), GIVEN))

    assert ["1"] == [answer.field for answer in left.answers]


@pytest.mark.parametrize("typed", ["much", "NaN", "1e999999999999"])
def test_a_number_is_a_number(typed: str) -> None:
    with pytest.raises(ValidationError):
        form_of((FORM,)).model_validate({"form0_field3": typed})


@pytest.mark.parametrize(("typed", "kept"), [("2,5", "2.5"), (" -3 ", "-3"), ("", "")])
def test_a_number_is_kept_as_it_is_written_elsewhere(typed: str, kept: str) -> None:
    filled = form_of((FORM,)).model_validate({"form0_field3": typed})

    assert kept == filled.model_dump()["form0_field3"]


def test_a_part_lacks_the_answers_that_are_demanded() -> None:
    order = demanding()

    assert (Need(REQUIREMENTS, order.parts[0]),) == missing(order)
    assert () == missing(demanding(requirements=GIVEN, required_told=GIVEN))


def test_answers_are_told_for_the_line_and_again_for_a_fresh_one() -> None:
    given = demanding(requirements=GIVEN)

    assert AnswerForms("P1", "301", GIVEN) == next_step(given)
    assert not in_line(given)
    told = given.with_part(given.parts[0].but(required_told=GIVEN))
    assert in_line(told)
    assert () == abandoned(told).parts[0].required_told
    assert GIVEN == abandoned(told).parts[0].requirements


def test_parts_of_earlier_versions_have_answered_nothing() -> None:
    stored = a_ready_part().model_dump(exclude={"requirements", "required_told"})

    assert a_ready_part() == type(a_ready_part()).model_validate(stored)
