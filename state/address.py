"""A new address, as it is asked for."""

from typing import Annotated, Literal

from pydantic import StringConstraints

from state.form import Form, Kind, Question, Source
from state.record import Choice

USES = (
    ("both", "Billing and shipping"),
    ("billing", "Billing only"),
    ("shipping", "Shipping only"),
)
Maybe = Annotated[str, StringConstraints(strip_whitespace=True, max_length=100)]


def _asked(title: str, *, required: bool = False, hint: str = "") -> Question:
    return Question(title, Kind.LINE, required=required, hint=hint)


class NewAddress(Form):
    """What 3YOURMIND wants to know of an address.

    Source: the required and optional fields of its address endpoints.
    """

    use: Annotated[
        Literal["both", "billing", "shipping"],
        Question("Use it for", Kind.PICK, entries=USES, required=True),
    ] = "both"
    first_name: Annotated[Maybe, _asked("First name", required=True)] = ""
    last_name: Annotated[Maybe, _asked("Last name", required=True)] = ""
    company_name: Annotated[Maybe, _asked("Company")] = ""
    department: Annotated[Maybe, _asked("Department")] = ""
    line1: Annotated[Maybe, _asked("Street and number", required=True)] = ""
    line2: Annotated[Maybe, _asked("Address supplement")] = ""
    zip_code: Annotated[Maybe, _asked("Postal code", required=True)] = ""
    city: Annotated[Maybe, _asked("City", required=True)] = ""
    state: Annotated[Maybe, _asked("State or province", hint="Where it is part of an address.")] = (
        ""
    )
    country: Annotated[
        Choice | None,
        Question("Country", Kind.CHOICE, Source.COUNTRIES, required=True),
    ] = None
    phone_number: Annotated[
        Maybe, _asked("Phone number", required=True, hint="For the carrier.")
    ] = ""
    vat_id: Annotated[Maybe, _asked("VAT number")] = ""
