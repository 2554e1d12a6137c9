"""Everything that is looked up among all orders, by a name for each."""

from collections.abc import Callable, Mapping

from state.orders import Orders

LOOK_UPS: Mapping[str, Callable[[Orders], object]] = {
    "one by its id": lambda orders: orders.announce("PD-1"),
    "by number or id": lambda orders: orders.named("100001"),
    "by reference": lambda orders: orders.matching("PO 17", 11, skip=10),
    "by a file's name": lambda orders: orders.matching("bracket-17.stl", 11),
    "by several words": lambda orders: orders.matching("grace harbour bracket", 11),
    "nearest hits": lambda orders: orders.like("bracket-17x hoppre", 5),
    "by its card": lambda orders: orders.by_card("C1", "1.1"),
    "open ones around": lambda orders: orders.open_around("U1", "C1", 11),
    "open ones of somebody": lambda orders: orders.of_owner("U1"),
    "placed by somebody": lambda orders: orders.placed_by("U1", 16),
    "in doubt": lambda orders: orders.in_doubt(16),
    "last of a customer": lambda orders: orders.last_of_customer("17"),
    "last unit of a customer": lambda orders: orders.last_unit("17"),
    "with a part": lambda orders: orders.with_part("F1"),
    "placed last": lambda orders: orders.latest(200),
    "due": lambda orders: orders.due(25),
    "unfinished": lambda orders: list(orders.unfinished()),
    "untold": lambda orders: list(orders.untold()),
    "a page": lambda orders: orders.page("PD-1", 100),
}
