"""The order desk on 3YOURMIND's Service Panel API: orders for customers of the service."""

from decimal import Decimal
from typing import Any

from bot.threeyourmind.bodies import customer_body, line_body, order_body, reference
from bot.threeyourmind.finding import exactly, hits, listed
from bot.threeyourmind.guesses import LARGEST_PAGE, SEARCHABLE
from bot.threeyourmind.lists import ServiceLists
from bot.threeyourmind.models import Transaction, is_last_page, read_list
from bot.threeyourmind.panel import FILES, Panel
from bot.threeyourmind.transport import Query, Transport
from state.abilities import Abilities
from state.address import NewAddress
from state.aftercare import OrdersPage
from state.form import Source
from state.order import OrderRequest, PriceQuery
from state.part import LineSpec
from state.ports import Account, Customer, Hit, LinePlace, PlacedOrder
from state.problems import Missing, NotPermitted
from state.record import Choice
from state.requirements import Answered


class ServicePanel(Panel):
    """Places orders with one printing service; every method raises `DeskError`.

    Source: 3YOURMIND's page "Place Orders Programmatically", workflow 2.
    """

    abilities = Abilities()

    def __init__(self, transport: Transport, service_id: int, upload_path: str = FILES) -> None:
        self._service = f"service-panel/services/{service_id}"
        super().__init__(transport, self._service, upload_path)
        self._lists = ServiceLists(transport, self._service)

    def account(self) -> Account:
        """Give nothing: orders are for customers."""
        return Account()

    def customers(self, text: str) -> tuple[Customer, ...]:
        """Find customers by a part of the name, company or e-mail address."""
        return self._lists.customers(text)

    def choices(
        self,
        source: Source,
        of: str | None = None,
        line: LinePlace | None = None,
    ) -> tuple[Choice, ...]:
        """List the choices of a source, which belong to `of` for addresses and finishings."""
        return self._lists.choices(source, of)

    def create_address(self, customer: str | None, address: NewAddress) -> Choice:
        """Make no address: there is no documented request for that in this panel."""
        raise NotPermitted

    def assign_customer(self, basket: str, customer: str) -> None:
        """Say for whom the basket is."""
        self._transport.patch(self._basket(basket), customer_body(customer))

    def describe_line(self, basket: str, line: str, spec: LineSpec) -> None:
        """Set everything a line says; `Disagreed` when the answer holds another quantity."""
        self._set_line(self._line(basket, line), line_body(spec), spec)

    def answer_forms(self, line: str, answers: tuple[Answered, ...]) -> None:
        """Answer nothing: no forms are asked for in this panel."""
        raise NotPermitted

    def price(self, query: PriceQuery) -> Decimal:
        """Give no price: they are ours in this panel."""
        raise NotPermitted

    def submit(self, request: OrderRequest) -> PlacedOrder:
        """Place the order: sent at most once, never repeated."""
        return self._submitted(f"{self._service}/internal-ordering/orders/", order_body(request))

    def find(self, text: str) -> PlacedOrder | None:
        """Look for the one order that carries this text as its reference or number; only reads."""
        answer = self._orders({"search": reference(text), "pageSize": LARGEST_PAGE})
        return exactly(text, read_list(Transaction, answer))

    def search(self, text: str) -> tuple[Hit, ...]:
        """Give the orders that can be seen to fit this text, as listed; only reads."""
        answer = self._orders({"search": text.strip(), "pageSize": LARGEST_PAGE})
        return hits(text, read_list(Transaction, answer))

    def placed_orders(self, page: int) -> OrdersPage:
        """List the service's orders, last placed first."""
        answer = self._orders({"page": page, "pageSize": LARGEST_PAGE})
        return OrdersPage(listed(read_list(Transaction, answer)), is_last_page(answer, page))

    def _orders(self, query: Query) -> Any:
        first, second = (f"{self._service}/{place}" for place in SEARCHABLE)
        try:
            return self._transport.get(first, query)
        except Missing:
            return self._transport.get(second, query)
