from decimal import Decimal
from typing import Any

import pytest

from bot.threeyourmind.models import FileState, Line, Made, Offer, is_last_page, read, read_list
from state.problems import Broken


@pytest.mark.parametrize(("sent", "key"), [(31, "31"), ("31", "31"), ("a-b", "a-b")])
def test_an_id_is_a_text_however_it_was_sent(sent: Any, key: str) -> None:
    assert key == read(Made, {"id": sent, "unknown": 1}).id


@pytest.mark.parametrize("answer", [None, [], "x", {}, {"id": None}, {"id": True}, {"id": ""}])
def test_an_answer_without_an_id_is_broken(answer: Any) -> None:
    with pytest.raises(Broken):
        read(Made, answer)


@pytest.mark.parametrize(
    "answer", [[{"id": 1}], {"count": 1, "results": [{"id": 1}], "currentPage": 1}]
)
def test_a_list_may_be_plain_or_a_page(answer: Any) -> None:
    assert (Made(id="1"),) == read_list(Made, answer)


@pytest.mark.parametrize("answer", [None, {}, {"results": None}, "x", [None], [{"name": "x"}]])
def test_what_is_no_list_of_entries_is_broken(answer: Any) -> None:
    with pytest.raises(Broken):
        read_list(Made, answer)


@pytest.mark.parametrize(
    ("sent", "number"),
    [
        (3, Decimal(3)),
        ("3", Decimal(3)),
        (Decimal("3.0"), Decimal(3)),
        (None, None),
        (True, None),
        ("many", None),
        ("NaN", None),
        ([3], None),
    ],
)
def test_a_number_is_exact_or_not_there(sent: Any, number: Decimal | None) -> None:
    assert number == read(Line, {"quantity": sent}).quantity


@pytest.mark.parametrize(
    ("sent", "word"),
    [("finished", "finished"), ({"name": "finished"}, "finished"), (None, ""), ("", ""), ([], "")],
)
def test_a_status_may_be_a_word_or_an_object(sent: Any, word: str) -> None:
    assert word == read(FileState, {"status": sent}).status


@pytest.mark.parametrize("sent", [None, 3, "x", [3, {"name": "without id"}]])
def test_guessed_parts_that_look_different_do_not_spoil_the_rest(sent: Any) -> None:
    offer = read(Offer, {"id": 5, "name": "PA12", "postProcessings": sent})

    assert Offer(id="5", name="PA12") == offer


def test_colours_that_look_different_leave_the_finishing() -> None:
    offer = read(Offer, {"id": 5, "postProcessings": [{"id": 7, "name": "Dyed", "colors": "any"}]})

    assert ("Dyed", ()) == (offer.post_processings[0].name, offer.post_processings[0].colors)


@pytest.mark.parametrize(
    ("value", "last"),
    [
        ({"totalPages": 3}, False),
        ({"totalPages": 2}, True),
        ({"totalPages": 1}, True),
        ({"totalPages": "many"}, True),
        ({}, True),
        ([], True),
    ],
)
def test_whether_the_second_page_is_the_last_one(value: object, *, last: bool) -> None:
    assert last == is_last_page(value, 2)


@pytest.mark.parametrize(
    ("sent", "price"),
    [
        ({"unitPrice": "8.405"}, Decimal("8.41")),
        ({"price": 8}, Decimal("8.00")),
        ({"price": "-1"}, None),
        ({"price": "a formula"}, None),
        ({"price": {"amount": "8.40"}}, None),
        ({"price": "1e9"}, None),
        ({}, None),
    ],
)
def test_a_price_is_taken_only_when_it_is_one(sent: dict[str, Any], price: Decimal | None) -> None:
    assert price == read(Offer, {"id": 5, "name": "PA12", **sent}).price
