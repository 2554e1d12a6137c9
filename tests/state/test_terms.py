import pytest
from hypothesis import given
from hypothesis import strategies as st

from state.events import StatusLooked
from state.machine import reduce
from state.order import BOT, Spot
from state.phase import Cancelled
from state.record import Choice
from state.terms import LONGEST, MOST_TERMS, asked, decisive, folded, order_terms, words
from tests.builders import AT, CUSTOMER, a_file, a_part, an_order, an_order_in, complete_answers
from tests.handlers.views.wild import calm, orders

OURS = ("OPEN ", "NUMBER ", "PLACED ")


def terms(phase: str = "collecting", **changes: object) -> list[str]:
    return order_terms(an_order_in(phase, **changes).model_dump(mode="json"))


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("PO 4711", "po 4711"),
        ("  two \t spaces\n", "two spaces"),
        ("Kürbis", "kurbis"),
        ("Straße", "strasse"),
        ("ﬁle", "file"),
        ("ÅNGSTRÖM", "angstrom"),
        ("a\u202eb\u200bc\x00d", "abcd"),
        ("\ud83d", ""),
        ("東京", "東京"),
        ("x" * 1000, "x" * LONGEST),
    ],
)
def test_texts_are_compared_without_capitals_accents_and_unseen_letters(
    text: str, seen: str
) -> None:
    assert seen == folded(text)


@given(st.text())
def test_folding_twice_changes_nothing(text: str) -> None:
    assert folded(text) == folded(folded(text))


def test_words_are_what_stands_between_other_signs() -> None:
    assert ("bracket", "v2", "final", "東") == words("bracket_v2-final (a) 東")
    assert [f"w{n}" for n in range(8)] == asked(" ".join(f"w{n % 9}" for n in range(30)))


def test_words_are_found_far_behind_in_a_long_name() -> None:
    assert "hopper" in words("Company " * 20 + "Hopper")


def test_an_order_is_known_by_its_numbers_names_and_files() -> None:
    known = terms("placed", answers=complete_answers(reference="PO 4711"), id="PD-7MASG2Y")

    assert {"100001", "pd-7masg2y", "7masg2y", "po 4711", "po", "4711"} <= set(known)
    assert {"grace", "hopper", "harbour", "works", "grace@example.com"} <= set(known)
    assert {"bracket.stl", "bracket"} <= set(known)


@pytest.mark.parametrize(
    "change",
    [
        {"id": "PD-7MASG2Y"},
        {"owner": "U0BEN"},
        {"spot": Spot(channel="C1")},
        {"phase": Cancelled(by="U0ADA", at=AT)},
        {"answers": complete_answers(reference="PO 4711")},
        {"answers": complete_answers(customer=Choice(key="18", label=CUSTOMER.label))},
        {"answers": complete_answers(customer=Choice(key="17", label="Ada Lovelace"))},
        {"parts": ()},
        {"parts": (a_part(id="P9"),)},
        {"parts": (a_part(file=a_file(name="other.stl")),)},
    ],
)
def test_what_changes_the_terms_is_decisive(change: dict[str, object]) -> None:
    order = an_order(answers=complete_answers(), parts=(a_part(),))
    before, after = (o.model_dump(mode="json") for o in (order, order.but(**change)))

    assert order_terms(before) != order_terms(after)
    assert decisive(before) != decisive(after)


def test_most_events_change_nothing_that_is_decisive() -> None:
    before = an_order_in("placed")
    after = reduce(before, StatusLooked(found=True, at=AT), AT, BOT)

    assert after is not None
    assert decisive(before.model_dump(mode="json")) == decisive(after.model_dump(mode="json"))


def test_terms_of_our_own_cannot_be_typed() -> None:
    spot = Spot(channel="C1")

    assert {"OPEN U0ADA", "OPEN C1", "NUMBER pd7k3m", "FOR 17"} == {
        t for t in terms(spot=spot, parts=()) if t != t.casefold()
    }
    ours = {t for t in terms("placed", spot=spot) if t != t.casefold()}
    placed = {"NUMBER 100001", "PLACED 17", "PLACED BY U0ADA"}
    assert placed | {"NUMBER pd7k3m", "FOR 17"} == ours


def test_an_order_that_can_be_changed_is_found_by_its_parts() -> None:
    assert "PART P1" in terms(parts=(a_part(id="P1"),))
    assert "PART P1" not in terms("placed", parts=(a_part(id="P1"),))


def test_what_is_cut_are_words_of_files_and_nothing_before() -> None:
    parts = tuple(
        a_part(id=f"{n}", file=a_file(name=f"p{n} a{n} b{n} c{n}.stl")) for n in range(40)
    )
    known = terms(parts=parts)

    assert MOST_TERMS == len(known)
    assert "p39 a39 b39 c39.stl" in known
    assert "OPEN U0ADA" in known


@calm
@given(orders())
def test_terms_are_bounded_whatever_the_record_holds(order: object) -> None:
    known = order_terms(order.model_dump(mode="json"))  # type: ignore[attr-defined]  # an order

    assert len(known) == len(set(known)) <= MOST_TERMS
    assert all(0 < len(term) <= LONGEST for term in known if not term.startswith(OURS))


def test_an_order_without_answers_is_known_by_its_id() -> None:
    bare = an_order(answers={}, parts=()).model_dump(mode="json")

    assert ["OPEN U0ADA", "OPEN C0PRINT", "NUMBER pd7k3m", "pd7k3m"] == order_terms(bare)
