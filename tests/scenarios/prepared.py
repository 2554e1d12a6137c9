"""An order of many parts as the bot would have got it ready in the course of a while."""

from datetime import UTC, datetime
from decimal import Decimal

from bot.sandbox.slack.model.files import SlackFile
from bot.threeyourmind.service_panel import ServicePanel
from bot.threeyourmind.transport import Transport
from state.basket import line_spec
from state.form import Answers
from state.order import Basket, Order, Spot
from state.part import Part, Ready, SharedFile, Unusable
from state.ports import Download, LineTarget, OrderDesk
from state.problems import Problem
from state.record import Choice
from tests.bot.waiting import wait_for
from tests.builders import an_order
from tests.scenarios.case import CUBE, Case
from tests.scenarios.catalogue import key_of
from tests.scenarios.house import House

GONE = Unusable(problem=Problem(cause="gone"), line_is_empty=True)


def prepared(house: House, ready: int, unusable: int = 0, unseen: int | None = None) -> Case:
    """Begin an order with so many parts, and wait for its card; at one nobody has looked yet."""
    case = Case.fresh(house)
    parts = [_part(house, n).but(looked_at=n != unseen) for n in range(ready + unusable)]
    order = an_order(
        id=f"PD-MANY{len(house.vendor.log.records)}",
        owner=case.ada.user.id,
        team=house.slack.world.team.id,
        started=datetime.now(UTC),
        spot=Spot(channel=house.slack.world.channel(case.channel).id),
        answers=_answers(house),
        parts=(*parts[:ready], *(p.but(upload=GONE) for p in parts[ready:])),
    )
    with Transport(house.stage.vendor_url, house.vendor.token) as transport:
        desk = ServicePanel(transport, house.vendor.service_id)
        house.bot.orders.start(_taken(desk, order))
    wait_for(case._posted)
    return case.on(case._posted()[-1])


def _part(house: House, number: int) -> Part:
    """Make a part whose file the bot can read; no two have the same content."""
    name, world = f"part-{number:02}.stl", house.slack.world
    content = name.encode().ljust(80, b"\0") + CUBE[80:]
    with world.changes.making():
        file = SlackFile(world.ids.new("F"), name, content, world.user("ben").id, created=0)
        file.is_handed_in = True
        world.files[file.id] = file
    shared = SharedFile(id=file.id, name=name, size=len(content))
    return Part(id=file.id, file=shared, by=file.user)


def _answers(house: House) -> Answers:
    world = house.vendor.world
    customer = key_of(world.customers, "ada@customers.example")
    (address,) = (a.id for a in world.addresses_of(customer))
    parcel = key_of(world.shipping_methods, "Standard parcel")
    return Answers(
        customer=_choice(customer),
        billing_address=_choice(address),
        shipping_address=_choice(address),
        delivery=_choice(f"shipping:{parcel}"),
        shipping_price=Decimal("4.90"),
        payment=_choice(key_of(world.payment_methods, "Invoice")),
        material=_choice(key_of(world.offers, "PA12, white")),
        price=Decimal("12.34"),
    )


def _choice(key: object) -> Choice:
    return Choice(key=str(key), label=f"Entry {key}")


def _taken(desk: OrderDesk, order: Order) -> Order:
    """Have 3YOURMIND take everything of the order that can be used."""
    customer = order.answers.customer
    assert customer is not None
    basket = desk.open_basket()
    desk.assign_customer(basket, customer.key)
    parts = tuple(p if p.upload == GONE else _line(desk, basket, order, p) for p in order.parts)
    return order.but(basket=Basket(id=basket, customer=customer.key), parts=parts)


def _line(desk: OrderDesk, basket: str, order: Order, part: Part) -> Part:
    line, spec = desk.open_line(basket), line_spec(order, part)
    assert spec is not None
    desk.describe_line(basket, line, spec)
    target = LineTarget(basket, line, order.unit_of(part))
    desk.upload(target, Download(part.file.name, len(CUBE), iter([CUBE])))
    return part.but(line=line, described=spec, upload=Ready())
