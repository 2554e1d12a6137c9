from collections.abc import Iterator
from decimal import Decimal

import pytest

from bot.sandbox.serving import Served
from bot.sandbox.threeyourmind.catalogue import Customer as VendorCustomer
from bot.sandbox.threeyourmind.catalogue import Offer
from bot.sandbox.threeyourmind.local import Local3yourmind
from bot.threeyourmind.patience import Patience
from bot.threeyourmind.service_panel import ServicePanel
from bot.threeyourmind.transport import Transport
from state.order import OrderRequest
from state.ports import LineTarget, OrderDesk
from tests.bot.threeyourmind.requests_of import a_download, a_request, a_spec

QUICK = Patience(connect=2, read=5, send=5, upload_read=5)


@pytest.fixture
def vendor() -> Local3yourmind:
    vendor = Local3yourmind()
    vendor.world.analysis_seconds = 0
    return vendor


@pytest.fixture
def server(vendor: Local3yourmind) -> Iterator[Served]:
    with Served(vendor.app) as server:
        yield server


@pytest.fixture
def slept() -> list[float]:
    """The waits that the transport asked for; none of them takes any time."""
    return []


@pytest.fixture
def transport(vendor: Local3yourmind, server: Served, slept: list[float]) -> Iterator[Transport]:
    with Transport(server.url, vendor.token, patience=QUICK, sleep=slept.append) as transport:
        yield transport


@pytest.fixture
def desk(vendor: Local3yourmind, transport: Transport) -> OrderDesk:
    return ServicePanel(transport, vendor.service_id)


@pytest.fixture
def ada(vendor: Local3yourmind) -> VendorCustomer:
    return next(c for c in vendor.world.customers.values() if c.first_name == "Ada")


@pytest.fixture
def white(vendor: Local3yourmind) -> Offer:
    return next(o for o in vendor.world.offers.values() if o.name == "PA12, white")


@pytest.fixture
def request_of_ada(
    desk: OrderDesk, vendor: Local3yourmind, ada: VendorCustomer, white: Offer
) -> OrderRequest:
    """A request whose basket holds two pieces of 10.00, ready to be ordered."""
    basket = desk.open_basket()
    line = desk.open_line(basket)
    spec = a_spec(material=str(white.id), price=Decimal(10), quantity=2)
    desk.assign_customer(basket, str(ada.id))
    desk.describe_line(basket, line, spec)
    desk.upload(LineTarget(basket, line, "mm"), a_download())
    address = str(ada.default_address_id)
    return a_request(
        basket=basket,
        customer=str(ada.id),
        billing_address=address,
        shipping_address=address,
        delivery=f"shipping:{next(iter(vendor.world.shipping_methods))}",
        shipping_price=Decimal("6.90"),
        payment=str(next(iter(vendor.world.payment_methods))),
        amount=Decimal("26.90"),
        lines=((line, spec),),
    )
