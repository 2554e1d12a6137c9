from typing import Any

import pytest

from bot.threeyourmind.finding import exactly, hits, listed, placed_order
from bot.threeyourmind.models import Transaction, read
from state.aftercare import Listed
from state.ports import PlacedOrder


def an_answer(**changes: Any) -> Transaction:
    given = {
        "id": 81,
        "number": 100001,
        "fullNumber": "100001-3D-Project-O1",
        "status": {"name": "Pending", "category": "initial"},
        "dateCreated": "2026-03-02T09:30:00Z",
        "additionalInformation": {"reference": "PD7K3M PO 17"},
    }
    return read(Transaction, given | changes)


def an_order(**changes: Any) -> dict[str, Any]:
    inside = {"status": "Pending", "additionalInformation": {"reference": "PD7K3M PO 17"}}
    return {"id": 81} | inside | changes


def a_project(**changes: Any) -> Transaction:
    given = {
        "id": 82,
        "number": 100001,
        "fullNumber": "100001-3D-Project-O1",
        "latestTransaction": {
            "id": 81,
            "status": "Pending",
            "additionalInformation": {"reference": "PD7K3M PO 17"},
        },
    }
    return read(Transaction, given | changes)


GRACE = {"firstName": "Grace", "lastName": "Hopper", "email": "grace@example.com"}
FILES = [{"id": 1, "file": {"name": "bracket-7.stl"}}, {"id": 2, "file": None}, 3]
FOUND = PlacedOrder(number="100001", key="81", status="Pending")


@pytest.mark.parametrize("answer", [an_answer(), a_project()])
@pytest.mark.parametrize(
    "text", ["PD7K3M", "PD7K3M PO", "PD7K3M PO 17", " PD7K3M ", "100001", "100001-3D-Project-O1"]
)
def test_an_order_is_found_by_number_or_by_the_first_words_of_its_reference(
    answer: Transaction, text: str
) -> None:
    another = an_answer(id=1, number=7, fullNumber="7", additionalInformation=None)

    assert FOUND == exactly(text, [another, answer])


@pytest.mark.parametrize("text", ["", " ", "PD7K3", "PO 17", "PO", "17", "10000", "81", "東"])
def test_an_order_is_never_found_by_something_similar(text: str) -> None:
    assert exactly(text, [an_answer(), a_project()]) is None


@pytest.mark.parametrize(
    "text",
    ["PD7K3M", "100001", "PO 17", "17", "hopper", "GRACE hopper", "grace@example.com", "bracket-7"],
)
@pytest.mark.parametrize("inside", [False, True])
def test_an_order_is_searched_by_all_that_its_answer_shows(text: str, *, inside: bool) -> None:
    more = {"customer": GRACE, "lines": FILES}
    answer = an_answer(**more) if not inside else a_project(latestTransaction=an_order(**more))
    other = an_answer(id=7, number=7, fullNumber="7", additionalInformation=None)

    (hit,) = hits(text, [other, answer])
    assert FOUND == hit.order
    assert "Grace Hopper <grace@example.com>" == hit.customer
    assert "PD7K3M PO 17" == hit.reference


@pytest.mark.parametrize("text", ["", " ", "turing", "hopper turing", "東"])
def test_what_an_answer_does_not_show_is_no_hit_whatever_the_server_looked_for(text: str) -> None:
    assert () == hits(text, [an_answer(customer=GRACE, lines=FILES), a_project()])


def test_whose_number_it_is_comes_alone() -> None:
    other = an_answer(id=9, number=9, fullNumber="9", customer={"lastName": "100001"})

    assert [FOUND] == [hit.order for hit in hits("100001", [other, an_answer()])]


@pytest.mark.parametrize("odd", [{"customer": 5, "lines": {}}, {"customer": {}, "lines": [{}]}])
def test_an_order_that_tells_of_nobody_is_a_hit_without_a_customer(odd: dict[str, Any]) -> None:
    (hit,) = hits("100001", [an_answer(**odd)])

    assert "" == hit.customer


def test_the_oldest_of_several_is_found() -> None:
    older = an_answer(id=9, number=100000, dateCreated="2026-03-01T09:30:00Z")

    assert "100000" == getattr(exactly("PD7K3M", [an_answer(), older]), "number", None)


def test_without_times_the_smaller_id_is_older() -> None:
    answers = [an_answer(id=n, number=n, dateCreated=None) for n in (100, 99)]

    assert "99" == getattr(exactly("PD7K3M", answers), "number", None)


@pytest.mark.parametrize(
    ("answer", "placed"),
    [
        ({"id": 81}, PlacedOrder(number="81", key="81")),
        ({"number": "100001"}, PlacedOrder(number="100001")),
        ({"fullNumber": "A-1", "id": "81"}, PlacedOrder(number="A-1", key="81")),
        ({"id": 81, "project": {"number": 100001}}, PlacedOrder(number="100001", key="81")),
        ({"id": 81, "project": 5}, PlacedOrder(number="81", key="81")),
        ({"number": 1, "status": {"odd": True}}, PlacedOrder(number="1")),
        ({"number": 1, "latestTransaction": 3}, PlacedOrder(number="1")),
        ({"reference": "x"}, None),
        ({"id": True, "number": None}, None),
    ],
)
def test_any_answer_with_an_id_or_a_number_is_an_order(
    answer: dict[str, Any], placed: PlacedOrder | None
) -> None:
    assert placed == placed_order(read(Transaction, answer))


@pytest.mark.parametrize(
    ("answer", "names"),
    [
        (an_answer(), {"PD7K3M", "100001", "100001-3D-Project-O1"}),
        (a_project(), {"PD7K3M", "100001", "100001-3D-Project-O1"}),
        (an_answer(additionalInformation=None, fullNumber=None), {"100001"}),
    ],
)
def test_a_listed_order_has_every_name_by_which_it_may_be_known(
    answer: Transaction, names: set[str]
) -> None:
    assert [Listed(FOUND, frozenset(names))] == list(listed([answer]))


def test_an_entry_of_a_list_without_number_and_id_is_passed_over() -> None:
    assert () == listed([read(Transaction, {"status": "Pending"})])


@pytest.mark.parametrize(
    ("status", "final"),
    [
        ({"name": "Posted", "category": "Finished"}, True),
        ({"name": "No", "category": "rejected"}, True),
        ({"name": "Finished", "category": "in progress"}, False),
        ({"name": "Finished"}, False),
        ({"name": "Finished", "category": {"id": 1}}, False),
        ("Finished", False),
    ],
)
def test_only_a_category_makes_a_status_the_last_one(status: Any, *, final: bool) -> None:
    placed = placed_order(an_answer(status=status))

    assert placed is not None
    assert final == placed.final
