"""Answers about the token's own user; as in `models`, every field with a default is a guess."""

from typing import Annotated

from pydantic import AliasChoices, AliasPath, BeforeValidator, Field

from bot.threeyourmind.fields import Key, Number, Words, those_of
from bot.threeyourmind.models import Answer, Offer


class Material(Answer):
    """A material, before it is known who offers it."""

    id: Key
    name: Words = Field("", validation_alias=AliasChoices("name", "displayName"))


class PartOffer(Offer):
    """A material as a service offers it for one part; `service` is empty where it is not told."""

    price: Number = Field(
        None,
        validation_alias=AliasChoices(
            "unitPrice", AliasPath("unitPrice", "exclusiveTax"), "price", "totalPrice"
        ),
    )
    service: Words = Field(
        "", validation_alias=AliasChoices(AliasPath("partner", "id"), "partnerId", "serviceId")
    )


class Country(Answer):
    """A country that addresses can be in."""

    code: Key = Field(validation_alias=AliasChoices("code", "alpha2", "id"))
    name: Words = Field("", validation_alias=AliasChoices("name", "displayName"))


class Preferences(Answer):
    """What the token's user prefers; `country` may be null."""

    country: Words = ""
    unit: Words = ""


class Profile(Answer):
    """Who the token's user is."""

    default_address_id: Words = Field(
        "", validation_alias=AliasChoices("defaultAddressId", AliasPath("defaultAddress", "id"))
    )


class RequirementOption(Answer):
    """Something to choose in a field of a form."""

    id: Key
    name: Words = Field("", validation_alias=AliasChoices("name", "label", "value"))


class RequirementField(Answer):
    """A field of a form that an organisation wants filled in."""

    id: Key
    name: Words = Field("", validation_alias=AliasChoices("label", "name", "displayName"))
    type: Words = ""
    is_required: bool = Field(
        default=False, validation_alias=AliasChoices("isRequired", "required")
    )
    options: Annotated[
        tuple[RequirementOption, ...], BeforeValidator(those_of(RequirementOption))
    ] = ()


class RequirementForm(Answer):
    """A form that an organisation wants filled in for every part."""

    id: Key
    fields: Annotated[
        tuple[RequirementField, ...], BeforeValidator(those_of(RequirementField))
    ] = ()


class BasketPrice(Answer):
    """What a basket costs; the total is named as in the quotes of the same panel."""

    total: Number = Field(None, validation_alias=AliasPath("totalPrice", "inclusiveTax"))


class Page(Answer):
    """Where in a long list an answer stands; a plain array is the only page."""

    total_pages: Number = None
