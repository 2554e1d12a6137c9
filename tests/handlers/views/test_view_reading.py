from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.views.form import field_of
from handlers.views.modals import Draft, FoundOrder, number_form, order_form, part_form
from handlers.views.reading import Values, attached, read, read_leniently
from handlers.views.text import plainly
from state.form import Answers, PartAnswers
from state.record import Choice
from tests.builders import MATERIAL, a_part, an_order, complete_answers
from tests.handlers.views import wild
from tests.handlers.views.filled import option, state_of

TODAY = date(2026, 3, 2)
DRAFT = Draft(order="PD7K3M", channel="C0PRINT", new=True)
FINISHING = (Choice(key="8:2", label="Dyed, black"), Choice(key="9", label="Vapour & smooth"))


def order_state(**filled_in: object) -> Values:
    """Give the state of a complete order form, some fields filled in by somebody."""
    return state_of(order_form(complete_answers(), DRAFT), **filled_in)


def unchanged(answers: Answers) -> Values:
    """Give the state of the order form with these answers, as nobody has touched it."""
    return state_of(order_form(answers, DRAFT))


def part_state(answers: PartAnswers, **filled_in: object) -> Values:
    """Give the state of a part's form, some fields filled in by somebody."""
    return state_of(part_form(an_order(), a_part(), answers), **filled_in)


def faults(result: object) -> dict[str, str]:
    """Give the sentences of a form that was turned down, by field."""
    assert isinstance(result, dict)
    return {field_of(block_id): sentence for block_id, sentence in result.items()}


def as_shown(choice: Choice | None) -> Choice | None:
    """Give a choice as it comes back: its label as it was shown."""
    return choice and choice.but(label=plainly(choice.label, 75))


def test_a_form_that_nobody_changed_gives_the_same_answers() -> None:
    answers = complete_answers(
        reference="PO <17> & more", instructions="Ring twice.\nThen wait.", voucher="SPRING"
    )

    assert answers == read(Answers, unchanged(answers), TODAY)


@wild.calm
@given(wild.answers)
def test_whatever_was_answered_comes_back_as_it_was_shown(answers: Answers) -> None:
    asked = {
        name: as_shown(value) if isinstance(value, Choice) else value
        for name in answers.asked()
        if (value := getattr(answers, name)) is not None
    }

    assert Answers(**asked) == read_leniently(Answers, unchanged(answers))


def test_a_part_that_nobody_changed_gives_the_same_answers() -> None:
    answers = PartAnswers(
        quantity=12,
        finishing=FINISHING,
        unit="inch",
        price=Decimal("3.10"),
        due_date=date(2026, 4, 1),
    )

    assert answers == read(PartAnswers, part_state(answers), TODAY)


@wild.calm
@given(wild.part_answers)
def test_whatever_was_answered_for_a_part_comes_back_as_it_was_shown(own: PartAnswers) -> None:
    shown = own.but(
        material=as_shown(own.material), finishing=tuple(as_shown(f) for f in own.finishing)
    )

    assert shown == read_leniently(PartAnswers, part_state(own))


def test_an_empty_form_needs_its_required_answers_only() -> None:
    result = read(Answers, unchanged(Answers()), TODAY)

    assert {"customer": "Please fill this in."} == faults(result)


@pytest.mark.parametrize(
    ("field", "typed", "sentence"),
    [
        ("price", "abc", "Please give an amount such as 12.34, without currency."),
        ("price", "-1", "Please give an amount such as 12.34, without currency."),
        ("reference", "x" * 51, "Please use at most 50 characters."),
        ("payment", option("note:0"), "Please choose one of the entries."),
    ],
)
def test_what_cannot_be_taken_is_said_at_its_field(
    field: str, typed: object, sentence: str
) -> None:
    result = read(Answers, order_state(**{field: typed}), TODAY)

    assert {field: sentence} == faults(result)


def test_errors_are_keyed_by_the_block_that_slack_shows_them_at() -> None:
    result = read(Answers, order_state(price="abc"), TODAY)

    assert isinstance(result, dict)
    assert {"price@17"} == set(result)


@pytest.mark.parametrize("typed", ["0", "-1", "1.5", "1000000000", "many"])
def test_a_quantity_is_a_whole_number(typed: str) -> None:
    result = read(PartAnswers, part_state(PartAnswers(), quantity=typed), TODAY)

    assert {"quantity": "Please give a whole number from 1 to 10,000."} == faults(result)


def test_a_due_date_is_not_over() -> None:
    result = read(PartAnswers, part_state(PartAnswers(), due_date="2026-03-01"), TODAY)

    assert {"due_date": "That day is over. Please choose today or a later day."} == faults(result)


def test_hints_among_several_choices_are_no_choices() -> None:
    chosen = [option("8"), option("note:0")]
    result = read(PartAnswers, part_state(PartAnswers(), finishing=chosen), TODAY)

    assert {"finishing": "Please choose one of the entries."} == faults(result)


def test_all_faults_are_told_at_once() -> None:
    values = order_state(customer=None, price="abc", payment=option("note:0"))

    assert {"customer", "price", "payment"} == set(faults(read(Answers, values, TODAY)))


def test_blanks_are_no_answer() -> None:
    answers = read(Answers, order_state(price="  ", reference="   "), TODAY)

    assert complete_answers(price=None) == answers


def test_a_comma_may_part_euros_from_cents() -> None:
    answers = read(Answers, order_state(price="12,34"), TODAY)

    assert complete_answers(price=Decimal("12.34")) == answers


def test_addresses_of_the_customer_before_are_left_out() -> None:
    other = Choice(key="18", label="Some entry")
    answers = read(Answers, order_state(customer=option("18")), TODAY)

    expected = complete_answers(customer=other, billing_address=None, shipping_address=None)
    assert expected == answers


def test_addresses_without_a_customer_are_left_out() -> None:
    answers = read_leniently(Answers, order_state(customer=None))

    assert (None, None) == (answers.billing_address, answers.shipping_address)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (Choice(key="9", label="Resin"), option("10")),
        (Choice(key="9", label="Resin"), None),
        (None, option("9")),
    ],
)
def test_finishings_of_the_material_before_are_left_out(
    before: Choice | None, after: dict[str, object] | None
) -> None:
    own = PartAnswers(material=before, finishing=FINISHING)

    assert read_leniently(PartAnswers, part_state(own, material=after)).finishing == ()


def test_finishings_stay_when_the_part_names_the_material_it_had_anyway() -> None:
    values = part_state(PartAnswers(finishing=FINISHING), material=option(MATERIAL.key))

    assert FINISHING == read_leniently(PartAnswers, values).finishing


def test_while_a_form_is_filled_in_what_is_wrong_counts_as_open() -> None:
    values = order_state(price="abc", payment=option("note:0"), reference="PO 17")
    answers = read_leniently(Answers, values)

    assert complete_answers(price=None, payment=None, reference="PO 17") == answers


def test_while_a_form_is_filled_in_nothing_is_required() -> None:
    assert Answers() == read_leniently(Answers, unchanged(Answers()))


def test_the_number_of_a_found_order_is_read() -> None:
    values = state_of(number_form(an_order()), number=" 100001 ")

    assert FoundOrder(number="100001") == read(FoundOrder, values, TODAY)


def test_a_found_order_needs_a_number() -> None:
    result = read(FoundOrder, state_of(number_form(an_order())), TODAY)

    assert {"number": "Please fill this in."} == faults(result)


def test_files_are_given_as_slack_describes_them() -> None:
    file = {"id": "F0BRACKET", "name": "bracket.stl", "size": 684}

    assert (file,) == attached(order_state(files=[file]))
    assert () == attached(order_state())


@given(
    st.dictionaries(st.sampled_from(["price@", "nonsense@", "unit~", "unit"]), st.just({"x": {}}))
)
def test_nothing_reported_is_too_odd_to_be_read(values: Values) -> None:
    assert Answers() == read_leniently(Answers, values)
