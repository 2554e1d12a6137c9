"""The lists of a printing service that an order is chosen from."""

from collections.abc import Iterable, Iterator
from typing import TypeVar

from bot.threeyourmind import labels
from bot.threeyourmind.guesses import PICKUP_LOCATIONS
from bot.threeyourmind.keys import SHIPPING, wire_id
from bot.threeyourmind.models import Answer, Method, Offer, Place, PostProcessing, User, read_list
from bot.threeyourmind.places import address_choice
from bot.threeyourmind.transport import Query, Transport
from state.form import PICKUP, Source
from state.ports import Customer, Priced
from state.problems import Missing
from state.record import Choice

_MOST_CUSTOMERS = 100
_Entry = TypeVar("_Entry", bound=Answer)


class Lists:
    """Reads what both panels list of a service, below its path: ways to pay and to deliver."""

    def __init__(self, transport: Transport, service: str) -> None:
        self._transport = transport
        self._service = service

    def of_the_service(self, source: Source) -> tuple[Choice, ...]:
        """List the choices that belong to the service as a whole; none for any other source."""
        found: Iterable[Choice] = ()
        match source:
            case Source.DELIVERY:
                found = (*self._shipping(), *self._pickup())
            case Source.PAYMENT:
                found = self._payment()
        return labels.told_apart(found)

    def _shipping(self) -> Iterator[Choice]:
        for entry in self._entries(Method, "shipping-methods/"):
            label = labels.method(entry, "Shipping")
            yield Priced(key=f"{SHIPPING}{entry.id}", label=label, price=entry.price)

    def _pickup(self) -> Iterator[Choice]:
        try:
            entries = self._entries(Place, PICKUP_LOCATIONS)
        except Missing:
            return
        for entry in entries:
            yield Choice(key=f"{PICKUP}{entry.id}", label=labels.pickup(entry))

    def _payment(self) -> Iterator[Choice]:
        for entry in self._entries(Method, "payment-methods/"):
            yield Choice(key=entry.id, label=labels.method(entry, "Payment"))

    def _entries(self, model: type[_Entry], path: str) -> tuple[_Entry, ...]:
        return read_list(model, self._transport.get(f"{self._service}/{path}"))


class ServiceLists(Lists):
    """Reads customers and choices of the service below this path.

    Source: 3YOURMIND's endpoints for users, their addresses, payment methods, shipping methods and
    offers.
    """

    def customers(self, text: str) -> tuple[Customer, ...]:
        """Find customers by a part of the name, company or e-mail address."""
        query: Query = {"search": text.strip(), "pageSize": _MOST_CUSTOMERS}
        answer = self._transport.get(f"{self._service}/internal-ordering/users/", query)
        return labels.told_apart(
            Customer(
                key=user.id, label=labels.customer(user), address=user.default_address_id or None
            )
            for user in read_list(User, answer)
        )

    def choices(self, source: Source, of: str | None = None) -> tuple[Choice, ...]:
        """List the choices of a source; none when it is not said of what."""
        found: Iterable[Choice] = ()
        match source, of:
            case Source.CUSTOMERS, _:
                found = self.customers("")
            case Source.ADDRESSES, str():
                found = self._addresses(of)
            case Source.MATERIALS, _:
                found = self._materials()
            case Source.FINISHINGS, str():
                found = self._finishings(of)
            case _:
                found = self.of_the_service(source)
        return labels.told_apart(found)

    def _addresses(self, customer: str) -> Iterator[Choice]:
        path = f"internal-ordering/users/{wire_id(customer)}/addresses/"
        yield from map(address_choice, self._entries(Place, path))

    def _materials(self) -> Iterator[Choice]:
        for offer in self._entries(Offer, "offers/"):
            yield Priced(key=offer.id, label=labels.material(offer), price=offer.price)

    def _finishings(self, material: str) -> Iterator[Choice]:
        for offer in self._entries(Offer, "offers/"):
            if offer.id == material:
                yield from (c for finish in offer.post_processings for c in variants(finish))


def variants(finish: PostProcessing) -> Iterator[Choice]:
    """Give a finishing in each of its colours, or as it is."""
    if not finish.colors:
        yield Choice(key=finish.id, label=labels.finishing(finish))
    for colour in finish.colors:
        yield Choice(key=f"{finish.id}:{colour.id}", label=labels.finishing(finish, colour))
