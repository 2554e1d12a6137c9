import json
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import hypothesis.strategies as st
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from state.abilities import Abilities
from state.basket import in_line, is_unwanted, next_step, to_forward
from state.completeness import missing, order_request
from state.events import EVENT, CustomerForgotten, Event, NotNow
from state.events.keeping import Mark
from state.form import Answers
from state.order import Order, Terms
from state.orders import INDEXED, Orders
from state.part import Ready
from state.phase import Placed, Placing
from state.steps import (
    AnswerForms,
    AssignCustomer,
    DescribeLine,
    LeaveBasket,
    OpenBasket,
    OpenLine,
    PriceBasket,
)
from state.store.sqlitedict_store import SqliteDictStore
from state.terms import VOCABULARY, order_terms
from tests.builders import ADA, AT, OWN_ACCOUNT, a_file, a_problem, an_order, complete_answers
from tests.state.phase_table import ALLOWED
from tests.state.random_events import ANSWERS, EVENTS, PARTS, PEOPLE, RUNS, any_event

ID = "PD7K3M"
OUTCOMES = st.lists(
    st.sampled_from(["placing_failed", "outcome_unsettled", "order_not_there", "order_placed"]),
    max_size=2,
)
MANY = 12
"""Entries of the history after which an order may end early; else most would."""
FOLLOWS = {
    "collecting": {"collecting", "placing", "cancelled", "expired"},
    "placing": {"placing", "placed", "failed", "needs_human", "cancelled"},
    "failed": {"failed", "collecting", "placing", "cancelled", "expired"},
    "needs_human": {"needs_human", "placed", "placing"},
    "placed": {"placed"},
    "cancelled": {"cancelled"},
    "expired": {"expired"},
}


class RandomOrder(RuleBasedStateMachine):
    """Lets anything happen to one order and remembers by itself what must stay true."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = TemporaryDirectory()
        path = Path(self.folder.name) / "state.sqlite"
        self.store = SqliteDictStore(path, "orders", INDEXED, VOCABULARY)
        self.reported: list[Order] = []
        self.orders = Orders(self.store, lambda: AT, self.reported.append)
        self.claims: dict[int, str] = {}
        self.abandoned: set[str] = set()
        self.order = an_order()

    def teardown(self) -> None:
        self.store.close()
        self.folder.cleanup()

    @initialize(
        rate=st.sampled_from(["0", "0.19", "0.077"]),
        answers=ANSWERS,
        desk=st.sampled_from([Abilities(), OWN_ACCOUNT]),
        ready=st.booleans(),
    )
    def start(self, rate: str, answers: Answers, desk: Abilities, *, ready: bool) -> None:
        terms = Terms(currency="EUR", tax_rate=Decimal(rate), abilities=desk)
        self.order = self.orders.start(an_order(answers=answers, terms=terms))
        if ready:
            self.all_is_made_ready("P1", "run1")

    @rule(data=st.data())
    def anything_happens(self, data: st.DataObject) -> None:
        for _ in range(8):
            self.happens(data.draw(any_event(self.order)), ADA)

    @rule(part=PARTS)
    def a_file_is_shared(self, part: str) -> None:
        self.tell("file_shared", part=part, file=a_file(), by=ADA)

    @rule(answers=ANSWERS)
    def the_form_is_sent(self, answers: Answers) -> None:
        self.tell("answers_changed", answers=answers)

    @rule(keeper=RUNS)
    def the_basket_is_brought_in_line(self, keeper: str) -> None:
        self.tell("basket_taken", keeper=keeper)
        while events := self.next_events():
            mark = Mark.of(self.order)
            for kind, values in events:
                # A create that follows a lost one has cost the basket: nothing was sent then.
                if mark == Mark.of(self.order):
                    self.tell(kind, mark=mark, **values)

    @rule(worker=RUNS)
    def the_files_are_sent(self, worker: str) -> None:
        for part in to_forward(self.order):
            sent = {"part": part.id, "basket": self.order.basket.number}
            self.tell("upload_begun", worker=worker, **sent)
            self.tell("file_uploaded", digest="ab" * 32, size=1, **sent)
            self.tell("file_analysed", **sent)

    @rule(part=PARTS, run=RUNS)
    def all_is_made_ready(self, part: str, run: str) -> None:
        self.a_file_is_shared(part)
        self.tell("answers_changed", answers=complete_answers(unit=self.order.answers.unit))
        self.the_basket_is_brought_in_line(run)
        self.the_files_are_sent(run)
        self.the_basket_is_brought_in_line(run)

    @rule(by=PEOPLE, runs=st.lists(RUNS, max_size=2), outcomes=OUTCOMES)
    def somebody_presses_place(self, by: str, runs: list[str], outcomes: list[str]) -> None:
        self.tell("place_requested", by=by, amount=self.order.total)
        for worker in runs:
            attempt = max(1, self.order.attempts)
            self.tell("submission_claimed", worker=worker, attempt=attempt, at=AT)
        for outcome in outcomes:
            self.the_outcome_is_known(outcome, "100001")

    @precondition(lambda self: len(self.order.history) > MANY)
    @rule(kind=st.sampled_from(["order_cancelled", "order_expired"]))
    def it_is_called_off(self, kind: str) -> None:
        self.tell(kind, **({"by": ADA} if kind == "order_cancelled" else {"touched": AT}), at=AT)

    def the_outcome_is_known(self, kind: str, number: str) -> None:
        said = {
            "number": number,
            "at": AT,
            "by": ADA,
            "problem": a_problem(),
            "worker": "run1",
            "attempt": max(1, self.order.attempts),
        }
        self.tell(kind, **{name: said[name] for name in said if name in EVENTS[kind].model_fields})

    def next_events(self) -> list[tuple[str, dict[str, Any]]]:
        number = self.order.basket.number
        match next_step(self.order):
            case OpenBasket():
                opened = {"id": f"B{number}"}
                return [("create_begun", {"what": "basket"}), ("basket_opened", opened)]
            case AssignCustomer(customer):
                return [("customer_assigned", {"customer": customer})]
            case OpenLine(part):
                opened = {"part": part, "line": f"{number}/{part}"}
                return [("create_begun", {"what": part}), ("line_opened", opened)]
            case LeaveBasket():
                return [("basket_left", {})]
            case None:
                return []
            case step:
                return [self.told_about(step)]

    def told_about(self, step: DescribeLine | AnswerForms | PriceBasket) -> tuple[str, Any]:
        match step:
            case DescribeLine(part, _, spec):
                return "line_described", {"part": part, "spec": spec}
            case AnswerForms(part, _, answers):
                return "requirements_told", {"part": part, "answers": answers}
            case PriceBasket(query):
                return "basket_priced", {"query": query, "total": Decimal(len(query.lines))}

    def tell(self, kind: str, **values: Any) -> None:
        self.happens(EVENTS[kind](**values), ADA)

    def happens(self, event: Event, by: str) -> None:
        before, reported = self.order, len(self.reported)
        match self.applied(event, by):
            case NotNow() as refused:
                assert before == refused.order == self.orders.get(ID)
                assert reported == len(self.reported)
            case after:
                assert ALLOWED[type(event).model_fields["kind"].default, before.phase.kind]
                told = self.reported[reported:]
                assert told in ([], [after])
                assert before == after or event.unseen == (not told)
                self.compare(before, after, rewritten=isinstance(event, CustomerForgotten))
                self.order = after

    def applied(self, event: Event, by: str) -> Order | NotNow:
        try:
            return self.orders.apply(ID, event, by)
        except NotNow as refused:
            return refused

    def compare(self, before: Order, after: Order, *, rewritten: bool) -> None:
        """Check what no event may do; only who is forgotten is removed from what was written."""
        assert after.phase.kind in FOLLOWS[before.phase.kind]
        known = after.history[: len(before.history)]
        assert [(e.at, e.by) for e in before.history] == [(e.at, e.by) for e in known]
        assert rewritten or before.history == known
        assert after.basket.number - before.basket.number in {0, 1}
        if before.basket.id is not None and before.basket.id != after.basket.id:
            self.abandoned.add(before.basket.id)
        self.compare_attempts(before, after)

    def compare_attempts(self, before: Order, after: Order) -> None:
        placing = isinstance(after.phase, Placing)
        begun = placing and not isinstance(before.phase, Placing)
        assert before.attempts + begun == after.attempts
        if isinstance(before.phase, Placed):
            assert isinstance(after.phase, Placed)
            assert before.phase.number == after.phase.number
            assert before.phase.watched or not after.phase.watched
        if begun:
            assert () == missing(before)
        if isinstance(after.phase, Placing) and after.phase.sending is not None:
            worker = after.phase.sending.worker
            assert worker == self.claims.setdefault(after.phase.attempt, worker)

    @invariant()
    def what_is_stored_is_what_was_given(self) -> None:
        if self.order.history:
            assert self.order == self.orders.get(ID)

    @invariant()
    def it_is_found_by_the_terms_that_it_has_now(self) -> None:
        ((kept,),) = self.store._file.run("SELECT terms FROM orders")
        assert order_terms(self.order.model_dump(mode="json")) == json.loads(kept)

    @invariant()
    def an_abandoned_basket_never_comes_back(self) -> None:
        assert self.order.basket.id not in self.abandoned
        for part in self.order.parts:
            assert part.line is None or part.line.startswith(f"{self.order.basket.number}/")

    @invariant()
    def the_history_can_be_read_and_is_told_at_most_once(self) -> None:
        assert self.order.told <= len(self.order.history)
        for entry in self.order.history[-3:]:
            assert entry.event == EVENT.validate_python(entry.event).model_dump(mode="json")

    @invariant()
    def a_basket_in_line_needs_nothing_and_holds_the_order(self) -> None:
        if in_line(self.order):
            assert next_step(self.order) is None
            assert all(isinstance(part.upload, Ready) for part in self.order.parts)
            assert not any(is_unwanted(self.order, c) for c in self.order.basket.unanswered)
            if isinstance(self.order.phase, Placing):
                described = tuple((part.line, part.described) for part in self.order.parts)
                assert described == order_request(self.order).lines

    @invariant()
    def the_total_adds_up(self) -> None:
        if not self.order.terms.abilities.sets_prices:
            priced = self.order.basket.priced
            assert self.order.total == (priced.total if priced else 0)
            return
        cents = sum(
            Fraction(self.order.price_of(part) or 0) * 100 * part.answers.quantity
            for part in self.order.parts
        )
        answers = self.order.answers
        pickup = answers.delivery is not None and answers.delivery.key.startswith("pickup:")
        shipping = 0 if pickup else Fraction(answers.shipping_price or 0) * 100
        taxed = (cents + shipping) * (1 + Fraction(self.order.terms.tax_rate))
        assert int(taxed + Fraction(1, 2)) == self.order.total * 100


TestRandomOrder = RandomOrder.TestCase
TestRandomOrder.settings = settings(
    max_examples=30,
    stateful_step_count=20,
    deadline=None,
    # Shrinking takes minutes; the steps that fail are printed as they are.
    phases=[Phase.explicit, Phase.generate],
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow],
)
