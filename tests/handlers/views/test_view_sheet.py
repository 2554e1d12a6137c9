import csv
import io
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.views.sheet import FORMULAS, HEAD, harmless, sheet
from handlers.views.text import clean
from state.abilities import Abilities
from state.order import Order, Terms
from tests.builders import AT, a_complete_order, an_order_in, complete_answers
from tests.handlers.views.wild import calm, orders, words

BOM = b"\xef\xbb\xbf"


def read(*found: Order) -> list[list[str]]:
    """Read a sheet as a spreadsheet does."""
    given = b"".join(sheet(found, str.lower))
    text = given.removeprefix(BOM).decode()
    return list(csv.reader(io.StringIO(text, newline=""), strict=True))


def test_a_placed_order_is_one_line_with_all_there_is_to_know() -> None:
    order = an_order_in("placed", answers=complete_answers(reference="PO 17"))
    phase = order.phase.but(status="Printing", at=AT + timedelta(hours=1))
    head, line = read(order.but(phase=phase))

    assert list(HEAD) == head
    assert {
        "our id": "PD7K3M",
        "number": "100001",
        "status": "Printing",
        "phase": "placed",
        "customer": "Grace Hopper, Harbour Works <grace@example.com>",
        "reference": "PO 17",
        "started (UTC)": "2026-03-02 09:30:00",
        "placed (UTC)": "2026-03-02 10:30:00",
        "started by": "u0ada",
        "placed by": "u0ada",
        "parts": "1",
        "pieces": "1",
        "currency": "EUR",
        "total": "24.28",
    } == dict(zip(head, line, strict=True))


def test_what_is_not_known_is_empty() -> None:
    order = an_order_in("needs_human", answers=complete_answers(customer=None))
    head, line = read(order)
    told = dict(zip(head, line, strict=True))

    assert "needs human" == told["phase"]
    assert {""} == {told[name] for name in ("number", "status", "placed (UTC)", "placed by")}
    assert "" == told["customer"]


def test_an_order_of_our_own_account_says_so_and_has_no_price_before_there_is_one() -> None:
    own = Abilities(chooses_customer=False, sets_prices=False)
    order = a_complete_order(terms=Terms(currency="EUR", abilities=own))
    head, line = read(order)
    told = dict(zip(head, line, strict=True))

    assert ("Printdesk's own account", "") == (told["customer"], told["total"])


def test_a_spreadsheet_knows_that_it_is_utf_8_and_where_lines_end() -> None:
    raw = b"".join(sheet([a_complete_order()], str))

    assert raw.startswith(BOM)
    assert 1 == raw.count(BOM)
    assert 2 == raw.count(b"\r\n") == raw.count(b"\n")
    assert raw.removeprefix(BOM).startswith(b'"our id","number",')


@pytest.mark.parametrize(
    "text", ["=1+1", "+49", "-1", "@SUM(A1)", "\t=1", "\r=1", '=cmd|"/C calc"!A0']
)
def test_nothing_is_worked_out_in_a_spreadsheet(text: str) -> None:
    assert f"'{text}" == harmless(text)


@given(st.text() | st.tuples(st.sampled_from(FORMULAS), st.text()).map("".join))
def test_a_text_is_left_alone_unless_it_begins_like_a_formula(text: str) -> None:
    assert not harmless(text).startswith(FORMULAS)
    assert text == harmless(text).removeprefix("'") or text.startswith("'")


@calm
@given(orders(), words)
def test_what_was_written_is_read_whatever_the_record_holds(order: Order, number: str) -> None:
    answers = order.answers.but(reference=number)
    head, line = read(order.but(answers=answers))
    told = dict(zip(head, line, strict=True))

    assert harmless(clean(number)) == told["reference"]
    assert not any(cell.startswith(FORMULAS) for cell in line)
