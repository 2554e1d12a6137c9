"""What is filled into the order form."""

from dataclasses import dataclass

LOVELACE = "Ada Lovelace, Analytical Engines Ltd <ada@customers.example>"

RESHAPING = frozenset({"Delivery", "Material for all parts"})
"""The lists whose choice changes the form: what else is asked, or what is proposed."""


@dataclass(frozen=True)
class Form:
    """What ada fills in; `None` leaves a field as it is."""

    customer: str = LOVELACE
    delivery: str | None = "Standard parcel"
    payment: str | None = "Invoice"
    material: str | None = "PA12, white"
    kind_of_material: str | None = "PA12"
    """What stands for the material where it is chosen before anybody offers it."""
    shipping_price: str | None = "4.90"
    price: str | None = "12.34"
    reference: str | None = "PO 17"

    @property
    def choices(self) -> dict[str, str | None]:
        """The lists, by their labels."""
        return {
            "Delivery": self.delivery,
            "Payment": self.payment,
            "Material for all parts": self.material,
        }

    @property
    def words(self) -> dict[str, str | None]:
        """What is typed, by the labels."""
        return {
            "Shipping price": self.shipping_price,
            "Price per piece for all parts": self.price,
            "Reference": self.reference,
        }
