"""Addresses of 3YOURMIND: as choices, compared with a new one, and their fields in our words."""

from collections.abc import Mapping

from pydantic.alias_generators import to_camel

from bot.threeyourmind import labels
from bot.threeyourmind.models import Place
from bot.threeyourmind.words import one_line
from state.address import NewAddress
from state.record import Choice

Messages = dict[str, tuple[str, ...]]
_COMPARED = [name for name in NewAddress.model_fields if name in Place.model_fields]


def address_choice(entry: Place) -> Choice:
    """Give an address as a choice."""
    return Choice(key=entry.id, label=labels.address(entry))


def is_same(entry: Place, address: NewAddress) -> bool:
    """Tell whether an address of 3YOURMIND says in every field what a new one says."""
    return all(_folded(getattr(entry, name)) == _given(address, name) for name in _COMPARED)


def own_names(fields: Mapping[str, tuple[str, ...]]) -> Messages:
    """Give messages by the names of the form's fields; other names stay as they are."""
    ours = {to_camel(name): name for name in NewAddress.questions()}
    return {ours.get(name, name): messages for name, messages in fields.items()}


def _given(address: NewAddress, name: str) -> str:
    value = getattr(address, name)
    return _folded(value.key if isinstance(value, Choice) else value)


def _folded(text: str) -> str:
    return one_line(text).casefold()
