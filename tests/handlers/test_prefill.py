from typing import Any

import pytest

from handlers.prefill import REMEMBERED, Facts, prefilled
from state.form import Answers, Source
from state.record import Choice
from tests.builders import CUSTOMER, complete_answers

QUAY, DOCK = Choice(key="41", label="Quay 1"), Choice(key="42", label="Dock 7")
PARCEL, PICKUP = Choice(key="shipping:2", label="Parcel"), Choice(key="pickup:1", label="Desk")
NEW = Answers(customer=CUSTOMER)


def facts(**changes: Any) -> Facts:
    lists = {Source.ADDRESSES: (QUAY, DOCK), Source.DELIVERY: (PARCEL, PICKUP)}
    return Facts(**{"lists": lists} | changes)


def test_the_default_address_is_used_for_both() -> None:
    filled = prefilled(NEW, facts(address="42"))

    assert (DOCK, DOCK) == (filled.billing_address, filled.shipping_address)


def test_the_last_order_wins_over_the_default_address() -> None:
    last = complete_answers(billing_address=QUAY, shipping_address=DOCK, delivery=PICKUP)
    filled = prefilled(NEW, facts(address="42", last=last))

    assert (QUAY, DOCK, PICKUP) == (
        filled.billing_address,
        filled.shipping_address,
        filled.delivery,
    )


def test_what_is_answered_already_stays() -> None:
    answers = NEW.but(billing_address=QUAY, delivery=PICKUP)
    filled = prefilled(answers, facts(address="42", last=complete_answers(delivery=PARCEL)))

    assert (QUAY, DOCK, PICKUP) == (
        filled.billing_address,
        filled.shipping_address,
        filled.delivery,
    )


def test_what_is_no_longer_offered_is_not_suggested() -> None:
    gone = Choice(key="99", label="Old quay")
    filled = prefilled(NEW, facts(address="98", last=complete_answers(billing_address=gone)))

    assert (None, DOCK) == (filled.billing_address, filled.shipping_address)


def test_a_name_that_changed_meanwhile_is_the_one_that_is_offered() -> None:
    last = complete_answers(delivery=Choice(key="shipping:2", label="Old name"))

    assert PARCEL == prefilled(NEW, facts(last=last)).delivery


def test_the_only_choice_is_taken() -> None:
    filled = prefilled(NEW, facts(lists={Source.DELIVERY: (PARCEL,), Source.ADDRESSES: (QUAY,)}))

    assert (PARCEL, QUAY, QUAY) == (
        filled.delivery,
        filled.billing_address,
        filled.shipping_address,
    )


def test_of_several_choices_none_is_guessed() -> None:
    filled = prefilled(NEW, facts())

    assert NEW == filled


@pytest.mark.parametrize("lists", [{}, {Source.PAYMENT: ()}])
def test_nothing_is_guessed_from_nothing(lists: dict[Source, tuple[Choice, ...]]) -> None:
    assert NEW == prefilled(NEW, Facts(lists=lists))


def test_prices_and_words_are_never_carried_over() -> None:
    last = complete_answers(reference="PO 17", voucher="V1", instructions="Ring twice")
    filled = prefilled(NEW, facts(last=last))

    assert not {"price", "shipping_price", "reference", "voucher", "instructions"} & set(REMEMBERED)
    assert (None, None, "", "", "") == (
        filled.price,
        filled.shipping_price,
        filled.reference,
        filled.voucher,
        filled.instructions,
    )
