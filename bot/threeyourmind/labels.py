"""What people read for the entries that 3YOURMIND offers; one line, at most 75 characters."""

from collections import Counter
from collections.abc import Iterable
from typing import TypeVar

from bot.threeyourmind.models import Buyer, Colour, Method, Offer, Place, PostProcessing, User
from bot.threeyourmind.own_models import Country, Material, PartOffer
from bot.threeyourmind.words import cut
from state.record import Choice

LIMIT = 75
"""Slack's limit for the text of an option."""

_EMAIL_LIMIT = 45

Some = TypeVar("Some", bound=Choice)


def told_apart(choices: Iterable[Some]) -> tuple[Some, ...]:
    """Give the choices with their keys added to labels that more than one of them has."""
    every = tuple(choices)
    times = Counter(choice.label for choice in every)
    return tuple(c if times[c.label] == 1 else c.but(label=_keyed(c)) for c in every)


def _keyed(choice: Choice) -> str:
    return _with_end(choice.label, f" #{choice.key}")


def customer(user: User) -> str:
    """Give name, company and e-mail address; the address stays readable when the rest is cut."""
    return buyer(user) or cut(f"Customer {user.id}", LIMIT)


def buyer(person: Buyer) -> str:
    """Give the same of whoever an order is for; empty when the order tells nothing of them."""
    who = _listed(f"{person.first_name} {person.last_name}".strip(), person.company)
    if not person.email:
        return cut(who, LIMIT)
    email = cut(person.email, _EMAIL_LIMIT)
    return _with_end(who, f" <{email}>") if who else email


def address(entry: Place) -> str:
    """Give the place before the people there: a customer's addresses differ in it."""
    return cut(_place(entry) or f"Address {entry.id}", LIMIT)


def pickup(entry: Place) -> str:
    """Give the location where an order can be collected."""
    return cut(f"Pickup: {_place(entry) or f'location {entry.id}'}", LIMIT)


def _place(entry: Place) -> str:
    town = f"{entry.zip_code} {entry.city}".strip()
    person = f"{entry.first_name} {entry.last_name}".strip()
    where = _listed(entry.name, entry.line1, entry.line2, town, entry.state, entry.country)
    who = _listed(entry.department, entry.company_name, person)
    return _listed(where, who)


def method(entry: Method, otherwise: str) -> str:
    """Give the name of a way to pay or to ship."""
    return cut(entry.name or f"{otherwise} {entry.id}", LIMIT)


def material(offer: Offer) -> str:
    """Give the name under which the service sells the material."""
    return cut(offer.name or offer.material_name or f"Material {offer.id}", LIMIT)


def part_offer(offer: PartOffer) -> str:
    """Give the name of an offer and, where it is told, what a piece costs."""
    if offer.price is None:
        return material(offer)
    return _with_end(material(offer), f", {offer.price:,.2f} a piece")


def kind_of_material(entry: Material) -> str:
    """Give the name of a material that services offer."""
    return cut(entry.name or f"Material {entry.id}", LIMIT)


def country(entry: Country) -> str:
    """Give the name of a country."""
    return cut(entry.name or entry.code, LIMIT)


def finishing(finish: PostProcessing, colour: Colour | None = None) -> str:
    """Give the finishing and its colour: `Dyed, black`."""
    name = finish.name or f"Finishing {finish.id}"
    if colour is None:
        return cut(name, LIMIT)
    return cut(_listed(name, _inside(colour.name) or f"colour {colour.id}"), LIMIT)


def _inside(words: str) -> str:
    """Begin in lower case, unless it is an abbreviation such as `RAL 9005`."""
    return words if words[1:2].isupper() else words[:1].lower() + words[1:]


def _listed(*parts: str) -> str:
    return ", ".join(part for part in parts if part)


def _with_end(text: str, end: str) -> str:
    return cut(text, LIMIT - len(end)) + end
