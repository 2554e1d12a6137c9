"""Answers of 3YOURMIND, as far as they are read; every field with a default is a guess.

Unknown fields are ignored, and a guessed field that looks different counts as not sent.
"""

from typing import Annotated, Any, TypeVar

from pydantic import (
    AliasChoices,
    AliasPath,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    ValidationError,
)
from pydantic.alias_generators import to_camel

from bot.threeyourmind.fields import Key, Number, Price, Status, Words, object_or_none, those_of
from state.problems import Broken


class Answer(BaseModel):
    """The base of all answers: camelCase outside, unknown fields ignored."""

    model_config = ConfigDict(alias_generator=to_camel, extra="ignore", frozen=True)


Read = TypeVar("Read", bound=Answer)


def read(model: type[Read], value: Any) -> Read:
    """Give the answer as this model, or raise `Broken`."""
    try:
        return model.model_validate(value)
    except ValidationError:
        # The library's message would quote the answer.
        raise Broken("an answer that lacks what is documented") from None


def read_list(model: type[Read], value: Any) -> tuple[Read, ...]:
    """Give the entries of a plain array, or of one page of a longer list."""
    entries = value.get("results") if isinstance(value, dict) else value
    if not isinstance(entries, list):
        raise Broken("an answer that is no list")
    return tuple(read(model, entry) for entry in entries)


def is_last_page(value: Any, page: int) -> bool:
    """Tell whether this page of a list is the last one; an array is always whole."""
    total = value.get("totalPages") if isinstance(value, dict) else 1
    return not isinstance(total, int) or page >= total


class Made(Answer):
    """A basket or a line that was just created."""

    id: Key


class Buyer(Answer):
    """For whom an order is, as far as the order tells."""

    first_name: Words = ""
    last_name: Words = ""
    email: Words = ""
    company: Words = Field(
        "", validation_alias=AliasChoices("companyName", AliasPath("company", "name"), "company")
    )


class User(Buyer):
    """Somebody for whom orders can be made."""

    id: Key
    default_address_id: Words = ""


class Place(Answer):
    """An address of a customer, or a location for collecting an order."""

    id: Key
    name: Words = ""
    line1: Words = ""
    line2: Words = ""
    zip_code: Words = ""
    city: Words = ""
    state: Words = ""
    country: Words = Field(
        "", validation_alias=AliasChoices(AliasPath("country", "code"), "country")
    )
    company_name: Words = ""
    department: Words = ""
    first_name: Words = ""
    last_name: Words = ""
    phone_number: Words = ""
    vat_id: Words = ""


class Method(Answer):
    """A way to pay, or to ship, which may have a price."""

    id: Key
    name: Words = Field("", validation_alias=AliasChoices("name", "displayName"))
    price: Price = None


class Colour(Answer):
    """A colour of a post-processing."""

    id: Key
    name: Words = ""


class PostProcessing(Answer):
    """A finishing of a material, in colours or without."""

    id: Key
    name: Words = Field("", validation_alias=AliasChoices("name", "displayName"))
    colors: Annotated[tuple[Colour, ...], BeforeValidator(those_of(Colour))] = ()


class Offer(Answer):
    """A material as the service sells it."""

    id: Key
    name: Words = ""
    material_name: Words = Field("", validation_alias=AliasPath("material", "name"))
    price: Price = Field(None, validation_alias=AliasChoices("unitPrice", "price"))
    post_processings: Annotated[
        tuple[PostProcessing, ...], BeforeValidator(those_of(PostProcessing))
    ] = ()


class Line(Answer):
    """What the answer to a change of a line says about it."""

    quantity: Number = None
    preferred_due_date: Words = ""


class FileState(Answer):
    """The state of a line's file; empty before there is one."""

    status: Status = ""


class OrderedLine(Answer):
    """A line of an order, as far as it tells of its file."""

    file_name: Words = Field("", validation_alias=AliasPath("file", "name"))


class Transaction(Answer):
    """An order, or the project it hangs under, which holds its order in `latest_transaction`."""

    id: Words = ""
    number: Words = ""
    full_number: Words = ""
    project_number: Words = Field("", validation_alias=AliasPath("project", "number"))
    status: Status = ""
    category: Words = Field("", validation_alias=AliasPath("status", "category"))
    reference: Words = Field("", validation_alias=AliasPath("additionalInformation", "reference"))
    date_created: Words = ""
    customer: Annotated[Buyer | None, BeforeValidator(object_or_none)] = None
    lines: Annotated[tuple[OrderedLine, ...], BeforeValidator(those_of(OrderedLine))] = ()
    latest_transaction: Annotated["Transaction | None", BeforeValidator(object_or_none)] = None
