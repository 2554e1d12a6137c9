"""The order desk on 3YOURMIND's User Panel API: orders for the token's own user."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from bot.threeyourmind.bodies import form_body, own_line_body, own_order_body, price_query
from bot.threeyourmind.finding import exactly, hits, listed
from bot.threeyourmind.guesses import LARGEST_PAGE, MOST_PAGES
from bot.threeyourmind.keys import wire_id
from bot.threeyourmind.models import Transaction, is_last_page, read, read_list
from bot.threeyourmind.own_lists import MY_ADDRESSES, OwnLists
from bot.threeyourmind.own_models import BasketPrice
from bot.threeyourmind.panel import FILES, Panel
from bot.threeyourmind.transport import Transport
from state.abilities import Abilities
from state.address import NewAddress
from state.aftercare import OrdersPage
from state.form import Source
from state.money import rounded
from state.order import OrderRequest, PriceQuery
from state.part import LineSpec
from state.ports import Account, Customer, Hit, LinePlace, PlacedOrder
from state.problems import Broken, Missing
from state.record import Choice
from state.requirements import Answered

ROOT = "user-panel"


class UserPanel(Panel):
    """Places orders of the token's own user with one service; every method raises `DeskError`.

    Source: 3YOURMIND's page "Place Orders Programmatically", workflow 1.
    """

    abilities = Abilities(
        chooses_customer=False, sets_prices=False, creates_addresses=True, offers_by_part=True
    )

    def __init__(self, transport: Transport, service_id: int, upload_path: str = FILES) -> None:
        super().__init__(transport, ROOT, upload_path)
        self._lists = OwnLists(transport, ROOT, service_id)

    def account(self) -> Account:
        """Give the preferences and the default address of the token's user."""
        return self._lists.account()

    def customers(self, text: str) -> tuple[Customer, ...]:
        """Find nobody: orders belong to the token's user."""
        return ()

    def choices(
        self, source: Source, of: str | None = None, line: LinePlace | None = None
    ) -> tuple[Choice, ...]:
        """List the choices of a source; with a `line`, those that its file leaves."""
        return self._lists.choices(source, of, line)

    def create_address(self, customer: str | None, address: NewAddress) -> Choice:
        """Make an address of the token's user, or find the same one."""
        return self._made_address(MY_ADDRESSES, address)

    def assign_customer(self, basket: str, customer: str) -> None:
        """Refuse: a basket belongs to the token's user from the beginning."""
        raise Missing

    def describe_line(self, basket: str, line: str, spec: LineSpec) -> None:
        """Set everything a line says, with the offer that fits; its file has to be analysed."""
        offer = self._lists.offer_for(LinePlace(basket, line), spec)
        self._set_line(self._line(basket, line), own_line_body(spec, offer), spec)

    def answer_forms(self, line: str, answers: tuple[Answered, ...]) -> None:
        """Tell what the organisation wants to know of a line, form by form."""
        for given in answers:
            path = f"{ROOT}/forms/basket-line/{wire_id(line)}/"
            self._transport.post(path, form_body(given))

    def price(self, query: PriceQuery) -> Decimal:
        """Ask for the price of a basket, tax included."""
        path = f"{self._basket(query.basket)}price/"
        total = read(BasketPrice, self._transport.get(path, price_query(query))).total
        if total is None:
            raise Broken("an answer without the total")
        return rounded(total)

    def submit(self, request: OrderRequest) -> PlacedOrder:
        """Place the order: sent at most once, never repeated."""
        return self._submitted(f"{ROOT}/orders/", own_order_body(request))

    def find(self, text: str) -> PlacedOrder | None:
        """Look among the own orders for the one with this reference or number; only reads."""
        return exactly(text, self._own_orders())

    def search(self, text: str) -> tuple[Hit, ...]:
        """Give the own orders that can be seen to fit this text, as listed; only reads."""
        return hits(text, self._own_orders())

    def placed_orders(self, page: int) -> OrdersPage:
        """List the own orders, last placed first."""
        answer = self._page(page)
        return OrdersPage(listed(read_list(Transaction, answer)), is_last_page(answer, page))

    def _own_orders(self) -> Iterator[Transaction]:
        for page in range(1, MOST_PAGES + 1):
            answer = self._page(page)
            yield from read_list(Transaction, answer)
            if is_last_page(answer, page):
                return

    def _page(self, page: int) -> Any:
        return self._transport.get(f"{ROOT}/orders/", {"page": page, "pageSize": LARGEST_PAGE})
