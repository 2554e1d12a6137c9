"""What an order desk can do; orders keep it, and are asked and read by it ever after."""

from state.record import Record


class Abilities(Record):
    """How orders are made at a desk; older orders, which do not say, had what stands here."""

    chooses_customer: bool = True
    """Orders are for a customer who is chosen; else they belong to the desk's own account."""
    sets_prices: bool = True
    """Prices are ours to set; else the desk prices the basket."""
    creates_addresses: bool = False
    """Addresses can be made while an order is put together."""
    offers_by_part: bool = False
    """What a part can be made of, and in which finishings, is known once its file is analysed."""


CUSTOMARY = Abilities()
"""Those of a desk that makes orders for customers at our prices."""
