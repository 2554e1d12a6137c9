"""A new address, as it is asked for."""

import re
from typing import Annotated, Literal

from pydantic import AfterValidator, StringConstraints
from pydantic_core import PydanticCustomError

from state.form import Form, Kind, Question, Source
from state.record import Choice

USES = (
    ("both", "Billing and shipping"),
    ("billing", "Billing only"),
    ("shipping", "Shipping only"),
)
FEWEST_DIGITS = 4
"""In the shortest phone numbers that are dialled anywhere."""
_POSTAL = re.compile(r"\w[\w -]*")


def _sayable(text: str) -> str:
    if text and not any(letter.isalnum() for letter in text):
        raise PydanticCustomError("sayable", "Please use letters or digits.")
    return text


def _postal(text: str) -> str:
    if text and not _POSTAL.fullmatch(text):
        msg = "Please use letters, digits, spaces and hyphens, such as 10557 or SW1Y 4JH."
        raise PydanticCustomError("postal", msg)
    return text


def _diallable(text: str) -> str:
    if text and sum(letter.isdecimal() for letter in text) < FEWEST_DIGITS:
        raise PydanticCustomError("diallable", "Please give a number such as +49 30 123456.")
    return text


Maybe = Annotated[
    str, StringConstraints(strip_whitespace=True, max_length=100), AfterValidator(_sayable)
]
PostalCode = Annotated[Maybe, AfterValidator(_postal)]
PhoneNumber = Annotated[Maybe, AfterValidator(_diallable)]


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
    zip_code: Annotated[PostalCode, _asked("Postal code", required=True)] = ""
    city: Annotated[Maybe, _asked("City", required=True)] = ""
    state: Annotated[Maybe, _asked("State or province", hint="Where it is part of an address.")] = (
        ""
    )
    country: Annotated[
        Choice | None,
        Question("Country", Kind.CHOICE, Source.COUNTRIES, required=True),
    ] = None
    phone_number: Annotated[
        PhoneNumber, _asked("Phone number", required=True, hint="For the carrier.")
    ] = ""
    vat_id: Annotated[Maybe, _asked("VAT number")] = ""
