"""Amounts of money: decimals of two places, from what people type to what is added up."""

import re
from decimal import ROUND_HALF_UP, Decimal
from typing import Annotated

from pydantic import BeforeValidator, PlainSerializer
from pydantic_core import PydanticCustomError

CENT = Decimal("0.01")
LARGEST = Decimal(1000000)
_TYPED = re.compile(r"\d{1,7}([.,]\d{1,2})?")


def parse_amount(value: object) -> object:
    """Read an amount as people type it: `12`, `12.3`, `12,34`; all else is the field's error."""
    if isinstance(value, Decimal):
        return rounded(value)
    text = str(value).strip()
    if not _TYPED.fullmatch(text):
        raise PydanticCustomError(
            "amount", "Please give an amount such as 12.34, without currency."
        )
    amount = Decimal(text.replace(",", "."))
    if amount > LARGEST:
        raise PydanticCustomError("amount", "That is more than 1,000,000. Please check the amount.")
    return rounded(amount)


def rounded(amount: Decimal) -> Decimal:
    """Round to whole cents, half a cent upwards."""
    return amount.quantize(CENT, ROUND_HALF_UP)


Money = Annotated[Decimal, BeforeValidator(parse_amount), PlainSerializer(str, return_type=str)]
"""An amount of at least 0.00 in the order's currency; stored as a string of two decimal places."""

Total = Annotated[Decimal, PlainSerializer(str, return_type=str)]
"""A computed amount, of any size; stored like `Money`."""
