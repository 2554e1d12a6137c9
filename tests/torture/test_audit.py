"""What the audit finds: a run is worth nothing if what went wrong could pass it by."""

from dataclasses import replace
from decimal import Decimal

import pytest

from bot.sandbox.threeyourmind.purchases import File, Line, Order
from bot.sandbox.threeyourmind.seed import sample_world
from state.events import OrderNotThere, OutcomeUnsettled
from state.phase import Collecting, NeedsHuman, Phase, Placed, Placing
from tests.builders import ADA, AT, an_entry, an_order
from tests.purchases import a_purchase
from tests.torture.audit import DOUBLED, LOST, ODD, STUCK, WRONG, Books, audit
from tests.torture.wish import Wish, a_wish

WISH = replace(a_wish("T-0001", 2), order="PD-1")
WORLD = sample_world()
PLACED = Placed(number="100001", key="1", at=AT, by=ADA)


def a_line(name: str = "T-0001-1.stl", **changes: object) -> Line:
    content = WISH.digests.get(name, "another content")
    file = File(
        uuid="u", name=name, content_type="", size=1, sha256=content, unit="mm", sound=True,
        analysed_at=0.0,
    )  # fmt: skip
    line = Line(id=1, offer_id=5, unit_print_price=WISH.price, file=file)
    return replace(line, **changes)  # type: ignore[arg-type]  # by the names of a line


BOTH = (a_line(), a_line("T-0001-2.stl"))


def ordered(*lines: Line, number: int = 100001, reference: str = "PD-1 T-0001") -> Order:
    customer = next(iter(WORLD.customers.values()))
    return a_purchase(number, customer, AT, lines=lines or BOTH, reference=reference)


def books(
    *there: Order, phase: Phase = PLACED, wish: Wish = WISH, cards: int = 1, told: int = 1
) -> Books:
    record = an_order(id="PD-1", phase=phase)
    return Books([wish], [record], there, {"PD-1": cards}, {"PD-1": told})


def found(of: Books) -> list[str]:
    return [kind for kind, what in audit(of).wrong.items() if what]


def test_an_order_that_is_there_as_it_was_wanted_is_clean() -> None:
    outcome = audit(books(ordered()))

    assert outcome.is_clean
    assert {"placed": 1} == outcome.phases


NOT_CLEAN: dict[str, tuple[Books, list[str]]] = {
    "recorded, but not there": (books(), [LOST]),
    "told, but not recorded": (books(phase=Collecting()), [LOST]),
    "there, but not recorded": (books(ordered(), phase=Collecting()), [LOST, ODD]),
    "there under another number": (books(ordered(number=100002)), [LOST]),
    "there twice": (books(ordered(), ordered(number=100002)), [DOUBLED]),
    "of nobody": (books(ordered(), ordered(reference="PD-2 T-0002")), [ODD]),
    "still being placed": (
        books(phase=Placing(attempt=1, by=ADA), wish=replace(WISH, stuck="nothing happens")),
        [STUCK],
    ),
    "shown on two cards": (books(ordered(), cards=2), [ODD]),
    "told twice": (books(ordered(), told=2), [ODD]),
    "never told": (books(ordered(), told=0), [ODD]),
}


@pytest.mark.parametrize("case", NOT_CLEAN)
def test_an_order_that_is_not_right_is_found(case: str) -> None:
    of, kinds = NOT_CLEAN[case]

    assert kinds == found(of)


OTHER = replace(BOTH[0].file, name="T-0001-2.stl")  # type: ignore[type-var]  # it has a file
WRONG_LINES: dict[str, tuple[Line, ...]] = {
    "missing": BOTH[:1],
    "doubled": (*BOTH, BOTH[0]),
    "empty": (BOTH[0], a_line(file=None)),
    "too many": (*BOTH, a_line("T-0002-1.stl")),
    "another content": (BOTH[0], a_line("T-0001-2.stl", file=OTHER)),
    "another price": (BOTH[0], a_line("T-0001-2.stl", unit_print_price=Decimal(1))),
    "another quantity": (BOTH[0], a_line("T-0001-2.stl", quantity=2)),
    "no material": (BOTH[0], a_line("T-0001-2.stl", offer_id=None)),
}  # fmt: skip


@pytest.mark.parametrize("lines", WRONG_LINES.values(), ids=WRONG_LINES)
def test_a_line_that_is_not_right_is_found(lines: tuple[Line, ...]) -> None:
    assert [WRONG] == found(books(ordered(*lines)))


def test_who_had_to_look_is_counted() -> None:
    doubts = [OutcomeUnsettled(attempt=n, at=AT) for n in (1, 2)]
    history = tuple(map(an_entry, (doubts[0], OrderNotThere(by=ADA), doubts[1])))
    record = an_order(id="PD-1", phase=NeedsHuman(since=AT)).but(history=history)

    assert 2 == audit(Books([], [record], [], {}, {})).asked
