"""The order desk on 3YOURMIND's Service Panel API: orders for customers of the service."""

from typing import Any

from bot.threeyourmind.bodies import customer_body, line_body, order_body, reference
from bot.threeyourmind.finding import exactly, listed, placed_order
from bot.threeyourmind.guesses import DUE_DATE, LARGEST_PAGE, SEARCHABLE, STILL_ARRIVING
from bot.threeyourmind.keys import wire_id
from bot.threeyourmind.lists import Lists
from bot.threeyourmind.models import (
    FileState,
    Line,
    Made,
    Transaction,
    is_last_page,
    read,
    read_list,
)
from bot.threeyourmind.multipart import MultipartFile
from bot.threeyourmind.transport import Query, Transport
from state.aftercare import OrdersPage
from state.form import Source
from state.order import OrderRequest
from state.part import LineSpec
from state.ports import Customer, Download, FileStatus, LineTarget, PlacedOrder
from state.problems import Broken, Disagreed, Missing
from state.record import Choice


class ServicePanel:
    """Places orders with one printing service; every method raises `DeskError`.

    Source: 3YOURMIND's page "Place Orders Programmatically", workflow 2.
    """

    def __init__(self, transport: Transport, service_id: int) -> None:
        self._transport = transport
        self._service = f"service-panel/services/{service_id}"
        self._lists = Lists(transport, self._service)

    def customers(self, text: str) -> tuple[Customer, ...]:
        """Find customers by a part of the name, company or e-mail address."""
        return self._lists.customers(text)

    def choices(self, source: Source, of: str | None = None) -> tuple[Choice, ...]:
        """List the choices of a source, which belong to `of` for addresses and finishings."""
        return self._lists.choices(source, of)

    def open_basket(self) -> str:
        """Create an empty basket and give its key."""
        return read(Made, self._transport.post(f"{self._service}/baskets/")).id

    def assign_customer(self, basket: str, customer: str) -> None:
        """Say for whom the basket is."""
        self._transport.patch(self._basket(basket), customer_body(customer))

    def open_line(self, basket: str) -> str:
        """Create an empty line and give its key."""
        return read(Made, self._transport.post(f"{self._basket(basket)}lines/")).id

    def describe_line(self, basket: str, line: str, spec: LineSpec) -> None:
        """Set everything a line says; `Disagreed` when the answer holds another quantity."""
        path = self._line(basket, line)
        answer = self._transport.patch(path, line_body(spec))
        shown = read(Line, {} if answer is None else answer)
        if spec.due_date is None and shown.preferred_due_date:
            self._transport.patch(path, {DUE_DATE: None})
        # A line that shows no quantity can only be trusted to be about one piece.
        if (1 if shown.quantity is None else shown.quantity) != spec.quantity:
            raise Disagreed(f"quantity {shown.quantity or 'not shown'} instead of {spec.quantity}")

    def upload(self, target: LineTarget, file: Download) -> None:
        """Send the file of a line; also raises what its chunks raise, or its `going`."""
        fields = {
            "basket_id": str(wire_id(target.basket)),
            "line_id": str(wire_id(target.line)),
            "unit": target.unit,
        }
        self._transport.upload("files/", MultipartFile(file, fields))

    def file_status(self, basket: str, line: str) -> FileStatus:
        """Ask how far the analysis of the line's file is."""
        try:
            answer = self._transport.get(f"{self._line(basket, line)}file-status/")
        except Missing:
            return FileStatus.NONE
        match read(FileState, {} if answer is None else answer).status:
            case "":
                return FileStatus.NONE
            case "finished":
                return FileStatus.FINISHED
            case "analysing":
                return FileStatus.RUNNING
            case word:
                return FileStatus.RUNNING if word in STILL_ARRIVING else FileStatus.FAILED

    def submit(self, request: OrderRequest) -> PlacedOrder:
        """Place the order: sent at most once, never repeated."""
        path = f"{self._service}/internal-ordering/orders/"
        answer = self._transport.post(path, order_body(request))
        placed = placed_order(read(Transaction, answer))
        if placed is None:
            raise Broken("an answer without the number of the order")
        return placed

    def find(self, text: str) -> PlacedOrder | None:
        """Look for the one order that carries this text as its reference or number; only reads."""
        answer = self._orders({"search": reference(text), "pageSize": LARGEST_PAGE})
        return exactly(text, read_list(Transaction, answer))

    def placed_orders(self, page: int) -> OrdersPage:
        """List the service's orders, last placed first."""
        answer = self._orders({"page": page, "pageSize": LARGEST_PAGE})
        return OrdersPage(listed(read_list(Transaction, answer)), is_last_page(answer, page))

    def drop_basket(self, basket: str) -> None:
        """Delete a basket that nobody will order."""
        self._transport.delete(self._basket(basket))

    def _orders(self, query: Query) -> Any:
        first, second = (f"{self._service}/{place}" for place in SEARCHABLE)
        try:
            return self._transport.get(first, query)
        except Missing:
            return self._transport.get(second, query)

    def _basket(self, basket: str) -> str:
        return f"{self._service}/baskets/{wire_id(basket)}/"

    def _line(self, basket: str, line: str) -> str:
        return f"{self._basket(basket)}lines/{wire_id(line)}/"
