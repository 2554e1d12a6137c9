"""What the token's own user can choose from, and what that user prefers."""

from collections.abc import Iterable, Iterator

from bot.threeyourmind import labels
from bot.threeyourmind.demands import part_form
from bot.threeyourmind.guesses import ADDRESSES
from bot.threeyourmind.keys import wire_id
from bot.threeyourmind.lists import Lists, variants
from bot.threeyourmind.models import Place, read, read_list
from bot.threeyourmind.own_models import (
    Country,
    Material,
    PartOffer,
    Preferences,
    Profile,
    RequirementForm,
)
from bot.threeyourmind.places import address_choice
from bot.threeyourmind.transport import Query, Transport
from state.form import Source
from state.part import LineSpec
from state.ports import Account, LinePlace
from state.problems import Missing, NotOffered, NotPermitted
from state.record import Choice
from state.requirements import PartForm

MY_ADDRESSES = f"my-profile/{ADDRESSES}"
UNITS = ("mm", "inch")


class OwnLists(Lists):
    """Reads what the token's own user can order from one service.

    Source: 3YOURMIND's user panel, profile and look-up endpoints.
    """

    def __init__(self, transport: Transport, root: str, service_id: int) -> None:
        super().__init__(transport, f"{root}/services/{service_id}")
        self._root = root
        self._service_id = str(service_id)

    def account(self) -> Account:
        """Give the preferences and the default address of the token's user."""
        profile = read(Profile, self._transport.get("my-profile/profile/"))
        preferences = self._preferences()
        unit = next((unit for unit in UNITS if unit == preferences.unit), None)
        countries = (c for c in self._countries() if c.key == preferences.country)
        return Account(
            country=next(countries, None),
            unit=unit,
            address=profile.default_address_id or None,
            forms=self._forms(),
        )

    def choices(self, source: Source, of: str | None, line: LinePlace | None) -> tuple[Choice, ...]:
        """List the choices of a source; with a line, those that its file leaves."""
        found: Iterable[Choice] = ()
        match source, of, line:
            case Source.ADDRESSES, _, _:
                found = self._addresses()
            case Source.COUNTRIES, _, _:
                found = self._countries()
            case Source.MATERIALS, _, _:
                found = self._materials(line)
            case Source.OFFERS, str(), LinePlace():
                found = self._offer_choices(line, of)
            case Source.FINISHINGS, str(), LinePlace():
                found = self._finishings(line, of)
            case _:
                found = self.of_the_service(source)
        return labels.told_apart(found)

    def offer_for(self, place: LinePlace, spec: LineSpec) -> str:
        """Give the key of the offer that was chosen, or of the least expensive that can do it all.

        Raises:
            NotOffered: there is none.
        """
        offers = self._offers(place, spec.material)
        wanted = {key.partition(":")[0] for key in spec.finishing}
        fit = [
            offer
            for offer in offers
            if spec.offer in {None, offer.id} and wanted <= {p.id for p in offer.post_processings}
        ]
        if not fit:
            raise NotOffered
        return min(fit, key=lambda offer: (offer.price is None, offer.price or 0)).id

    def _addresses(self) -> Iterator[Choice]:
        yield from map(address_choice, read_list(Place, self._transport.get(MY_ADDRESSES)))

    def _countries(self) -> Iterator[Choice]:
        for entry in read_list(Country, self._transport.get("countries/")):
            yield Choice(key=entry.code, label=labels.country(entry))

    def _materials(self, line: LinePlace | None) -> Iterator[Choice]:
        path, query = ("materials/", None) if line is None else self._of_line(line, "materials/")
        for entry in read_list(Material, self._transport.get(path, query)):
            yield Choice(key=entry.id, label=labels.kind_of_material(entry))

    def _offer_choices(self, line: LinePlace, material: str) -> Iterator[Choice]:
        for offer in self._offers(line, material):
            yield Choice(key=offer.id, label=labels.part_offer(offer))

    def _finishings(self, line: LinePlace, material: str) -> Iterator[Choice]:
        offers = self._offers(line, material)
        every = (c for offer in offers for f in offer.post_processings for c in variants(f))
        # Several offers of one material can have the same finishing.
        yield from {choice.key: choice for choice in every}.values()

    def _offers(self, line: LinePlace, material: str) -> list[PartOffer]:
        path, query = self._of_line(line, f"materials/{wire_id(material)}/offers/")
        every = read_list(PartOffer, self._transport.get(path, query))
        return [offer for offer in every if offer.service in {"", self._service_id}]

    def _of_line(self, place: LinePlace, rest: str) -> tuple[str, Query | None]:
        basket, line = map(wire_id, place)
        country = self._preferences().country
        query = {"country": country} if country else None
        return f"{self._root}/baskets/{basket}/lines/{line}/{rest}", query

    def _forms(self) -> tuple[PartForm, ...]:
        try:
            answer = self._transport.get("forms/")
        except (Missing, NotPermitted):
            # Not every organisation has forms.
            return ()
        return tuple(part_form(entry) for entry in read_list(RequirementForm, answer))

    def _preferences(self) -> Preferences:
        return read(Preferences, self._transport.get("my-profile/preferences/"))
